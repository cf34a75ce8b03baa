// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"encoding/json"
	"fmt"
	"maps"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpnfake"
)

// What the simulator's transactions say.
const (
	wallet = "0x7204fe8341b227feba740dd4e18492adda3e1805"
	payee  = "0x57414adb2e3bfb0e1a4c4d7e2a1a8a0d9c3f7799"
	total  = "11.948672"
)

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

// TestDetails_created shows what the message says, in state and in a data source, and that it is
// there to stay.
func TestDetails_created(t *testing.T) {
	t.Parallel()
	p := newTransaction(t, nil)
	p.succeeds()
	made := p.fake.Transactions()[0]
	want := detailsOf(t, made.MessageToBeSigned)
	for name, value := range map[string]string{
		"from": wallet, "to": payee, "value": "11048874", "max_fee": "899798", "permitted_amount": "11948672", "chain_id": "11155111",
		"spender": "0x355e0a2a4B7563e0E00C90deD9Aa914c119Ee868", "verifying_contract": "0x000000000022D473030F116dDEE9F6B43aC78BA3",
	} {
		if text, _ := want[name].(string); !strings.EqualFold(text, value) {
			t.Errorf("the simulator's %s is %v", name, want[name])
		}
	}
	if diff := cmp.Diff(any(want), p.state()["message_details"]); diff != "" {
		t.Error(diff)
	}
	read, _ := startLookup(t, "cpn_transaction").read(p.provider, attributes{"payment_id": paymentID, "transaction_id": made.ID})
	inRead, _ := decoded(t, read).(map[string]any)
	if diff := cmp.Diff(p.state()["message_details"], inRead["message_details"]); diff != "" {
		t.Error(diff)
	}
	p.set("timeouts", map[string]any{"read": "10s"})
	changes, _ := p.plan()
	if len(changes) != 1 || !changes[0].update || !changes[0].planned.IsFullyKnown() {
		t.Errorf("planned %v", changes)
	}
}

// TestDetails_forms reads messages in other forms: what is not as declared is null, and the rest
// is there, because it may be what shows that the message pays somebody else.
func TestDetails_forms(t *testing.T) {
	t.Parallel()
	fake := cpnfake.New()
	fake.SetTransaction(submittedID, func(*cpnfake.Transaction) {})
	message := fake.Transactions()[0].MessageToBeSigned
	const largest = "115792089237316195423570985008687907853269984665640564039457584007913129639935"
	for name, tc := range map[string]struct {
		old, now string         // of the message
		changed  map[string]any // nil for no details at all
	}{
		"as documented":                 {"", "", map[string]any{}},
		"another primary type":          {`"primaryType":"PermitWitnessTransferFrom"`, `"primaryType":"TokenPermissions"`, nil},
		"JSON that is read in two ways": {`"spender":`, `"spender":"0xaa","spender":`, nil},
		"no typed data":                 {message, `"AQAB"`, nil},
		"null":                          {message, `null`, nil},
		"a large number":                {`"maxFee":"899798"`, `"maxFee":` + largest, map[string]any{"max_fee": largest}},
		"a value that is a text":        {`"value":11048874`, `"value":"11048874"`, map[string]any{}},
		"a number that is true":         {`"maxFee":"899798"`, `"maxFee":true`, map[string]any{"max_fee": nil}},
		"an address with a checksum":    {payee, strings.ToUpper(payee[2:]), map[string]any{"to": strings.ToUpper(payee[2:])}},
		"a member of another type":      {`{"name":"maxFee","type":"uint256"}`, `{"name":"maxFee","type":"uint128"}`, map[string]any{"max_fee": nil}},
		"a member that is not declared": {`{"name":"to","type":"address"},`, ``, map[string]any{"to": nil}},
		"a member that is missing":      {`"to":"` + payee + `",`, ``, map[string]any{"to": nil}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			text := strings.Replace(message, tc.old, tc.now, 1)
			if tc.old != "" && text == message {
				t.Fatalf("no %s in %s", tc.old, message)
			}
			got := messageDetails(types.StringValue(text))
			if tc.changed == nil {
				if !got.IsNull() {
					t.Errorf("got %v", got)
				}
				return
			}
			want := detailsOf(t, message)
			maps.Copy(want, tc.changed)
			for name, value := range got.Attributes() {
				text, _ := value.(types.String)
				if text.IsNull() != (want[name] == nil) || !text.IsNull() && text.ValueString() != want[name] {
					t.Errorf("%s is %v, want %v", name, text, want[name])
				}
			}
			if len(got.Attributes()) != len(want) {
				t.Errorf("%d members: %v", len(got.Attributes()), got)
			}
		})
	}
}
