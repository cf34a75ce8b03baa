// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpn"
)

var rewrite = flag.Bool("rewrite", false, "rewrite the golden messages")

// attempts are n attempts that ended so.
func attempts(results ...string) []cpn.Attempt {
	var out []cpn.Attempt
	for i, result := range results {
		out = append(out, cpn.Attempt{
			Number: i + 1, Start: time.Date(2026, 11, 20, 3, 4, 5+i, 678e6, time.UTC),
			RequestID: "00000000-0000-4000-8000-00000000000" + string(rune('1'+i)), Result: result, Uncertain: !strings.Contains(result, "refused"),
		})
	}
	return out
}

// failureOf is a failure of a ticket with a given id, or one that was made.
func failureOf(err cpn.Error, s seed) failure {
	o := object{
		ID: types.StringValue("INC-4711/delay"), IdempotencyKey: types.StringValue("8b01ba73-5324-458a-ac55-cbc2cec65619"),
		PaymentID: types.StringValue(paymentID),
	}
	if s.made {
		o.ID = types.StringValue("tf-7c69db0b-0a5e-4c1f-9d0e-2f6f0a3f1b77")
	}
	return failure{kind: supportTicket, object: o, seed: s, err: &err}
}

// TestMessages holds what operators read, whole: a change of wording is to be
// seen, and to be read aloud.
func TestMessages(t *testing.T) {
	t.Parallel()
	const lost, refused = "connection closed before an answer", "connection refused"
	given, made, used := seed{}, seed{made: true}, seed{made: true, key: cpn.Key{Used: true}}
	answer := func(status int, code cpn.Code, message string) cpn.Error {
		return cpn.Error{
			StatusCode: status, Code: code, Message: message, Envelope: code != 0, RequestID: "r-1", Ended: cpn.EndedFinal, Attempts: attempts(message),
		}
	}
	unknown := func(ended cpn.Ended, results ...string) cpn.Error {
		return cpn.Error{Outcome: cpn.OutcomeUnknown, Ended: ended, Attempts: attempts(results...)}
	}
	withFields := answer(400, cpn.CodeParameterInvalid, "API parameter invalid")
	withFields.Fields = []cpn.FieldError{
		{Location: "body.email", Message: "is not an address"},
		{Location: "ccEmails[1]", Message: "is not an address"},
		{Location: "$.metadata.a", Message: "not an attribute of a ticket"},
	}
	exhausted := answer(429, cpn.CodeTooManyRequests, "too many requests")
	exhausted.Ended, exhausted.Attempts = cpn.EndedRetries, attempts("busy", "busy", "busy")
	tooLong := exhausted
	tooLong.Ended = cpn.EndedRetryAfter
	deniedAgain := answer(401, cpn.CodeUnauthorized, "unauthorized")
	deniedAgain.Outcome = cpn.OutcomeUnknown
	expired := answer(400, cpn.CodePaymentExpired, "payment expired")
	expired.Outcome = cpn.OutcomeUnknown
	exists := answer(409, cpn.CodeAlreadyProcessed, "already processed")
	exists.Outcome = cpn.OutcomeExists
	believed, interrupted := exists, exists
	believed.Ended, interrupted.Ended = cpn.EndedRetries, cpn.EndedInterrupt
	active := answer(400, cpn.CodeActiveTransactionExists, "an active transaction exists")
	activeAfterLoss := active
	activeAfterLoss.Outcome = cpn.OutcomeUnknown
	stranger := cpn.Transaction{
		ID: "7fcb38c5-a4b5-4cbc-9685-a5a6f2ef38f3", PaymentID: paymentID, Status: ptr("CREATED"), Blockchain: ptr("ETH-SEPOLIA"),
		Amount: &cpn.Amount{Amount: ptr("110.270000"), Currency: ptr("USDC")}, DestinationAddress: ptr("0x1c7d4b196cb0c7b01d743fbc6116a902379c7238"),
		ExpireDate: ptr("2026-11-20T04:04:05Z"), Metadata: map[string]string{"order": "4711"},
	}
	broadcast := stranger
	broadcast.Status = ptr("BROADCASTED")
	failedOne := stranger
	failedOne.Status = ptr("FAILED")
	wanted := transactionModel{object: object{PaymentID: types.StringValue(paymentID)}}
	silence := cpn.Error{Ended: cpn.EndedSilence, Attempts: attempts(refused)}

	for name, diags := range map[string]diag.Diagnostics{
		"refused by code":                                   failureOf(answer(400, cpn.CodePaymentNotFound, "payment not found"), given).diagnostics(),
		"refused at attributes":                             failureOf(withFields, given).diagnostics(),
		"refused by a proxy":                                failureOf(answer(403, 0, "Forbidden"), given).diagnostics(),
		"refused with a new code":                           failureOf(answer(400, 299999, "something new"), given).diagnostics(),
		"never sent":                                        failureOf(cpn.Error{Ended: cpn.EndedRetries, Attempts: attempts(refused, refused)}, given).diagnostics(),
		"too many requests":                                 failureOf(exhausted, given).diagnostics(),
		"asked to wait too long":                            failureOf(tooLong, given).diagnostics(),
		"interrupted before sending":                        failureOf(cpn.Error{Ended: cpn.EndedInterrupt}, given).diagnostics(),
		"unknown, given id":                                 failureOf(unknown(cpn.EndedRetries, lost, lost, "HTTP 502: bad gateway"), given).diagnostics(),
		"unknown, id made here":                             failureOf(unknown(cpn.EndedRetries, lost, lost), made).diagnostics(),
		"unknown, interrupted":                              failureOf(unknown(cpn.EndedInterrupt, "interrupted before an answer"), given).diagnostics(),
		"unknown, out of time":                              failureOf(unknown(cpn.EndedDeadline, lost, "no answer within 30s"), made).diagnostics(),
		"unknown still, refused now":                        failureOf(deniedAgain, used).diagnostics(),
		"unknown, in place":                                 inPlace(failureOf(unknown(cpn.EndedRetries, lost, lost), used)).diagnostics(),
		"unknown, refused in place":                         inPlace(failureOf(deniedAgain, used)).diagnostics(),
		"unknown, refused, given id":                        failureOf(deniedAgain, given).diagnostics(),
		"unknown, refused for good":                         failureOf(expired, used).diagnostics(),
		"unknown, a transaction refused for good":           ofTransaction(failureOf(expired, used)).diagnostics(),
		"unknown, a transaction refused for good, given id": ofTransaction(failureOf(expired, given)).diagnostics(),
		"refused by a proxy, id made here":                  failureOf(answer(403, 0, "Forbidden"), made).diagnostics(),
		"refused by code, id made here":                     failureOf(answer(400, cpn.CodePaymentNotFound, "payment not found"), made).diagnostics(),
		"the key is refused":                                failureOf(answer(401, cpn.CodeUnauthorized, "unauthorized"), given).diagnostics(),
		"CPN is silent":                                     failureOf(silence, given).diagnostics(),
		"exists, which cannot be":                           failureOf(exists, made).diagnostics(),
		"a ticket without an answer":                        second((&supportTicketResource{}).find(t.Context(), nil, supportTicketModel{}, failureOf(believed, given))),
		"a ticket whose answer may come":                    second((&supportTicketResource{}).find(t.Context(), nil, supportTicketModel{}, failureOf(interrupted, used))),
		"transactions that cannot be told":                  ofTransaction(failureOf(exists, used)).ambiguous(wanted, []cpn.Transaction{stranger, failedOne}, 2),
		"another transaction is active":                     ofTransaction(failureOf(active, given)).inTheWay(wanted, stranger),
		"another transaction is active after a loss":        ofTransaction(failureOf(activeAfterLoss, made)).inTheWay(wanted, broadcast),
		"another value of what is signed":                   {changedAtCPN(path.Root("destination_address"), "0xa", "0xb")},
		"a key that is repeated":                            withheld(cpn.Response{Withheld: []string{"caseRefId", "status"}}),
		"destroy":                                           {supportTicket.forgets(types.StringValue("t-1"))},
		"destroy of an unfinished":                          {supportTicket.forgetsUnfinished(failureOf(exists, made).object)},
		"replacement":                                       {supportTicket.leavesBehind(types.StringValue("t-1"), "")},
		"twins":                                             {supportTicket.twin(failureOf(exists, given).object.ID, failureOf(exists, given).object.IdempotencyKey)},
		"an old ticket":                                     oldTicket(cpn.SupportTicket{CreateDate: ptr("2026-11-01T10:00:00Z")}, time.Date(2026, 11, 20, 10, 0, 0, 0, time.UTC)),
		"an old transaction":                                oldTransaction(withStatus("COMPLETED"), withStatus("COMPLETED")),
		"an old transaction, replayed":                      oldTransaction(withStatus("CREATED"), withStatus("FAILED")),
		"a transaction unread":                              unconfirmed(&cpn.Error{Ended: cpn.EndedRetries, Attempts: attempts(lost)}),
		"imported twice":                                    {transaction.importedTwice(types.StringValue("t-1"))},
		"another echo":                                      echoedDifferently(),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			golden(t, name, printed(diags))
		})
	}
}

