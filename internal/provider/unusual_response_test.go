// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpnfake"
)

// both is a ticket and a transaction, with every optional input.
func both() string {
	return ticketBlock(`id = "a"`, `cc_emails = ["a@example.com", "b@example.com"]`) + transactionBlock(`id = "b"`, `metadata = { k = "v" }`)
}

// TestUnusualResponses_planNothing applies against a CPN that returns less, more or other values
// than documented: state stores what there is, and the next plan is empty.
func TestUnusualResponses_planNothing(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		edit     func(operation string, data map[string]any)
		warnings []string // summaries
	}{
		"every optional member is absent": {
			func(_ string, data map[string]any) {
				for member := range data {
					if member != "id" && member != "paymentId" {
						delete(data, member)
					}
				}
			},
			nil,
		},
		"every optional member is null": {
			func(_ string, data map[string]any) {
				for member := range data {
					if member != "id" && member != "paymentId" {
						data[member] = nil
					}
				}
			},
			nil,
		},
		"unknown members and values": {
			func(_ string, data map[string]any) {
				data["new"] = map[string]any{"deep": []any{1, true}}
				if _, ok := data["status"]; ok {
					data["status"], data["blockchain"], data["messageType"], data["failureReason"] = "QUEUED", "NEWCHAIN", "EIP9999", "NEW_REASON"
				}
			},
			// A new transaction is CREATED; any other status may belong to an earlier one.
			[]string{"CPN returned an earlier transaction"},
		},
		"inputs in another form with the same meaning": {
			func(_ string, data map[string]any) {
				if id, ok := data["paymentId"].(string); ok {
					data["paymentId"] = strings.ToUpper(id)
				}
				if _, ok := data["ccEmails"]; ok {
					data["ccEmails"] = []any{"b@example.com", "a@example.com"}
				}
			},
			nil,
		},
		"inputs with other values": {
			func(operation string, data map[string]any) {
				if operation == cpnfake.CreateSupportTicket {
					data["issueType"], data["description"], data["email"], data["ccEmails"] = "NEW_TYPE", "It is late", "other@ofi.com", []any{"a@example.com"}
				} else {
					data["metadata"] = map[string]any{"k": "other"}
				}
			},
			[]string{
				"CPN returned a different cc_emails", "CPN returned a different description", "CPN returned a different email",
				"CPN returned a different issue_type", "CPN returned a different metadata",
			},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			fake, url := startFake(t)
			fake.EditResponses(tc.edit)
			w := newWorkspace(t, url)
			w.configure(both())
			applied := w.run("apply", "-auto-approve").must(t, 0)
			var warnings []string
			for _, d := range applied.diagnostics {
				warnings = append(warnings, d.Summary)
			}
			slices.Sort(warnings)
			if !slices.Equal(warnings, tc.warnings) {
				t.Errorf("warnings %q, want %q", warnings, tc.warnings)
			}
			w.run("plan", "-detailed-exitcode").must(t, 0)
			state := w.state()
			if got := state[ticketAddress]["description"]; got != "It is late." {
				t.Errorf("state has the description %q", got)
			}
			if got := state[transactionAddress]["metadata"]; !slices.Equal(marshal(t, got), []byte(`{"k":"v"}`)) {
				t.Errorf("state has the metadata %v", got)
			}
		})
	}
}

func marshal(t *testing.T, v any) []byte {
	t.Helper()
	text, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// fail makes a transaction FAILED, so that its payment can have another.
func fail(created *cpnfake.Transaction) {
	created.Status, created.FailureReason = "FAILED", "FAILED_ONCHAIN"
}

// TestEcho_isAtTheResource shows at which resource an operator reads that CPN returned another
// value.
func TestEcho_isAtTheResource(t *testing.T) {
	t.Parallel()
	fake, url := startFake(t)
	fake.EditResponses(func(_ string, data map[string]any) { data["email"] = "other@ofi.com" })
	w := newWorkspace(t, url)
	w.configure(ticketBlock(`id = "a"`))
	got := w.run("apply", "-auto-approve").must(t, 0).has(t, "warning", "CPN returned a different email")
	if got.Address != ticketAddress || !strings.Contains(got.Detail, fake.Tickets()[0].ID) {
		t.Errorf("got %q at %s", got.Detail, got.Address)
	}
}
