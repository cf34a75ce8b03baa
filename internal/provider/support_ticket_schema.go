// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"github.com/hashicorp/terraform-plugin-framework-validators/listvalidator"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/listdefault"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpn"
	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/validators"
)

// supportTicketSchema describes cpn_support_ticket.
func supportTicketSchema() schema.Schema {
	return schema.Schema{
		Version:             0,
		MarkdownDescription: "Opens a support ticket about a payment. CPN cannot change or delete a ticket, and has no call that reads a ticket.",
		Attributes: map[string]schema.Attribute{
			"id":              idAttribute("ticket", "ticket_id"),
			"idempotency_key": keyAttribute(),
			"payment_id":      uuidAttribute(paymentIDDescription + " " + forcesNew),
			"issue_type": schema.StringAttribute{
				MarkdownDescription: "Subject of the ticket. Valid values are " + codeList(cpn.IssueTypes()) + ". " + forcesNew,
				Required:            true,
				Validators:          []validator.String{oneOf(cpn.IssueTypes())},
			},
			"description": schema.StringAttribute{
				MarkdownDescription: "Message to Circle support. Must not be blank. A byte order mark at the start, CRLF instead of LF, and line ends at the end make no difference. " +
					"State holds this text, so omit personal data that Circle support does not need. " + forcesNew,
				Required:   true,
				Validators: []validator.String{validators.NotBlank()},
			},
			"email": schema.StringAttribute{
				MarkdownDescription: "Email address for the case number and all follow-ups, without a display name. " + forcesNew,
				Required:            true,
				Validators:          []validator.String{validators.Email()},
			},
			"cc_emails": schema.ListAttribute{
				MarkdownDescription: "Additional email addresses for follow-ups, each listed once. Order is ignored. An empty list counts as omitted. " + forcesNew,
				ElementType:         types.StringType,
				Optional:            true,
				Computed:            true,
				Validators: []validator.List{
					validators.Unique(),
					listvalidator.ValueStringsAre(validators.NotNull(), validators.Email()),
				},
				Default: listdefault.StaticValue(types.ListValueMust(types.StringType, nil)),
			},
			"ticket_id":     returned("ID of the ticket at CPN, a UUID (CPN's `id`)."),
			"case_ref_id":   returned("Case number at Circle support, such as `CIR-123456` (CPN's `caseRefId`)."),
			"ticket_ref_id": returned("Reference of the ticket, a UUID (CPN's `ticketRefId`). Null if CPN returned none."),
			"create_date":   returned("Date on which the ticket was opened, in RFC 3339, as CPN returned it (CPN's `createDate`)."),
			"timeouts":      timeoutsAttribute(map[string]string{"create": createTimeoutDescription}),
		},
	}
}
