// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"

	"github.com/google/uuid"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/planmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/stringplanmodifier"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

// poster sends requests.
type poster struct {
	url  string
	http *http.Client
}

func newPoster(url string) *poster {
	return &poster{url, &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 64}}}
}

// ticket has the attributes of cpn_support_ticket, so that both store equally much in
// state.
type ticket struct{ *poster }

type model struct {
	ID             types.String `tfsdk:"id"`
	IdempotencyKey types.String `tfsdk:"idempotency_key"`
	PaymentID      types.String `tfsdk:"payment_id"`
	IssueType      types.String `tfsdk:"issue_type"`
	Description    types.String `tfsdk:"description"`
	Email          types.String `tfsdk:"email"`
	CCEmails       types.List   `tfsdk:"cc_emails"`
	TicketID       types.String `tfsdk:"ticket_id"`
	CaseRefID      types.String `tfsdk:"case_ref_id"`
	TicketRefID    types.String `tfsdk:"ticket_ref_id"`
	CreateDate     types.String `tfsdk:"create_date"`
	Timeouts       types.String `tfsdk:"timeouts"`
}

func (*ticket) Metadata(_ context.Context, _ resource.MetadataRequest, resp *resource.MetadataResponse) {
	resp.TypeName = "minimal_support_ticket"
}

func (*ticket) Schema(_ context.Context, _ resource.SchemaRequest, resp *resource.SchemaResponse) {
	required := schema.StringAttribute{Required: true}
	computed := schema.StringAttribute{Computed: true, PlanModifiers: []planmodifier.String{stringplanmodifier.UseStateForUnknown()}}
	resp.Schema = schema.Schema{Attributes: map[string]schema.Attribute{
		"id": required, "payment_id": required, "issue_type": required, "description": required, "email": required,
		"cc_emails":       schema.ListAttribute{ElementType: types.StringType, Optional: true},
		"timeouts":        schema.StringAttribute{Optional: true},
		"idempotency_key": computed, "ticket_id": computed, "case_ref_id": computed, "ticket_ref_id": computed, "create_date": computed,
	}}
}

func (t *ticket) Configure(_ context.Context, req resource.ConfigureRequest, _ *resource.ConfigureResponse) {
	t.poster, _ = req.ProviderData.(*poster)
}

// Create sends one request.
func (t *ticket) Create(ctx context.Context, req resource.CreateRequest, resp *resource.CreateResponse) {
	var m model
	resp.Diagnostics.Append(req.Plan.Get(ctx, &m)...)
	var cc []string
	resp.Diagnostics.Append(m.CCEmails.ElementsAs(ctx, &cc, false)...)
	if resp.Diagnostics.HasError() {
		return
	}
	key := uuid.NewString()
	body, err := json.Marshal(map[string]any{
		"paymentId": m.PaymentID.ValueString(), "issueType": m.IssueType.ValueString(), "description": m.Description.ValueString(),
		"email": m.Email.ValueString(), "ccEmails": cc, "idempotencyKey": key,
	})
	if err != nil {
		resp.Diagnostics.AddError("Could not form the request", err.Error())
		return
	}
	var reply struct {
		Data struct{ ID, CaseRefID, TicketRefID, CreateDate string }
	}
	if err := t.post(ctx, body, &reply); err != nil {
		resp.Diagnostics.AddError("Could not open the ticket", err.Error())
		return
	}
	m.IdempotencyKey, m.TicketID, m.CaseRefID = types.StringValue(key), types.StringValue(reply.Data.ID), types.StringValue(reply.Data.CaseRefID)
	m.TicketRefID, m.CreateDate = types.StringValue(reply.Data.TicketRefID), types.StringValue(reply.Data.CreateDate)
	resp.Diagnostics.Append(resp.State.Set(ctx, m)...)
}

func (t *ticket) post(ctx context.Context, body []byte, to any) error {
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, t.url+"/v1/cpn/supportTickets", bytes.NewReader(body))
	if err != nil {
		return err
	}
	request.Header.Set("Content-Type", "application/json")
	request.Header.Set("Authorization", "Bearer TEST_API_KEY:bench:key")
	response, err := t.http.Do(request)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusCreated {
		return fmt.Errorf("HTTP %d", response.StatusCode)
	}
	return json.NewDecoder(response.Body).Decode(to)
}

// Read leaves the state as it is.
func (*ticket) Read(context.Context, resource.ReadRequest, *resource.ReadResponse) {}

// Update is never called.
func (*ticket) Update(context.Context, resource.UpdateRequest, *resource.UpdateResponse) {}

// Delete removes the ticket from state, which the framework does.
func (*ticket) Delete(context.Context, resource.DeleteRequest, *resource.DeleteResponse) {}
