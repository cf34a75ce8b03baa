// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package report

import (
	"flag"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpn"
)

var rewrite = flag.Bool("rewrite", false, "rewrite the golden messages")

// table is the messages of one golden file, by name.
type table = map[string]diag.Diagnostics

// files are all messages of this package, by the golden file that has them. A golden file has
// the name of the file that builds its messages.
func files() map[string]table {
	all := createMessages()
	maps.Copy(all, readMessages())
	maps.Copy(all, planMessages())
	maps.Copy(all, submissionMessages())
	all["findings"] = findingMessages()
	return all
}

// messages are all messages of this package, by name.
func messages() table {
	all := table{}
	for _, some := range files() {
		maps.Copy(all, some)
	}
	return all
}

// TestMessages holds what operators read, whole, as Terraform prints it: a change of
// wording is to be seen, and to be read aloud.
func TestMessages(t *testing.T) {
	t.Parallel()
	for name, messages := range files() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var texts []string
			for _, name := range slices.Sorted(maps.Keys(messages)) {
				texts = append(texts, "# "+name+"\n\n"+printed(messages[name]))
			}
			file, got := filepath.Join("testdata", "messages", name+".txt"), strings.Join(texts, "\n")
			if *rewrite {
				if err := os.WriteFile(file, []byte(got), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(got, "\n")); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// TestMessages_haveAllFiles finds golden files that have no messages, and messages that hide
// others of the same name.
func TestMessages_haveAllFiles(t *testing.T) {
	t.Parallel()
	found, err := filepath.Glob(filepath.Join("testdata", "messages", "*"))
	if err != nil {
		t.Fatal(err)
	}
	all := files()
	for _, file := range found {
		if name := strings.TrimSuffix(filepath.Base(file), ".txt"); all[name] == nil {
			t.Errorf("no message has the file %s", file)
		}
	}
	names := 0
	for _, some := range all {
		names += len(some)
	}
	if n := len(messages()); n != names {
		t.Errorf("%d messages have %d names", names, n)
	}
}

// TestMessages_escapeWhatCPNReturns holds sentences with IDs and statuses of
// CPN's to what cannot repaint a terminal.
func TestMessages_escapeWhatCPNReturns(t *testing.T) {
	t.Parallel()
	const hostile = "\x1b[2Jx"
	f := failureOf(TransactionSubject, cpn.Error{})
	shown := Transaction{ID: hostile, Status: hostile, Amount: hostile, Destination: hostile, Metadata: MetadataDiffers}
	removed := Removed{Subject: SupportTicketSubject, CPNID: hostile, CaseRefID: hostile, ActiveStatus: hostile}
	for name, text := range map[string]string{
		"destroy":     printed(diag.Diagnostics{removed.Destroyed()}),
		"replacement": printed(diag.Diagnostics{removed.Replaced()}),
		"adoption":    printed(f.ActiveTransaction(shown)),
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
		StatusCode: status, Code: code, Message: message, RequestID: "9f1c7ad2-55a1-4c39-8f6c-0c8a1d6b7e21",
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
		Destination: "0x1c7d4b196cb0c7b01d743fbc6116a902379c7238", ExpireDate: "2026-11-20T04:04:05Z", Metadata: "as configured",
	}
}

// differing returns the same with other metadata than is configured.
func differing(status string) Transaction {
	t := ofStatus(status)
	t.Metadata = MetadataDiffers
	return t
}
