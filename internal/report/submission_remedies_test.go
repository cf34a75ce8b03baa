// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package report

import (
	"regexp"
	"strings"
	"testing"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpn"
	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpnfake"
)

// TestSubmissionRemedies_areComplete shows that every error which CPN documents for the
// submit has one remedy, under CPN's name for it.
func TestSubmissionRemedies_areComplete(t *testing.T) {
	t.Parallel()
	documented := cpnfake.SubmitErrors()
	found := map[string]int{}
	for _, r := range append(Remedies(), SubmissionRemedies()...) {
		if fault, ok := documented[r.Name]; ok {
			found[r.Name]++
			if r.Code != cpn.Code(fault.Code) {
				t.Errorf("%s has code %d, CPN documents %d", r.Name, r.Code, fault.Code)
			}
			status := 400
			if r.Code == cpn.CodeFullNodeUnavailable {
				status = 500
			}
			if got := submissionRemedyFor(&cpn.Error{StatusCode: status, Code: r.Code, Envelope: true}); got != r.Text {
				t.Errorf("%s: the remedy is %s", r.Name, got)
			}
		}
	}
	for name := range documented {
		if found[name] != 1 {
			t.Errorf("%s has %d remedies", name, found[name])
		}
	}
	for _, r := range SubmissionRemedies() {
		if _, ok := documented[r.Name]; !ok {
			t.Errorf("CPN does not document %s", r.Name)
		}
		readsWell(t, r.Name, r.Text)
	}
}

// What is not CPN's is not taken for one of its errors.
func TestSubmissionRemedies_ofOthers(t *testing.T) {
	t.Parallel()
	proxy := cpn.Error{StatusCode: 400, Code: cpn.CodeNonceTooLow}
	if got := submissionRemedyFor(&proxy); got != remedyForStatus(&proxy) {
		t.Errorf("the remedy is %s", got)
	}
	other := cpn.Error{StatusCode: 500, Code: cpn.CodeNonceTooLow, Envelope: true}
	if got := submissionRemedyFor(&other); got != tryLater {
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
		readsWell(t, r.Name, r.Meaning)
		readsWell(t, r.Name, r.Remedy)
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

var (
	betweenSentences = regexp.MustCompile(`[.:] `)
	avoided          = regexp.MustCompile(`(?i)\b(key|reply|repl(y|ies)|answer(s|ed)?|refused?|request|support team|won't|don't|can't|it's)\b`)
)

// readsWell reports what an operator would stumble over.
func readsWell(t *testing.T, name, text string) {
	t.Helper()
	for _, sentence := range betweenSentences.Split(text, -1) {
		if n := len(strings.Fields(sentence)); n > 25 || n == 0 {
			t.Errorf("%s: %d words in %q", name, n, sentence)
		}
	}
	if word := avoided.FindString(text); word != "" || !strings.HasSuffix(text, ".") || strings.Contains(text, "  ") {
		t.Errorf("%s: %q in %s", name, word, text)
	}
}
