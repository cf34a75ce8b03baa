// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package report

import (
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
)

// Duplicate blocks a resource that would be the same ticket or transaction as another.
func (s Subject) Duplicate(id, key string) diag.Diagnostic {
	return message{
		summary: fmt.Sprintf("Two resources would manage the same %s", s.Name),
		do:      []string{"Give each resource its own id, such as \"INC-4711/${each.key}\". After a rename, add a moved block instead."},
		exists:  fmt.Sprintf("No request was sent for this resource. CPN would create one %s for both.", s.Noun),
		cause:   "Another resource has the same id and the same inputs.", evidence: []string{sameKeyLines(id, key)}, topic: topicDuplicate,
	}.errorAt(path.Root("id"))
}

// DuplicateInState warns of two resources in state that are one ticket or transaction,
// as happens when their ids were known only during the apply.
func (s Subject) DuplicateInState(id, key string) diag.Diagnostic {
	return message{
		summary: fmt.Sprintf("Two resources manage the same %s", s.Name), do: []string{removeOne},
		exists: fmt.Sprintf("CPN has one %s for both.", s.Noun), cause: "Another resource in state has the same id and the same inputs.",
		evidence: []string{sameKeyLines(id, key)}, topic: topicDuplicate,
	}.warningAt(path.Root("id"))
}

// ImportedTwice warns of two resources in state that have imported one transaction.
func (s Subject) ImportedTwice(cpnID string) diag.Diagnostic {
	return message{
		summary: fmt.Sprintf("Two resources manage the same %s", s.Name), do: []string{removeOne}, cause: fmt.Sprintf("Both have imported the %s below.", s.Noun),
		evidence: []string{labeled(s.IDAttribute, orUnknown(cpnID))}, topic: topicManagedTwice,
	}.warningAt(path.Root(s.IDAttribute))
}

// removeOne keeps the ticket or transaction at CPN. A removed block cannot name one
// instance of count or for_each.
const removeOne = "Remove one of the two resources from the configuration, and run `terraform state rm ADDRESS` for it."

func sameKeyLines(id, key string) string {
	return lines(labeled("id", id), labeled("idempotency_key", key))
}
