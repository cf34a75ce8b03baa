// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"context"

	"github.com/hashicorp/terraform-plugin-log/tflog"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpn"
)

// logAttempt writes one line for each attempt. It omits bodies: they contain personal data,
// and the request ID finds them at CPN.
func logAttempt(ctx context.Context, a cpn.Attempt) {
	tflog.Debug(ctx, "CPN request", map[string]any{
		"method":              a.Method,
		"path":                a.Path,
		"attempt":             a.Number,
		"status":              a.Status,
		"request_id":          a.RequestID,
		"response_request_id": a.ResponseRequestID,
		"took_ms":             a.Took.Milliseconds(),
	})
}

// logStatus returns what writes one line for each new status of a submitted transaction.
func logStatus(transactionID string) func(context.Context, string) {
	return func(ctx context.Context, status string) {
		tflog.Debug(ctx, "CPN transaction status", map[string]any{"transaction_id": transactionID, "status": status})
	}
}
