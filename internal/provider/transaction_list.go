// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"context"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/list"
	"github.com/hashicorp/terraform-plugin-framework/list/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpn"
	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/report"
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
			"payment_id": uuidAttribute(paymentIDDescription),
		},
	}
}

// List reads the payment's transactions one by one, the active one first, because the payment
// has their IDs and statuses only. It reads no more than Terraform wants. One that cannot be
// read is a warning, and does not hide the others.
func (l *transactionList) List(ctx context.Context, req list.ListRequest, stream *list.ListResultsStream) {
	var config struct {
		PaymentID types.String `tfsdk:"payment_id"`
	}
	diags := req.Config.Get(ctx, &config)
	diags.Append(l.ready("list the payment's transactions")...)
	if diags.HasError() {
		stream.Results = list.ListResultsStreamDiagnostics(diags)
		return
	}
	paymentID := config.PaymentID.ValueString()
	ids, err := transactionIDs(ctx, l.client, paymentID)
	if err != nil {
		stream.Results = list.ListResultsStreamDiagnostics(report.ReadFailure{What: "payment's transactions", PaymentID: paymentID, Err: err}.Diagnostics())
		return
	}
	stream.Results = func(yield func(list.ListResult) bool) {
		wanted := req.Limit
		for _, id := range ids {
			result := list.ListResult{}
			t, err := l.readWithin(ctx, defaultReadTimeout, paymentID, id)
			if err != nil {
				result.Diagnostics.Append(report.NotListed(paymentID, id, err))
			} else {
				result = listResult(ctx, req, config.PaymentID, t)
				wanted--
			}
			if !yield(result) || wanted == 0 {
				return
			}
		}
	}
}

// transactionIDs returns the IDs of a payment's transactions, the active ones first.
func transactionIDs(ctx context.Context, client *cpn.Client, paymentID string) ([]string, error) {
	ctx, cancel := context.WithTimeout(ctx, defaultReadTimeout)
	defer cancel()
	listed, err := transactionsListed(ctx, client, paymentID)
	var active, failed []string
	for _, t := range listed {
		if isActive(t.Status) {
			active = append(active, t.ID)
		} else {
			failed = append(failed, t.ID)
		}
	}
	return append(active, failed...), err
}

// listResult returns one transaction: its name and identity, and all its data if the request
// includes that. It is what an import would put into state. Its name is CPN's description, so that
// a message which pays somebody else must warn here too.
func listResult(ctx context.Context, req list.ListRequest, paymentID types.String, t cpn.Transaction) list.ListResult {
	result := req.NewListResult(ctx)
	identity := identityOf(paymentID, types.StringValue(t.ID))
	m := imported(identity.PaymentID.ValueString(), t)
	result.DisplayName = m.displayName()
	result.Diagnostics.Append(m.warnings(t)...)
	result.Diagnostics.Append(result.Identity.Set(ctx, identity)...)
	if req.IncludeResource {
		result.Diagnostics.Append(result.Resource.Set(ctx, m)...)
	}
	return result
}

// displayName returns a line by which an operator recognizes the transaction, such as
// "CREATED 110.270000 USDC 7fcb38c5".
func (m transactionModel) displayName() string {
	amount, currency := amountOf(m.Amount)
	words := []string{m.Status.ValueString(), amount.ValueString(), currency.ValueString()}
	const enough = 8 // characters that tell the payment's transactions apart
	id := m.TransactionID.ValueString()
	words = append(words, id[:min(enough, len(id))])
	return cpn.Printable(strings.Join(slices.DeleteFunc(words, func(word string) bool { return word == "" }), " "))
}
