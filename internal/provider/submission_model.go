// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"github.com/hashicorp/terraform-plugin-framework-timeouts/resource/timeouts"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpn"
	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/report"
	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/submission"
)

// submissionModel is the data of cpn_transaction_submission.
type submissionModel struct {
	ID                types.String   `tfsdk:"id"`
	PaymentID         types.String   `tfsdk:"payment_id"`
	TransactionID     types.String   `tfsdk:"transaction_id"`
	SignedMessage     types.String   `tfsdk:"signed_message"`
	SignedTransaction types.String   `tfsdk:"signed_transaction"`
	WaitFor           types.String   `tfsdk:"wait_for"`
	Status            types.String   `tfsdk:"status"`
	TransactionHash   types.String   `tfsdk:"transaction_hash"`
	FailureReason     types.String   `tfsdk:"failure_reason"`
	MessageDetails    types.Object   `tfsdk:"message_details"`
	Timeouts          timeouts.Value `tfsdk:"timeouts"`
}

// id returns the resource's ID, which is its import ID too.
func (m submissionModel) id() types.String {
	return types.StringValue(m.PaymentID.ValueString() + "/" + m.TransactionID.ValueString())
}

// identity returns the resource identity.
func (m submissionModel) identity() transactionIdentity {
	return identityOf(m.PaymentID, m.TransactionID)
}

// with returns m with what CPN returned.
func (m submissionModel) with(t cpn.Transaction) submissionModel {
	fields := transactionFields{}.with(t)
	m.ID = m.id()
	m.Status, m.TransactionHash, m.FailureReason = fields.Status, fields.TransactionHash, fields.FailureReason
	m.MessageDetails = fields.MessageDetails
	return m
}

// refreshed returns m with what CPN may change. What the response leaves out changes nothing.
func (m submissionModel) refreshed(t cpn.Transaction) submissionModel {
	now := m.with(t)
	now.Status = latest(m.Status, now.Status)
	now.TransactionHash = latest(m.TransactionHash, now.TransactionHash)
	now.FailureReason = latest(m.FailureReason, now.FailureReason)
	if now.MessageDetails.IsNull() {
		now.MessageDetails = m.MessageDetails
	}
	return now
}

// kept returns the plan of a submission that stays. What a wait may change is unknown until
// it is over.
func (m submissionModel) kept(state submissionModel) submissionModel {
	m.PaymentID, m.TransactionID = state.PaymentID, state.TransactionID
	if m.waitsOn(state) {
		m.Status, m.TransactionHash, m.FailureReason = types.StringUnknown(), types.StringUnknown(), types.StringUnknown()
	}
	return m
}

// waitsOn reports whether the plan waits for a status that state does not have. A FAILED
// transaction is waited for only if wait_for is new: it was not reached, which is an error.
func (m submissionModel) waitsOn(state submissionModel) bool {
	status := state.Status.ValueString()
	if m.WaitFor.IsUnknown() {
		return status != cpn.StatusCompleted
	}
	return !submission.Reached(status, m.WaitFor.ValueString()) && (status != cpn.StatusFailed || !m.WaitFor.Equal(state.WaitFor))
}

// missing lists the inputs that a submission needs and that are null.
func (m submissionModel) missing() []string {
	var missing []string
	if m.SignedMessage.IsNull() {
		missing = append(missing, "signed_message")
	}
	if m.SignedTransaction.IsNull() {
		missing = append(missing, "signed_transaction")
	}
	return missing
}

// resumed returns m, which is planned, with what the wait may have changed in state.
func (m submissionModel) resumed(state submissionModel, t cpn.Transaction) submissionModel {
	now := state.refreshed(t)
	m.Status, m.TransactionHash, m.FailureReason = now.Status, now.TransactionHash, now.FailureReason
	return m
}

// reported returns what messages say of the submission.
func (m submissionModel) reported() report.Submission {
	return report.Submission{PaymentID: m.PaymentID.ValueString(), TransactionID: m.TransactionID.ValueString()}
}
