// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"maps"
	"net/http"
	"strings"
	"testing"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpnfake"
)

// TestList_errors shows what keeps a query from listing.
func TestList_errors(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		provider attributes
		fault    cpnfake.Fault
		want     string
	}{
		"no API key": {attributes{"api_key": nil}, cpnfake.Fault{}, "api_key"},
		"CPN is away": {
			attributes{"max_retries": 0}, cpnfake.Fault{Method: http.MethodGet, Status: http.StatusBadGateway}, "Could not read the payment's transactions",
		},
		"rejected":        {nil, cpnfake.Fault{Method: http.MethodGet, Status: http.StatusUnauthorized}, "Check that the API key"},
		"no such payment": {nil, cpnfake.Fault{Method: http.MethodGet, Code: 290305}, "Could not read the payment's transactions"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			fake, url := startFake(t)
			withTransactions(fake)
			if tc.fault.Method != "" {
				fake.Inject(tc.fault)
			}
			provider := attributes{"api_key": testKey, "base_url": url}
			maps.Copy(provider, tc.provider)
			results, diags := startQuery(t).run(provider, paymentID, true)
			if got := renderAll(errorsOf(diags)); len(results) != 0 || len(errorsOf(diags)) != 1 || !strings.Contains(got, tc.want) {
				t.Errorf("%d results: %s", len(results), got)
			}
		})
	}
}

// TestList_validated shows that a list block needs the UUID of a payment.
func TestList_validated(t *testing.T) {
	t.Parallel()
	q := startQuery(t)
	for name, tc := range map[string]struct {
		payment any
		want    string
	}{"a UUID": {paymentID, ""}, "no UUID": {"4711", "Invalid payment_id"}, "unknown": {unknown{}, ""}} {
		if got := renderAll(q.validate(attributes{"payment_id": tc.payment})); !strings.Contains(got, tc.want) || tc.want == "" && got != "" {
			t.Errorf("%s: %s", name, got)
		}
	}
}

// TestList_apiKeyInResponse lists a transaction whose data contains the API key.
func TestList_apiKeyInResponse(t *testing.T) {
	t.Parallel()
	fake, url := startFake(t)
	holdTransaction(fake, paymentID)
	fake.EditResponses(func(_ string, data map[string]any) {
		if data["paymentId"] != nil {
			data["failureReason"] = testKey
		}
	})
	results, diags := startQuery(t).run(attributes{"api_key": testKey, "base_url": url}, paymentID, true)
	if len(results) != 1 || len(diags) != 0 {
		t.Fatalf("%d results, %s", len(results), renderAll(diags))
	}
	if got := string(results[0].Resource.MsgPack); strings.Contains(got, "test-secret") || !strings.Contains(got, "(API key)") {
		t.Errorf("lists %q", got)
	}
}
