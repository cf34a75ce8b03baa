// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package cpn

import (
	"encoding/json"
	"fmt"
	"math/big"
	"slices"
	"strings"
	"testing"

	"github.com/hyperledger/firefly-signer/pkg/eip712"
	"pgregory.net/rapid"
)

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
