// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"encoding/json"
	"maps"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/hashicorp/terraform-plugin-testing/compare"
	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/knownvalue"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"
	"github.com/hashicorp/terraform-plugin-testing/tfjsonpath"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpnfake"
)

const ticketAddress = "cpn_support_ticket.test"

// TestSupportTicket_documentedExample sends the documented request and gets the documented
// response: exactly the documented members are sent, and every member of the response is in
// state.
func TestSupportTicket_documentedExample(t *testing.T) {
	t.Parallel()
	fake, url := startFake(t)
	fake.EditResponses(func(_ string, data map[string]any) {
		maps.Copy(data, map[string]any{
			"id": paymentID, "description": "<string>", "caseRefId": "<string>", "ticketRefId": paymentID, "createDate": "2023-01-01T12:04:05Z",
		})
	})
	resource.UnitTest(t, resource.TestCase{
		ProtoV6ProviderFactories: factories(),
		Steps: []resource.TestStep{{
			Config: providerBlock(url) + ticketBlock(`id = "INC-4711/delay"`, `issue_type = "PAYMENT_SETTLEMENT_DELAY"`, `description = "<string>"`,
				`cc_emails = ["ccsupport01@example.com", "ccsupport02@example.com"]`),
			ConfigStateChecks: []statecheck.StateCheck{
				ticketIs("id", knownvalue.StringExact("INC-4711/delay")),
				ticketIs("idempotency_key", knownvalue.StringExact("4963dc3b-801a-4b1a-8725-27c16f9b3101")),
				ticketIs("payment_id", knownvalue.StringExact(paymentID)),
				ticketIs("issue_type", knownvalue.StringExact("PAYMENT_SETTLEMENT_DELAY")),
				ticketIs("description", knownvalue.StringExact("<string>")),
				ticketIs("email", knownvalue.StringExact("help@ofi.com")),
				ticketIs("cc_emails", knownvalue.ListExact([]knownvalue.Check{
					knownvalue.StringExact("ccsupport01@example.com"), knownvalue.StringExact("ccsupport02@example.com"),
				})),
				ticketIs("ticket_id", knownvalue.StringExact(paymentID)),
				ticketIs("case_ref_id", knownvalue.StringExact("<string>")),
				ticketIs("ticket_ref_id", knownvalue.StringExact(paymentID)),
				ticketIs("create_date", knownvalue.StringExact("2023-01-01T12:04:05Z")),
				ticketIs("timeouts", knownvalue.Null()),
			},
		}},
	})
	sent(t, fake, `{
		"paymentId": "`+paymentID+`", "issueType": "PAYMENT_SETTLEMENT_DELAY", "description": "<string>", "email": "help@ofi.com",
		"idempotencyKey": "4963dc3b-801a-4b1a-8725-27c16f9b3101", "ccEmails": ["ccsupport01@example.com", "ccsupport02@example.com"]
	}`)
}

// ticketIs checks one attribute of the ticket in state.
func ticketIs(attribute string, want knownvalue.Check) statecheck.StateCheck {
	return statecheck.ExpectKnownValue(ticketAddress, tfjsonpath.New(attribute), want)
}

// sent fails the test unless the simulator received one create, with exactly this JSON.
func sent(t *testing.T, fake *cpnfake.Server, want string) {
	t.Helper()
	var bodies []any
	for _, r := range fake.Requests() {
		if r.Method != http.MethodPost {
			continue
		}
		var body any
		if err := json.Unmarshal(r.Body, &body); err != nil {
			t.Error(err)
		}
		bodies = append(bodies, body)
	}
	var wanted any
	if err := json.Unmarshal([]byte(want), &wanted); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]any{wanted}, bodies); diff != "" {
		t.Error(diff)
	}
}

