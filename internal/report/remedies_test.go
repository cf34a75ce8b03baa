// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package report

import (
	"fmt"
	"strings"
	"testing"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpn"
	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpnfake"
)

// TestRemedies_areComplete shows that every error which CPN documents has one remedy, under
// CPN's name for it, and that there is no other. The simulator has them from the documentation.
func TestRemedies_areComplete(t *testing.T) {
	t.Parallel()
	type response struct{ status, code int }
	all, names := append(Remedies(), SubmissionRemedies()...), map[response]string{}
	for _, r := range all {
		names[response{r.Status, int(r.Code)}] = r.Name
		if got := remedyFor(&cpn.Error{StatusCode: r.Status, Code: r.Code}, SubmissionRemedies()...).Text; got != r.Text {
			t.Errorf("%d: the remedy is %s", r.Code, got)
		}
	}
	documented := 0
	for _, name := range cpnfake.FaultNames() {
		fault, _ := cpnfake.FaultNamed(name, "")
		if _, other := cpnfake.Faults()[name]; other {
			continue
		}
		documented++
		got, found := names[response{fault.Status, fault.Code}]
		switch name {
		case got, fmt.Sprintf("%s_%d", got, fault.Code): // CPN has the name twice
		case "TRANSACTION_AWAITS_SIGNATURE", "SIGNATURE_ALREADY_ACCEPTED", "SIGNATURE_NOT_VERIFIED": // the name is not published
			found = found && got == ""
		default:
			found = false
		}
		if !found {
			t.Errorf("HTTP %d, %d is %s, and %q in the remedies", fault.Status, fault.Code, name, got)
		}
	}
	if len(all) != documented || len(names) != documented {
		t.Errorf("%d remedies for %d of %d errors", len(all), len(names), documented)
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
