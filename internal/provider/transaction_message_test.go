// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpn"
	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpnfake"
)

// What the simulator's transactions say.
const (
	wallet = "0x7204fe8341b227feba740dd4e18492adda3e1805"
	payee  = "0x57414adb2e3bfb0e1a4c4d7e2a1a8a0d9c3f7799"
	total  = "11.948672"
)

func TestMessageText(t *testing.T) {
	t.Parallel()
	const large = "115792089237316195423570985008687907853269984665640564039457584007913129639935"
	for name, tc := range map[string]struct{ message, want string }{
		"white space":           {"{ \"a\" : [ 1, \"b c\" ] }", `{"a":[1,"b c"]}`},
		"numbers of any size":   {`{"z":` + large + `,"a":9007199254740993}`, `{"z":` + large + `,"a":9007199254740993}`},
		"letters beyond ASCII":  {`{"a":"é😀"}`, `{"a":"é😀"}`},
		"combining characters":  {"{\"a\":\"cafe\u0301\"}", `{"a":"cafe\u0301"}`},
		"with a surrogate pair": {"{\"a\":\"\u212b😀\"}", `{"a":"\u212b\ud83d\ude00"}`},
		"a string":              {`"AQAB"`, `"AQAB"`},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := messageText(json.RawMessage(tc.message)).ValueString()
			if got != tc.want || !cpn.SameMessage(got, tc.message) {
				t.Errorf("got %s, want %s", got, tc.want)
			}
		})
	}
}

// withMessage replaces the message of all transactions.
func withMessage(message string) func(string, map[string]any) {
	return func(operation string, data map[string]any) {
		if operation != cpnfake.GetPayment {
			data["messageToBeSigned"] = json.RawMessage(message)
		}
	}
}

// detailsOf reads a payment intent as documented, for the attribute message_details.
func detailsOf(t *testing.T, message string) map[string]any {
	t.Helper()
	var intent struct {
		Domain  struct{ ChainID, VerifyingContract any }
		Message struct {
			Permitted         struct{ Token, Amount any }
			Spender, Deadline any
			Witness           struct{ From, To, Value, ValidAfter, ValidBefore, Beneficiary, MaxFee, Attester any }
		}
	}
	decoder := json.NewDecoder(strings.NewReader(message))
	decoder.UseNumber()
	if err := decoder.Decode(&intent); err != nil {
		t.Fatal(err)
	}
	domain, m, witness := intent.Domain, intent.Message, intent.Message.Witness
	details := map[string]any{
		"from": witness.From, "to": witness.To, "value": witness.Value, "max_fee": witness.MaxFee, "beneficiary": witness.Beneficiary,
		"permitted_amount": m.Permitted.Amount, "token": m.Permitted.Token, "spender": m.Spender, "verifying_contract": domain.VerifyingContract,
		"attester": witness.Attester, "chain_id": domain.ChainID, "valid_after": witness.ValidAfter, "valid_before": witness.ValidBefore, "deadline": m.Deadline,
	}
	for name, value := range details {
		details[name] = fmt.Sprint(value)
	}
	return details
}

// TestMessageDetails shows what a message says. What is not as declared is null, and the rest
// is there, because it may be what shows that the message pays somebody else. Package cpn has
// all forms of a message.
func TestMessageDetails(t *testing.T) {
	t.Parallel()
	p := newTransaction(t, nil)
	p.succeeds()
	message := p.fake.Transactions()[0].MessageToBeSigned
	want := detailsOf(t, message)
	if diff := cmp.Diff(any(want), p.state()["message_details"]); diff != "" || want["to"] != payee || want["value"] != "11048874" {
		t.Errorf("the simulator pays %v to %v, and state has %s", want["value"], want["to"], diff)
	}
	p.set("timeouts", map[string]any{"read": "10s"})
	if changes, _ := p.plan(); len(changes) != 1 || !changes[0].update || !changes[0].planned.IsFullyKnown() {
		t.Errorf("planned %v", changes)
	}
	want["to"] = nil
	got := messageDetails(types.StringValue(strings.Replace(message, `"to":"`+payee+`",`, "", 1)))
	for name, value := range got.Attributes() {
		text, _ := value.(types.String)
		if text.IsNull() != (want[name] == nil) || !text.IsNull() && text.ValueString() != want[name] {
			t.Errorf("%s is %v, want %v", name, text, want[name])
		}
	}
	if got := messageDetails(types.StringValue(`"AQAB"`)); !got.IsNull() {
		t.Errorf("no payment intent says %v", got)
	}
}
