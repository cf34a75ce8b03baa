// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package report

import (
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpn"
)

// Withheld warns that CPN's response repeats the API key in these members. What held it
// is null in state, or stays as it was.
func Withheld(members []string) diag.Diagnostics {
	if len(members) == 0 {
		return nil
	}
	return diag.Diagnostics{message{
		summary:  "CPN's response repeats the API key",
		do:       []string{"Revoke the API key, and use a new one.", "If an input contains the API key, remove it there."},
		cause:    "Anybody who sees the response can use the API key. State does not have the members that contain it.",
		evidence: []string{labeled("members", cpn.Printable(strings.Join(members, ", ")))}, topic: topicRepeatedKey,
	}.warning()}
}
