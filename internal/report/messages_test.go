// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package report

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"

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

// paymentID is the payment of all messages, and key their idempotency key.
const (
	paymentID = "c4d1da72-111e-4d52-bdbf-2e74a2d803d5"
	key       = "8b01ba73-5324-458a-ac55-cbc2cec65619"
)

// how says what is known of the id of a failure and its key.
type how struct{ generated, maybeSent bool }

// failureOf is a failure of a ticket with a configured id, or a generated one.
func failureOf(err cpn.Error, h how) Failure {
	id := "INC-4711/delay"
	if h.generated {
		id = "tf-7c69db0b-0a5e-4c1f-9d0e-2f6f0a3f1b77"
	}
	return Failure{Subject: SupportTicketSubject, PaymentID: paymentID, ID: id, IdempotencyKey: key, Generated: h.generated, MaybeSent: h.maybeSent, Err: &err}
}

// TestMessages holds what operators read, whole: a change of wording is to be
// seen, and to be read aloud.
func TestMessages(t *testing.T) {
	t.Parallel()
	const lost, refused = "connection closed before an answer", "connection refused"
	given, made, used := how{}, how{generated: true}, how{generated: true, maybeSent: true}
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
	stranger := Transaction{
		ID: "7fcb38c5-a4b5-4cbc-9685-a5a6f2ef38f3", Status: "CREATED", Blockchain: "ETH-SEPOLIA", Amount: "110.270000", Currency: "USDC",
		Destination: "0x1c7d4b196cb0c7b01d743fbc6116a902379c7238", ExpireDate: "2026-11-20T04:04:05Z", Metadata: `{"order":"4711"}`,
	}
	broadcast, failedOne := stranger, stranger
	broadcast.Status, failedOne.Status = "BROADCASTED", "FAILED"
	silence := cpn.Error{Ended: cpn.EndedSilence, Attempts: attempts(refused)}

	for name, diags := range map[string]diag.Diagnostics{
		"refused by code":                                   failureOf(answer(400, cpn.CodePaymentNotFound, "payment not found"), given).Diagnostics(),
		"refused at attributes":                             failureOf(withFields, given).Diagnostics(),
		"refused by a proxy":                                failureOf(answer(403, 0, "Forbidden"), given).Diagnostics(),
		"refused with a new code":                           failureOf(answer(400, 299999, "something new"), given).Diagnostics(),
		"never sent":                                        failureOf(cpn.Error{Ended: cpn.EndedRetries, Attempts: attempts(refused, refused)}, given).Diagnostics(),
		"too many requests":                                 failureOf(exhausted, given).Diagnostics(),
		"asked to wait too long":                            failureOf(tooLong, given).Diagnostics(),
		"interrupted before sending":                        failureOf(cpn.Error{Ended: cpn.EndedInterrupt}, given).Diagnostics(),
		"unknown, given id":                                 failureOf(unknown(cpn.EndedRetries, lost, lost, "HTTP 502: bad gateway"), given).Diagnostics(),
		"unknown, id made here":                             failureOf(unknown(cpn.EndedRetries, lost, lost), made).Diagnostics(),
		"unknown, interrupted":                              failureOf(unknown(cpn.EndedInterrupt, "interrupted before an answer"), given).Diagnostics(),
		"unknown, out of time":                              failureOf(unknown(cpn.EndedDeadline, lost, "no answer within 30s"), made).Diagnostics(),
		"unknown still, refused now":                        failureOf(deniedAgain, used).Diagnostics(),
		"unknown, in place":                                 inPlace(failureOf(unknown(cpn.EndedRetries, lost, lost), used)).Diagnostics(),
		"unknown, refused in place":                         inPlace(failureOf(deniedAgain, used)).Diagnostics(),
		"unknown, refused, given id":                        failureOf(deniedAgain, given).Diagnostics(),
		"unknown, refused for good":                         failureOf(expired, used).Diagnostics(),
		"unknown, a transaction refused for good":           ofTransaction(failureOf(expired, used)).Diagnostics(),
		"unknown, a transaction refused for good, given id": ofTransaction(failureOf(expired, given)).Diagnostics(),
		"refused by a proxy, id made here":                  failureOf(answer(403, 0, "Forbidden"), made).Diagnostics(),
		"refused by code, id made here":                     failureOf(answer(400, cpn.CodePaymentNotFound, "payment not found"), made).Diagnostics(),
		"the key is refused":                                failureOf(answer(401, cpn.CodeUnauthorized, "unauthorized"), given).Diagnostics(),
		"CPN is silent":                                     failureOf(silence, given).Diagnostics(),
		"exists, which cannot be":                           failureOf(exists, made).Diagnostics(),
		"a ticket without an answer":                        failureOf(believed, given).DetailsLost(),
		"a ticket whose answer may come":                    failureOf(interrupted, used).DetailsPending(),
		"transactions that cannot be told":                  ofTransaction(failureOf(exists, used)).Ambiguous([]Transaction{stranger, failedOne}, 2),
		"another transaction is active":                     ofTransaction(failureOf(active, given)).ActiveTransaction(stranger, true),
		"another transaction is active after a loss":        ofTransaction(failureOf(activeAfterLoss, made)).ActiveTransaction(broadcast, true),
		"another transaction is active, which is untold":    ofTransaction(failureOf(active, made)).UnknownActiveTransaction(),
		"two things of a transaction":                       Contradicted(paymentID, "t-1", key),
		"another value of what is signed":                   {ChangedAtCPN(path.Root("destination_address"), "0xa", "0xb")},
		"a key that is repeated":                            Withheld([]string{"caseRefId", "status"}),
		"destroy":                                           {SupportTicketSubject.Forgets("t-1")},
		"destroy of an unfinished":                          {SupportTicketSubject.ForgetsUnfinished(paymentID, key)},
		"replacement":                                       {SupportTicketSubject.Replaced("t-1", "")},
		"twins":                                             {SupportTicketSubject.Duplicate("INC-4711/delay", key)},
		"an old ticket":                                     SupportTicketSubject.ReplayedTicket(new("2026-11-01T10:00:00Z"), time.Date(2026, 11, 20, 10, 0, 0, 0, time.UTC)),
		"an old transaction":                                TransactionSubject.ReplayedTransaction("COMPLETED", "COMPLETED"),
		"an old transaction, replayed":                      TransactionSubject.ReplayedTransaction("CREATED", "FAILED"),
		"a transaction unread":                              Unconfirmed(&cpn.Error{Ended: cpn.EndedRetries, Attempts: attempts(lost)}),
		"imported twice":                                    {TransactionSubject.ImportedTwice("t-1")},
		"another echo":                                      echoedDifferently(),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			golden(t, name, printed(diags))
		})
	}
}