// inPlace and ofTransaction return a failure of Update, and one of a transaction.
func inPlace(f failure) failure {
	f.inPlace = true
	return f
}

func ofTransaction(f failure) failure {
	f.kind = transaction
	return f
}

// withStatus is a transaction of which only the status matters.
func withStatus(status string) transactionModel {
	return transactionModel{Status: types.StringValue(status)}
}

// echoedDifferently is a ticket that CPN returned with other inputs than were sent.
func echoedDifferently() diag.Diagnostics {
	m := supportTicketModel{
		IssueType: types.StringValue("OTHER"), Description: types.StringValue("It is late.\r\nVery."), Email: types.StringValue("help@ofi.com"),
		CCEmails: types.ListValueMust(types.StringType, []attr.Value{types.StringValue("a@ofi.com"), types.StringValue("b@ofi.com")}),
	}
	return m.echoed(cpn.SupportTicket{
		ID: "t-1", Description: ptr("It is late.\nvery"), Email: ptr("desk@ofi.com"), CCEmails: []string{"b@ofi.com", "c@ofi.com", "d@ofi.com"},
	})
}

// second drops the first of two results.
func second[T any](_ T, diags diag.Diagnostics) diag.Diagnostics { return diags }

func ptr(s string) *string { return &s }

// printed writes diagnostics as one text.
func printed(diags diag.Diagnostics) string {
	var texts []string
	for _, d := range diags {
		at := ""
		if p, ok := d.(diag.DiagnosticWithPath); ok {
			at = " @ " + p.Path().String()
		}
		texts = append(texts, strings.ToLower(d.Severity().String())+": "+d.Summary()+at+"\n\n"+d.Detail()+"\n")
	}
	return strings.Join(texts, "\n---\n\n")
}

