// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpnfake"
	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/report"
)

const (
	rejectedSummary = "CPN rejected the signed transaction"
	unknownSummary  = "Outcome unknown: CPN may have the signed transaction"
)

// TestSubmission_errors plays every error that CPN documents for the call: it is shown at the
// right input, with its code, and leaves nothing in state. The next apply submits, and only now.
// Package report has the remedies.
func TestSubmission_errors(t *testing.T) {
	t.Parallel()
	at := map[int]string{290321: "signed_transaction", 290327: "signed_transaction", 290339: "signed_transaction", 290311: "signed_message"}
	summaries := map[int]string{
		290318: "Outcome unknown: the blockchain may have the transaction", 290341: "Outcome unknown: the blockchain may have the transaction",
		290340: "Permit2 may not take this amount from the wallet",
	}
	for _, code := range []int{290303, 290307, 290333, 290338, 290317} { // they do not say what the status is
		summaries[code] = unknownSummary
	}
	for name, fault := range cpnfake.SubmitErrors() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var more attributes
			if summaries[fault.Code] != "" { // the status is read until the time is up
				more = attributes{"timeouts": soon()}
			}
			s := newSubmission(t, more)
			fault.Times = 9
			s.fake.Inject(fault)
			summary := rejectedSummary
			if other := summaries[fault.Code]; other != "" {
				summary = other
			}
			where := "error: " + summary
			if input := at[fault.Code]; input != "" {
				where += " @ " + input
			}
			diags := s.fails()
			diags.are(t, submits, where)
			diags.has(t, "error", summary, fmt.Sprintf("(code %d)", fault.Code), paymentID, submittedID)
			if n := s.fake.Counts().Submits; n != 1 && fault.Code != 290317 {
				t.Errorf("%d attempts", n)
			}
			s.fake.ClearFaults()
			s.settles().are(t, submits)
		})
	}
}

// TestSubmission_stillCreated shows that a response which leaves the transaction CREATED is no
// proof: nothing goes to state as submitted, so that the next apply submits it.
func TestSubmission_stillCreated(t *testing.T) {
	t.Parallel()
	s := newSubmission(t, attributes{"timeouts": soon()})
	s.fake.SetLife(stuck("CREATED"))
	s.fails().has(t, "error", unknownSummary, "HTTP 201, but the response says that the transaction is still CREATED")
	s.fake.SetLife(cpnfake.Life{})
	s.set("timeouts", nil)
	if s.succeeds(); s.state()["status"] != "PENDING" {
		t.Errorf("state has %v", s.state())
	}
}

// TestSubmission_outageAfterTheSubmit loses the response, and then CPN as a whole. The next apply
// needs no signature.
func TestSubmission_outageAfterTheSubmit(t *testing.T) {
	t.Parallel()
	s := newSubmission(t, attributes{"timeouts": soon()})
	s.fake.Inject(cpnfake.Fault{Method: "GET"}, lostResponse(), always(cpnfake.Fault{Status: 503}))
	s.fails().has(t, "error", unknownSummary, "connection closed before a response", "the last read:", "HTTP 503", submittedID)
	s.fake.ClearFaults()
	s.sign("")
	s.settles().has(t, "warning", submittedBefore)
}

// TestSubmission_lost loses the response alone: the status is read, and no doubt is left.
func TestSubmission_lost(t *testing.T) {
	t.Parallel()
	for name, fault := range map[string]cpnfake.Fault{
		"after the work":                        lostResponse(),
		"before the work":                       {Method: "POST", Drop: true},
		"an attempt takes up the whole timeout": {Method: "POST", Hang: true, After: true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newSubmission(t, attributes{"timeouts": map[string]any{"create": "3s", "read": "2s"}})
			s.provider["request_timeout"] = "30s"
			s.fake.Inject(fault)
			s.settles().are(t, submits)
		})
	}
}

// TestSubmission_believes shows a transaction that somebody else submits between the read and
// the submit: the status is read, and believed.
func TestSubmission_believes(t *testing.T) {
	t.Parallel()
	for _, status := range []string{"PENDING", "BROADCASTED", "COMPLETED", "FAILED"} {
		t.Run(status, func(t *testing.T) {
			t.Parallel()
			s := newSubmission(t, nil)
			reads := 0
			s.fake.EditResponses(func(_ string, data map[string]any) {
				if reads++; reads == 1 {
					data["status"] = "CREATED" // as it was a moment ago
				}
			})
			s.fake.MoveTransaction(submittedID, status)
			if status == "FAILED" {
				s.fails().has(t, "error", "The transaction FAILED: FAILED_ONCHAIN")
			} else if s.succeeds().has(t, "warning", submittedBefore); s.state()["status"] != status {
				t.Errorf("state has %v", s.state())
			}
			if n := s.fake.Counts().SubmitCounts; n.Submits != 1 || n.Submitted != 0 {
				t.Errorf("CPN got %+v", n)
			}
		})
	}
}

