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

// Returned collects the inputs that a response has another value of than was sent.
// State keeps what the configuration says; the operator must know that CPN understood
// something else.
type Returned struct {
	Subject     Subject
	CPNID       string
	Diagnostics diag.Diagnostics
}

// Text compares one input with what was returned. Neither is shown: an input may come from a
// sensitive variable, and Terraform does not mask a provider's messages.
func (r *Returned) Text(attribute, asked string, answered *string) {
	if answered == nil || *answered == asked {
		return
	}
	sent, returned := []rune(asked), []rune(*answered)
	same := 0
	for same < min(len(sent), len(returned)) && sent[same] == returned[same] {
		same++
	}
	r.differ(attribute, fmt.Sprintf("Sent: %d characters. Returned: %d characters, other ones after the first %d.", len(sent), len(returned), same))
}

// Elements compares an input of several values with what was returned.
func (r *Returned) Elements(attribute string, asked, answered []string) {
	if kept := common(asked, answered); kept != len(asked) || kept != len(answered) {
		r.differ(attribute, fmt.Sprintf("Sent: %d. Returned: %d, of which %d as they were sent.", len(asked), len(answered), kept))
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
	r.Diagnostics.AddAttributeWarning(path.Root(attribute), "CPN returned another "+attribute,
		fmt.Sprintf("Ask Circle support, with the %s below, which %s CPN has. State keeps what was sent.\n\n%s\n\n  %-17s%s",
			r.Subject.IDAttribute, attribute, how, r.Subject.IDAttribute+":", cpn.Printable(r.CPNID)))
}
