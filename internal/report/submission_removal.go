// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package report

import (
	"github.com/hashicorp/terraform-plugin-framework/diag"
)

// Removed warns that a submission stays at CPN.
func (s Submission) Removed() diag.Diagnostic {
	return message{
		summary: "The submission stays at CPN; Terraform removes it from state",
		do: []string{"Approve only if Terraform should stop tracking the submission. To do so without this warning, use a `removed` block with " +
			"`destroy = false`. For an instance of count or for_each, run `terraform state rm ADDRESS`."},
		exists: "CPN cannot take back a submission.", evidence: []string{lines("  for example:", s.ids())}, topic: topicRemoval,
	}.warning()
}

// Replaced warns that a plan submits another transaction.
func (s Submission) Replaced() diag.Diagnostic {
	return message{
		summary: "This plan submits another transaction; the first stays submitted",
		do:      []string{"Approve only if both transactions should move funds, or if the first is FAILED. Otherwise, revert the changed input."},
		exists:  "CPN cannot take back a submission; Terraform stops tracking it.", evidence: []string{lines("  for example:", s.ids())}, topic: topicReplacement,
	}.warning()
}
