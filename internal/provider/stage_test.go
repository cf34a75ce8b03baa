// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"testing"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpnfake"
)

// strangerID is a transaction that this provider did not create.
const strangerID = "99999999-9999-4999-8999-999999999999"

// stage is a simulated Terraform with one resource that is declared as "a", and its CPN.
type stage struct {
	t    *testing.T
	core *core
	fake *cpnfake.Server
}

// newStage declares one resource, with id unless it is "".
func newStage(t *testing.T, resource, id string) *stage {
	t.Helper()
	fake, url := startFake(t)
	a := map[string]attributes{"cpn_support_ticket": validTicket(), "cpn_transaction": validTransaction()}[resource]
	if id != "" {
		a["id"] = id
	}
	c := newCore(t, resource, attributes{"api_key": testKey, "base_url": url, "max_retries": 0})
	c.declared["a"] = a
	return &stage{t, c, fake}
}

func (s *stage) succeeds() {
	s.t.Helper()
	if diags := s.core.apply(); failed(diags) {
		s.t.Fatalf("apply failed: %s", renderAll(diags))
	}
}

// failTransactions lets every transaction fail.
func (s *stage) failTransactions() {
	for _, created := range s.fake.Transactions() {
		s.fake.SetTransaction(created.ID, fail)
	}
}

func (s *stage) plansNothing() {
	s.t.Helper()
	if changes, diags := s.core.plan(); len(changes) != 0 || failed(diags) {
		s.t.Fatalf("the plan changes %v: %s", changes, renderAll(diags))
	}
}
