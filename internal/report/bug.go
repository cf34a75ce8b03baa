// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package report

import (
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/diag"
)

const (
	reportBug = "Report the lines below, which contain none of your values: https://github.com/terraform-provider-cpn/terraform-provider-cpn/issues"
	causeBug  = "This is a bug in the provider."
)

// ProviderFailed is the summary and detail of the error of a call that panicked. where
// describes the panic.
func ProviderFailed(where string) (summary, detail string) {
	m := message{summary: "The provider failed", do: []string{reportBug}, cause: causeBug, evidence: []string{where}, topic: topicBug}
	return m.summary, m.detail()
}

// ProviderFailedInCreate is the same for the call in which a request may have been sent.
func ProviderFailedInCreate(where string) (summary, detail string) {
	m := message{
		summary: "Outcome unknown: the provider failed during a create",
		do:      []string{"Run `terraform apply` again soon. Do not change id or inputs.", reportBug},
		exists:  "CPN may have created the ticket or transaction, or accepted the signed transaction.",
		cause:   causeBug, evidence: []string{where}, topic: topicBug,
	}
	return m.summary, m.detail()
}

// UnexpectedProviderData is the error of a resource that the provider has configured
// with something else than it takes.
func UnexpectedProviderData(data any) diag.Diagnostic {
	return message{
		summary: "The provider failed to configure a resource", do: []string{reportBug}, cause: causeBug,
		evidence: []string{labeled("provider data", fmt.Sprintf("%T", data))}, topic: topicBug,
	}.error()
}
