// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpnfake"
)

// TestRefresh_keepsWhatIsNotFound shows that no "not found", whoever sends it, removes a
// transaction from state or plans another.
func TestRefresh_keepsWhatIsNotFound(t *testing.T) {
	t.Parallel()
	const environment, way = "Use the API key and base_url of the environment in which it was created.", "Check base_url, and any proxy between this machine and CPN."
	const direct = "Set base_url to an address that responds without a redirect."
	faults := cpnfake.Faults()
	meets := func(name string) func(*play) {
		return func(p *play) { p.fake.Inject(always(faults[name])) }
	}
	for name, tc := range map[string]struct {
		arrange       func(*play)
		happened, say string
	}{
		"404": {meets("404"), "CPN returned HTTP 404 (code 2)", environment},
		"the payment is of the other environment": {
			func(p *play) { p.fake.SetPayment(paymentID, func(p *cpnfake.Payment) { p.Unknown = true }) }, "(code 290305)", environment,
		},
		"the transaction is of the other environment": {
			func(p *play) {
				p.fake.SetTransaction(p.fake.Transactions()[0].ID, func(created *cpnfake.Transaction) { created.Unknown = true })
			},
			"(code 290306)", environment,
		},
		"a proxy's 404":         {meets("HTML from a proxy that says 404"), "HTTP 404", way},
		"a proxy's 403":         {meets("HTML from a proxy that says 403"), "HTTP 403", "Check the proxy, firewall, API key permissions and IP allowlist."},
		"a redirect":            {meets("redirect"), `a redirect to "/moved" on the same host, not followed`, direct},
		"a permanent redirect":  {meets("permanent redirect"), "HTTP 308", direct},
		"a redirect to nowhere": {meets("redirect to nowhere"), "HTTP 302", direct},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := newRefreshed(t)
			before, id := p.state(), p.fake.Transactions()[0].ID
			tc.arrange(p)
			changes, diags := p.plan()
			d := diags.has(t, "warning", "The transaction was not refreshed"+end(id), "Do not sign: the stored status may be out of date.\n"+tc.say, tc.happened,
				"CPN deletes no transaction, so state keeps the values that were last read.", paymentID, id, "\n  response:        ", "\n  attempt 1:       ")
			if len(diags) != 1 || len(changes) != 0 || strings.Contains(d, "attempt 2") {
				t.Errorf("planned %v: %s", changes, renderAll(diags))
			}
			if diff := cmp.Diff(before, p.state()); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// TestRefresh_fails shows that a transaction which cannot be read stays in state, and that the
// error names a remedy that works.
func TestRefresh_fails(t *testing.T) {
	t.Parallel()
	faults := cpnfake.Faults()
	for name, say := range map[string]string{
		"401 with code 4":                    "Check that the API key",
		"401 with code 401":                  "Check that the API key",
		"403":                                "IP allowlist",
		"429 without Retry-After":            "Run Terraform later, or with a lower `-parallelism`.",
		"500 before the work":                "Wait a few minutes, then try again.",
		"HTML from a proxy":                  "Wait a few minutes, then try again.",
		"connection dropped before the work": "connection closed before a response",
		"garbage body":                       "the response is not valid UTF-8",
		"truncated body":                     "HTTP 200, but",
		"hang before the work":               "no response within 1s",
		"data without members":               "HTTP 200, but",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := newRefreshed(t)
			p.provider["request_timeout"] = "1s"
			p.timeouts("3s") // bounds the rate-limited reads
			before := p.state()
			p.fake.Inject(always(faults[name]))
			diags := p.refresh()
			d := diags.has(t, "error", "Could not refresh the transaction", say, "Do not sign: the stored status may be out of date.", "This refresh changed nothing",
				"Do not remove the transaction from state.", "-refresh=false", "\n  attempt 1:       ")
			if !strings.Contains(d, "\n  server:          ") && !strings.Contains(d, "\n  response:        CPN returned HTTP ") {
				t.Errorf("the error names neither the server nor CPN's response: %s", d)
			}
			if strings.Contains(d, "state rm") || len(diags) != 1 {
				t.Errorf("the error suggests what would send a create: %s", renderAll(diags))
			}
			if diff := cmp.Diff(before, p.state()); diff != "" {
				t.Error(diff)
			}
			p.noRefresh = true
			p.plansNothing()
		})
	}
}

// timeouts changes the timeout of reads, in state too.
func (p *play) timeouts(read string) {
	p.t.Helper()
	p.set("timeouts", map[string]any{"read": read})
	p.succeeds()
}

// TestRefresh_retries shows that a passing failure is not even mentioned, and that a lasting
// failure is reported with every attempt.
func TestRefresh_retries(t *testing.T) {
	t.Parallel()
	p := newRefreshed(t)
	p.provider["max_retries"] = 2
	down := cpnfake.Fault{Method: http.MethodGet, Status: http.StatusServiceUnavailable}
	p.fake.Inject(down, cpnfake.Fault{Method: http.MethodGet, Drop: true})
	p.refresh().are(t)
	p.fake.ClearFaults()
	p.fake.Inject(always(down))
	d := p.refresh().has(t, "error", "Could not refresh the transaction", "Wait a few minutes, then try again.")
	if strings.Count(d, "\n  attempt ") != 3 {
		t.Errorf("says %s", d)
	}
}

// TestRefresh_isBounded shows that timeouts.read bounds all attempts together.
func TestRefresh_isBounded(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		fault cpnfake.Fault
		say   string
	}{
		"no response":               {cpnfake.Fault{Hang: true}, "Timed out (timeouts.read)."},
		"a long Retry-After":        {cpnfake.Faults()["429 with a Retry-After far too long"], "CPN asks for a wait beyond timeouts.read."},
		"one failure after another": {cpnfake.Fault{Status: http.StatusServiceUnavailable}, "Timed out (timeouts.read)."},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := newRefreshed(t)
			p.provider["max_retries"] = 10
			p.timeouts("1s")
			p.fake.Inject(always(tc.fault))
			began := time.Now()
			p.refresh().has(t, "error", "Could not refresh the transaction", tc.say)
			if took := time.Since(began); took > 20*time.Second {
				t.Errorf("took %s", took)
			}
		})
	}
}

// TestRefresh_everyFault reads with every fault: whatever CPN or a proxy responds, the
// transaction stays in state unchanged, and Terraform plans nothing.
func TestRefresh_everyFault(t *testing.T) {
	t.Parallel()
	for name, fault := range cpnfake.Faults() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := newTransaction(t, nil)
			p.succeeds()
			p.provider["request_timeout"] = "1s"
			p.timeouts("1s") // bounds the rate-limited reads
			before := p.state()
			p.fake.Inject(always(fault))
			changes, diags := p.plan()
			if diff := cmp.Diff(before, p.state()); diff != "" || len(changes) != 0 || len(diags) > 1 {
				t.Errorf("%d changes planned: %s%s", len(changes), diff, renderAll(diags))
			}
		})
	}
}
