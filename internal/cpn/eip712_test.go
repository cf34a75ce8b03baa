// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package cpn

import (
	"encoding/json"
	"fmt"
	"math/big"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/hyperledger/firefly-signer/pkg/eip712"
	"pgregory.net/rapid"
)

// goldenMessages are messages as documented, and others that a wallet can sign, by the names
// of their files.
func goldenMessages(tb testing.TB) map[string]string {
	tb.Helper()
	files, err := filepath.Glob("testdata/messages/*.json")
	if err != nil {
		tb.Fatal(err)
	}
	messages := map[string]string{}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			tb.Fatal(err)
		}
		messages[strings.TrimSuffix(filepath.Base(file), ".json")] = string(text)
	}
	return messages
}

// walletSignature is what a wallet signs of a message.
type walletSignature struct{ Digest, Signature string }

// signatures are what ethers and viem sign of each golden message. internal/tools/wallets
// writes them.
func signatures(tb testing.TB) map[string]struct{ Ethers, Viem walletSignature } {
	tb.Helper()
	text, err := os.ReadFile("testdata/signatures.json")
	if err != nil {
		tb.Fatal(err)
	}
	var file struct {
		Messages map[string]struct{ Ethers, Viem walletSignature }
	}
	if err := json.Unmarshal(text, &file); err != nil {
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
		"a size that no number has":         {"uint7", `1`},
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

// TestDigest_random makes up types, and values of them.
func TestDigest_random(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(rt *rapid.T) {
		message := randomTypedData(rt)
		data, _ := readTypedData(message)
		got, ok := data.digest()
		if want, err := fireflyDigest(t, message); !ok || err != nil || got != want {
			rt.Fatalf("digest %s, %t; want %s (%v) of %s", got, ok, want, err, message)
		}
	})
}

// randomTypedData has three structs, each of which may contain those after it.
func randomTypedData(rt *rapid.T) string {
	names := []string{"Message", "Alpha", "Beta"}
	types := map[string][]map[string]string{}
	values := map[string]func() any{}
	for i, structName := range slices.Backward(names) {
		members, makers := []map[string]string{}, map[string]func() any{}
		for j := range rapid.IntRange(0, 4).Draw(rt, "members") {
			ofType, value := randomType(rt, names[i+1:], values)
			name := fmt.Sprintf("m%d", j)
			members, makers[name] = append(members, map[string]string{"name": name, "type": ofType}), value
		}
		types[structName] = members
		values[structName] = func() any {
			all := map[string]any{}
			for name, value := range makers {
				all[name] = value()
			}
			return all
		}
	}
	domain := map[string]any{"name": "Permit2", "chainId": rapid.Uint32().Draw(rt, "chain"), "verifyingContract": permit2, "salt": "0x" + strings.Repeat("5a", 32)}
	delete(domain, rapid.SampledFrom([]string{"name", "chainId", "verifyingContract", "salt"}).Draw(rt, "left out"))
	text, err := json.Marshal(map[string]any{"types": types, "domain": domain, "primaryType": names[0], "message": values[names[0]]()})
	if err != nil {
		rt.Fatal(err)
	}
	return string(text)
}

// randomType returns a type and a function that makes values of it.
func randomType(rt *rapid.T, structs []string, values map[string]func() any) (string, func() any) {
	switch kind := rapid.IntRange(0, 8).Draw(rt, "kind"); {
	case kind == 0:
		return "string", func() any { return rapid.StringMatching(`[ -~äß€𝄞]{0,40}`).Draw(rt, "text") }
	case kind == 1:
		return "bool", func() any { return rapid.Bool().Draw(rt, "bool") }
	case kind == 2:
		return "address", func() any { return randomHex(rt, addressSize) }
	case kind == 3:
		return "bytes", func() any { return randomHex(rt, rapid.IntRange(0, 70).Draw(rt, "length")) }
	case kind == 4:
		size := rapid.IntRange(1, 32).Draw(rt, "size")
		return fmt.Sprintf("bytes%d", size), func() any { return randomHex(rt, size) }
	case kind == 5:
		size := rapid.IntRange(1, 32).Draw(rt, "size")
		return fmt.Sprintf("uint%d", 8*size), func() any { return randomNumber(rt, size, 0) }
	case kind == 6:
		size := rapid.IntRange(1, 32).Draw(rt, "size")
		return fmt.Sprintf("int%d", 8*size), func() any { return randomNumber(rt, size, 1) }
	case kind == 7 && len(structs) > 0:
		name := rapid.SampledFrom(structs).Draw(rt, "struct")
		return name, values[name]
	}
	element, value := randomType(rt, structs, values)
	length := rapid.IntRange(0, 3).Draw(rt, "length")
	ofType := element + rapid.SampledFrom([]string{"[]", fmt.Sprintf("[%d]", length)}).Draw(rt, "array")
	return ofType, func() any {
		elements := []any{}
		for range length {
			elements = append(elements, value())
		}
		return elements
	}
}

func randomHex(rt *rapid.T, size int) string {
	return fmt.Sprintf("0x%x", rapid.SliceOfN(rapid.Byte(), size, size).Draw(rt, "bytes"))
}

// randomNumber is a number or a text, of this many bytes. A signed one is moved down by half.
func randomNumber(rt *rapid.T, size int, signed uint) any {
	n := new(big.Int).SetBytes(rapid.SliceOfN(rapid.Byte(), size, size).Draw(rt, "number"))
	if signed > 0 {
		n.Sub(n, new(big.Int).Lsh(big.NewInt(1), uint(8*size)-signed))
	}
	if rapid.Bool().Draw(rt, "as text") {
		return n.String()
	}
	return json.Number(n.String())
}
