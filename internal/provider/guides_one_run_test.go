// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestGuide_oneRun creates, checks, signs and submits in one run, in both ways that the
// guide shows. After the guide's last step nobody signs again. A message that fails the
// check is never signed.
func TestGuide_oneRun(t *testing.T) {
	t.Parallel()
	const guide = "templates/guides/sign-and-submit.md.tmpl"
	byProvider := blockAfter(t, guide, "## In one run", "terraform")
	byScript := blockAfter(t, guide, "`signed_transaction = data.external.signature.result.signed_transaction`:", "terraform")
	_, submission, _ := strings.Cut(byProvider, "}\n")
	submission = strings.Replace(submission, "ephemeral.signer_signature.funding.signed_transaction", "data.external.signature.result.signed_transaction", 1)
	transaction, _, found := strings.Cut(exampleText(t, submissionRunbook), `check "time_left"`)
	if !found {
		t.Fatalf("the runbook begins with %s", transaction)
	}
	for name, signing := range map[string]string{"ephemeral resource": byProvider, "data source": byScript + submission} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			fake, url := startFake(t)
			w := newWorkspace(t, url)
			signed := w.withSigner()
			w.use("sign-and-submit/quote.tf")
			w.write(w.copyOf(submissionRunbook), transaction+signing)
			w.quoted("ETH-SEPOLIA", "0.899799")
			if got := w.run("apply", "-auto-approve").must(t, 1); !strings.Contains(got.output, "Do not sign") || len(signed()) > 0 {
				t.Errorf("signed %q: %s", signed(), got.output)
			}
			w.quoted("ETH-SEPOLIA", "0.899798")
			w.run("apply", "-auto-approve").must(t, 0)
			if got, want := signed(), fake.Transactions()[0].MessageToBeSigned; len(got) == 0 || got[0] != want {
				t.Errorf("signed %q, want %s", got, want)
			}
			w.run("plan", "-detailed-exitcode").must(t, 0)
			before := len(signed())
			w.write(w.copyOf(submissionRunbook), transaction+withoutSignature(signing))
			w.run("plan", "-detailed-exitcode").must(t, 0)
			if again := signed()[before:]; len(again) > 0 || fake.Transactions()[0].Submitted != 1 {
				t.Errorf("submitted %d times, signed again %q", fake.Transactions()[0].Submitted, again)
			}
		})
	}
}

// withoutSignature removes what the guide says to remove once the transaction is submitted.
func withoutSignature(blocks string) string {
	return regexp.MustCompile(`(?ms)^(ephemeral|data) .*?^}\n|^  signed_[^\n]*\n`).ReplaceAllString(blocks, "")
}

// withSigner installs the providers signer and external, which sign, and returns what returns
// the messages that they have signed.
func (w *workspace) withSigner() (signed func() []string) {
	w.t.Helper()
	self, err := os.Executable()
	if err != nil {
		w.t.Fatal(err)
	}
	dirs := map[string]string{}
	for _, name := range []string{"signer", "external"} {
		dirs["hashicorp/"+name] = w.t.TempDir()
		if err := os.Symlink(self, filepath.Join(dirs["hashicorp/"+name], signerPrefix+name)); err != nil {
			w.t.Fatal(err)
		}
	}
	w.overridden(dirs)
	w.setenv(signedFile, filepath.Join(w.dir, "signed"))
	return func() []string {
		text, _ := os.ReadFile(filepath.Join(w.dir, "signed")) // there is none if nothing is signed
		return strings.Split(strings.TrimSuffix(string(text), "\n"), "\n")[:strings.Count(string(text), "\n")]
	}
}
