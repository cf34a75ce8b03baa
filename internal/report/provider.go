// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package report

import (
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
)

const (
	// setKey is the remedy for a missing API key, as warning and error have it.
	setKey = "Set the CPN_API_KEY environment variable to an API key of the form PREFIX:ID:SECRET, or set api_key in the provider block."
	// applySource is the remedy for values that are not known yet.
	applySource = "First apply the source of the unknown values: `terraform apply -target=ADDRESS`."
)

// NoAPIKey warns that a plan is possible, and that an apply is not.
func NoAPIKey() diag.Diagnostic {
	return message{
		summary: "No CPN API key", do: []string{setKey}, cause: "Plans of new resources need no API key. Creates and reads do.", topic: topicAPIKey,
	}.warningAt(path.Root("api_key"))
}

// MissingAPIKey is the error of what needs an API key. action completes "Could not …".
func MissingAPIKey(action string) diag.Diagnostic {
	return message{
		summary: "Could not " + action + ": no CPN API key", do: []string{setKey}, cause: "No request was sent.", topic: topicAPIKey,
	}.errorAt(path.Root("api_key"))
}

// UnknownProviderBlock is the error of what needs values that are not known yet.
func UnknownProviderBlock(action string) diag.Diagnostic {
	return message{
		summary: "Could not " + action + ": the provider block is unknown", do: []string{applySource},
		cause: "The provider block has values that are not known yet, so no request was sent.", topic: topicUnknownBlock,
	}.error()
}

// WrongEnvironment blocks an API key of the other environment: it begins with got, and
// should begin with want.
func WrongEnvironment(environment, want, got, source string) diag.Diagnostic {
	return message{
		summary: fmt.Sprintf("The API key does not belong to environment %q", environment),
		do:      []string{fmt.Sprintf("Use an API key that begins with %s. Change environment only if you mean to use the other environment.", want)},
		exists:  "No request was sent.", cause: fmt.Sprintf("The API key begins with %s. The environment comes from %s.", got, source), topic: topicAPIKey,
	}.errorAt(path.Root("environment"))
}

// ProviderFailed is the summary and detail of the error of a call that panicked. where
// describes the panic.
func ProviderFailed(where string) (summary, detail string) {
	m := bug("The provider failed", where)
	return m.summary, m.detail()
}

// ProviderFailedInCreate is the same for the call in which a request may have been sent.
func ProviderFailedInCreate(where string) (summary, detail string) {
	m := bug("Outcome unknown: the provider failed during a create", where)
	m.do = append([]string{"Run `terraform apply` again soon. Do not change id or inputs."}, m.do...)
	m.exists = "CPN may have created the ticket or transaction, or accepted the signed transaction."
	return m.summary, m.detail()
}

// UnexpectedProviderData is the error of a resource that the provider has configured
// with something else than it takes.
func UnexpectedProviderData(data any) diag.Diagnostic {
	return bug("The provider failed to configure a resource", labeled("provider data", fmt.Sprintf("%T", data))).error()
}

// bug asks for a report of a bug. The evidence has none of the operator's values.
func bug(summary, evidence string) message {
	return message{
		summary: summary, cause: "This is a bug in the provider.", evidence: evidence, topic: topicBug,
		do: []string{"Report the lines below, which contain none of your values: https://github.com/terraform-provider-cpn/terraform-provider-cpn/issues"},
	}
}
