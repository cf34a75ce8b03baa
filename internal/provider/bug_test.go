// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpn"
)

// careless is a creator that panics with something that nobody may see.
type careless struct {
	creator[supportTicketModel]
}

func (careless) send(context.Context, *cpn.Client, supportTicketModel, cpn.Key) (supportTicketModel, diag.Diagnostics, error) {
	panic(errors.New("a value: " + testKey))
}

// TestCreate_survivesAPanic shows that a panic costs no key: the outcome is unknown,
// and an id that was made here stays in state.
func TestCreate_survivesAPanic(t *testing.T) {
	t.Parallel()
	for name, made := range map[string]bool{"given id": false, "left-out id": true} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			conn := connect(settings{}, "")
			s := seed{id: "x", key: cpn.Key{Value: "8b01ba73-5324-458a-ac55-cbc2cec65619"}, made: made}
			plan := supportTicketModel{object: object{PaymentID: types.StringValue(paymentID)}}.withSeed(s)
			kept, diags := produce(t.Context(), conn, supportTicket, careless{}, plan, s)
			if (kept != nil) != made {
				t.Errorf("state has %v", kept)
			}
			got := printed(diags)
			for _, says := range []string{
				"it is not known whether CPN made the support ticket", "*errors.errorString", "careless.send", "Run terraform apply again", s.key.Value,
			} {
				if !strings.Contains(got, says) {
					t.Errorf("%q is not in %s", says, got)
				}
			}
			if strings.Contains(got, "a value") || strings.Contains(got, "test-secret") {
				t.Errorf("shows what the panic was about: %s", got)
			}
		})
	}
}