// golden compares got with the text that is kept under this name.
func golden(t *testing.T, name, got string) {
	t.Helper()
	file := filepath.Join("testdata", "messages", strings.ReplaceAll(strings.ReplaceAll(name, ",", ""), " ", "_")+".txt")
	if *rewrite {
		if err := os.WriteFile(file, []byte(got), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Error(diff)
	}
}

// TestMessages_escapeWhatCPNAnswers holds sentences with IDs and statuses of
// CPN's to what cannot repaint a terminal.
func TestMessages_escapeWhatCPNAnswers(t *testing.T) {
	t.Parallel()
	const hostile = "\x1b[2Jx"
	made := cpn.Transaction{ID: hostile, PaymentID: paymentID, Status: ptr(hostile), Metadata: map[string]string{hostile: hostile}}
	for name, text := range map[string]string{
		"destroy":     printed(diag.Diagnostics{transaction.forgets(types.StringValue(hostile))}),
		"replacement": printed(diag.Diagnostics{transaction.leavesBehind(types.StringValue(hostile), "")}),
		"adoption":    printed(ofTransaction(failureOf(cpn.Error{}, seed{})).inTheWay(transactionModel{}, made)),
		"list":        listed([]cpn.Transaction{made}),
		"old answer":  printed(oldTransaction(transactionModel{}.with(made), transactionModel{}.with(made))),
	} {
		if strings.Contains(text, "\x1b") || !strings.Contains(text, `x1b[2Jx`) && name != "list" {
			t.Errorf("%s: %q", name, text)
		}
	}
}
