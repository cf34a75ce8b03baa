// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package report

import (
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
)

// withoutKey is the remedy for a missing API key, as warning and error have it.
const withoutKey = "Set the environment variable CPN_API_KEY, or api_key in the provider block, to a key of the form PREFIX:ID:SECRET."

// NoAPIKey warns that a plan can be made, and that applying it cannot.
func NoAPIKey() diag.Diagnostic {
	return diag.NewAttributeWarningDiagnostic(path.Root("api_key"), "No CPN API key",
		withoutKey+" Plans of new resources can be made without one; creating and reading cannot.")
}

// MissingAPIKey is the error of what needs an API key. action completes "Could not …".
func MissingAPIKey(action string) diag.Diagnostic {
	return diag.NewAttributeErrorDiagnostic(path.Root("api_key"), "Could not "+action, "There is no CPN API key, so no request was sent. "+withoutKey)
}

// UnknownProviderBlock is the error of what needs values that are not known yet.
func UnknownProviderBlock(action string) diag.Diagnostic {
	return diag.NewErrorDiagnostic("Could not "+action,
		"The provider block has values that are not known yet. Apply first what they come from, with -target.")
}

// InvalidSetting is the error of a setting that comes from source. err must not repeat
// a secret.
func InvalidSetting(attribute, source string, err error) diag.Diagnostic {
	return diag.NewAttributeErrorDiagnostic(path.Root(attribute), "Invalid "+attribute, fmt.Sprintf("The value comes from %s: %s.", source, err))
}

// UnexpectedProviderData is the error of a resource that the provider has configured
// with something else than it takes.
func UnexpectedProviderData(data any) diag.Diagnostic {
	return diag.NewErrorDiagnostic("Unexpected provider data", fmt.Sprintf("This is a bug in the provider: got %T. Please report it.", data))
}
