// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package cpn

import (
	"bytes"
	"encoding/json"
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// intentMessage is a message as documented, with numbers as numbers and as text.
func intentMessage(tb testing.TB) string {
	tb.Helper()
	text, err := os.ReadFile("testdata/payment_intent.json")
	if err != nil {
		tb.Fatal(err)
	}
	return string(text)
}

const usdc = "0x1c7D4B196Cb0C7B01d743Fbc6116a902379C7239"

// intended is what the message says.
func intended() PaymentIntent {
	return PaymentIntent{
		From: "0xe01be9cdd9e744ae6a709794bfe531ec3ec0671c", To: "0x1c7D4B196Cb0C7B01d743Fbc6116a902379C7238", Value: "110270000",
		Token: usdc, Spender: "0xe2b17d0c1736dc7c462abc4233c91bdb9f27dd1d",
		ChainID: "11155111", Deadline: "9007199254740993",
	}
}

// TestReadPaymentIntent reads messages that differ from the documented one in one place.
// What it takes is signed: where a wallet might sign something else, it takes nothing.
func TestReadPaymentIntent(t *testing.T) {
	t.Parallel()
	const witness, value = `"to": "0x1c7D4B196Cb0C7B01d743Fbc6116a902379C7238"`, `"value": "110270000"`
	without := func(edit func(*PaymentIntent)) PaymentIntent {
		intent := intended()
		edit(&intent)
		return intent
	}
	noTo := without(func(p *PaymentIntent) { p.To = "" })
	for name, tc := range map[string]struct {
		old, now string
		want     PaymentIntent // the zero value for no payment intent
	}{
		"as documented":                 {"", "", intended()},
		"a number":                      {value, `"value": 110270000`, intended()},
		"a number of 78 digits":         {value, `"value": 1` + strings.Repeat("0", 77), without(func(p *PaymentIntent) { p.Value = "1" + strings.Repeat("0", 77) })},
		"a hexadecimal number":          {value, `"value": "0x6929630"`, without(func(p *PaymentIntent) { p.Value = "0x6929630" })},
		"a number with an exponent":     {value, `"value": 1.1027e8`, without(func(p *PaymentIntent) { p.Value = "1.1027e8" })},
		"a number that no float holds":  {value, `"value": 1e999999999`, without(func(p *PaymentIntent) { p.Value = "1e999999999" })},
		"a value that is no number":     {value, `"value": true`, without(func(p *PaymentIntent) { p.Value = "" })},
		"a value that is null":          {value, `"value": null`, without(func(p *PaymentIntent) { p.Value = "" })},
		"an address that is a number":   {witness, `"to": 7`, noTo},
		"an address that is a list":     {witness, `"to": ["0x1c7D4B196Cb0C7B01d743Fbc6116a902379C7238"]`, noTo},
		"an address that is absent":     {witness, `"other": "0x1"`, noTo},
		"an escaped name":               {witness, `"t\u006f": "0x1"`, without(func(p *PaymentIntent) { p.To = "0x1" })},
		"a name in another letter case": {witness, `"To": "0x1"`, noTo},
		"both letter cases":             {witness, witness + `, "To": "0x1"`, intended()},
		"a member twice":                {witness, witness + `, "to": "0x1"`, PaymentIntent{}},
		"a member twice, escaped":       {witness, witness + `, "t\u006f": "0x1"`, PaymentIntent{}},
		"a message twice":               {`"message": {`, `"message": {}, "message": {`, PaymentIntent{}},
		"another message beside it":     {`"message": {`, `"Message": {"witness": {"to": "0x1"}}, "message": {`, intended()},
		"other types beside it":         {`"types": {`, `"Types": {}, "types": {`, intended()},
		"a member that is not declared": {`{"name": "to", "type": "address"}`, `{"name": "payee", "type": "address"}`, noTo},
		"a member of another type":      {`{"name": "to", "type": "address"}`, `{"name": "to", "type": "string"}`, noTo},
		"a member that is declared twice": {
			`{"name": "to", "type": "address"}`, `{"name": "to", "type": "string"}, {"name": "to", "type": "address"}`, noTo,
		},
		"a value of another type":        {`{"name": "value", "type": "uint256"}`, `{"name": "value", "type": "bytes"}`, without(func(p *PaymentIntent) { p.Value = "" })},
		"a declaration that is none":     {`{"name": "to", "type": "address"}`, `"to", 7, null, {}, {"name": 1, "type": {}}`, noTo},
		"a witness that is not declared": {`{"name": "witness", "type": "PaymentIntent"}`, `{"name": "other", "type": "PaymentIntent"}`, PaymentIntent{}},
		"a witness of another type":      {`{"name": "witness", "type": "PaymentIntent"}`, `{"name": "witness", "type": "Order"}`, PaymentIntent{}},
		"a witness of no type":           {`{"name": "witness", "type": "PaymentIntent"}]`, `{"name": "witness", "type": ""}], "": [{"name": "to", "type": "address"}]`, PaymentIntent{}},
		"a token that is not declared":   {`{"name": "permitted", "type": "TokenPermissions"}`, `{"name": "permitted", "type": "bytes"}`, without(func(p *PaymentIntent) { p.Token = "" })},
		"a deadline that is a list":      {`"deadline": 9007199254740993`, `"deadline": [1]`, without(func(p *PaymentIntent) { p.Deadline = "" })},
		"no type of the domain":          {`"EIP712Domain"`, `"Domain"`, intended()},
		"a chain that is not declared":   {`{"name": "chainId", "type": "uint256"}`, `{"name": "salt", "type": "bytes32"}`, without(func(p *PaymentIntent) { p.ChainID = "" })},
		"another domain":                 {`"name": "Permit2"`, `"name": "USD Coin"`, PaymentIntent{}},
		"a domain that is none":          {`"domain": {`, `"domain": "Permit2", "other": {`, PaymentIntent{}},
		"another primary type":           {`"primaryType": "PermitWitnessTransferFrom"`, `"primaryType": "TokenPermissions"`, PaymentIntent{}},
		"a primary type that is none":    {`"primaryType": "PermitWitnessTransferFrom"`, `"primaryType": {}`, PaymentIntent{}},
		"something after it":             {"\n}\n", "\n}{}\n", PaymentIntent{}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			message := intentMessage(t)
			if !strings.Contains(message, tc.old) {
				t.Fatalf("the message has no %s", tc.old)
			}
			got, ok := ReadPaymentIntent(messageTypePaymentIntent, strings.Replace(message, tc.old, tc.now, 1))
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
	for name, tc := range map[string]struct{ messageType, message string }{
		"another type":        {"EIP3009", message},
		"no type":             {"", message},
		"a type of a chain":   {"SOLANA", `"AQAB"`},
		"no message":          {messageTypePaymentIntent, ""},
		"an empty message":    {messageTypePaymentIntent, "{}"},
		"a text":              {messageTypePaymentIntent, strconv.Quote("{}")},
		"a list":              {messageTypePaymentIntent, "[" + message + "]"},
		"half a message":      {messageTypePaymentIntent, message[:len(message)/2]},
		"too many values":     {messageTypePaymentIntent, `{"a":[` + strings.Repeat("{},", maxValues) + `{}],` + message[1:]},
		"too many levels":     {messageTypePaymentIntent, `{"a":` + strings.Repeat("[", 20_000) + strings.Repeat("]", 20_000) + "," + message[1:]},
		"members of no types": {messageTypePaymentIntent, `{"types":7,"domain":[],"primaryType":"PermitWitnessTransferFrom","message":"x"}`},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if got, ok := ReadPaymentIntent(tc.messageType, tc.message); ok || got != (PaymentIntent{}) {
				t.Errorf("read %+v", got)
			}
		})
	}
}

// FuzzReadPaymentIntent holds the reader to messages that can be read in one way only, and
// that say the same without white space, the form in which state has them.
func FuzzReadPaymentIntent(f *testing.F) {
	f.Add(intentMessage(f))
	f.Add(strings.Replace(intentMessage(f), `"110270000"`, `1e400`, 1))
	f.Add(`{"types":{"":[{"name":"to"}]},"message":{"witness":{"to":null}}}`)
	f.Fuzz(func(t *testing.T, message string) {
		got, ok := ReadPaymentIntent(messageTypePaymentIntent, message)
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
		if again, _ := ReadPaymentIntent(messageTypePaymentIntent, compact.String()); again != got {
			t.Errorf("read %+v, and %+v without white space", got, again)
		}
		d, _ := agreed()
		got.Contradictions(d) // ends soon, whatever the numbers are
	})
}

func BenchmarkReadPaymentIntent(b *testing.B) {
	message := intentMessage(b)
	b.ReportAllocs()
	for b.Loop() {
		ReadPaymentIntent(messageTypePaymentIntent, message)
	}
}
