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
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpn"
)

// TestSteadyServer_survives panics in every call that Terraform makes for a
// resource, a data source or the provider block.
func TestSteadyServer_survives(t *testing.T) {
	t.Parallel()
	s := steadyServer{(*contextSpy)(nil)} // every call is through a nil pointer
	prior := &tfprotov6.DynamicValue{JSON: []byte("{}")}
	read, _ := s.ReadResource(t.Context(), &tfprotov6.ReadResourceRequest{CurrentState: prior})
	plan, _ := s.PlanResourceChange(t.Context(), &tfprotov6.PlanResourceChangeRequest{PriorState: prior})
	apply, _ := s.ApplyResourceChange(t.Context(), &tfprotov6.ApplyResourceChangeRequest{PriorState: prior, PlannedPrivate: []byte("p")})
	if read.NewState != prior || plan.PlannedState != prior || apply.NewState != prior || string(apply.Private) != "p" {
		t.Error("a state was lost")
	}
	for name, diags := range map[string][]*tfprotov6.Diagnostic{
		"read": read.Diagnostics, "plan": plan.Diagnostics, "apply": apply.Diagnostics,
		"validate provider":    first(s.ValidateProviderConfig(t.Context(), nil)).Diagnostics,
		"configure":            first(s.ConfigureProvider(t.Context(), nil)).Diagnostics,
		"validate resource":    first(s.ValidateResourceConfig(t.Context(), nil)).Diagnostics,
		"upgrade":              first(s.UpgradeResourceState(t.Context(), nil)).Diagnostics,
		"import":               first(s.ImportResourceState(t.Context(), nil)).Diagnostics,
		"validate data source": first(s.ValidateDataResourceConfig(t.Context(), nil)).Diagnostics,
		"read data source":     first(s.ReadDataSource(t.Context(), nil)).Diagnostics,
	} {
		got := renderAll(diags)
		for _, says := range []string{"error: The provider failed", " pointer", "provider.steadyServer."} {
			if !strings.Contains(got, says) {
				t.Errorf("%s: %q is not in %s", name, says, got)
			}
		}
	}
}

// first drops the error of two results.
func first[T any](v T, _ error) T { return v }

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
