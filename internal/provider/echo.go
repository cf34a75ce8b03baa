// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"fmt"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpn"
)

// echo collects the inputs that a reply repeats differently from how they were
// sent. State keeps what the configuration says; the operator must know that
// CPN understood something else.
type echo struct {
	kind  kind
	diags diag.Diagnostics
}

// text compares one input with its echo.
func (e *echo) text(attribute string, asked types.String, answered *string) {
	if answered != nil && *answered != asked.ValueString() {
		e.differ(attribute, asked.ValueString(), *answered)
	}
}

// differ records a difference.
func (e *echo) differ(attribute, asked, answered string) {
	e.diags.AddAttributeWarning(path.Root(attribute), "CPN repeated "+attribute+" differently",
		fmt.Sprintf("Sent:     \"%s\"\nAnswered: \"%s\"\n\nThe %s exists, and state keeps what was sent. "+
			"Ask Circle support if CPN's version is not what you meant.", cpn.Printable(asked), cpn.Printable(answered), e.kind.name))
}

// withheld warns that CPN's response repeats the API key. What held it is null in
// state, or stays as it was.
func withheld(r cpn.Response) diag.Diagnostics {
	if len(r.Withheld) == 0 {
		return nil
	}
	return diag.Diagnostics{diag.NewWarningDiagnostic("CPN's response repeats the API key",
		fmt.Sprintf("Revoke the API key and use another one: whoever sees the response has it. If an input contains the API key, take it out.\n\n"+
			"These members of the response contain it and were not stored: %s.", cpn.Printable(strings.Join(r.Withheld, ", "))))}
}
