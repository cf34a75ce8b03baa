// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package cpn

import (
	"bytes"
	"encoding/json"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// intentMessage is a message as documented, for the settlement contract that Circle publishes.
func intentMessage(tb testing.TB) string {
	tb.Helper()
	return string(testdata(tb, "messages/published_spender.json"))
}

const usdcOnSepolia = "0x1c7D4B196Cb0C7B01d743Fbc6116a902379C7238"

// intended is what the message says.
func intended() PaymentIntent {
	return PaymentIntent{
		From: "0x57414adbBbc4BBA36f1dE26b2dc1648b28ae7799", To: "0xded12af48fb343b446bcbe739c5211636896362b", Value: "11048874",
		MaxFee: "899798", Beneficiary: "0x8049E74C07A6BAdc8ddeB7C3530Ab9Af30037211", PermittedAmount: "11948672",
		Token: usdcOnSepolia, Spender: "0x355e0a2a4B7563e0E00C90deD9Aa914c119Ee868",
		VerifyingContract: "0x000000000022D473030F116dDEE9F6B43aC78BA3", Attester: "0xcf9e077c75ce6bd22f48163e559d20b10708ae85",
		ChainID: "11155111", ValidAfter: "1762901905", ValidBefore: "1762906122", Deadline: "1762907262",
	}
}

// TestReadPaymentIntent reads messages that differ from the documented one in one place.
// What it takes is signed: where a wallet might sign something else, it takes nothing.
func TestReadPaymentIntent(t *testing.T) {
	t.Parallel()
	const to, value, declared = `"to": "0xded12af48fb343b446bcbe739c5211636896362b"`, `"value": 11048874`, `{"name": "to", "type": "address"}`
	but := func(edit func(*PaymentIntent)) PaymentIntent {
		intent := intended()
		edit(&intent)
		return intent
	}
	noTo := but(func(p *PaymentIntent) { p.To = "" })
	noValue := but(func(p *PaymentIntent) { p.Value = "" })
	noWitness := PaymentIntent{
		PermittedAmount: intended().PermittedAmount, Token: intended().Token, Spender: intended().Spender, VerifyingContract: permit2,
		ChainID: "11155111", Deadline: "1762907262",
	}
	for name, tc := range map[string]struct {
		old, now string
		want     PaymentIntent // the zero value for no payment intent
	}{
		"as documented":                 {"", "", intended()},
		"a text":                        {value, `"value": "11048874"`, intended()},
		"a number of 78 digits":         {value, `"value": 1` + strings.Repeat("0", 77), but(func(p *PaymentIntent) { p.Value = "1" + strings.Repeat("0", 77) })},
		"a hexadecimal number":          {value, `"value": "0xa8986a"`, but(func(p *PaymentIntent) { p.Value = "0xa8986a" })},
		"a number with an exponent":     {value, `"value": 1.1e7`, but(func(p *PaymentIntent) { p.Value = "1.1e7" })},
		"a number that no float holds":  {value, `"value": 1e999999999`, but(func(p *PaymentIntent) { p.Value = "1e999999999" })},
		"a value that is no number":     {value, `"value": true`, noValue},
		"a value that is null":          {value, `"value": null`, noValue},
		"an address that is a number":   {to, `"to": 7`, noTo},
		"an address that is a list":     {to, `"to": ["0xded12af48fb343b446bcbe739c5211636896362b"]`, noTo},
		"an address that is absent":     {to, `"other": "0x1"`, noTo},
		"an escaped name":               {to, `"t\u006f": "0x1"`, but(func(p *PaymentIntent) { p.To = "0x1" })},
		"a name in another letter case": {to, `"To": "0x1"`, noTo},
		"both letter cases":             {to, to + `, "To": "0x1"`, intended()},
		"a member twice":                {to, to + `, "to": "0x1"`, PaymentIntent{}},
		"a member twice, escaped":       {to, to + `, "t\u006f": "0x1"`, PaymentIntent{}},
		"a message twice":               {`"message": {`, `"message": {}, "message": {`, PaymentIntent{}},
		"another message beside it":     {`"message": {`, `"Message": {"witness": {"to": "0x1"}}, "message": {`, intended()},
		"other types beside it":         {`"types": {`, `"Types": {}, "types": {`, intended()},
		"a member that is not declared": {declared, `{"name": "payee", "type": "address"}`, noTo},
		"a member of another type":      {declared, `{"name": "to", "type": "string"}`, noTo},
		"a member of many":              {declared, `{"name": "to", "type": "address[]"}`, noTo},
		"a member that is declared twice": {
			declared, declared + `, ` + declared, noTo,
		},
		"a value of another type":          {`{"name": "value", "type": "uint256"}`, `{"name": "value", "type": "uint128"}`, noValue},
		"a declaration that is none":       {declared, `"to", 7, null, {}, {"name": 1, "type": {}}`, noTo},
		"a witness that is not declared":   {`{"name": "witness", "type": "PaymentIntent"}`, `{"name": "other", "type": "PaymentIntent"}`, noWitness},
		"a witness of another type":        {`{"name": "witness", "type": "PaymentIntent"}`, `{"name": "witness", "type": "Order"}`, noWitness},
		"a token that is not declared":     {`{"name": "permitted", "type": "TokenPermissions"}`, `{"name": "permitted", "type": "bytes"}`, but(func(p *PaymentIntent) { p.Token, p.PermittedAmount = "", "" })},
		"many tokens":                      {`{"name": "permitted", "type": "TokenPermissions"}`, `{"name": "permitted", "type": "TokenPermissions[]"}`, but(func(p *PaymentIntent) { p.Token, p.PermittedAmount = "", "" })},
		"a deadline that is a list":        {`"deadline": "1762907262"`, `"deadline": [1]`, but(func(p *PaymentIntent) { p.Deadline = "" })},
		"no type of the domain":            {`"EIP712Domain"`, `"Domain"`, intended()},
		"a chain that is not declared":     {`{"name": "chainId", "type": "uint256"}`, `{"name": "salt", "type": "bytes32"}`, but(func(p *PaymentIntent) { p.ChainID = "" })},
		"a contract that is not declared":  {`{"name": "verifyingContract", "type": "address"}`, `{"name": "salt", "type": "bytes32"}`, but(func(p *PaymentIntent) { p.VerifyingContract = "" })},
		"a domain that is none":            {`"domain": {`, `"domain": "Permit2", "other": {`, but(func(p *PaymentIntent) { p.ChainID, p.VerifyingContract = "", "" })},
		"types that are none":              {`"types": {`, `"types": 7, "other": {`, PaymentIntent{VerifyingContract: permit2, ChainID: "11155111"}},
		"a struct with an address's name":  {`"types": {`, `"types": {"address": [], `, PaymentIntent{Value: "11048874", MaxFee: "899798", PermittedAmount: "11948672", ChainID: "11155111", ValidAfter: "1762901905", ValidBefore: "1762906122", Deadline: "1762907262"}},
		"another primary type":             {`"primaryType": "PermitWitnessTransferFrom"`, `"primaryType": "TokenPermissions"`, PaymentIntent{}},
		"a primary type that is none":      {`"primaryType": "PermitWitnessTransferFrom"`, `"primaryType": {}`, PaymentIntent{}},
		"a primary type in capitals":       {`"primaryType"`, `"PrimaryType"`, PaymentIntent{}},
		"something after it":               {"\n}\n", "\n}{}\n", PaymentIntent{}},
		"another name of the domain":       {`"name": "Permit2"`, `"name": "USD Coin"`, intended()},
		"a value beside what it is signed": {`"primaryType"`, `"to": "0x1", "primaryType"`, intended()},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			message := intentMessage(t)
			if !strings.Contains(message, tc.old) {
				t.Fatalf("the message has no %s", tc.old)
			}
			got, ok := ReadPaymentIntent(strings.Replace(message, tc.old, tc.now, 1))
			if diff := cmp.Diff(tc.want, got); diff != "" || ok != (tc.want != PaymentIntent{}) {
				t.Errorf("%v %s", ok, diff)
			}
		})
	}
}

