// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package report

import (
	"errors"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpn"
)

// ChangedAtCPN refuses another value of what a wallet signs. The values go last:
// a message is long.
func ChangedAtCPN(at path.Path, stored, now string) diag.Diagnostic {
	return diag.NewAttributeErrorDiagnostic(at, fmt.Sprintf("DO NOT SIGN: %s changed at CPN", at), fmt.Sprintf(
		"Do not sign or submit this transaction. Stop any job that reads message_to_be_signed: state still holds the old message. "+
			"Send both values to Circle support.\n\nThis value never changes once a transaction exists. `-refresh=false` only hides this error.\n\n"+
			"  in state: %s\n  CPN now:  %s", cpn.Comparable(stored), cpn.Comparable(now)))
}

// Unrefreshed explains that a transaction could not be read. It is an error unless
// somebody says that there is no such transaction: CPN deletes nothing, so that
// means another key or environment, and the state is not to be touched for it.
func Unrefreshed(paymentID, transactionID string, err error) diag.Diagnostics {
	f := ReadFailure{What: "transaction", Limit: "timeouts.read", Err: err}
	stays := func(remedy string) diag.Diagnostics { return f.unchanged(paymentID, transactionID, remedy) }
	switch {
	case f.notFromCPN():
		return stays(f.remedy())
	case errors.Is(err, cpn.ErrOddID):
		return stays("Ask Circle support about the transaction's ID.")
	case f.notFound():
		return stays("Check that the API key and base_url are those of the environment it was created in.")
	default:
		return diag.Diagnostics{diag.NewErrorDiagnostic("Could not refresh the transaction", paragraphs(
			"Do not sign: the stored status may be out of date. "+f.remedy(),
			"This refresh changed nothing, in state or at CPN. Do not remove the transaction from state.", f.happened()+".",
			"To plan other changes meanwhile, use `-refresh=false`.")+f.evidence())}
	}
}

// unchanged warns of a transaction that stays in state as it was. Core shows one
// warning for many resources, hence "for example".
func (f ReadFailure) unchanged(paymentID, transactionID, remedy string) diag.Diagnostics {
	return diag.Diagnostics{diag.NewWarningDiagnostic(notRefreshed, fmt.Sprintf(
		"Do not sign: the stored status may be out of date. %s\n\nCPN deletes no transaction, so state keeps what was last read (for example "+
			"transaction_id %s of payment %s).\n\n%s.%s",
		remedy, cpn.Printable(transactionID), paymentID, f.happened(), f.evidence()))}
}

const notRefreshed = "The transaction was not refreshed"

// NotRefreshedYet warns that a refresh was skipped because the provider block is not
// wholly known.
func NotRefreshedYet() diag.Diagnostic {
	return diag.NewWarningDiagnostic(notRefreshed, "Do not sign: the stored values were not compared with CPN's. First apply the source of the "+
		"provider block's values, with `-target`.\n\nThe provider block has values that are not known yet, so no request was sent.")
}
