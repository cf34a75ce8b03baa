// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package report

import (
	"errors"
	"flag"
	"fmt"
	"maps"
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

// What all messages are about.
const (
	paymentID     = "c4d1da72-111e-4d52-bdbf-2e74a2d803d5"
	transactionID = "7fcb38c5-a4b5-4cbc-9685-a5a6f2ef38f3"
	ticketID      = "6ecd8c99-4036-403d-bf84-cf8400f67836"
	key           = "d41dc553-1efd-40b0-908b-5dd8ae0ac9b3"
	lost          = "connection closed before a response"
	unreachable   = "connection refused"
)

// attempts returns attempts with these results.
func attempts(results ...string) []cpn.Attempt {
	var out []cpn.Attempt
	for i, result := range results {
		out = append(out, cpn.Attempt{
			Number: i + 1, Start: time.Date(2026, 11, 20, 3, 4, 5+i, 678e6, time.UTC),
			RequestID: "00000000-0000-4000-8000-00000000000" + string(rune('1'+i)), Result: result,
		})
	}
	return out
}

// failureOf returns a failed create of a ticket or a transaction.
func failureOf(s Subject, err cpn.Error) Failure {
	err.Server, err.APIKeySource = "api.circle.com (from the default base_url)", "CPN_API_KEY"
	return Failure{Subject: s, PaymentID: paymentID, ID: "INC-4711/delay", IdempotencyKey: key, Err: &err}
}

// rejection returns CPN's response to the last of some attempts.
func rejection(status int, code cpn.Code, message string) cpn.Error {
	return cpn.Error{
		StatusCode: status, Code: code, Message: message, Envelope: code != 0, RequestID: "9f1c7ad2-55a1-4c39-8f6c-0c8a1d6b7e21",
		Ended: cpn.EndedFinal, Attempts: attempts(message),
	}
}

// since returns a rejection that follows an attempt without a response.
func since(e cpn.Error) cpn.Error {
	e.Outcome, e.Attempts = cpn.OutcomeUnknown, attempts(lost, e.Message)
	return e
}

// endedAs returns an error that ended otherwise.
func endedAs(e cpn.Error, ended cpn.Ended) cpn.Error {
	e.Ended = ended
	return e
}

// existing returns CPN's response that it has processed the idempotency key.
func existing(ended cpn.Ended) cpn.Error {
	e := rejection(409, cpn.CodeAlreadyProcessed, "already processed")
	e.Outcome, e.Ended = cpn.OutcomeExists, ended
	return e
}

// ofStatus returns a transaction as CPN has it.
func ofStatus(status string) Transaction {
	return Transaction{
		ID: transactionID, Status: status, Blockchain: "ETH-SEPOLIA", Amount: "110.270000", Currency: "USDC",
		Destination: "0x1c7d4b196cb0c7b01d743fbc6116a902379c7238", ExpireDate: "2026-11-20T04:04:05Z", Metadata: `{"order":"4711"}`,
	}
}

// messages are all messages of this package, by the names of their golden files.
func messages() map[string]diag.Diagnostics {
	all := map[string]diag.Diagnostics{}
	for _, some := range []map[string]diag.Diagnostics{
		unknownMessages(), rejectedMessages(), existingMessages(), readMessages(), planMessages(), settingMessages(), submissionMessages(),
		findingMessages(),
	} {
		maps.Copy(all, some)
	}
	return all
}

func unknownMessages() map[string]diag.Diagnostics {
	ticket, transaction := SupportTicketSubject, TransactionSubject
	unknown := func(ended cpn.Ended, results ...string) cpn.Error {
		return cpn.Error{Outcome: cpn.OutcomeUnknown, Ended: ended, Attempts: attempts(results...)}
	}
	gateway := since(rejection(502, 0, "Bad Gateway"))
	gateway.Ended = cpn.EndedRetries
	unauthorized := since(rejection(401, cpn.CodeUnauthorized, "unauthorized"))
	expired := since(rejection(400, cpn.CodePaymentExpired, "payment expired"))
	noPayment := since(rejection(404, cpn.CodePaymentNotFoundForTicket, "payment not found"))
	return map[string]diag.Diagnostics{
		"outcome unknown":                     failureOf(ticket, unknown(cpn.EndedRetries, lost, lost, lost)).Diagnostics(),
		"outcome unknown interrupted":         failureOf(ticket, unknown(cpn.EndedInterrupt, "interrupted before a response")).Diagnostics(),
		"outcome unknown out of time":         failureOf(ticket, unknown(cpn.EndedDeadline, lost, "no response within 30s")).Diagnostics(),
		"outcome unknown silence":             failureOf(ticket, unknown(cpn.EndedSilence, lost)).Diagnostics(),
		"outcome unknown gateway":             failureOf(transaction, gateway).Diagnostics(),
		"outcome unknown then unauthorized":   failureOf(ticket, unauthorized).Diagnostics(),
		"outcome unknown then proxy":          failureOf(ticket, since(rejection(403, 0, "Forbidden"))).Diagnostics(),
		"outcome unknown then expired":        failureOf(transaction, expired).Diagnostics(),
		"outcome unknown then expired ticket": failureOf(ticket, expired).Diagnostics(),
		"outcome unknown then no payment":     failureOf(ticket, noPayment).Diagnostics(),
		"outcome unknown then payment status": failureOf(transaction, since(rejection(400, cpn.CodeInvalidPaymentStatus, "invalid payment status"))).Diagnostics(),
		"outcome unknown then new code":       failureOf(ticket, since(rejection(400, 299999, "something new"))).Diagnostics(),
	}
}

func rejectedMessages() map[string]diag.Diagnostics {
	ticket, transaction := SupportTicketSubject, TransactionSubject
	withFields := rejection(400, cpn.CodeParameterInvalid, "API parameter invalid")
	withFields.Fields = []cpn.FieldError{
		{Location: "body.email", Message: "is not an address"},
		{Location: "ccEmails[1]", Message: "is not an address"},
		{Location: "$.metadata.a", Message: "is not a member of a ticket"},
	}
	busy := rejection(429, cpn.CodeTooManyRequests, "too many requests")
	busy.Attempts = attempts("busy", "busy", "busy")
	proxy := rejection(403, 0, "Forbidden")
	refused := cpn.Error{Ended: cpn.EndedRetries, Attempts: attempts(unreachable, unreachable)}
	return map[string]diag.Diagnostics{
		"rejected":                    failureOf(ticket, rejection(400, cpn.CodePaymentNotFound, "payment not found")).Diagnostics(),
		"rejected transaction":        failureOf(transaction, rejection(400, cpn.CodePaymentExpired, "payment expired")).Diagnostics(),
		"rejected for good":           failureOf(transaction, rejection(400, cpn.CodeSanctionedWallet, "sanctioned wallet address")).Diagnostics(),
		"rejected unauthorized":       failureOf(ticket, rejection(401, cpn.CodeUnauthorized, "unauthorized")).Diagnostics(),
		"rejected new code":           failureOf(ticket, rejection(400, 299999, "something new")).Diagnostics(),
		"rejected at attribute":       failureOf(ticket, withFields).Diagnostics(),
		"not from cpn":                failureOf(ticket, proxy).Diagnostics(),
		"not from cpn redirect":       failureOf(ticket, rejection(302, 0, "a redirect")).Diagnostics(),
		"not from cpn other":          failureOf(ticket, rejection(404, 0, "Not Found")).Diagnostics(),
		"rate limit":                  failureOf(ticket, endedAs(busy, cpn.EndedDeadline)).Diagnostics(),
		"rate limit long wait":        failureOf(ticket, endedAs(busy, cpn.EndedRetryAfter)).Diagnostics(),
		"no request reached cpn":      failureOf(ticket, refused).Diagnostics(),
		"no request out of time":      failureOf(ticket, endedAs(refused, cpn.EndedDeadline)).Diagnostics(),
		"no request silence":          failureOf(ticket, cpn.Error{Ended: cpn.EndedSilence, Attempts: attempts(unreachable)}).Diagnostics(),
		"no request before interrupt": failureOf(ticket, cpn.Error{Ended: cpn.EndedInterrupt}).Diagnostics(),
		"rejected quote":              failureOf(transaction, rejection(400, cpn.CodeIncompatibleQuote, "incompatible quote")).Diagnostics(),
	}
}

func existingMessages() map[string]diag.Diagnostics {
	ticket, transaction := SupportTicketSubject, TransactionSubject
	active := rejection(400, cpn.CodeActiveTransactionExists, "an active transaction exists")
	processed := existing(cpn.EndedRetries)
	differs := Returned{Subject: ticket, CPNID: ticketID}
	differs.Text("issue_type", "OTHER", nil)
	differs.Text("description", "It is late.\nVery.", new("It is late.\nvery"))
	differs.Elements("cc_emails", []string{"a@ofi.com", "b@ofi.com"}, []string{"b@ofi.com", "c@ofi.com", "d@ofi.com"})
	return map[string]diag.Diagnostics{
		"exists without details":           failureOf(ticket, processed).DetailsLost(),
		"exists details pending":           failureOf(ticket, existing(cpn.EndedInterrupt)).Diagnostics(),
		"found by metadata":                failureOf(transaction, processed).Found(ofStatus("CREATED")),
		"found by metadata broadcasted":    failureOf(transaction, processed).Found(ofStatus("BROADCASTED")),
		"found by metadata failed":         failureOf(transaction, processed).Found(ofStatus("FAILED")),
		"not looked up":                    failureOf(transaction, processed).NotLookedUp(),
		"ambiguous transactions":           failureOf(transaction, processed).Ambiguous([]Transaction{ofStatus("CREATED"), ofStatus("FAILED")}, 2),
		"ambiguous transactions none":      failureOf(transaction, processed).Ambiguous(nil, 0),
		"active transaction":               failureOf(transaction, active).ActiveTransaction(ofStatus("CREATED"), true),
		"active transaction after a loss":  failureOf(transaction, since(active)).ActiveTransaction(ofStatus("BROADCASTED"), true),
		"active transaction same metadata": failureOf(transaction, since(active)).ActiveTransaction(ofStatus("CREATED"), false),
		"active transaction unknown":       failureOf(transaction, since(active)).UnknownActiveTransaction(),
		"earlier ticket":                   ticket.ReplayedTicket(new("2026-11-01T10:00:00Z"), time.Date(2026, 11, 20, 10, 0, 0, 0, time.UTC), time.Second),
		"earlier transaction completed":    transaction.ReplayedTransaction("COMPLETED", "COMPLETED"),
		"earlier transaction failed since": transaction.ReplayedTransaction("CREATED", "FAILED"),
		"contradicted":                     Contradicted(paymentID, transactionID, key),
		"message withheld":                 {MessageWithheld(paymentID, transactionID)},
		"response differs":                 differs.Diagnostics,
	}
}

func readMessages() map[string]diag.Diagnostics {
	silent := &cpn.Error{Ended: cpn.EndedRetries, Attempts: attempts(lost, lost), Server: "127.0.0.1:8080 (from CPN_BASE_URL)"}
	notFound := rejection(400, cpn.CodeTransactionNotFound, "Transaction not found")
	unauthorized := rejection(401, cpn.CodeUnauthorized, "Unauthorized")
	proxy := rejection(404, 0, "Not Found")
	busy := endedAs(rejection(429, cpn.CodeTooManyRequests, "Too Many Requests"), cpn.EndedRetryAfter)
	down := endedAs(rejection(503, cpn.CodeUnknown, "Unknown error"), cpn.EndedDeadline)
	garbled := &cpn.Error{StatusCode: 200, Ended: cpn.EndedRetries, Attempts: attempts("HTTP 200, but the response is not JSON")}
	refresh := func(err error) diag.Diagnostics { return Unrefreshed(paymentID, transactionID, err) }
	return map[string]diag.Diagnostics{
		"read failed":               ReadFailure{What: "payment", PaymentID: paymentID, Err: silent}.Diagnostics(),
		"read failed garbled":       ReadFailure{What: "payment", Err: garbled}.Diagnostics(),
		"read failed otherwise":     ReadFailure{What: "transaction", Err: errors.New("out of memory")}.Diagnostics(),
		"refresh failed":            refresh(&unauthorized),
		"refresh failed network":    refresh(silent),
		"refresh failed rate limit": refresh(&busy),
		"refresh failed 503":        refresh(&down),
		"refresh failed silence":    refresh(&cpn.Error{Ended: cpn.EndedSilence, Attempts: attempts(lost)}),
		"refresh interrupted":       refresh(&cpn.Error{Ended: cpn.EndedInterrupt}),
		"refresh not found":         refresh(&notFound),
		"refresh not from cpn":      refresh(&proxy),
		"refresh odd id":            refresh(fmt.Errorf("no request was sent: \"x\" %w", cpn.ErrUnusableID)),
		"refresh skipped":           {NotRefreshedYet(transactionID)},
		"status unconfirmed":        Unconfirmed(silent),
		"message renewed":           {RenewedMessage(paymentID, transactionID)},
		"changed at cpn":            {ChangedAtCPN(path.Root("destination_address"), "0x1c7d4b196cb0c7b01d743fbc6116a902379c7238", "0x00000000000000000000000000000000000000ff")},
		"invalid import id":         {InvalidImportID(errors.New(`"4711" has 0 slashes`))},
		"invalid import identity":   {InvalidImportIdentity("transaction_id", errors.New("it is empty"))},
		"not listed":                {NotListed(paymentID, transactionID, &notFound)},
		"ticket import":             {SupportTicketSubject.NotImportable()},
	}
}

func planMessages() map[string]diag.Diagnostics {
	ticket, transaction := SupportTicketSubject, TransactionSubject
	return map[string]diag.Diagnostics{
		"destroy":                     {Removed{Subject: ticket, CPNID: ticketID, CaseRefID: "CIR-123456"}.Destroyed()},
		"destroy transaction":         {Removed{Subject: transaction, CPNID: transactionID}.Destroyed()},
		"replacement of unknown":      {Removed{Subject: ticket, CPNID: ticketID, CaseRefID: "CIR-123456"}.MayBeReplaced()},
		"replacement":                 {Removed{Subject: ticket, CPNID: ticketID, CaseRefID: "CIR-123456"}.Replaced()},
		"replacement transaction":     {Removed{Subject: transaction, CPNID: transactionID, ActiveStatus: "PENDING"}.Replaced()},
		"duplicate":                   {ticket.Duplicate("INC-4711/delay", key)},
		"managed twice":               {transaction.ManagedTwice(transactionID)},
		"id removed":                  {ticket.IDRemoved("INC-4711/delay", "tf-7c69db0b-0a5e-4c1f-9d0e-2f6f0a3f1b77")},
		"provider failed":             {failedBy(ProviderFailed)},
		"provider failed in a create": {failedBy(ProviderFailedInCreate)},
		"unexpected provider data":    {UnexpectedProviderData(4711)},
	}
}

func settingMessages() map[string]diag.Diagnostics {
	return map[string]diag.Diagnostics{
		"no api key":             {NoAPIKey()},
		"missing api key":        {MissingAPIKey("read the transaction")},
		"unknown provider block": {UnknownProviderBlock("create the support ticket")},
		"wrong environment":      {WrongEnvironment("test", cpn.TestKeyPrefix, cpn.LiveKeyPrefix, "CPN_ENVIRONMENT")},
		"invalid setting":        {InvalidSetting("max_retries", "CPN_MAX_RETRIES", "a number from 0 to 20", errors.New("it is not a number in this range"))},
		"invalid value":          {InvalidValue(path.Root("payment_id"), "a UUID, such as \""+paymentID+"\"", errors.New(`"4711" is not a UUID`))},
		"repeated value":         {Repeated(path.Root("cc_emails"), 0, 2)},
	}
}

func failedBy(describe func(string) (string, string)) diag.Diagnostic {
	return diag.NewErrorDiagnostic(describe("  runtime error: index out of range\n  provider.x (x.go:1)"))
}

// TestMessages holds what operators read, whole, as Terraform prints it: a change of
// wording is to be seen, and to be read aloud.
func TestMessages(t *testing.T) {
	t.Parallel()
	for name, diags := range messages() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			golden(t, name, printed(diags))
		})
	}
}