// TestReadPaymentIntent_others reads what is no payment intent at all.
func TestReadPaymentIntent_others(t *testing.T) {
	t.Parallel()
	message := intentMessage(t)
	for name, text := range map[string]string{
		"a message of Solana": `"AQAB"`,
		"no message":          "",
		"an empty message":    "{}",
		"null":                "null",
		"a text":              strconv.Quote(message),
		"a list":              "[" + message + "]",
		"half a message":      message[:len(message)/2],
		"too many values":     `{"a":[` + strings.Repeat("{},", maxValues) + `{}],` + message[1:],
		"too many levels":     `{"a":` + strings.Repeat("[", 20_000) + strings.Repeat("]", 20_000) + "," + message[1:],
		"another standard":    goldenMessages(t)["no_payment_intent"],
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if got, ok := ReadPaymentIntent(text); ok || got != (PaymentIntent{}) {
				t.Errorf("read %+v", got)
			}
		})
	}
}

// FuzzReadPaymentIntent holds the reader to messages that can be read in one way only, and
// that say the same without white space, the form in which state has them. Whatever the message
// is, a check ends.
func FuzzReadPaymentIntent(f *testing.F) {
	for _, message := range goldenMessages(f) {
		f.Add(message)
	}
	f.Add(strings.Replace(intentMessage(f), `11048874`, `1e400`, 1))
	f.Add(`{"types":{"":[{"name":"to"}]},"primaryType":"PermitWitnessTransferFrom","message":{"witness":{"to":null}}}`)
	f.Add(`{"primaryType":"PermitWitnessTransferFrom","primaryType":"Other"}`)
	f.Fuzz(func(t *testing.T, message string) {
		found := CheckMessage(message, documentedDigest, documentedDescription())
		got, ok := ReadPaymentIntent(message)
		if !ok {
			return
		}
		if Unambiguous([]byte(message)) != nil {
			t.Errorf("read %q, which can be read in two ways", message)
		}
		var compact bytes.Buffer
		if err := json.Compact(&compact, []byte(message)); err != nil {
			t.Fatal(err)
		}
		if again, _ := ReadPaymentIntent(compact.String()); again != got {
			t.Errorf("read %+v, and %+v without white space", got, again)
		}
		if diff := cmp.Diff(found, CheckMessage(compact.String(), documentedDigest, documentedDescription())); diff != "" {
			t.Error(diff)
		}
	})
}
