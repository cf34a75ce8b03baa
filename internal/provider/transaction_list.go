// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"context"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/list"
	"github.com/hashicorp/terraform-plugin-framework/list/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpn"
	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/createonly"
	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/report"
	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/validators"
)

var _ list.ListResourceWithConfigure = (*transactionList)(nil)

func newTransactionList() list.ListResource { return &transactionList{} }

// transactionList implements list "cpn_transaction", which lists a payment's transactions.
type transactionList struct{ configuredResource }

func (*transactionList) Metadata(_ context.Context, req resource.MetadataRequest, resp *resource.MetadataResponse) {
	resp.TypeName = req.ProviderTypeName + "_transaction"
}

func (*transactionList) ListResourceConfigSchema(_ context.Context, _ list.ListResourceSchemaRequest, resp *list.ListResourceSchemaResponse) {
	resp.Schema = schema.Schema{
		MarkdownDescription: "Lists the transactions of a payment, to find those that no configuration manages yet.",
		Attributes: map[string]schema.Attribute{
			"payment_id": schema.StringAttribute{
				MarkdownDescription: "The payment's ID at CPN, a UUID. Letter case makes no difference.",
				Required:            true,
				Validators:          []validator.String{validators.UUID()},
			},
		},
	}
}

// List implements [list.ListResource]. It reads every transaction, because the payment has
// their IDs and statuses only. Terraform cuts the results to the limit of the list block, so
// warnings come first.
func (l *transactionList) List(ctx context.Context, req list.ListRequest, stream *list.ListResultsStream) {
	var config struct {
		PaymentID types.String `tfsdk:"payment_id"`
	}
	diags := req.Config.Get(ctx, &config)
	client, more := l.ready("list the payment's transactions")
	diags.Append(more...)
	if diags.HasError() {
		stream.Results = list.ListResultsStreamDiagnostics(diags)
		return
	}
	all, err := transactionsOf(ctx, client, transactionModel{Fields: createonly.Fields{PaymentID: config.PaymentID}}, anyStatus)
	if err != nil {
		stream.Results = list.ListResultsStreamDiagnostics(report.ReadFailure{What: "payment's transactions", PaymentID: config.PaymentID.ValueString(), Err: err}.Diagnostics())
		return
	}
	var results []list.ListResult
	for _, id := range all.unread {
		results = append(results, list.ListResult{Diagnostics: diag.Diagnostics{report.NotListed(config.PaymentID.ValueString(), id)}})
	}
	for _, t := range all.read {
		results = append(results, listResult(ctx, req, config.PaymentID, t))
	}
	stream.Results = slices.Values(results)
}

// listResult returns one transaction: its name and identity, and all its data if the request
// includes that. It is what an import would put into state. Its name is CPN's description, so that
// a message which pays somebody else must warn here too.
func listResult(ctx context.Context, req list.ListRequest, paymentID types.String, t cpn.Transaction) list.ListResult {
	result := req.NewListResult(ctx)
	m := imported(inLowerCase(paymentID).ValueString(), t)
	result.DisplayName = m.displayName()
	result.Diagnostics.Append(m.warnings(t)...)
	result.Diagnostics.Append(result.Identity.Set(ctx, identityOf(m.PaymentID, m.TransactionID))...)
	if req.IncludeResource {
		result.Diagnostics.Append(result.Resource.Set(ctx, m)...)
	}
	return result
}

// displayName returns a line by which an operator recognizes the transaction, such as
// "CREATED 110.270000 USDC 7fcb38c5".
func (m transactionModel) displayName() string {
	amount := amountOf(m.Amount)
	words := []string{m.Status.ValueString(), amount.amount.ValueString(), amount.currency.ValueString()}
	const enough = 8 // characters that tell the payment's transactions apart
	id := m.TransactionID.ValueString()
	words = append(words, id[:min(enough, len(id))])
	return cpn.Printable(strings.Join(slices.DeleteFunc(words, func(word string) bool { return word == "" }), " "))
}
