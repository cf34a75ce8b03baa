// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package cpn

import (
	"encoding/json"
	"math/big"
	"slices"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// TestCheckMessage_random makes up honest messages, and then changes each in one place.
func TestCheckMessage_random(t *testing.T) {
	t.Parallel()
	message := intentMessage(t)
	rapid.Check(t, func(rt *rapid.T) {
		m, d := partsOf(rt, message), documentedDescription()
		d.Blockchain = rapid.SampledFrom([]string{"ETH", "ETH-SEPOLIA", "MATIC", "MATIC-AMOY", "ARC-TESTNET"}).Draw(rt, "blockchain")
		m.domain["chainId"], m.permitted["token"] = randomForm(rt, chains()[d.Blockchain].id), chains()[d.Blockchain].usdc
		value, fee := rapid.Uint64().Draw(rt, "value"), rapid.Uint64().Draw(rt, "fee")
		total := new(big.Int).Add(new(big.Int).SetUint64(value), new(big.Int).SetUint64(fee))
		m.witness["value"], m.witness["maxFee"], m.permitted["amount"] = randomForm(rt, strconv.FormatUint(value, 10)), randomForm(rt, strconv.FormatUint(fee, 10)), randomForm(rt, total.String())
		m.message["nonce"] = randomForm(rt, new(big.Int).SetBytes(rapid.SliceOfN(rapid.Byte(), 32, 32).Draw(rt, "nonce")).String())
		d.DestinationAddress, d.SenderAddress = randomHex(rt, addressSize), randomHex(rt, addressSize)
		m.witness["to"], m.witness["from"] = "0x"+strings.ToUpper(d.DestinationAddress[2:]), d.SenderAddress
		d.Amount = millionths(total).FloatString(6)
		data, _ := readTypedData(m.text(rt))
		digest, ok := data.digest()
		if found := CheckMessage(m.text(rt), digest, d); found != nil || !ok {
			rt.Fatalf("an honest message: %v, digest %t", found, ok)
		}

		check := rapid.SampledFrom([]Check{CheckMembers, CheckPayee, CheckMore, CheckToken, CheckContract, CheckChain, CheckPayer, CheckSum, CheckDigest, CheckLess, CheckSpender}).Draw(rt, "check")
		other := randomHex(rt, addressSize)
		if other == d.DestinationAddress || other == d.SenderAddress { // all zeros are drawn often
			rt.Skip("not another address")
		}
		off := new(big.Int).SetUint64(1 + rapid.Uint64Max(1<<62).Draw(rt, "off"))
		switch check {
		case CheckMembers:
			in := rapid.SampledFrom([]map[string]any{m.witness, m.permitted}).Draw(rt, "in")
			member := rapid.SampledFrom(slices.DeleteFunc([]string{"from", "to", "value", "maxFee", "token", "amount"}, func(name string) bool { return in[name] == nil })).Draw(rt, "member")
			in[member] = rapid.SampledFrom([]any{nil, true, "", "0x10", "010", "1e3", "-1", " 1", json.Number("1.5"), []any{}}).Draw(rt, "unreadable")
		case CheckPayee:
			m.witness["to"] = other
		case CheckMore, CheckSum:
			m.permitted["amount"] = new(big.Int).Add(total, off).String()
		case CheckToken:
			m.permitted["token"] = other
		case CheckContract:
			m.domain["verifyingContract"] = other
		case CheckChain:
			m.domain["chainId"] = rapid.Uint64Range(6_000_000_000, 1<<62).Draw(rt, "another chain")
		case CheckPayer:
			m.witness["from"] = other
		case CheckDigest:
			m.message["deadline"] = off.String()
		case CheckLess:
			d.Amount = millionths(new(big.Int).Add(total, off)).FloatString(6)
		case CheckSpender:
			m.message["spender"] = other
		}
		if check != CheckDigest {
			digest = ""
		}
		found := CheckMessage(m.text(rt), digest, d)
		if !slices.ContainsFunc(found, func(f Finding) bool { return f.Check == check }) {
			rt.Fatalf("check %d is not among %v", check, found)
		}
	})
}

// randomForm gives a number as CPN may: as a number or as a text.
func randomForm(rt *rapid.T, digits string) any {
	if rapid.Bool().Draw(rt, "as text") {
		return digits
	}
	return json.Number(digits)
}

// intentParts are the parts of a message to change.
type intentParts struct{ document, domain, message, permitted, witness map[string]any }

func partsOf(tb rapid.TB, message string) intentParts {
	tb.Helper()
	decoder := json.NewDecoder(strings.NewReader(message))
	decoder.UseNumber()
	m := intentParts{document: map[string]any{}}
	if err := decoder.Decode(&m.document); err != nil {
		tb.Fatal(err)
	}
	m.domain, _ = m.document["domain"].(map[string]any)
	m.message, _ = m.document["message"].(map[string]any)
	m.permitted, _ = m.message["permitted"].(map[string]any)
	m.witness, _ = m.message["witness"].(map[string]any)
	return m
}

func (m intentParts) text(tb rapid.TB) string {
	tb.Helper()
	text, err := json.Marshal(m.document)
	if err != nil {
		tb.Fatal(err)
	}
	return string(text)
}

// declare changes the type of a member.
func (m intentParts) declare(structName, member, ofType string) {
	types, _ := m.document["types"].(map[string]any)
	declarations, _ := types[structName].([]any)
	for _, each := range declarations {
		if declaration, _ := each.(map[string]any); declaration["name"] == member {
			declaration["type"] = ofType
		}
	}
}