// inPlace and ofTransaction return a failure of Update, and one of a transaction.
func inPlace(f Failure) Failure {
	f.InPlace = true
	return f
}

func ofTransaction(f Failure) Failure {
	f.Subject = TransactionSubject
	return f
}

// echoedDifferently is a ticket that CPN returned with other inputs than were sent.
func echoedDifferently() diag.Diagnostics {
	r := Returned{Subject: SupportTicketSubject, CPNID: "t-1"}
	r.Text("issue_type", "OTHER", nil)
	r.Text("description", "It is late.\nVery.", new("It is late.\nvery"))
	r.Text("email", "help@ofi.com", new("desk@ofi.com"))
	r.Elements("cc_emails", []string{"a@ofi.com", "b@ofi.com"}, []string{"b@ofi.com", "c@ofi.com", "d@ofi.com"})
	return r.Diagnostics
}

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
	f := ofTransaction(failureOf(cpn.Error{}, how{}))
	shown := Transaction{ID: hostile, Status: hostile, Amount: hostile, Destination: hostile, Metadata: hostile}
	for name, text := range map[string]string{
		"destroy":     printed(diag.Diagnostics{TransactionSubject.Forgets(hostile)}),
		"replacement": printed(diag.Diagnostics{TransactionSubject.Replaced(hostile, ActiveReplaced(hostile))}),
		"adoption":    printed(f.ActiveTransaction(shown, true)),
		"list":        printed(f.Ambiguous([]Transaction{shown, shown}, 2)),
		"found":       printed(f.Found(shown)),
		"replay":      printed(TransactionSubject.ReplayedTransaction(hostile, hostile)),
		"imported":    printed(diag.Diagnostics{TransactionSubject.ImportedTwice(hostile)}),
	} {
		if strings.Contains(text, "\x1b") || !strings.Contains(text, `x1b[2Jx`) {
			t.Errorf("%s: %q", name, text)
		}
	}
}
