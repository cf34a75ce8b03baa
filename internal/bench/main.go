// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

// Command bench is a provider that only sends requests: the least that a provider built on
// the framework can cost, tuned in the same way as this one. It is a yardstick for the
// benchmark beside it; never use it with a real API.
package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"runtime/debug"

	"github.com/google/uuid"
	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/provider"
	"github.com/hashicorp/terraform-plugin-framework/providerserver"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/planmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/stringplanmodifier"
	"github.com/hashicorp/terraform-plugin-framework/types"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6/tf6server"
)

func main() {
	for _, name := range []string{"TF_LOG_SDK", "TF_LOG_SDK_FRAMEWORK", "TF_LOG_SDK_PROTO", "TF_LOG_PROVIDER_MINIMAL"} {
		_ = os.Setenv(name, "OFF")
	}
	debug.SetGCPercent(400)
	server := slim{providerserver.NewProtocol6(minimal{})()}
	_ = tf6server.Serve("registry.terraform.io/terraform-provider-cpn/minimal", func() tfprotov6.ProviderServer { return server })
}

// slim frees the loggers of the most frequent calls, as this provider's own server does.
type slim struct{ tfprotov6.ProviderServer }

func (s slim) PlanResourceChange(ctx context.Context, req *tfprotov6.PlanResourceChangeRequest) (*tfprotov6.PlanResourceChangeResponse, error) {
	return s.ProviderServer.PlanResourceChange(withoutValues(ctx), req)
}

func (s slim) ApplyResourceChange(ctx context.Context, req *tfprotov6.ApplyResourceChangeRequest) (*tfprotov6.ApplyResourceChangeResponse, error) {
	return s.ProviderServer.ApplyResourceChange(withoutValues(ctx), req)
}

func withoutValues(context.Context) context.Context { return context.Background() }

type minimal struct{}

func (minimal) Metadata(_ context.Context, _ provider.MetadataRequest, resp *provider.MetadataResponse) {
	resp.TypeName = "minimal"
}

func (minimal) Schema(context.Context, provider.SchemaRequest, *provider.SchemaResponse) {}

func (minimal) Configure(context.Context, provider.ConfigureRequest, *provider.ConfigureResponse) {}

func (minimal) Resources(context.Context) []func() resource.Resource {
	client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 64}}
	return []func() resource.Resource{func() resource.Resource { return ticket{client, os.Getenv("CPN_BASE_URL")} }}
}

func (minimal) DataSources(context.Context) []func() datasource.DataSource { return nil }

// ticket has the attributes of cpn_support_ticket, so that both store equally much in state.
type ticket struct {
	client *http.Client
	url    string
}

// model is also the body of the request.
type model struct {
	ID             *string      `json:"-"           tfsdk:"id"`
	PaymentID      *string      `json:"paymentId"   tfsdk:"payment_id"`
	IssueType      *string      `json:"issueType"   tfsdk:"issue_type"`
	Description    *string      `json:"description" tfsdk:"description"`
	Email          *string      `json:"email"       tfsdk:"email"`
	CCEmails       []string     `json:"ccEmails"    tfsdk:"cc_emails"`
	Timeouts       *string      `json:"-"           tfsdk:"timeouts"`
	IdempotencyKey types.String `json:"-"           tfsdk:"idempotency_key"`
	Key            string       `json:"idempotencyKey" tfsdk:"-"`
	TicketID       types.String `json:"-"           tfsdk:"ticket_id"`
	CaseRefID      types.String `json:"-"           tfsdk:"case_ref_id"`
	TicketRefID    types.String `json:"-"           tfsdk:"ticket_ref_id"`
	CreateDate     types.String `json:"-"           tfsdk:"create_date"`
}

func (ticket) Metadata(_ context.Context, _ resource.MetadataRequest, resp *resource.MetadataResponse) {
	resp.TypeName = "minimal_support_ticket"
}

func (ticket) Schema(_ context.Context, _ resource.SchemaRequest, resp *resource.SchemaResponse) {
	required := schema.StringAttribute{Required: true}
	computed := schema.StringAttribute{Computed: true, PlanModifiers: []planmodifier.String{stringplanmodifier.UseStateForUnknown()}}
	resp.Schema.Attributes = map[string]schema.Attribute{
		"id": required, "payment_id": required, "issue_type": required, "description": required, "email": required,
		"cc_emails":       schema.ListAttribute{ElementType: types.StringType, Optional: true},
		"timeouts":        schema.StringAttribute{Optional: true},
		"idempotency_key": computed, "ticket_id": computed, "case_ref_id": computed, "ticket_ref_id": computed, "create_date": computed,
	}
}

func (t ticket) Create(ctx context.Context, req resource.CreateRequest, resp *resource.CreateResponse) {
	var m model
	resp.Diagnostics.Append(req.Plan.Get(ctx, &m)...)
	m.Key = uuid.NewString()
	m.IdempotencyKey = types.StringValue(m.Key)
	body, _ := json.Marshal(m)
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, t.url+"/v1/cpn/supportTickets", bytes.NewReader(body))
	if err != nil || resp.Diagnostics.HasError() {
		return
	}
	request.Header = http.Header{"Content-Type": {"application/json"}, "Authorization": {"Bearer " + os.Getenv("CPN_API_KEY")}}
	response, err := t.client.Do(request)
	if err != nil {
		resp.Diagnostics.AddError("Could not open the ticket", err.Error())
		return
	}
	defer response.Body.Close()
	var created struct{ Data map[string]any }
	if err := json.NewDecoder(response.Body).Decode(&created); err != nil || created.Data["id"] == nil {
		resp.Diagnostics.AddError("Could not open the ticket", response.Status)
		return
	}
	returned := func(name string) types.String { return types.StringValue(fmt.Sprint(created.Data[name])) }
	m.TicketID, m.CaseRefID, m.TicketRefID, m.CreateDate = returned("id"), returned("caseRefId"), returned("ticketRefId"), returned("createDate")
	resp.Diagnostics.Append(resp.State.Set(ctx, m)...)
}

func (ticket) Read(context.Context, resource.ReadRequest, *resource.ReadResponse) {}

func (ticket) Update(context.Context, resource.UpdateRequest, *resource.UpdateResponse) {}

func (ticket) Delete(context.Context, resource.DeleteRequest, *resource.DeleteResponse) {}
