// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

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
	for _, says := range []string{"CPN may have", "Run `terraform apply`", "*errors.errorString", "carelessTicket).Create"} {
		if !strings.Contains(got, says) {
			t.Errorf("%q is not in %s", says, got)
		}
	}
	if strings.Contains(got, "a value") || strings.Contains(got, "test-secret") {
		t.Errorf("shows the value of the panic: %s", got)
	}
}
