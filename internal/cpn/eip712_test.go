// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package cpn

import (
	"encoding/json"
	"fmt"
	"math/big"
	"strings"
	"testing"

	"github.com/hyperledger/firefly-signer/pkg/eip712"
)

// goldenMessages are messages as documented, and others that a wallet can sign, by name: those in
// files, and edits of [intentMessage]. internal/tools/wallets reads them alike.
func goldenMessages(tb testing.TB) map[string]string {
	tb.Helper()
	messages := map[string]string{}
	for _, name := range []string{"published_spender", "members_sorted", "extra_members", "no_payment_intent"} {
		messages[name] = string(testdata(tb, "messages/"+name+".json"))
	}
	var edits map[string][][2]string
	if err := json.Unmarshal(testdata(tb, "edits.json"), &edits); err != nil {
		tb.Fatal(err)
	}
	for name, pairs := range edits {
		message := intentMessage(tb)
		for _, pair := range pairs {
			message = strings.Replace(message, pair[0], pair[1], 1)
		}
		messages[name] = message
	}
	return messages
}

// walletSignature is what a wallet signs of a message.
type walletSignature struct{ Digest, Signature string }

// signatures are what ethers and viem sign of each golden message. internal/tools/wallets
// writes them.
func signatures(tb testing.TB) map[string]struct{ Ethers, Viem walletSignature } {
	tb.Helper()
	var file struct {
		Messages map[string]struct{ Ethers, Viem walletSignature }
	}
	if err := json.Unmarshal(testdata(tb, "signatures.json"), &file); err != nil {
		tb.Fatal(err)
	}
	return file.Messages
}

func TestDigest_ofWallets(t *testing.T) {
	t.Parallel()
	messages, signed := goldenMessages(t), signatures(t)
	for name, message := range messages {
		data, _ := readTypedData(message)
		got, ok := data.digest()
		if want := signed[name]; !ok || got != want.Ethers.Digest || got != want.Viem.Digest {
			t.Errorf("%s: digest %s, %t; want %+v", name, got, ok, want)
		}
	}
	if len(messages) == 0 || len(messages) != len(signed) {
		t.Errorf("%d messages and %d signatures", len(messages), len(signed))
	}
	const documented = "0xabc6f65eb8b2c264ae486b7244e9ca887cd0f8bd29422f651042665c14974ef3" // beside the message in CPN's documentation
	if got := signed["documented"].Ethers.Digest; got != documented {
		t.Errorf("got %s", got)
	}
}

// TestDigest_none reads values that have no digest, or not the same one everywhere.
func TestDigest_none(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct{ ofType, value string }{
		"a number with a zero in front":     {"uint256", `"010"`},
		"a hexadecimal number":              {"uint256", `"0x10"`},
		"a number with an exponent":         {"uint256", `1e3`},
		"a number with a fraction":          {"uint256", `1.0`},
		"a number with a plus":              {"uint256", `"+1"`},
		"a number with white space":         {"uint256", `" 1"`},
		"no digits":                         {"uint256", `""`},
		"a negative number without a sign":  {"uint256", `-1`},
		"minus zero":                        {"int256", `-0`},
		"a number of too many bits":         {"uint8", `256`},
		"a number of 257 bits":              {"uint256", `"` + new(big.Int).Lsh(big.NewInt(1), 256).String() + `"`},
		"a number above the most of a sign": {"int8", `128`},
		"a number below the least":          {"int8", `-129`},
		"a size that no number has":         {"uint9", `1`},
		"a number that is too wide":         {"uint264", `1`},
		"a number without a size":           {"uint", `1`},
		"an address that is too short":      {"address", `"0x01"`},
		"an address without 0x":             {"address", `"000000000022D473030F116dDEE9F6B43aC78BA3"`},
		"a name for an address":             {"address", `"cpn.eth"`},
		"bytes that are too many":           {"bytes1", `"0x0000"`},
		"bytes that are too wide":           {"bytes33", `"0x` + strings.Repeat("00", 33) + `"`},
		"half a byte":                       {"bytes", `"0x0"`},
		"a text that is a number":           {"string", `1`},
		"half a surrogate pair":             {"string", `"\ud800"`},
		"a text that is true":               {"bool", `"true"`},
		"null":                              {"bool", `null`},
		"an array that is none":             {"bool[]", `true`},
		"an array that is too long":         {"bool[1]", `[true, true]`},
		"an array with a size that is none": {"bool[01]", `[true]`},
		"an element of another type":        {"bool[]", `[true, 1]`},
		"a struct that is none":             {"Other", `7`},
		"a struct with a member missing":    {"Other", `{}`},
		"a type that is not declared":       {"Unknown", `{}`},
		"no type":                           {"", `{}`},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			const form = `{"types":{"Message":[{"name":"m","type":"%s"}],"Other":[{"name":"o","type":"bool"}]},"domain":{},"primaryType":"Message","message":{"m":%s}}`
			message := fmt.Sprintf(form, tc.ofType, tc.value)
			data, read := readTypedData(message)
			if digest, ok := data.digest(); ok || !read {
				t.Errorf("digest %s of %s", digest, message)
			}
		})
	}
	for name, message := range map[string]string{
		"a primary type that is not declared": `{"types":{},"domain":{},"primaryType":"Message","message":{}}`,
		"no message":                          `{"types":{"Message":[]},"domain":{},"primaryType":"Message"}`,
		"no domain":                           `{"types":{"Message":[]},"primaryType":"Message","message":{}}`,
		"a member that is declared twice":     `{"types":{"Message":[{"name":"m","type":"bool"},{"name":"m","type":"bool"}]},"domain":{},"primaryType":"Message","message":{"m":true}}`,
		"a struct with the name of a number":  `{"types":{"Message":[],"uint256":[]},"domain":{},"primaryType":"Message","message":{}}`,
		"a struct with the name of a text":    `{"types":{"Message":[],"string":[]},"domain":{},"primaryType":"Message","message":{}}`,
	} {
		data, read := readTypedData(message)
		if digest, ok := data.digest(); ok || !read {
			t.Errorf("%s: digest %s", name, digest)
		}
	}
}

// fireflyDigest is what another implementation, in Go, makes of a message. It wants the
// domain's type.
func fireflyDigest(tb testing.TB, message string) (string, error) {
	tb.Helper()
	decoder := json.NewDecoder(strings.NewReader(message))
	decoder.UseNumber()
	var document eip712.TypedData
	if err := decoder.Decode(&document); err != nil {
		return "", err
	}
	data, _ := readTypedData(message)
	if _, declared := document.Types[domainType]; !declared && document.Types != nil {
		document.Types[domainType] = eip712.Type{}
		for _, m := range data.types[domainType] {
			document.Types[domainType] = append(document.Types[domainType], &eip712.TypeMember{Name: m.name, Type: m.ofType})
		}
	}
	digest, err := eip712.EncodeTypedDataV4(tb.Context(), &document)
	return digest.String(), err
}

// FuzzDigest compares with another implementation. It reads more than this package does, but
// whatever both read has one digest.
func FuzzDigest(f *testing.F) {
	for _, message := range goldenMessages(f) {
		f.Add(message)
	}
	f.Fuzz(func(t *testing.T, message string) {
		data, read := readTypedData(message)
		got, ok := data.digest()
		if !ok || !read {
			return
		}
		if want, err := fireflyDigest(t, message); err != nil || got != want {
			t.Errorf("digest %s, want %s (%v)", got, want, err)
		}
	})
}
