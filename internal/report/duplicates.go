// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package report

import (
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
)

// Duplicate refuses a resource that would be the same object as another one.
func (s Subject) Duplicate(id, key string) diag.Diagnostic {
	return diag.NewAttributeErrorDiagnostic(path.Root("id"), fmt.Sprintf("Two resources would be one %s", s.Name),
		fmt.Sprintf("Another cpn resource has the id %q and the same inputs. Both have the idempotency key %s, so CPN would make one "+
			"%s for both.\n\nGive each an id of its own, for example one with each.key in it. If it is the same %s under "+
			"another name, use a moved block.", id, key, s.Name, s.Name))
}

// DuplicateInState warns of two resources in state that are one object, as happens
// when their ids were known only while they were applied.
func (s Subject) DuplicateInState(id, key string) diag.Diagnostic {
	return diag.NewAttributeWarningDiagnostic(path.Root("id"), fmt.Sprintf("Two resources are one %s", s.Name),
		fmt.Sprintf("Another cpn resource in state has the id %q, the same inputs and the same idempotency key %s: CPN has one %s for both.\n\n"+
			"Remove one of them from the configuration, with a removed block and lifecycle.destroy = false.",
			id, key, s.Name))
}

// ImportedTwice warns of two resources in state that have imported one object.
func (s Subject) ImportedTwice(cpnID string) diag.Diagnostic {
	return diag.NewAttributeWarningDiagnostic(path.Root(s.IDAttribute), fmt.Sprintf("Two resources manage one %s", s.Name),
		fmt.Sprintf("Remove one of them from the configuration, with a removed block and lifecycle.destroy = false. "+
			"Both have imported the %s with %s %s.", s.Name, s.IDAttribute, orUnknown(cpnID)))
}
