// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"fmt"
	"strings"
	"unicode"

	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpn"
	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/createonly"
	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/report"
)

// providerData is what Configure makes, and what the resources and data sources of one
// walk share.
type providerData struct {
	client  *cpn.Client
	run     *createonly.RunState
	unknown bool // the provider block is not wholly known yet
	keyless bool
}

// newProviderData returns what s describes. Nothing is sent.
func newProviderData(s settings, userAgent string) *providerData {
	s.client.UserAgent = userAgent
	s.client.Log = logAttempt
	return &providerData{client: cpn.New(s.client), run: createonly.NewRunState(), unknown: s.unknown, keyless: s.keyless}
}

// Ready implements [createonly.Provider].
func (d *providerData) Ready(action string) (*cpn.Client, diag.Diagnostics) {
	switch {
	case d.unknown:
		return nil, diag.Diagnostics{report.UnknownProviderBlock(action)}
	case d.keyless:
		return nil, diag.Diagnostics{report.MissingAPIKey(action)}
	}
	return d.client, nil
}

// IsUnknown implements [createonly.Provider].
func (d *providerData) IsUnknown() bool { return d.unknown }

// Run implements [createonly.Provider].
func (d *providerData) Run() *createonly.RunState { return d.run }

// userAgent says who calls, in the form that Terraform providers share.
func userAgent(terraformVersion, version string, getenv func(string) string) string {
	agent := fmt.Sprintf("Terraform/%s (+https://www.terraform.io) terraform-provider-cpn/%s", terraformVersion, version)
	// A header takes no control characters; a line end slips in from a file.
	more := strings.FieldsFunc(getenv("TF_APPEND_USER_AGENT"), func(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) })
	if len(more) > 0 {
		agent += " " + strings.Join(more, " ")
	}
	return agent
}
