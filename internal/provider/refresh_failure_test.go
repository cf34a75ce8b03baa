// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"bytes"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpnfake"
)

// always makes a fault meet every GET.
func always(f cpnfake.Fault) cpnfake.Fault {
	f.Method, f.Times = http.MethodGet, 1000
	return f
}

// TestRefresh_keepsWhatIsNotFound shows that no "not found", whoever sends it, removes a
// transaction from state or plans another.
func TestRefresh_keepsWhatIsNotFound(t *testing.T) {
	t.Parallel()
	const environment, way = "Use the API key and base_url of the environment in which it was created.", "Check base_url, and any proxy between this machine and CPN."
	faults := cpnfake.Faults()
	meets := func(name string) func(refreshed) {
		return func(r refreshed) { r.fake.Inject(always(faults[name])) }
	}
	for name, tc := range map[string]struct {
		arrange       func(refreshed)
		happened, say string
	}{
		"404": {meets("404"), "CPN returned HTTP 404 (code 2)", environment},
		"the payment is of the other environment": {
			func(r refreshed) { r.fake.SetPayment(paymentID, func(p *cpnfake.Payment) { p.Unknown = true }) }, "(code 290305): Payment not found", environment,
		},
		"the transaction is of the other environment": {
			func(r refreshed) {
				r.fake.SetTransaction(r.id, func(created *cpnfake.Transaction) { created.Unknown = true })
			},
			"(code 290306): Transaction not found", environment,
		},
		"a proxy's 404":         {meets("HTML from a proxy that says 404"), "HTTP 404", way},
		"a proxy's 403":         {meets("HTML from a proxy that says 403"), "HTTP 403", "Check the proxy, firewall, API key permissions and IP allowlist."},
		"a redirect":            {meets("redirect"), `a redirect to "/moved" on the same host, not followed`, "Set base_url to an address that responds without a redirect."},
		"a permanent redirect":  {meets("permanent redirect"), "HTTP 308", "Set base_url to an address that responds without a redirect."},
		"a redirect to nowhere": {meets("redirect to nowhere"), "HTTP 302", "Set base_url to an address that responds without a redirect."},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := newRefreshed(t)
			before := r.file()
			tc.arrange(r)
			r.refresh().must(t, 0)
			got := r.run("plan", "-detailed-exitcode").must(t, 0)
			d := got.has(t, "warning", "The transaction was not refreshed")
			kept := "CPN deletes no transaction, so state keeps the values that were last read.\n\n  for example:\n  payment_id:      " + paymentID + "\n  transaction_id:  " + r.id + "\n\n"
			for _, says := range []string{"Do not sign: the stored status may be out of date.\n" + tc.say, tc.happened, kept, "\n  response:        ", "\n  attempt 1:       "} {
				if !strings.Contains(d.Detail, says) {
					t.Errorf("the warning lacks %q: %s", says, d.Detail)
				}
			}
			if len(got.diagnostics) != 1 || strings.Contains(d.Detail, "attempt 2") {
				t.Errorf("more than one warning after one attempt: %s", got.output)
			}
			r.unchanged(before)
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
			r := newRefreshed(t, `timeouts = { read = "3s" }`) // bounds the rate-limited reads
			before := r.file()
			r.setenv("CPN_MAX_RETRIES", "0")
			r.setenv("CPN_REQUEST_TIMEOUT", "1s")
			r.fake.Inject(always(faults[name]))
			got := r.refresh().must(t, 1).has(t, "error", "Could not refresh the transaction")
			for _, says := range []string{say, "Do not sign: the stored status may be out of date.", "This refresh changed nothing", "Do not remove the transaction from state.", "-refresh=false", "\n  attempt 1:       "} {
				if !strings.Contains(got.Detail, says) {
					t.Errorf("the error lacks %q: %s", says, got.Detail)
				}
			}
			if !strings.Contains(got.Detail, "\n\n  server:          ") && !strings.Contains(got.Detail, "\n\n  response:        CPN returned HTTP ") {
				t.Errorf("the error names neither the server nor CPN's response: %s", got.Detail)
			}
			if strings.Contains(got.Detail, "state rm") {
				t.Errorf("the error suggests what would send a create: %s", got.Detail)
			}
			r.unchanged(before)
			r.run("plan", "-refresh=false", "-detailed-exitcode").must(t, 0)
		})
	}
}

// TestRefresh_retries shows that a passing failure is not even mentioned, and that a lasting
// failure is reported with every attempt.
func TestRefresh_retries(t *testing.T) {
	t.Parallel()
	r := newRefreshed(t)
	down := cpnfake.Fault{Method: http.MethodGet, Status: http.StatusServiceUnavailable}
	r.fake.Inject(down, cpnfake.Fault{Method: http.MethodGet, Drop: true})
	r.changesOnly(nil)

	r.setenv("CPN_MAX_RETRIES", "2")
	r.fake.Inject(always(down))
	got := r.run("plan").must(t, 1).has(t, "error", "Could not refresh the transaction")
	if !strings.Contains(got.Detail, "Wait a few minutes, then try again.") || strings.Count(got.Detail, "\n  attempt ") != 3 {
		t.Errorf("says %s", got.Detail)
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
			r := newRefreshed(t, `timeouts = { read = "1s" }`)
			r.setenv("CPN_MAX_RETRIES", "10")
			r.fake.Inject(always(tc.fault))
			began := time.Now()
			got := r.run("plan").must(t, 1).has(t, "error", "Could not refresh the transaction")
			if took := time.Since(began); took > 20*time.Second {
				t.Errorf("took %s", took)
			}
			if !strings.Contains(got.Detail, tc.say) {
				t.Errorf("says %s", got.Detail)
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
			fake, url := startFake(t)
			c := newCore(t, "cpn_transaction", attributes{"api_key": testKey, "base_url": url, "max_retries": 0, "request_timeout": "1s"})
			c.declared["a"] = validTransaction()
			c.declared["a"]["timeouts"] = map[string]any{"read": "1s"} // bounds the rate-limited reads
			if diags := c.apply(); len(diags) != 0 {
				t.Fatal(renderAll(diags))
			}
			before := *c.objects["a"]
			fake.Inject(always(fault))
			changes, diags := c.plan()
			if now := c.objects["a"]; !now.value.Equal(before.value) || !bytes.Equal(now.private, before.private) {
				t.Errorf("state has become %v", now.value)
			}
			if len(changes) != 0 || len(diags) > 1 || fake.Counts().Reads == 0 {
				t.Errorf("%d changes planned after %d reads: %s", len(changes), fake.Counts().Reads, renderAll(diags))
			}
		})
	}
}
