// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package cpnfake_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpnfake"
)

// A fault meets only requests to its path, and the log names it.
func TestFault_path(t *testing.T) {
	t.Parallel()
	fake, c := start(t)
	fault := cpnfake.NamedFaults()["503 before the work"]
	fault.Path = "/v2/cpn/payments/{paymentId}/transactions"
	fake.Inject(fault)
	c.post(ticketsPath, ticket(nil)).expect(t, rejection{})
	if got := c.post(transactionsPath, `{"idempotencyKey":"`+key+`"}`).status; got != http.StatusServiceUnavailable {
		t.Errorf("the fault's path returns %d", got)
	}
	var met []string
	for _, r := range fake.Requests() {
		met = append(met, r.Fault)
	}
	if want := []string{"", "503 before the work"}; !slices.Equal(met, want) {
		t.Errorf("the requests met %q, want %q", met, want)
	}
}

// Names are an interface for programs in other languages: each stands for one fault.
func TestNamedFaults(t *testing.T) {
	t.Parallel()
	named := cpnfake.NamedFaults()
	if want := len(cpnfake.Faults()) + len(cpnfake.APIErrors()); len(named) != want {
		t.Errorf("%d names for %d faults", len(named), want)
	}
	for _, name := range cpnfake.FaultNames() {
		if named[name].Name != name {
			t.Errorf("%q is called %q", name, named[name].Name)
		}
		for _, word := range []string{"answer", "reply", "refuse", "ask", "twin"} {
			if strings.Contains(name, word) {
				t.Errorf("%q: replace %q by a word of the glossary", name, word)
			}
		}
	}
}

func TestServesPath(t *testing.T) {
	t.Parallel()
	for path, want := range map[string]bool{
		ticketsPath: true,
		"/v2/cpn/payments/{paymentId}/transactions": true,
		transactionsPath:         true,
		"/v2/cpn/supportTickets": false,
		"supportTickets":         false,
	} {
		if got := cpnfake.ServesPath(path); got != want {
			t.Errorf("%s: %t, want %t", path, got, want)
		}
	}
}

// Latency comes with every response, also with those to requests that meet a fault.
func TestSetLatency(t *testing.T) {
	t.Parallel()
	fake, c := start(t)
	fake.SetLatency(50 * time.Millisecond)
	fake.Inject(cpnfake.Fault{Status: http.StatusBadGateway})
	for range 2 {
		began := time.Now()
		c.get(paymentPath)
		if took := time.Since(began); took < 50*time.Millisecond {
			t.Errorf("a response took %s", took)
		}
	}
}

// Watch sees each request once, also one without a response.
func TestWatch(t *testing.T) {
	t.Parallel()
	fake, c := start(t)
	var seen []int
	fake.Watch(func(r cpnfake.Request) { seen = append(seen, r.Status) })
	fake.Inject(cpnfake.Fault{Method: http.MethodPost, Drop: true})
	c.post(ticketsPath, ticket(nil))
	c.post(ticketsPath, ticket(nil))
	fake.Watch(nil)
	c.get(paymentPath)
	if want := []int{0, http.StatusCreated}; !slices.Equal(seen, want) {
		t.Errorf("it saw %v, want %v", seen, want)
	}
}
