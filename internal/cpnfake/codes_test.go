// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package cpnfake_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpnfake"
)

// Every error that CPN documents can be had by name, and from 290000 on by its code.
func TestAPIErrors(t *testing.T) {
	t.Parallel()
	documented := []int{
		-1, 1, 2, 2, 3, 4, 401, 429, 290000, 2900000, 290001, 290300, 290301, 290302, 290303, 290304, 290305, 290306, 290307, 290308,
		290309, 290310, 290311, 290312, 290313, 290314, 290315, 290316, 290317, 290318, 290319, 290320, 290321, 290322, 290323, 290324,
		290327, 290328, 290329, 290330, 290332, 290333, 290334, 290336, 290337, 290338, 290339, 290340, 290341, 290600, 290601, 290602,
		290603, 290604, 290605,
	}
	codes := map[int]int{}
	for name, fault := range cpnfake.APIErrors() {
		codes[fault.Code]++
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			fake, c := waiting(t)
			path, body := transactionsPath, transaction(nil)
			switch fault.Operation {
			case cpnfake.SubmitTransaction:
				path, body = submitPath, signed
			case cpnfake.CreateSupportTicket:
				path, body = ticketsPath, ticket(nil)
			}
			fake.Inject(fault)
			got := c.post(path, body)
			if got.rejection(t).code != fault.Code || got.status < http.StatusBadRequest {
				t.Errorf("the response is %d %s", got.status, got.body)
			}
			known := strings.Contains(got.body, "already been processed.") || strings.Contains(got.body, "authorization.") || strings.Contains(got.body, "credentials")
			if known == strings.Contains(got.body, "(text of the simulator)") {
				t.Errorf("it does not say whose words these are: %s", got.body)
			}
		})
	}
	for _, code := range documented {
		codes[code]--
		if _, found := cpnfake.FaultNamed(fmt.Sprint(code), ""); !found && code >= 290000 {
			t.Errorf("no fault is called %d", code)
		}
	}
	for code, n := range codes {
		if n != 0 {
			t.Errorf("code %d: %d too many or too few", code, n)
		}
	}
}

// Bound to a path, an error of one operation meets another too.
func TestFaultNamed_path(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"PAYMENT_NOT_FOUND", "290305"} {
		fake, c := start(t)
		fault, found := cpnfake.FaultNamed(name, "/v1/cpn/payments/{paymentId}")
		if !found || fault.Name != "PAYMENT_NOT_FOUND" {
			t.Errorf("%s is %+v", name, fault)
		}
		fake.Inject(fault)
		c.post(transactionsPath, transaction(nil)).expect(t, rejection{})
		c.get(paymentPath).expect(t, rejection{400, 290305, ""})
		c.get(paymentPath).expect(t, rejection{})
	}
	if _, found := cpnfake.FaultNamed("gremlins", ""); found {
		t.Error("there are gremlins")
	}
}

// CPN documents two responses for what does not exist.
func TestSetNotFound(t *testing.T) {
	t.Parallel()
	for status, codes := range map[int][2]int{http.StatusBadRequest: {290305, 290306}, http.StatusNotFound: {2, 2}} {
		fake, c := start(t)
		fake.SetNotFound(status)
		fake.SetPayment(key, func(p *cpnfake.Payment) { p.Unknown = true })
		unknown := "/v2/cpn/payments/" + key + "/transactions"
		c.get("/v1/cpn/payments/"+key).expect(t, rejection{status, codes[0], ""})
		c.post(unknown, transaction(nil)).expect(t, rejection{status, codes[0], ""})
		c.get(unknown+"/"+key2).expect(t, rejection{status, codes[0], ""})
		c.get(transactionPath).expect(t, rejection{status, codes[1], ""})
		c.post(submitPath, signed).expect(t, rejection{status, codes[1], ""})
	}
}
