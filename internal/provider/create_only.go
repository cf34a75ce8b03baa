// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpn"
)

// forgets warns that destroy deletes nothing.
func (k kind) forgets(id types.String) diag.Diagnostic {
	return diag.NewWarningDiagnostic(fmt.Sprintf("The %s stays at CPN", k.name),
		fmt.Sprintf("CPN cannot delete a %s: Terraform only forgets it (for example %s %s).\n"+
			"To forget it on purpose, use a removed block with lifecycle.destroy = false.",
			k.name, k.idAttribute, orUnknown(id)))
}

// forgetsUnfinished warns that destroy gives up what is needed to complete an
// object, or to find out whether there is one.
func (k kind) forgetsUnfinished(o object) diag.Diagnostic {
	return diag.NewWarningDiagnostic(fmt.Sprintf("The unfinished %s may exist at CPN", k.name),
		fmt.Sprintf("No answer told whether CPN made it, and CPN cannot delete a %s: Terraform forgets the only key that can tell "+
			"(for example idempotency key %s, payment %s).\n"+
			"Keep the key for Circle support, or apply with unchanged configuration instead, which completes the %s.",
			k.name, o.IdempotencyKey.ValueString(), o.PaymentID.ValueString(), k.name))
}

// leavesBehind warns that a replacement leaves the old object where it is. core
// shows one warning for many resources, hence "for example".
func (k kind) leavesBehind(id types.String, more string) diag.Diagnostic {
	return diag.NewWarningDiagnostic(fmt.Sprintf("The old %s stays at CPN", k.name),
		fmt.Sprintf("CPN can neither change nor delete a %[1]s: the old one (for example %[2]s %[3]s) stays there, and Terraform "+
			"forgets it. Without create_before_destroy it is forgotten before the new one is created: if that create fails, the old "+
			"one is gone from state.%[4]s\n\n"+
			"Unless it is set already, create_before_destroy = true in its lifecycle block keeps the old one in state until then; it is safe "+
			"with a given id.",
			k.name, k.idAttribute, orUnknown(id), more))
}

// twin refuses a resource that would be the same object as another one.
func (k kind) twin(id, key types.String) diag.Diagnostic {
	return diag.NewAttributeErrorDiagnostic(path.Root("id"), fmt.Sprintf("Two resources would be one %s", k.name),
		fmt.Sprintf("Another cpn resource has the id %q and the same inputs. Both have the idempotency key %s, so CPN would make one "+
			"%s for both.\n\nGive each an id of its own, for example one with each.key in it. If it is the same %s under "+
			"another name, use a moved block.", id.ValueString(), key.ValueString(), k.name, k.name))
}

// importedTwice warns of two resources in state that have imported one object.
func (k kind) importedTwice(cpnID types.String) diag.Diagnostic {
	return diag.NewAttributeWarningDiagnostic(path.Root(k.idAttribute), fmt.Sprintf("Two resources manage one %s", k.name),
		fmt.Sprintf("Remove one of them from the configuration, with a removed block and lifecycle.destroy = false. "+
			"Both have imported the %s with %s %s.", k.name, k.idAttribute, orUnknown(cpnID)))
}

// grownTogether warns of two resources in state that are one object, as happens
// when their ids were known only while they were applied.
func (k kind) grownTogether(o object) diag.Diagnostic {
	return diag.NewAttributeWarningDiagnostic(path.Root("id"), fmt.Sprintf("Two resources are one %s", k.name),
		fmt.Sprintf("Another cpn resource in state has the id %q, the same inputs and the same idempotency key %s: CPN has one %s for both.\n\n"+
			"Remove one of them from the configuration, with a removed block and lifecycle.destroy = false.",
			o.ID.ValueString(), o.IdempotencyKey.ValueString(), k.name))
}

// orUnknown renders what CPN has answered for a sentence.
func orUnknown(answer types.String) string {
	if answer.IsNull() || answer.IsUnknown() {
		return "not known"
	}
	return cpn.Printable(answer.ValueString())
}