// TestMessages_haveAllFiles finds golden files that no message has.
func TestMessages_haveAllFiles(t *testing.T) {
	t.Parallel()
	all := messages()
	for file := range goldenFiles(t) {
		if _, found := all[strings.ReplaceAll(file, "_", " ")]; !found {
			t.Errorf("no message has the file %s", file)
		}
	}
}

// goldenFiles returns all golden messages, by name.
func goldenFiles(t *testing.T) map[string]string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join("testdata", "messages", "*.txt"))
	if err != nil || len(files) == 0 {
		t.Fatal("no golden messages: ", err)
	}
	all := map[string]string{}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		all[strings.TrimSuffix(filepath.Base(file), ".txt")] = string(text)
	}
	return all
}

// golden compares got with the text that is kept under this name.
func golden(t *testing.T, name, got string) {
	t.Helper()
	file := filepath.Join("testdata", "messages", strings.ReplaceAll(name, " ", "_")+".txt")
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

// TestMessages_escapeWhatCPNReturns holds sentences with IDs and statuses of
// CPN's to what cannot repaint a terminal.
func TestMessages_escapeWhatCPNReturns(t *testing.T) {
	t.Parallel()
	const hostile = "\x1b[2Jx"
	f := failureOf(TransactionSubject, cpn.Error{})
	shown := Transaction{ID: hostile, Status: hostile, Amount: hostile, Destination: hostile, Metadata: hostile}
	removed := Removed{Subject: SupportTicketSubject, CPNID: hostile, CaseRefID: hostile, ActiveStatus: hostile}
	for name, text := range map[string]string{
		"destroy":     printed(diag.Diagnostics{removed.Destroyed()}),
		"replacement": printed(diag.Diagnostics{removed.Replaced()}),
		"adoption":    printed(f.ActiveTransaction(shown, true)),
		"list":        printed(f.Ambiguous([]Transaction{shown, shown}, 2)),
		"found":       printed(f.Found(shown)),
		"replay":      printed(TransactionSubject.ReplayedTransaction(hostile, hostile)),
		"imported":    printed(diag.Diagnostics{TransactionSubject.ManagedTwice(hostile)}),
	} {
		if strings.Contains(text, "\x1b") || !strings.Contains(text, `x1b[2Jx`) {
			t.Errorf("%s: %q", name, text)
		}
	}
}

// TestCapitalized shows that a text may be empty, or begin beyond ASCII.
func TestCapitalized(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{"": "", "a b": "A b", "über": "Über"} {
		if got := capitalized(text); got != want {
			t.Errorf("capitalized(%q) = %q", text, got)
		}
	}
}
