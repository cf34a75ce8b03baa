// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package cpn

import (
	"fmt"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestCheckMessage_digest compares the message with what CPN says that is signed.
func TestCheckMessage_digest(t *testing.T) {
	t.Parallel()
	digest := signatures(t)["published_spender"].Ethers.Digest
	another := digest[:65] + "0"
	if another == digest {
		another = digest[:65] + "1"
	}
	for name, tc := range map[string]struct {
		encoded string
		fails   bool
	}{
		"the digest":             {digest, false},
		"in capitals":            {"0x" + strings.ToUpper(digest[2:]), false},
		"another digest":         {another, true},
		"nothing":                {"", false},
		"31 bytes":               {another[:64], false},
		"a message of Solana":    {"AQABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4fICEiIyQlJicoKSorLC0u", false},
		"no hexadecimal digits":  {another[:65] + "g", false},
		"without 0x, of 64":      {another[2:], false},
		"without 0x, of 66":      {another[2:] + "00", false},
		"32 bytes and white end": {another + "\n", false},
	} {
		var want []Finding
		if tc.fails {
			want = []Finding{{CheckDigest, [][2]string{{"encoded_message_to_be_signed", tc.encoded}, {"digest of message_to_be_signed", digest}}}}
		}
		if diff := cmp.Diff(want, CheckMessage(intentMessage(t), tc.encoded, documentedDescription())); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
	m := partsOf(t, intentMessage(t))
	m.message["nonce"] = "010" // has no digest
	if got := CheckMessage(m.text(t), another, documentedDescription()); got != nil {
		t.Errorf("got %v", got)
	}
}

// TestCheckMessage_twoWays shows that a message is not signed unseen because it can be read in
// two ways.
func TestCheckMessage_twoWays(t *testing.T) {
	t.Parallel()
	const twice = `the response has the member "%s" twice`
	message := intentMessage(t)
	for name, tc := range map[string]struct {
		message string
		want    string // "" for no finding
	}{
		"a payee twice":                {strings.Replace(message, `"to": "0x`, `"to": "0x1", "to": "0x`, 1), fmt.Sprintf(twice, "to")},
		"a primary type twice":         {strings.Replace(message, `"primaryType": `, `"primaryType": "Other", "primaryType": `, 1), fmt.Sprintf(twice, "primaryType")},
		"another primary type last":    {`{"primaryType": "PermitWitnessTransferFrom", "primaryType": "Other"}`, fmt.Sprintf(twice, "primaryType")},
		"an escaped primary type":      {`{"primaryType": "\u0050ermitWitnessTransferFrom", "a": 1, "a": 2}`, fmt.Sprintf(twice, "a")},
		"another message twice":        {`{"primaryType": "Other", "primaryType": "Other"}`, ""},
		"something after the message":  {message + "{}", errNotJSON.Error()},
		"no JSON at all":               {"PermitWitnessTransferFrom", ""},
		"a text that mentions the two": {strconv.Quote(message), ""},
	} {
		var want []Finding
		if tc.want != "" {
			want = []Finding{{CheckMembers, [][2]string{{"message_to_be_signed", tc.want}}}}
		}
		if diff := cmp.Diff(want, CheckMessage(tc.message, "", documentedDescription())); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}
