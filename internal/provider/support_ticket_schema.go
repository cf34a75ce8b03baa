// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"github.com/hashicorp/terraform-plugin-framework-validators/listvalidator"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/listplanmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/planmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/stringplanmodifier"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpn"
	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/planmodifiers"
	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/validators"
)

// supportTicketSchema describes cpn_support_ticket.
func supportTicketSchema() schema.Schema {
	return schema.Schema{
		Version: 0,
		MarkdownDescription: "A support ticket about a payment. CPN can neither change, read nor delete a ticket: " +
			"a changed input makes another one, and destroy only removes it from Terraform's state.",
		Attributes: map[string]schema.Attribute{
			"id":              idAttribute("ticket", "ticket_id"),
			"idempotency_key": keyAttribute(),
			"payment_id":      paymentIDAttribute(),
			"issue_type": schema.StringAttribute{
				MarkdownDescription: "What the ticket is about: one of " + codeList(cpn.IssueTypes()) + ".",
				Required:            true,
				Validators:          []validator.String{oneOf(cpn.IssueTypes())},
				PlanModifiers:       createOnly(),
			},
			"description": schema.StringAttribute{
				MarkdownDescription: "The message to Circle support, not blank. Line ends are sent as LF. It is kept in state: leave out personal data that support does not need.",
				Required:            true,
				Validators:          []validator.String{validators.NotBlank()},
				PlanModifiers:       []planmodifier.String{planmodifiers.IgnoreDifference("CRLF and LF make no difference.", sameLines), stringplanmodifier.RequiresReplace()},
			},
			"email": schema.StringAttribute{
				MarkdownDescription: "Email address for the follow-up, without a display name. The case number comes there too.",
				Required:            true,
				Validators:          []validator.String{validators.Email()},
				PlanModifiers:       createOnly(),
			},
			"cc_emails": schema.ListAttribute{
				MarkdownDescription: "Further email addresses for the follow-up, each once. Order makes no difference. Leave it out when there are none.",
				ElementType:         types.StringType,
				Optional:            true,
				Validators: []validator.List{
					validators.List(listvalidator.SizeAtLeast(1), "at least one email address, or omit it", "it is empty"),
					validators.Unique(),
					validators.List(listvalidator.NoNullValues(), "a list without null values", "it contains null"),
					listvalidator.ValueStringsAre(validators.Email()),
				},
				PlanModifiers: []planmodifier.List{planmodifiers.IgnoreOrder(), listplanmodifier.RequiresReplace()},
			},
			"ticket_id":     returned("The ticket's ID at CPN, a UUID (CPN's `id`)."),
			"case_ref_id":   returned("The case number that Circle support uses, such as `CIR-123456` (CPN's `caseRefId`)."),
			"ticket_ref_id": returned("The ticket's reference, a UUID (CPN's `ticketRefId`). Null when CPN sent none."),
			"create_date":   returned("When CPN opened the ticket, RFC 3339, as CPN sent it (CPN's `createDate`)."),
			"timeouts":      timeoutsAttribute(map[string]string{"create": createTimeoutDescription}),
		},
	}
}
