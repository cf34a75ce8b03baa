// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

// Package provider is what Terraform sees: the provider block, and the schema, model and
// calls of each resource and data source. The life of a create-only resource is in package
// createonly, the messages are in package report, and HTTP is in package cpn.
package provider

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"sync"
	"time"
	"unicode"

	"github.com/hashicorp/terraform-plugin-framework-timeouts/resource/timeouts"
	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/list"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/provider"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-log/tflog"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpn"
	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/createonly"
	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/report"
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
	settings.client.UserAgent, settings.client.Log = userAgent(req.TerraformVersion, p.version, os.Getenv), logAttempt
	data := &providerData{client: cpn.New(settings.client), unknown: settings.unknown, keyless: settings.keyless}
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

// userAgent identifies the caller, in the form that Terraform providers share.
func userAgent(terraformVersion, version string, getenv func(string) string) string {
	agent := fmt.Sprintf("Terraform/%s (+https://www.terraform.io) terraform-provider-cpn/%s", terraformVersion, version)
	// A header must not contain control characters; a line end slips in from a file.
	more := strings.FieldsFunc(getenv("TF_APPEND_USER_AGENT"), func(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) })
	if len(more) > 0 {
		agent += " " + strings.Join(more, " ")
	}
	return agent
}

// logAttempt writes one line for each attempt. It omits bodies: they contain personal data,
// and the request ID finds them at CPN.
func logAttempt(ctx context.Context, a cpn.Attempt) {
	tflog.Debug(ctx, "CPN request", map[string]any{
		"method":              a.Method,
		"path":                a.Path,
		"attempt":             a.Number,
		"status":              a.Status,
		"request_id":          a.RequestID,
		"response_request_id": a.ResponseRequestID,
		"took_ms":             a.Took.Milliseconds(),
	})
}

// providerData is created by Configure and shared by the resources and data sources of one
// walk.
type providerData struct {
	client  *cpn.Client
	run     createonly.Run
	unknown bool // the provider block has values that are not yet known
	keyless bool
	// submitted has the IDs of the transactions that this run submits.
	submitted sync.Map
}

// ready returns an error if the client cannot be used. action completes "Could not …".
func (d *providerData) ready(action string) diag.Diagnostics {
	switch {
	case d.unknown:
		return diag.Diagnostics{report.UnknownProviderBlock(action)}
	case d.keyless:
		return diag.Diagnostics{report.MissingAPIKey(action)}
	}
	return nil
}

// begin returns the context of a create, which timeouts.create bounds. It blocks a second
// create with the same idempotency key, and inputs that contain the API key.
func (d *providerData) begin(ctx context.Context, s report.Subject, f createonly.Fields, inputs map[string]attr.Value, limits timeouts.Value) (
	context.Context, context.CancelFunc, diag.Diagnostics,
) {
	diags := append(d.ready(s.Action()), d.revealing(inputs)...)
	limit, more := limits.Create(ctx, defaultCreateTimeout)
	diags.Append(more...)
	if !diags.HasError() {
		diags.Append(d.run.Send(s, f)...)
	}
	limited, cancel := context.WithTimeout(ctx, limit)
	return limited, cancel, diags
}

// revealing returns an error for each input that contains the API key. CPN, state and plan files
// would show it.
func (d *providerData) revealing(inputs map[string]attr.Value) diag.Diagnostics {
	var diags diag.Diagnostics
	for _, attribute := range slices.Sorted(maps.Keys(inputs)) {
		if d.client.HasAPIKey(inputs[attribute].String()) {
			diags.Append(report.InvalidValue(path.Root(attribute), "a value without the API key", errors.New("it contains the API key: revoke the key if anybody has read it")))
		}
	}
	return diags
}

// readWithin reads a transaction within a limit.
func (d *providerData) readWithin(ctx context.Context, limit time.Duration, paymentID, transactionID string) (cpn.Transaction, error) {
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	return d.client.GetTransaction(ctx, paymentID, transactionID)
}

// configuredResource is the part of every resource and list that Configure fills.
type configuredResource struct{ *providerData }

func (c *configuredResource) Configure(_ context.Context, req resource.ConfigureRequest, resp *resource.ConfigureResponse) {
	c.providerData = provided(req.ProviderData, &resp.Diagnostics)
}

// configuredDataSource is the part of every data source that Configure fills.
type configuredDataSource struct{ *providerData }

func (c *configuredDataSource) Configure(_ context.Context, req datasource.ConfigureRequest, resp *datasource.ConfigureResponse) {
	c.providerData = provided(req.ProviderData, &resp.Diagnostics)
}

// provided returns what the provider's Configure returned. During validation that is nothing.
func provided(data any, diags *diag.Diagnostics) *providerData {
	own, ok := data.(*providerData)
	if !ok && data != nil {
		diags.Append(report.UnexpectedProviderData(data))
	}
	return own
}
