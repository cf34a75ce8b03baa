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
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpn"
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

// List reads the payment's transactions one by one, the active one first, because the payment
// has their IDs and statuses only. It reads no more than Terraform wants. One that cannot be
// read is a warning, and does not hide the others.
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
	paymentID := config.PaymentID.ValueString()
	ids, err := transactionIDs(ctx, client, paymentID)
	if err != nil {
		stream.Results = list.ListResultsStreamDiagnostics(report.ReadFailure{What: "payment's transactions", PaymentID: paymentID, Err: err}.Diagnostics())
		return
	}
	stream.Results = func(yield func(list.ListResult) bool) {
		wanted := req.Limit
		for _, id := range ids {
			result := list.ListResult{}
			t, err := readWithin(ctx, client, paymentID, id)
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
	payment, err := client.GetPayment(ctx, paymentID)
	if err != nil {
		return nil, err
	}
	if err := notTooMany(payment); err != nil {
		return nil, err
	}
	var active, failed []string
	for _, t := range payment.OnChainTransactions {
		if isActive(t.Status) {
			active = append(active, t.ID)
		} else {
			failed = append(failed, t.ID)
		}
	}
	return append(active, failed...), nil
}

// readWithin reads one transaction within the time of a read.
func readWithin(ctx context.Context, client *cpn.Client, paymentID, transactionID string) (cpn.Transaction, error) {
	ctx, cancel := context.WithTimeout(ctx, defaultReadTimeout)
	defer cancel()
	return client.GetTransaction(ctx, paymentID, transactionID)
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
