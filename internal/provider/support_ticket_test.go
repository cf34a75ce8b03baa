// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"context"
	"encoding/json"
	"errors"
	"maps"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpn"
	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpnfake"
)

const ticketAddress = "cpn_support_ticket.test"

// TestSupportTicket_lifecycle creates, replaces and removes a ticket with the command line. The
// response to the first attempt is lost; the retry finds the ticket that it created. A removal
// warns, but not in the way that the warning names.
func TestSupportTicket_lifecycle(t *testing.T) {
	t.Parallel()
	fake, url := startFake(t)
	w := newWorkspace(t, url)
	w.setenv("TF_APPEND_USER_AGENT", "runbook/7")
	fake.Inject(cpnfake.Fault{Status: http.StatusServiceUnavailable, After: true})
	w.configure(ticketBlock())
	if got := w.run("apply", "-auto-approve").must(t, 0); len(got.diagnostics) != 0 {
		t.Errorf("the apply says %v", got.diagnostics)
	}
	first := w.values()
	if !strings.HasPrefix(text(first["id"]), "tf-") || first["case_ref_id"] != "CIR-000001" || first["ticket_id"] != fake.Tickets()[0].ID {
		t.Errorf("state has %v", first)
	}
	if got := fake.Requests()[0].Header.Get("User-Agent"); !strings.HasPrefix(got, "Terraform/") || !strings.HasSuffix(got, " (+https://www.terraform.io) terraform-provider-cpn/dev runbook/7") {
		t.Errorf("the user agent is %q", got)
	}
	w.configure(ticketBlock(`issue_type = "REVERSE_FUNDS"`))
	w.run("apply", "-auto-approve").must(t, 0).has(t, "warning", "This plan creates another support ticket; the old one stays at CPN")
	if second := w.values(); second["case_ref_id"] != "CIR-000002" || second["idempotency_key"] == first["idempotency_key"] {
		t.Errorf("state has %v", second)
	}
	w.run("plan", "-destroy").must(t, 0).has(t, "warning", "The support ticket stays at CPN; Terraform removes it from state")
	w.configure("removed {\n  from = cpn_support_ticket.test\n  lifecycle {\n    destroy = false\n  }\n}\n")
	for _, d := range w.run("apply", "-auto-approve").must(t, 0).diagnostics {
		if strings.Contains(d.Summary, "CPN") {
			t.Errorf("warned: %+v", d)
		}
	}
	if got := fake.Counts(); got.Tickets != 2 || got.Creates != 3 || len(w.state()) != 0 {
		t.Errorf("CPN holds %d tickets after %d creates", got.Tickets, got.Creates)
	}
}

// TestSupportTicket_documentedExample sends the documented request and gets the documented
// response: exactly the documented members are sent, and every member of the response is in
// state.
func TestSupportTicket_documentedExample(t *testing.T) {
	t.Parallel()
	addresses := []any{"ccsupport01@example.com", "ccsupport02@example.com"}
	p := newTicket(t, attributes{"id": "INC-4711/delay", "issue_type": "PAYMENT_SETTLEMENT_DELAY", "description": "<string>", "cc_emails": addresses})
	p.fake.EditResponses(func(_ string, data map[string]any) {
		maps.Copy(data, map[string]any{"id": paymentID, "description": "<string>", "caseRefId": "<string>", "ticketRefId": paymentID, "createDate": "2023-01-01T12:04:05Z"})
	})
	p.succeeds().are(t, "warning: CPN returned an earlier support ticket")
	want := map[string]any{
		"id": "INC-4711/delay", "idempotency_key": "4963dc3b-801a-4b1a-8725-27c16f9b3101", "payment_id": paymentID, "issue_type": "PAYMENT_SETTLEMENT_DELAY",
		"description": "<string>", "email": "help@ofi.com", "cc_emails": addresses, "ticket_id": paymentID, "case_ref_id": "<string>",
		"ticket_ref_id": paymentID, "create_date": "2023-01-01T12:04:05Z", "timeouts": nil,
	}
	if diff := cmp.Diff(want, p.state()); diff != "" {
		t.Error(diff)
	}
	sent(t, p.fake, "/v1/cpn/supportTickets", `{
		"paymentId": "`+paymentID+`", "issueType": "PAYMENT_SETTLEMENT_DELAY", "description": "<string>", "email": "help@ofi.com",
		"idempotencyKey": "4963dc3b-801a-4b1a-8725-27c16f9b3101", "ccEmails": ["ccsupport01@example.com", "ccsupport02@example.com"]
	}`)
}

