// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package report

import (
	"cmp"
	"fmt"
	"strings"
	"testing"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpn"
	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpnfake"
)

// documentedErrors are the errors that CPN documents: HTTP status, code and name, "-" where
// the name is not published.
const documentedErrors = `
	500 -1 UNKNOWN_ERROR
	400 1 API_PARAMETER_MISSING
	400 2 API_PARAMETER_INVALID
	404 2 RESOURCE_NOT_FOUND
	403 3 FORBIDDEN
	401 4 UNAUTHORIZED
	401 401 UNAUTHORIZED
	429 429 TOO_MANY_REQUESTS
	400 290000 INVALID_TENANCY_ENV
	400 2900000 INVALID_TENANCY_ENV
	409 290001 IDEMPOTENCY_KEY_ALREADY_PROCESSED
	400 290300 ACTIVE_TRANSACTION_ALREADY_EXISTS
	400 290301 BLOCKCHAIN_UNSUPPORTED
	400 290302 BLOCKCHAIN_UNSUPPORTED_FOR_V2
	400 290304 INVALID_PAYMENT_STATUS
	400 290305 PAYMENT_NOT_FOUND
	400 290306 TRANSACTION_NOT_FOUND
	400 290308 PAYMENT_EXPIRED
	500 290317 FULL_NODE_SERVICE_UNAVAILABLE
	400 290322 SANCTIONED_WALLET_ADDRESS
	400 290323 BLOCKCHAIN_UNSUPPORTED
	400 290324 CROSS_CHAIN_UNSUPPORTED
	400 290330 -
	400 290332 ONCHAIN_ACCOUNT_INVALID
	400 290336 INCOMPATIBLE_QUOTE
	400 290337 PAYMENT_MISSING_BLOCKCHAIN_ADDRESS
	400 290600 TICKET_REFERENCE_REQUIRED
	404 290601 ORIGINAL_TICKET_NOT_FOUND
	400 290602 INVALID_SUPPORT_TICKET_ISSUE_TYPE
	404 290603 PAYMENT_NOT_FOUND_FOR_TICKET
	500 290604 SUPPORT_TICKET_SALESFORCE_CREATION_FAILED
	500 290605 SUPPORT_TICKET_BFI_CREATION_FAILED

	400 290303 INVALID_TRANSACTION_STATUS_FOR_SUBMISSION
	400 290307 SIGNED_TRANSACTION_SUBMITTED
	400 290309 SIGNED_TRANSACTION_EXPIRED
	400 290310 NONCE_TOO_LOW
	400 290311 SIGNED_TRANSACTION_PAYLOAD_MISMATCH
	400 290312 INSUFFICIENT_TOKEN_BALANCE
	400 290313 INSUFFICIENT_GAS_BALANCE
	400 290314 PAYMENT_ID_MISMATCH
	400 290315 GAS_PRICE_TOO_LOW
	400 290316 NONCE_MISMATCH
	400 290318 PAYMENT_REF_ID_ONCHAIN
	400 290319 OUT_OF_GAS
	400 290320 NONCE_ALREADY_USED
	400 290321 INVALID_TRANSACTION_SIGNATURE
	400 290327 INVALID_SIGNED_TX
	400 290328 ONCHAIN_ACCOUNT_NOT_FOUND
	400 290329 TRANSACTION_EXPIRED
	400 290333 BROADCASTING_IN_PROGRESS
	400 290334 NONCE_TOO_HIGH
	400 290338 -
	400 290339 -
	400 290340 INSUFFICIENT_ALLOWANCE_TO_PERMIT2
	400 290341 PERMIT2_NONCE_ALREADY_USED
`

// TestRemedies_areComplete shows that every error which CPN documents has one remedy, under
// CPN's name for it, and that there is no other.
func TestRemedies_areComplete(t *testing.T) {
	t.Parallel()
	all := append(Remedies(), SubmissionRemedies()...)
	found := map[string]int{}
	for _, r := range all {
		found[fmt.Sprintf("%d %d %s", r.Status, r.Code, cmp.Or(r.Name, "-"))]++
		if got := remedyFor(&cpn.Error{StatusCode: r.Status, Code: r.Code}, SubmissionRemedies()...).Text; got != r.Text {
			t.Errorf("%d: the remedy is %s", r.Code, got)
		}
	}
	documented := strings.Split(strings.NewReplacer("\t", "", "\n\n", "\n").Replace(strings.TrimSpace(documentedErrors)), "\n")
	for _, line := range documented {
		if found[line] != 1 {
			t.Errorf("%s has %d remedies", line, found[line])
		}
	}
	if len(all) != len(documented) {
		t.Errorf("%d remedies for %d errors", len(all), len(documented))
	}
}

// TestRemedies_ofSimulator shows that the simulator and the messages mean the same errors.
func TestRemedies_ofSimulator(t *testing.T) {
	t.Parallel()
	names := map[cpn.Code]string{}
	for _, r := range append(Remedies(), SubmissionRemedies()...) {
		names[r.Code] = r.Name
	}
	for name, fault := range cpnfake.SubmitErrors() {
		if got, ok := names[cpn.Code(fault.Code)]; !ok || got != "" && got != name {
			t.Errorf("%d is %s, and %q in the remedies", fault.Code, name, got)
		}
	}
}

// What is not CPN's is not taken for one of its errors.
func TestSubmissionRemedies_ofOthers(t *testing.T) {
	t.Parallel()
	proxy := cpn.Error{StatusCode: 400}
	if got := remedyFor(&proxy, SubmissionRemedies()...).Text; got != remedyForStatus(&proxy) {
		t.Errorf("the remedy is %s", got)
	}
	other := cpn.Error{StatusCode: 500, Code: cpn.CodeNonceTooLow}
	if got := remedyFor(&other, SubmissionRemedies()...).Text; got != tryLater {
		t.Errorf("the remedy is %s", got)
	}
}

func TestFailureReasons_areComplete(t *testing.T) {
	t.Parallel()
	documented := "CPN_PAYMENT_EXPIRED SIGNED_TRANSACTION_EXPIRED NONCE_TOO_LOW INSUFFICIENT_TOKEN_BALANCE INSUFFICIENT_GAS_BALANCE GAS_PRICE_TOO_LOW " +
		"OUT_OF_GAS TX_REPLACEMENT_FAILED SOL_TX_ALREADY_IN_CACHE TX_ALREADY_CONFIRMED FAILED_ONCHAIN SOL_BLOCKHASH_EXPIRED TRANSACTION_EXPIRED"
	var names []string
	for _, r := range FailureReasons() {
		names = append(names, r.Name)
		if got := failureReason(r.Name); got != r {
			t.Errorf("%s is taken for %+v", r.Name, got)
		}
	}
	if got := strings.Join(names, " "); got != documented {
		t.Errorf("the reasons are %s", got)
	}
	for _, name := range []string{"", "NEW_REASON"} {
		if got := failureReason(name); got.Name != name || got.Meaning == "" || got.Remedy != checkChain {
			t.Errorf("%q is taken for %+v", name, got)
		}
	}
}
