// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package cpnfake_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpnfake"
)

// Every error that CPN documents can be had by name, from 290000 on also by its code, of a
// transaction that stays CREATED. Errors of the submission are known as such.
func TestAPIErrors(t *testing.T) {
	t.Parallel()
	documented := map[int][]int{ // by status
		400: {
			1, 2, 290000, 2900000, 290300, 290301, 290302, 290303, 290304, 290305, 290306, 290307, 290308, 290309, 290310, 290311, 290312, 290313,
			290314, 290315, 290316, 290318, 290319, 290320, 290321, 290322, 290323, 290324, 290327, 290328, 290329, 290330, 290332, 290333,
			290334, 290336, 290337, 290338, 290339, 290340, 290341, 290600, 290602,
		},
		401: {4, 401}, 403: {3}, 404: {2, 290601, 290603}, 409: {290001}, 429: {429}, 500: {-1, 290317, 290604, 290605},
	}
	want := map[rejection]bool{}
	for status, codes := range documented {
		for _, code := range codes {
			want[rejection{status, code, ""}] = true
			if _, found := cpnfake.FaultNamed(fmt.Sprint(code), ""); found != (code >= 290000) {
				t.Errorf("that a fault is called %d is %t", code, found)
			}
		}
	}
	submissions, got, others := cpnfake.SubmitErrors(), map[rejection]bool{}, cpnfake.Faults()
	for _, name := range cpnfake.FaultNames() {
		fault, _ := cpnfake.FaultNamed(name, "")
		if _, other := others[name]; other || fault.Name != name {
			continue
		}
		fake, c := waiting(t)
		path, body := transactionsPath, transaction(nil)
		_, submission := submissions[name]
		switch {
		case submission:
			path, body = submitPath, signed
		case fault.Operation == cpnfake.CreateSupportTicket:
			path, body = ticketsPath, ticket(nil)
		}
		fake.Inject(fault)
		response := c.post(path, body)
		got[response.rejection(t)] = true
		known := strings.Contains(response.body, "already been processed.") || strings.Contains(response.body, "authorization.") || strings.Contains(response.body, "credentials")
		if known == strings.Contains(response.body, "(text of the simulator)") {
			t.Errorf("it does not say whose words these are: %s", response.body)
		}
		if submission {
			counted(t, fake, cpnfake.SubmitCounts{Submits: 1})
			c.post(submitPath, signed).expect(t, rejection{})
		}
	}
	if diff := cmp.Diff(want, got, cmp.AllowUnexported(rejection{})); diff != "" || len(submissions) != 30 {
		t.Errorf("%d errors of the submission, want 30; documented, and simulated: %s", len(submissions), diff)
	}
}

// Names are an interface for programs in other languages: each stands for one fault. Bound to
// a path, an error of one operation meets another too, and the log names it.
func TestFaultNamed(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"PAYMENT_NOT_FOUND", "290305"} {
		fake, c := start(t)
		fault, _ := cpnfake.FaultNamed(name, "/v1/cpn/payments/{paymentId}")
		fake.Inject(fault)
		c.post(transactionsPath, transaction(nil)).expect(t, rejection{})
		c.get(paymentPath).expect(t, rejection{400, 290305, ""})
		c.get(paymentPath).expect(t, rejection{})
		for i, met := range []string{"", "PAYMENT_NOT_FOUND", ""} {
			if got := fake.Requests()[i].Fault; got != met {
				t.Errorf("request %d met %q, want %q", i, got, met)
			}
		}
	}
	if _, found := cpnfake.FaultNamed("gremlins", ""); found {
		t.Error("there are gremlins")
	}
	names := cpnfake.FaultNames()
	if want := len(cpnfake.Faults()) + 55; len(names) != want {
		t.Errorf("%d names for %d faults", len(names), want)
	}
	for _, name := range names {
		for _, word := range []string{"answer", "reply", "refuse", "ask", "twin"} {
			if strings.Contains(name, word) {
				t.Errorf("%q: replace %q by a word of the glossary", name, word)
			}
		}
	}
	for path, want := range map[string]bool{
		ticketsPath: true, transactionsPath: true, "/v2/cpn/payments/{paymentId}/transactions": true,
		"/v2/cpn/supportTickets": false, "supportTickets": false,
	} {
		if got := cpnfake.ServesPath(path); got != want {
			t.Errorf("%s: %t, want %t", path, got, want)
		}
	}
}

// CPN documents two responses for what does not exist. The other one is played with
// everything that the state forbids.
func TestSetNotFound(t *testing.T) {
	t.Parallel()
	fake, c := start(t)
	fake.SetNotFound(http.StatusNotFound)
	fake.SetPayment(key, func(p *cpnfake.Payment) { p.Unknown = true })
	unknown := "/v2/cpn/payments/" + key + "/transactions"
	for _, response := range []response{
		c.get("/v1/cpn/payments/" + key), c.post(unknown, transaction(nil)), c.get(unknown + "/" + key2), c.get(transactionPath), c.post(submitPath, signed),
	} {
		response.expect(t, rejection{404, 2, ""})
	}
}
