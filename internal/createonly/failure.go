// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package createonly

import (
	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpn"
	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/report"
)

// Failure returns what the messages about a create that returned nothing need.
func Failure(s report.Subject, f Fields, err *cpn.Error) report.Failure {
	return report.Failure{
		Subject: s, PaymentID: f.PaymentID.ValueString(), ID: f.ID.ValueString(), IdempotencyKey: f.IdempotencyKey.ValueString(), Err: err,
	}
}

// ExistsWithoutDetails reports whether CPN has the ticket or transaction and says no more than
// that, until all attempts were made or the time was over: before, the response to the first
// attempt may still come.
func ExistsWithoutDetails(err *cpn.Error) bool {
	return err != nil && err.Outcome == cpn.OutcomeExists && err.Code == cpn.CodeAlreadyProcessed &&
		(err.Ended == cpn.EndedRetries || err.Ended == cpn.EndedDeadline)
}
