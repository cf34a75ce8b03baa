// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package report

import (
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpn"
)

// Duplicate blocks a create that would be the same ticket or transaction as another one of
// this run.
func (s Subject) Duplicate(id, key string) diag.Diagnostic {
	return message{
		summary:  fmt.Sprintf("Two resources would manage the same %s", s.Name),
		never:    "Do not run `terraform apply` again before the ids differ.",
		do:       []string{"Give each resource its own id, such as \"INC-4711/${each.key}\". After a rename, add a moved block instead."},
		exists:   fmt.Sprintf("No request was sent for this resource. CPN would create one %s for both.", s.Noun),
		cause:    "Another resource has the same id and the same inputs.",
		evidence: lines(labeled("id", id), labeled("idempotency_key", key)), topic: topicDuplicate,
	}.errorAt(path.Root("id"))
}

// ManagedTwice warns of two resources in state that are one ticket or transaction. An error
// would also block a destroy, which Terraform plans in the same way first.
func (s Subject) ManagedTwice(cpnID string) diag.Diagnostic {
	return message{
		summary: fmt.Sprintf("Two resources manage the same %s (%s)", s.Name, endOf(cpnID)),
		do: []string{
			// A removed block cannot name one instance of count or for_each.
			"Remove one of the two resources from the configuration, and run `terraform state rm ADDRESS` for it.",
			fmt.Sprintf("To create another %s instead, change `id` of one of the two.", s.Noun),
		},
		exists:   fmt.Sprintf("CPN has one %s for both.", s.Noun),
		evidence: labeled(s.IDAttribute, cpn.Printable(cpnID)), topic: topicManagedTwice,
	}.warningAt(path.Root(s.IDAttribute))
}
