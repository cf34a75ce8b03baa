// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/resource"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpn"
	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/createonly"
	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/report"
	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/submission"
)

// providerData is created by Configure and shared by the resources and data sources of one
// walk.
type providerData struct {
	client  *cpn.Client
	run     *createonly.RunState
	unknown bool // the provider block has values that are not yet known
	keyless bool
	turns   submission.Turns
}

// newProviderData returns the data for settings s. It sends nothing.
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

// configuredResource is the part that Configure fills of a resource or a list that is not
// create-only.
type configuredResource struct {
	*providerData
}

// Configure implements [resource.ResourceWithConfigure]. During validation Terraform calls it
// without data.
func (c *configuredResource) Configure(_ context.Context, req resource.ConfigureRequest, resp *resource.ConfigureResponse) {
	if req.ProviderData == nil {
		return
	}
	data, ok := req.ProviderData.(*providerData)
	if !ok {
		resp.Diagnostics.Append(report.UnexpectedProviderData(req.ProviderData))
		return
	}
	c.providerData = data
}

// configuredDataSource is the part of every data source that Configure fills.
type configuredDataSource struct {
	*providerData
}

// Configure implements [datasource.DataSourceWithConfigure]. During validation Terraform calls
// it without data.
func (c *configuredDataSource) Configure(_ context.Context, req datasource.ConfigureRequest, resp *datasource.ConfigureResponse) {
	if req.ProviderData == nil {
		return
	}
	data, ok := req.ProviderData.(*providerData)
	if !ok {
		resp.Diagnostics.Append(report.UnexpectedProviderData(req.ProviderData))
		return
	}
	c.providerData = data
}
