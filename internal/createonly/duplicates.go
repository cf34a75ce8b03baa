// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package createonly

import (
	"cmp"
	"sync"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/report"
)

// Run finds duplicates in one walk of Terraform. Each walk has its own, even in a process that
// serves several walks. Its zero value is ready to use.
type Run struct {
	planned, sent, inState sync.Map // idempotency keys, idempotency keys, and CPN's IDs
}

// PlanCreate returns an error if another planned create has the same idempotency key.
func (r *Run) PlanCreate(s report.Subject, f Fields) diag.Diagnostics {
	return once(&r.planned, s, f)
}

// Send returns an error if another create has already sent the same idempotency key.
func (r *Run) Send(s report.Subject, f Fields) diag.Diagnostics {
	return once(&r.sent, s, f)
}

func once(keys *sync.Map, s report.Subject, f Fields) diag.Diagnostics {
	id, key := f.ID.ValueString(), f.IdempotencyKey.ValueString()
	if _, had := keys.LoadOrStore(key, true); had {
		return diag.Diagnostics{s.Duplicate(id, key)}
	}
	return nil
}

// Keep warns about a resource that stays in state: if another one is the same ticket or
// transaction, and if its id would be another after a lost state, because the configuration
// has none anymore. derived is the id that it would have then, and cpnID CPN's ID, which is
// null if CPN never returned it.
func (r *Run) Keep(s report.Subject, configuredID types.String, f Fields, cpnID types.String, derived string) diag.Diagnostics {
	var diags diag.Diagnostics
	same := cmp.Or(cpnID.ValueString(), f.IdempotencyKey.ValueString())
	if _, had := r.inState.LoadOrStore(same, true); had {
		diags.Append(s.ManagedTwice(same))
	}
	if id := f.ID.ValueString(); configuredID.IsNull() && !f.IsImported() && id != derived {
		diags.Append(s.IDRemoved(id, derived))
	}
	return diags
}
