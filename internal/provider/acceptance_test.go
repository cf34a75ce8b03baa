// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"testing"

	"github.com/google/uuid"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpn"
)

// target is the API that the acceptance tests run against: CPN's test environment if TF_ACC,
// CPN_API_KEY and CPN_ACC_PAYMENT_ID are set, and otherwise the test's own simulator.
type target struct {
	real      bool
	paymentID string
}

// chosenTarget reads the choice from the environment. It rejects every API key that is not
// for the test environment: what these tests create cannot be removed.
func chosenTarget(getenv func(string) string) (target, error) {
	key, payment := getenv("CPN_API_KEY"), getenv("CPN_ACC_PAYMENT_ID")
	if getenv("TF_ACC") == "" || key == "" || payment == "" {
		return target{paymentID: paymentID}, nil
	}
	if !strings.HasPrefix(key, cpn.TestKeyPrefix+":") {
		return target{}, errors.New("CPN_API_KEY is not a test key: its first part must be " + cpn.TestKeyPrefix)
	}
	return target{real: true, paymentID: payment}, nil
}

// announce says what the tests will create at CPN and cannot remove.
func (a target) announce(w io.Writer) {
	if a.real {
		_, _ = fmt.Fprintf(w, "The acceptance tests open 1 support ticket and create 1 transaction for payment %s in CPN's test environment. "+
			"CPN can delete neither: both stay.\n", a.paymentID)
	}
}

// workspace returns a workspace for the API.
func (a target) workspace(t *testing.T) *workspace {
	t.Helper()
	_, url := startFake(t)
	w := newWorkspace(t, url)
	if a.real {
		w.setenv("CPN_API_KEY", os.Getenv("CPN_API_KEY"))
		w.setenv("CPN_BASE_URL", os.Getenv("CPN_BASE_URL"))
		w.setenv("CPN_ENVIRONMENT", "test")
	}
	return w
}

// TestAcc creates a ticket and a transaction, and plans nothing after that.
func TestAcc(t *testing.T) {
	t.Parallel()
	a, err := chosenTarget(os.Getenv)
	if err != nil {
		t.Fatal(err)
	}
	w, id, payment := a.workspace(t), `id = "acc-`+uuid.NewString()+`"`, `payment_id = "`+a.paymentID+`"`
	w.configure(
		ticketBlock(id, payment, `description = "Acceptance test of terraform-provider-cpn. Please ignore it."`, `email = "acceptance@example.com"`),
		transactionBlock(id, payment, `metadata = { test = "acceptance" }`),
	)
	w.run("apply", "-auto-approve").must(t, 0)
	w.run("plan", "-detailed-exitcode").must(t, 0)
	ticket, transaction := w.state()[ticketAddress], w.state()[transactionAddress]
	for _, id := range []any{ticket["ticket_id"], transaction["transaction_id"]} {
		if uuid.Validate(text(id)) != nil {
			t.Errorf("the ID is %v", id)
		}
	}
	if text(ticket["case_ref_id"]) == "" || text(transaction["message_to_be_signed"])+text(transaction["encoded_message_to_be_signed"]) == "" {
		t.Errorf("state has %v, %v", ticket, transaction)
	}
	amount, _ := transaction["amount"].(map[string]any)
	details, _ := transaction["message_details"].(map[string]any)
	for variable, got := range map[string]any{"CPN_ACC_BLOCKCHAIN": transaction["blockchain"], "CPN_ACC_TOTAL": amount["amount"], "CPN_ACC_PAYEE": details["to"]} {
		if want := os.Getenv(variable); want != "" && !strings.EqualFold(want, text(got)) {
			t.Errorf("%s is %s, and the transaction has %v", variable, want, got)
		}
	}
}

func TestChosenTarget(t *testing.T) {
	t.Parallel()
	const key, payment = "TEST_API_KEY:a:b", "11111111-1111-4111-8111-111111111111"
	for name, tc := range map[string]struct {
		environment map[string]string
		want        target
		refused     bool
	}{
		"nothing is set":              {nil, target{false, paymentID}, false},
		"a key alone, without TF_ACC": {map[string]string{"CPN_API_KEY": key, "CPN_ACC_PAYMENT_ID": payment}, target{false, paymentID}, false},
		"no payment":                  {map[string]string{"TF_ACC": "1", "CPN_API_KEY": key}, target{false, paymentID}, false},
		"everything is set":           {map[string]string{"TF_ACC": "1", "CPN_API_KEY": key, "CPN_ACC_PAYMENT_ID": payment}, target{true, payment}, false},
		"a live key":                  {map[string]string{"TF_ACC": "1", "CPN_API_KEY": "LIVE_API_KEY:a:b", "CPN_ACC_PAYMENT_ID": payment}, target{}, true},
		"a key with another prefix":   {map[string]string{"TF_ACC": "1", "CPN_API_KEY": "SAND_API_KEY:a:b", "CPN_ACC_PAYMENT_ID": payment}, target{}, true},
		"a prefix that is similar":    {map[string]string{"TF_ACC": "1", "CPN_API_KEY": "TEST_API_KEY2:a:b", "CPN_ACC_PAYMENT_ID": payment}, target{}, true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, err := chosenTarget(getenv(tc.environment))
			if got != tc.want || (err != nil) != tc.refused {
				t.Errorf("got %+v, %v", got, err)
			}
		})
	}
	var said strings.Builder
	target{real: true, paymentID: payment}.announce(&said)
	if !strings.Contains(said.String(), payment) || !strings.Contains(said.String(), "both stay") {
		t.Errorf("said %q", said.String())
	}
}