func TestSupportTicket_lifecycle(t *testing.T) {
	t.Parallel()
	fake, url := startFake(t)
	newKey := statecheck.CompareValue(compare.ValuesDiffer())
	resource.UnitTest(t, resource.TestCase{
		ProtoV6ProviderFactories: factories(),
		Steps: []resource.TestStep{
			{
				// The response to the first attempt is lost; the retry must find the
				// ticket that it created.
				PreConfig: func() { fake.Inject(cpnfake.Fault{Status: 503, After: true}) },
				Config:    providerBlock(url) + ticketBlock(),
				ConfigStateChecks: []statecheck.StateCheck{
					ticketIs("case_ref_id", knownvalue.StringExact("CIR-000001")),
					ticketIs("cc_emails", knownvalue.ListExact(nil)),
					ticketIs("id", knownvalue.StringRegexp(regexp.MustCompile(`^tf-[0-9a-f-]{36}$`))),
					newKey.AddStateValue(ticketAddress, tfjsonpath.New("idempotency_key")),
				},
			},
			{
				Config: providerBlock(url) + ticketBlock(`issue_type = "REVERSE_FUNDS"`),
				ConfigPlanChecks: resource.ConfigPlanChecks{PreApply: []plancheck.PlanCheck{
					plancheck.ExpectResourceAction(ticketAddress, plancheck.ResourceActionReplace),
					plancheck.ExpectUnknownValue(ticketAddress, tfjsonpath.New("id")),
					plancheck.ExpectUnknownValue(ticketAddress, tfjsonpath.New("idempotency_key")),
				}},
				ConfigStateChecks: []statecheck.StateCheck{
					ticketIs("case_ref_id", knownvalue.StringExact("CIR-000002")),
					newKey.AddStateValue(ticketAddress, tfjsonpath.New("idempotency_key")),
				},
			},
			{
				Config: providerBlock(url) + ticketBlock(`issue_type = "REVERSE_FUNDS"`, `id = "INC-1"`),
				ConfigPlanChecks: resource.ConfigPlanChecks{PreApply: []plancheck.PlanCheck{
					plancheck.ExpectResourceAction(ticketAddress, plancheck.ResourceActionReplace),
					plancheck.ExpectKnownValue(ticketAddress, tfjsonpath.New("idempotency_key"), knownvalue.StringRegexp(regexp.MustCompile(`^[0-9a-f-]{36}$`))),
				}},
				ConfigStateChecks: []statecheck.StateCheck{newKey.AddStateValue(ticketAddress, tfjsonpath.New("idempotency_key"))},
			},
			{
				// Removing the id keeps the id in state.
				Config:           providerBlock(url) + ticketBlock(`issue_type = "REVERSE_FUNDS"`),
				ConfigPlanChecks: planned(plancheck.ExpectEmptyPlan()),
			},
		},
	})
	if got := fake.Counts(); got.Tickets != 3 || got.Creates != 4 {
		t.Errorf("CPN holds %d tickets after %d creates, want 3 after 4", got.Tickets, got.Creates)
	}
}

// planned checks the plan before it is applied.
func planned(checks ...plancheck.PlanCheck) resource.ConfigPlanChecks {
	return resource.ConfigPlanChecks{PreApply: checks}
}

func TestSupportTicket_equalByMeaningPlansNothing(t *testing.T) {
	t.Parallel()
	_, url := startFake(t)
	spelled := `id = "x"`
	ccA, ccB := `cc_emails = ["a@example.com", "b@example.com", "c@example.com"]`, `cc_emails = ["c@example.com", "a@example.com", "b@example.com"]`
	resource.UnitTest(t, resource.TestCase{
		ProtoV6ProviderFactories: factories(),
		Steps: []resource.TestStep{
			{Config: providerBlock(url) + ticketBlock(spelled, ccA)},
			{
				Config:            providerBlock(url) + ticketBlock(spelled, ccB, `payment_id = "`+strings.ToUpper(paymentID)+`"`),
				ConfigPlanChecks:  planned(plancheck.ExpectEmptyPlan()),
				ConfigStateChecks: []statecheck.StateCheck{ticketIs("payment_id", knownvalue.StringExact(paymentID))},
			},
			{
				Config:           providerBlock(url) + ticketBlock(spelled, `cc_emails = ["a@example.com", "b@example.com"]`),
				ConfigPlanChecks: planned(plancheck.ExpectResourceAction(ticketAddress, plancheck.ResourceActionReplace)),
			},
		},
	})
}

