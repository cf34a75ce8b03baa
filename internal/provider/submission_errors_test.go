// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"encoding/base64"
	"encoding/hex"
	"fmt"
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

// TestSubmission_form rejects inputs that no wallet returns, at the input, and shows none of
// them. [TestSignedTransaction_form] and [TestSignedMessage_form] have the forms.
func TestSubmission_form(t *testing.T) {
	t.Parallel()
	const secret = "5ec12e7"
	for name, tc := range map[string]struct{ input, value, want string }{
		"a signature":                 {"signed_transaction", "0x" + secret + "0", ""},
		"a partially signed one":      {"signed_transaction", "AQAB", ""},
		"an odd number of digits":     {"signed_transaction", "0x" + secret, "error: Invalid signed_transaction @ signed_transaction"},
		"a line end":                  {"signed_transaction", "0x" + secret + "0\n", "error: Invalid signed_transaction @ signed_transaction"},
		"nothing":                     {"signed_transaction", "", "error: Invalid signed_transaction @ signed_transaction"},
		"a message":                   {"signed_message", `{"a":9007199254740993}`, ""},
		"an encoded message":          {"signed_message", "AQAB", ""},
		"no JSON":                     {"signed_message", `{"a":` + secret + "}x", "error: Invalid signed_message @ signed_message"},
		"a status that nothing waits": {"wait_for", "PENDING", "error: Invalid Attribute Value Match @ wait_for"},
		"no payment":                  {"payment_id", "PENDING", "error: Invalid payment_id @ payment_id"},
		"no transaction":              {"transaction_id", "PENDING", "error: Invalid transaction_id @ transaction_id"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			a := attributes{"payment_id": paymentID, "transaction_id": submittedID, "signed_message": "{}", "signed_transaction": "0x00"}
			a[tc.input] = tc.value
			got := renderAll(startProcess(t).validateResource("cpn_transaction_submission", a))
			if first, _, _ := strings.Cut(got, "\n"); first != tc.want || strings.Contains(got, secret) {
				t.Error(got)
			}
		})
	}
}

// TestSignedTransaction_form holds the check to what wallets return, and to what is easily
// taken for it.
func TestSignedTransaction_form(t *testing.T) {
	t.Parallel()
	signature := "0x" + strings.Repeat("1f", 64) + "1b"
	list := append([]byte{0xf8, 0x6a}, make([]byte, 0x6a)...)
	for name, tc := range map[string]struct{ text, problem string }{
		"the signature of an ordinary wallet":        {signature, ""},
		"a signature that begins like a list in RLP": {"0xf83f" + strings.Repeat("1f", 63), ""},
		"the signature of a contract wallet":         {"0x" + strings.Repeat("00", 300), ""},
		"a partially signed transaction":             {base64.StdEncoding.EncodeToString(make([]byte, 200)), ""},
		"empty":                                      {"", "empty"},
		"a line end":                                 {signature + "\n", "line end"},
		"a line end of Windows":                      {signature + "\r\n", "line end"},
		"white space":                                {" " + signature, "white space"},
		"quotes":                                     {`"` + signature + `"`, "quotes"},
		"a byte order mark":                          {"\ufeff" + signature, "byte order mark"},
		"no 0x":                                      {signature[2:], "lacks 0x"},
		"an odd number of digits":                    {signature + "0", "even number"},
		"0x alone":                                   {"0x", "even number"},
		"a raw transaction":                          {"0x" + hex.EncodeToString(list), "raw transaction"},
		"a typed raw transaction":                    {"0x02" + hex.EncodeToString(list), "raw transaction"},
		"a long raw transaction":                     {"0xf9012c" + strings.Repeat("00", 300), "raw transaction"},
		"neither hex nor base64":                     {"signature!", "neither"},
		"base64 without its ending":                  {"YQ", "neither"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			err := checkSigned(tc.text)
			if (err == nil) != (tc.problem == "") || err != nil && !strings.Contains(err.Error(), tc.problem) {
				t.Errorf("got %v, want %q", err, tc.problem)
			}
		})
	}
}

// TestSignedMessage_form holds the check to both forms of a message.
func TestSignedMessage_form(t *testing.T) {
	t.Parallel()
	for text, valid := range map[string]bool{`{"types":{}}`: true, "AQID": true, "": false, "{": false, "AQID\n": false, `"AQID"`: false} {
		if err := checkSignedMessage(text); (err == nil) != valid {
			t.Errorf("%q: %v", text, err)
		}
	}
}