// sent fails the test unless the simulator received one create, to this path and with exactly
// this JSON.
func sent(t *testing.T, fake *cpnfake.Server, path, want string) {
	t.Helper()
	var bodies []any
	for _, r := range fake.Requests() {
		if r.Method != http.MethodPost {
			continue
		}
		if r.Path != path {
			t.Errorf("sent to %s, want %s", r.Path, path)
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

// TestOldTicket_byItsOwnClock shows that a wrong clock on this machine makes no ticket old, and
// that the warning about an old ticket still appears.
func TestOldTicket_byItsOwnClock(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		clock time.Duration // of CPN, to this machine's
		age   time.Duration // of the ticket, by CPN's clock
		warns bool
	}{
		"this machine is ahead":                     {-time.Hour, 0, false},
		"this machine is behind":                    {time.Hour, 0, false},
		"an old ticket, and this machine is behind": {time.Hour, 10 * time.Minute, true},
		"an old ticket":                             {0, 10 * time.Minute, true},
		"a ticket of a minute ago":                  {0, time.Minute, true},
		"a ticket of two seconds ago":               {0, 2 * time.Second, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := newTicket(t, nil)
			now := time.Now().Add(tc.clock).UTC()
			created := now.Add(-tc.age).Format(time.RFC3339)
			p.fake.EditResponses(func(_ string, data map[string]any) { data["createDate"] = created })
			p.fake.Inject(cpnfake.Fault{Method: "POST", After: true, Header: map[string]string{"Date": now.Format(http.TimeFormat)}})
			if diags := p.succeeds(); tc.warns {
				diags.has(t, "warning", "CPN returned an earlier support ticket", created)
			} else {
				diags.are(t)
			}
		})
	}
}

// careless is a provider whose tickets panic once a request may have been sent, with a value
// that nobody may see.
type careless struct{ cpnProvider }

func (*careless) Resources(context.Context) []func() resource.Resource {
	return []func() resource.Resource{func() resource.Resource { return &carelessTicket{} }}
}

type carelessTicket struct{ supportTicketResource }

func (r *carelessTicket) Create(ctx context.Context, req resource.CreateRequest, resp *resource.CreateResponse) {
	r.supportTicketResource.Create(ctx, req, resp)
	panic(errors.New("a value: " + testKey))
}

// TestCreate_survivesAPanic shows that a panic leaves nothing in state, so that the next apply
// sends the same idempotency key.
func TestCreate_survivesAPanic(t *testing.T) {
	t.Parallel()
	fake, url := startFake(t)
	p := processOf(t, serve(&careless{}, true))
	p.configure(attributes{"api_key": testKey, "base_url": url})
	w := &walkProcess{process: p, name: "cpn_support_ticket", typ: p.resources["cpn_support_ticket"]}
	config, null := w.value(w.typ, validTicket()), tftypes.NewValue(w.typ, nil)
	planned, _, private, _ := w.plan(null, config, nil)
	left, _, diags := w.apply(null, planned, config, private)
	if !left.IsNull() || fake.Counts().Tickets != 1 {
		t.Errorf("state has %v, and CPN has %d tickets", left, fake.Counts().Tickets)
	}
	got := renderAll(diags)
	if !saysAll(got, providerFailed+"|*errors.errorString|carelessTicket).Create") || strings.Contains(got, "a value") || strings.Contains(got, "test-secret") {
		t.Errorf("says %s", got)
	}
}

// TestSupportTicket_issueTypes shows that CPN has each issue type under this name.
func TestSupportTicket_issueTypes(t *testing.T) {
	t.Parallel()
	p := newTicket(t, nil)
	clear(p.declared)
	for _, issue := range cpn.IssueTypes() {
		p.declared[string(issue)] = validTicket().with(attributes{"issue_type": string(issue)})
	}
	p.succeeds()
	if n := p.fake.Counts().Tickets; n != len(p.declared) {
		t.Errorf("CPN has %d tickets", n)
	}
}
