// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework-timeouts/resource/timeouts"
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
	run     createonly.Run
	unknown bool // the provider block has values that are not yet known
	keyless bool
	turns   submission.Turns
}

// newProviderData returns the data for settings s. It sends nothing.
func newProviderData(s settings, userAgent string) *providerData {
	s.client.UserAgent = userAgent
	s.client.Log = logAttempt
	return &providerData{client: cpn.New(s.client), unknown: s.unknown, keyless: s.keyless}
}

// ready returns the client, or an error that says why it cannot be used. action completes
// "Could not …".
func (d *providerData) ready(action string) (*cpn.Client, diag.Diagnostics) {
	switch {
	case d.unknown:
		return nil, diag.Diagnostics{report.UnknownProviderBlock(action)}
	case d.keyless:
		return nil, diag.Diagnostics{report.MissingAPIKey(action)}
	}
	return d.client, nil
}

// begin returns what a create needs: the client, and the context of the create, which
// timeouts.create bounds. It blocks a second create with the same idempotency key.
func (d *providerData) begin(ctx context.Context, s report.Subject, f createonly.Fields, limits timeouts.Value) (
	*cpn.Client, context.Context, context.CancelFunc, diag.Diagnostics,
) {
	client, diags := d.ready(s.Action())
	limit, more := limits.Create(ctx, defaultCreateTimeout)
	diags.Append(more...)
	if !diags.HasError() {
		diags.Append(d.run.Send(s, f)...)
	}
	limited, cancel := context.WithTimeout(ctx, limit)
	return client, limited, cancel, diags
}

// configured is the part of every resource, data source and list that Configure fills.
type configured struct{ *providerData }

// take takes over what the provider's Configure returned. During validation that is nothing.
func (c *configured) take(data any, diags *diag.Diagnostics) {
	if data == nil {
		return
	}
	own, ok := data.(*providerData)
	if !ok {
		diags.Append(report.UnexpectedProviderData(data))
		return
	}
	c.providerData = own
}

// configuredResource is a resource or a list that Configure has filled.
type configuredResource struct{ configured }

func (c *configuredResource) Configure(_ context.Context, req resource.ConfigureRequest, resp *resource.ConfigureResponse) {
	c.take(req.ProviderData, &resp.Diagnostics)
}

// configuredDataSource is a data source that Configure has filled.
type configuredDataSource struct{ configured }

func (c *configuredDataSource) Configure(_ context.Context, req datasource.ConfigureRequest, resp *datasource.ConfigureResponse) {
	c.take(req.ProviderData, &resp.Diagnostics)
}
