// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/providerserver"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpn"
	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/createonly"
	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/protocol"
	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/report"
)

// careless is a provider whose tickets panic as soon as a request may have been sent, with a
// value that nobody may see.
type careless struct{ cpnProvider }

func (*careless) Resources(context.Context) []func() resource.Resource {
	return []func() resource.Resource{func() resource.Resource {
		r := &carelessTicket{}
		r.Resource = createonly.New(report.SupportTicketSubject, r)
		return r
	}}
}

type carelessTicket struct{ supportTicketResource }

func (*carelessTicket) Send(context.Context, *cpn.Client, supportTicketModel, cpn.Key) (supportTicketModel, diag.Diagnostics, error) {
	panic(errors.New("a value: " + testKey))
}

// TestCreate_survivesAPanic shows that a panic loses no idempotency key: the outcome is unknown,
// and a generated id stays in state, even if its completion panics too.
func TestCreate_survivesAPanic(t *testing.T) {
	t.Parallel()
	for name, id := range map[string]any{"configured id": "x", "generated id": nil} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := processOf(t, protocol.Guard(providerserver.NewProtocol6(&careless{})(), true, report.ProviderFailed))
			nextRun := func() { p.configure(attributes{"api_key": testKey, "base_url": "http://127.0.0.1:1"}) }
			nextRun()
			w := &walkProcess{process: p, name: "cpn_support_ticket", typ: p.resources["cpn_support_ticket"]}
			a := validTicket()
			a["id"] = id
			config, null := w.value(w.typ, a), tftypes.NewValue(w.typ, nil)
			planned, _, private, _ := w.plan(null, config, nil)
			left, _, diags := w.apply(null, planned, config, private)
			explains(t, diags)
			if id != nil {
				if !left.IsNull() {
					t.Errorf("state has %v", left)
				}
				return
			}
			nextRun()
			planned, _, private, _ = w.plan(left, config, nil)
			still, _, diags := w.apply(left, planned, config, private)
			explains(t, diags)
			if left.IsNull() || !still.Equal(left) {
				t.Errorf("state has %v, and then %v", left, still)
			}
		})
	}
}

// explains checks what the message says about the panic.
func explains(t *testing.T, diags []*tfprotov6.Diagnostic) {
	t.Helper()
	got := renderAll(diags)
	for _, says := range []string{
		"Outcome unknown: the provider failed while creating the support ticket", "CPN may have created the ticket.", "*errors.errorString", "carelessTicket).Send", "Run `terraform apply` soon. Do not change id or inputs", "idempotency_key: ",
	} {
		if !strings.Contains(got, says) {
			t.Errorf("%q is not in %s", says, got)
		}
	}
	if strings.Contains(got, "a value") || strings.Contains(got, "test-secret") {
		t.Errorf("shows the value of the panic: %s", got)
	}
}