// TestSupportTicket_oneKeyForOneMeaning shows that inputs which plan nothing also have the same
// idempotency key: after the state is lost, another spelling finds the same ticket.
func TestSupportTicket_oneKeyForOneMeaning(t *testing.T) {
	t.Parallel()
	fake, url := startFake(t)
	const lf, crlf = `description = "It is\nlate."`, `description = "It is\r\nlate."`
	for _, attributes := range [][]string{
		{`id = "x"`, lf, `cc_emails = ["a@example.com", "b@example.com"]`},
		{`id = "x"`, lf, `cc_emails = ["b@example.com", "a@example.com"]`, `payment_id = "` + strings.ToUpper(paymentID) + `"`},
		{`id = "x"`, crlf, `cc_emails = ["a@example.com", "b@example.com"]`},
	} {
		resource.UnitTest(t, resource.TestCase{
			ProtoV6ProviderFactories: factories(),
			Steps:                    []resource.TestStep{{Config: providerBlock(url) + ticketBlock(attributes...)}},
		})
	}
	if got := fake.Counts(); got.Tickets != 1 || got.Creates != 3 {
		t.Errorf("CPN holds %d tickets after %d creates, want 1 after 3", got.Tickets, got.Creates)
	}
}

// TestSupportTicket_lineEnds plans the same text from a checkout on Windows and from another:
// LF is sent, and changing from one to the other plans nothing.
func TestSupportTicket_lineEnds(t *testing.T) {
	t.Parallel()
	const lf, crlf = "description = <<-EOT\n    It is late.\n    Very.\n  EOT\n", "description = <<-EOT\r\n    It is late.\r\n    Very.\r\n  EOT\r\n"
	for name, texts := range map[string][2]string{"to LF": {crlf, lf}, "to CRLF": {lf, crlf}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			fake, url := startFake(t)
			w := newWorkspace(t, url)
			for _, text := range texts {
				w.configure(ticketBlock(`id = "x"`, text))
				got := w.run("apply", "-auto-approve").must(t, 0)
				w.run("plan", "-detailed-exitcode").must(t, 0)
				if len(got.diagnostics) != 0 {
					t.Errorf("warned: %s", got.output)
				}
			}
			if tickets := fake.Tickets(); len(tickets) != 1 || tickets[0].Description != "It is late.\nVery." || fake.Counts().Creates != 1 {
				t.Errorf("CPN has %q after %d creates", tickets, fake.Counts().Creates)
			}
		})
	}
}

func TestSupportTicket_changedTimeoutsSendNothing(t *testing.T) {
	t.Parallel()
	fake, url := startFake(t)
	resource.UnitTest(t, resource.TestCase{
		ProtoV6ProviderFactories: factories(),
		Steps: []resource.TestStep{
			{Config: providerBlock(url) + ticketBlock()},
			{
				Config: providerBlock(url) + ticketBlock(`timeouts = { create = "90s" }`),
				ConfigPlanChecks: planned(
					plancheck.ExpectResourceAction(ticketAddress, plancheck.ResourceActionUpdate),
					onlyChange{ticketAddress, "timeouts"},
				),
				ConfigStateChecks: []statecheck.StateCheck{
					statecheck.ExpectKnownValue(ticketAddress, tfjsonpath.New("timeouts").AtMapKey("create"), knownvalue.StringExact("90s")),
				},
			},
		},
	})
	if got := fake.Counts(); got.Requests != 1 {
		t.Errorf("%d requests, want 1", got.Requests)
	}
}

func TestSupportTicket_cannotBeImported(t *testing.T) {
	t.Parallel()
	_, url := startFake(t)
	resource.UnitTest(t, resource.TestCase{
		ProtoV6ProviderFactories: factories(),
		Steps: []resource.TestStep{{
			Config:        providerBlock(url) + ticketBlock(),
			ResourceName:  ticketAddress,
			ImportState:   true,
			ImportStateId: "x",
			ExpectError:   regexp.MustCompile(`(?s)A support ticket cannot be imported.*Declare\s+the\s+ticket\s+with\s+the\s+id\s+and\s+the\s+inputs.*CPN\s+returns\s+the\s+existing\s+ticket\.`),
		}},
	})
}
