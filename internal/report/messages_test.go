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
