// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

// Package provider is what Terraform sees: the provider block, and the schema, model and
// calls of each resource and data source. The life of a create-only resource is in package
// createonly, the messages are in package report, and HTTP is in package cpn.
package provider

import (
	"context"
	"os"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/list"
	"github.com/hashicorp/terraform-plugin-framework/provider"
	"github.com/hashicorp/terraform-plugin-framework/resource"
)

var _ provider.ProviderWithListResources = (*cpnProvider)(nil)

// New returns the provider. version goes into the user agent.
func New(version string) provider.Provider {
	return &cpnProvider{version: version}
}

type cpnProvider struct {
	version string
}

func (p *cpnProvider) Metadata(_ context.Context, _ provider.MetadataRequest, resp *provider.MetadataResponse) {
	resp.TypeName = "cpn"
	resp.Version = p.version
}

func (*cpnProvider) Schema(_ context.Context, _ provider.SchemaRequest, resp *provider.SchemaResponse) {
	resp.Schema = providerSchema()
}

// Configure resolves the settings and creates what the resources share. It sends nothing.
// Everything shared between resources lives in what it creates, so that each walk of
// Terraform starts anew, even in a process that serves several walks.
func (p *cpnProvider) Configure(ctx context.Context, req provider.ConfigureRequest, resp *provider.ConfigureResponse) {
	var config providerModel
	resp.Diagnostics.Append(req.Config.Get(ctx, &config)...)
	if resp.Diagnostics.HasError() {
		return
	}
	settings, diags := config.resolve(os.Getenv)
	resp.Diagnostics.Append(diags...)
	if resp.Diagnostics.HasError() {
		return
	}
	data := newProviderData(settings, userAgent(req.TerraformVersion, p.version, os.Getenv))
	resp.ResourceData, resp.DataSourceData, resp.ListResourceData = data, data, data
}

func (*cpnProvider) Resources(context.Context) []func() resource.Resource {
	return []func() resource.Resource{newSupportTicketResource, newTransactionResource, newSubmissionResource}
}

func (*cpnProvider) DataSources(context.Context) []func() datasource.DataSource {
	return []func() datasource.DataSource{newPaymentDataSource, newTransactionDataSource}
}

func (*cpnProvider) ListResources(context.Context) []func() list.ListResource {
	return []func() list.ListResource{newTransactionList}
}