// TestSubmission_failed shows FAILED before the submission and during the wait: each apply says
// so, and sends nothing again. Another transaction is the way on.
func TestSubmission_failed(t *testing.T) {
	t.Parallel()
	reason := report.FailureReasons()[0]
	for name, before := range map[string]bool{"before": true, "during the wait": false} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newSubmission(t, attributes{"wait_for": "COMPLETED"})
			s.fake.SetLife(cpnfake.Life{Statuses: []string{"PENDING", "FAILED"}, FailureReason: reason.Name})
			if before {
				s.fake.MoveTransaction(submittedID, "FAILED")
			}
			for range 2 {
				s.fails().has(t, "error", "The transaction FAILED: "+reason.Name, reason.Meaning, reason.Remedy, "change `id` of cpn_transaction", submittedID)
			}
			if n := s.fake.Counts().SubmitCounts; before && n.Submits != 0 || !before && n.Submitted != 1 || n.Resubmits != 0 {
				t.Errorf("CPN got %+v", n)
			}
		})
	}
}

// TestSubmission_anotherMessage submits the signature of another transaction's message, and of
// a changed one. Another form of the same message is the same.
func TestSubmission_anotherMessage(t *testing.T) {
	t.Parallel()
	s := newSubmission(t, nil)
	own := s.transaction().MessageToBeSigned
	for _, message := range []string{strings.Replace(own, "11048874", "11048875", 1), strings.Replace(own, `"nonce":"`, `"nonce":"1`, 1), "{}", "null"} {
		s.set("signed_message", message)
		s.fails().has(t, "error", "DO NOT SUBMIT: signed_message is not the transaction's message", " @ signed_message\n", "Nothing was sent.")
	}
	s.never()
	s.set("signed_message", string(rewritten(json.RawMessage(own))))
	s.settles()
}

// TestSubmission_wrongChain submits what a wallet of the other kind of chain returns. The chain
// is not known at plan.
func TestSubmission_wrongChain(t *testing.T) {
	t.Parallel()
	s := newSubmission(t, attributes{"signed_transaction": "AQAB"})
	s.fails().has(t, "error", "The chain is an EVM chain, and signed_transaction is not hex", " @ signed_transaction\n", "Nothing was sent.")
	s.never()
	s = newSubmission(t, nil, func(fake *cpnfake.Server) { fake.SetPayments(func(p *cpnfake.Payment) { p.Blockchain = "SOL" }) })
	encoded := s.transaction().EncodedMessageToBeSigned
	other := encoded[:len(encoded)-4] + "AAAA"
	for _, tc := range [][]string{ // message, transaction, summary, attribute
		{encoded, "0x1f1f", "The transaction is on Solana, and signed_transaction is not base64", "signed_transaction"},
		{encoded, other, "DO NOT SUBMIT: signed_transaction holds another message", "signed_transaction"},
		{other, other, "DO NOT SUBMIT: signed_message is not the transaction's message", "signed_message"},
	} {
		s.set("signed_message", tc[0])
		s.set("signed_transaction", tc[1])
		s.fails().has(t, "error", tc[2], " @ "+tc[3]+"\n", "Nothing was sent.")
	}
	s.never()
}

// TestSubmission_unknownStatus shows a status that CPN has added: nobody knows if it is
// submitted, so nothing is sent.
func TestSubmission_unknownStatus(t *testing.T) {
	t.Parallel()
	s := newSubmission(t, nil)
	s.fake.SetTransaction(submittedID, func(t *cpnfake.Transaction) { t.Status = "QUEUED" })
	s.fails().has(t, "error", "Not submitted by this run: the provider does not know the status", "QUEUED")
	s.never()
	if !slices.Contains(cpnfake.TransactionStatuses(), "CREATED") || slices.Contains(cpnfake.TransactionStatuses(), "QUEUED") {
		t.Error("QUEUED is documented by now")
	}
}
