// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"encoding/base64"
	"encoding/hex"
	"strings"
	"testing"
)

// TestSignedTransaction_form holds the check to what wallets return, and to what is easily
// taken for it.
func TestSignedTransaction_form(t *testing.T) {
	t.Parallel()
	signature := "0x" + strings.Repeat("1f", 64) + "1b"
	list := append([]byte{0xf8, 0x6a}, make([]byte, 0x6a)...)
	for name, tc := range map[string]struct{ text, problem string }{
		"the signature of an ordinary wallet":        {signature, ""},
		"a signature that begins like a list in RLP": {"0xf83f" + strings.Repeat("1f", 63), ""},
		"the signature of a contract wallet":         {"0x" + strings.Repeat("00", 300), ""},
		"a partially signed transaction":             {base64.StdEncoding.EncodeToString(make([]byte, 200)), ""},
		"empty":                                      {"", "empty"},
		"a line end":                                 {signature + "\n", "line end"},
		"a line end of Windows":                      {signature + "\r\n", "line end"},
		"white space":                                {" " + signature, "white space"},
		"quotes":                                     {`"` + signature + `"`, "quotes"},
		"a byte order mark":                          {"\ufeff" + signature, "byte order mark"},
		"no 0x":                                      {signature[2:], "lacks 0x"},
		"an odd number of digits":                    {signature + "0", "even number"},
		"0x alone":                                   {"0x", "even number"},
		"a raw transaction":                          {"0x" + hex.EncodeToString(list), "raw transaction"},
		"a typed raw transaction":                    {"0x02" + hex.EncodeToString(list), "raw transaction"},
		"a long raw transaction":                     {"0xf9012c" + strings.Repeat("00", 300), "raw transaction"},
		"neither hex nor base64":                     {"signature!", "neither"},
		"base64 without its ending":                  {"YQ", "neither"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			err := checkSigned(tc.text)
			if (err == nil) != (tc.problem == "") || err != nil && !strings.Contains(err.Error(), tc.problem) {
				t.Errorf("got %v, want %q", err, tc.problem)
			}
		})
	}
}

// TestSignedMessage_form holds the check to both forms of a message.
func TestSignedMessage_form(t *testing.T) {
	t.Parallel()
	for text, valid := range map[string]bool{`{"types":{}}`: true, "AQID": true, "": false, "{": false, "AQID\n": false, `"AQID"`: false} {
		if err := checkSignedMessage(text); (err == nil) != valid {
			t.Errorf("%q: %v", text, err)
		}
	}
}
