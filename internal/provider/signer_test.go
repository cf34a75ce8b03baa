// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	dataschema "github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/ephemeral"
	"github.com/hashicorp/terraform-plugin-framework/ephemeral/schema"
	"github.com/hashicorp/terraform-plugin-framework/provider"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

// signer is a provider that signs messages, as the guide assumes one. Its ephemeral resource
// is signer_signature, and its data source stands for the data source external.
type signer struct {
	name string
	sign func(message string) string
}

func (s signer) Metadata(_ context.Context, _ provider.MetadataRequest, resp *provider.MetadataResponse) {
	resp.TypeName = s.name
}
func (signer) Schema(context.Context, provider.SchemaRequest, *provider.SchemaResponse)          {}
func (signer) Configure(context.Context, provider.ConfigureRequest, *provider.ConfigureResponse) {}
func (signer) Resources(context.Context) []func() resource.Resource                              { return nil }

func (s signer) EphemeralResources(context.Context) []func() ephemeral.EphemeralResource {
	return []func() ephemeral.EphemeralResource{func() ephemeral.EphemeralResource { return signature{s} }}
}

func (s signer) DataSources(context.Context) []func() datasource.DataSource {
	return []func() datasource.DataSource{func() datasource.DataSource { return script{s} }}
}

// signature implements signer_signature.
type signature struct{ signer }

func (signature) Metadata(_ context.Context, req ephemeral.MetadataRequest, resp *ephemeral.MetadataResponse) {
	resp.TypeName = req.ProviderTypeName + "_signature"
}

func (signature) Schema(_ context.Context, _ ephemeral.SchemaRequest, resp *ephemeral.SchemaResponse) {
	resp.Schema = schema.Schema{Attributes: map[string]schema.Attribute{
		"message":            schema.StringAttribute{Required: true},
		"signed_transaction": schema.StringAttribute{Computed: true},
	}}
}

func (s signature) Open(ctx context.Context, req ephemeral.OpenRequest, resp *ephemeral.OpenResponse) {
	var data struct {
		Message           types.String `tfsdk:"message"`
		SignedTransaction types.String `tfsdk:"signed_transaction"`
	}
	resp.Diagnostics.Append(req.Config.Get(ctx, &data)...)
	data.SignedTransaction = types.StringValue(s.sign(data.Message.ValueString()))
	resp.Diagnostics.Append(resp.Result.Set(ctx, &data)...)
}

// script implements the data source external.
type script struct{ signer }

func (script) Metadata(_ context.Context, req datasource.MetadataRequest, resp *datasource.MetadataResponse) {
	resp.TypeName = req.ProviderTypeName
}

func (script) Schema(_ context.Context, _ datasource.SchemaRequest, resp *datasource.SchemaResponse) {
	resp.Schema = dataschema.Schema{Attributes: map[string]dataschema.Attribute{
		"program": dataschema.ListAttribute{ElementType: types.StringType, Required: true},
		"query":   dataschema.MapAttribute{ElementType: types.StringType, Required: true},
		"result":  dataschema.MapAttribute{ElementType: types.StringType, Computed: true},
	}}
}

func (s script) Read(ctx context.Context, req datasource.ReadRequest, resp *datasource.ReadResponse) {
	var data struct {
		Program []string          `tfsdk:"program"`
		Query   map[string]string `tfsdk:"query"`
		Result  map[string]string `tfsdk:"result"`
	}
	resp.Diagnostics.Append(req.Config.Get(ctx, &data)...)
	data.Result = map[string]string{"signed_transaction": s.sign(data.Query["message"])}
	resp.Diagnostics.Append(resp.State.Set(ctx, &data)...)
}
