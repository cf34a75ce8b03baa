// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpnfake"
)

// TestRefresh_faults reads with every fault: whatever CPN or a proxy responds, the transaction
// stays in state unchanged, so that no other one is planned. timeouts.read bounds all attempts
// together. "Not found", whoever says it, is a warning, and no reason to remove it from state.
func TestRefresh_faults(t *testing.T) {
	t.Parallel()
	const environment, way = "Use the API key and base_url of the environment in which it was created.", "Check base_url, and any proxy between this machine and CPN."
	const direct = "Set base_url to an address that responds without a redirect."
	notFound := map[string]string{
		"404": environment, "no such payment": environment, "no such transaction": environment,
		"HTML from a proxy that says 404": way, "error with wrong types": way, "HTML from a proxy that says 403": "Check the proxy, firewall, API key permissions and IP allowlist.",
		"redirect": direct, "redirect that keeps the method": direct, "permanent redirect": direct, "redirect to nowhere": direct,
	}
	says := map[string]string{
		"401 with code 4": "Check that the API key", "403": "IP allowlist", "500 before the work": "Wait a few minutes, then try again.",
		"429 with a Retry-After far too long": "CPN asks for a wait beyond timeouts.read.", "hang before the work": "no response in time",
		"HTML from a proxy": "Wait a few minutes, then try again.", "connection dropped before the work": "connection closed before a response",
		"garbage body": "the response is not valid UTF-8", "truncated body": "HTTP 200, but", "data without members": "HTTP 200, but",
	}
	all := cpnfake.Faults()
	all["no such payment"], all["no such transaction"] = cpnfake.Fault{Code: 290305}, cpnfake.Fault{Code: 290306}
	for name, fault := range all {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			limit := "1m"
			if fault.Hang || fault.Status == http.StatusTooManyRequests {
				limit = "1s"
			}
			p := newRefreshed(t, attributes{"timeouts": map[string]any{"read": limit}})
			before := p.state()
			p.fake.Inject(always(fault))
			diags := p.refresh()
			if remedy, ok := notFound[name]; ok {
				diags.has(t, "warning", "The transaction was not refreshed"+end(p.fake.Transactions()[0].ID), remedy)
			} else if says[name] != "" || len(diags) > 0 {
				diags.has(t, "error", "Could not refresh the transaction", says[name])
			}
			if diff := cmp.Diff(before, p.state()); diff != "" || len(diags) > 1 {
				t.Errorf("%s%s", diff, renderAll(diags))
			}
		})
	}
}

// TestRefresh_waitsForTheProvider shows that an unknown provider block does not prevent
// planning: the transaction is not read.
func TestRefresh_waitsForTheProvider(t *testing.T) {
	t.Parallel()
	p := newRefreshed(t, nil)
	before, requests := p.state(), p.fake.Counts().Requests
	p.provider["api_key"] = unknown{}
	changes, diags := p.plan()
	diags.are(t, "warning: The transaction was not refreshed"+end(p.fake.Transactions()[0].ID))
	if !strings.Contains(renderAll(diags), "Do not sign: the stored values were not compared") || len(changes) != 0 || p.fake.Counts().Requests != requests {
		t.Errorf("planned %v: %s", changes, renderAll(diags))
	}
	p.provider["api_key"] = nil
	_, diags = p.plan()
	if diags.are(t, "error: Could not read the transaction: no CPN API key @ api_key"); diags[0].Detail != withoutKey || p.fake.Counts().Requests != requests {
		t.Error(renderAll(diags))
	}
	if diff := cmp.Diff(before, p.state()); diff != "" {
		t.Error(diff)
	}
}

// TestRefresh_oddID shows that a transaction whose ID cannot be used in a path stays in state,
// and blocks nothing.
func TestRefresh_oddID(t *testing.T) {
	t.Parallel()
	p := newTransaction(t, nil)
	p.fake.EditResponses(func(_ string, data map[string]any) { data["id"] = "a b" })
	p.succeeds()
	changes, diags := p.plan()
	diags.has(t, "warning", "The transaction was not refreshed (…a b)", `No request was sent: "a b" is not the ID of a transaction.`)
	if len(changes) != 0 || len(diags) != 1 {
		t.Error(renderAll(diags))
	}
}
