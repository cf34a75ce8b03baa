// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package report

import (
	"fmt"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpn"
)

// Returned collects the inputs of which a response has another value than was sent.
// State keeps the configured value; the operator must know that CPN understood
// something else.
type Returned struct {
	Subject     Subject
	CPNID       string
	Diagnostics diag.Diagnostics
}

// Text compares one input with what was returned. Neither is shown: an input may come from a
// sensitive variable, and Terraform does not mask a provider's messages.
func (r *Returned) Text(attribute, sent string, returned *string) {
	if returned == nil || *returned == sent {
		return
	}
	a, b := []rune(sent), []rune(*returned)
	same := 0
	for same < min(len(a), len(b)) && a[same] == b[same] {
		same++
	}
	r.differ(attribute, fmt.Sprintf("CPN returned %d characters instead of %d; the first %d are the same.", len(b), len(a), same))
}

// Elements compares an input of several values with what was returned.
func (r *Returned) Elements(attribute string, sent, returned []string) {
	if kept := common(sent, returned); kept != len(sent) || kept != len(returned) {
		r.differ(attribute, fmt.Sprintf("CPN returned %d values instead of %d, with %d in common.", len(returned), len(sent), kept))
	}
}

// common counts the elements that two lists have in common.
func common(a, b []string) int {
	left := slices.Clone(b)
	for _, element := range a {
		if i := slices.Index(left, element); i >= 0 {
			left = slices.Delete(left, i, i+1)
		}
	}
	return len(b) - len(left)
}

// differ records a difference.
func (r *Returned) differ(attribute, how string) {
	r.Diagnostics.Append(message{
		summary: "CPN returned a different " + attribute,
		do:      []string{fmt.Sprintf("Ask Circle support which %s the %s has.", attribute, r.Subject.Noun)},
		exists:  fmt.Sprintf("The %s exists. State keeps the configured value.", r.Subject.Noun), cause: how,
		evidence: []string{labeled(r.Subject.IDAttribute, cpn.Printable(r.CPNID))}, topic: topicResponseDiffers,
	}.warningAt(path.Root(attribute)))
}
