// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"context"
	"os"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	dataschema "github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/ephemeral"
	"github.com/hashicorp/terraform-plugin-framework/ephemeral/schema"
	"github.com/hashicorp/terraform-plugin-framework/provider"
	"github.com/hashicorp/terraform-plugin-framework/providerserver"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

// The test binary serves the signer if its name says so, and it appends what it signs to the
// file that the environment names.
const (
	signerPrefix = "terraform-provider-"
	signedFile   = "TEST_SIGNED"
)

// signer is a provider that signs messages, as the guide assumes one. Its ephemeral resource
// is signer_signature, and its data source stands for the data source external.
type signer struct{ name string }

// serve serves the signer until Terraform ends it.
func (s signer) serve() error {
	return providerserver.Serve(context.Background(), func() provider.Provider { return s },
		providerserver.ServeOpts{Address: "registry.terraform.io/hashicorp/" + s.name, ProtocolVersion: 6})
}

// sign returns a signature, and appends the message to the file.
func (signer) sign(message string) (string, error) {
	file, err := os.OpenFile(os.Getenv(signedFile), os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		return "", err
	}
	if _, err := file.WriteString(message + "\n"); err != nil {
		return "", err
	}
	return signedExample, file.Close()
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
	signed, err := s.sign(data.Message.ValueString())
	if err != nil {
		resp.Diagnostics.AddError("Not signed", err.Error())
	}
	data.SignedTransaction = types.StringValue(signed)
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
	signed, err := s.sign(data.Query["message"])
	if err != nil {
		resp.Diagnostics.AddError("Not signed", err.Error())
	}
	data.Result = map[string]string{"signed_transaction": signed}
	resp.Diagnostics.Append(resp.State.Set(ctx, &data)...)
}
