// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// example is something that practitioners may copy, and the test that plays it.
type example struct {
	files []string // in the folder examples
	play  func(t *testing.T, files []string)
}

// examples lists every example. Tests get their files only from this list, so that every
// listed example is played.
func examples() map[string]example {
	const (
		configured  = "provider/provider.tf"
		transaction = "resources/cpn_transaction/resource.tf"
		submission  = "resources/cpn_transaction_submission/"
		tested      = "test-environment/main.tf"
		quote       = "sign-and-submit/quote.tf"
	)
	return map[string]example{
		"demo":                    {[]string{"demo/main.tf", "demo/demo.sh"}, playDemo},
		"runbook":                 {[]string{"runbook/main.tf"}, applyRunbook},
		"workflow":                {[]string{"runbook/workflow.yml"}, samePins},
		"support ticket":          {[]string{configured, "resources/cpn_support_ticket/resource.tf", "resources/cpn_support_ticket/for_each.tf"}, applyExample},
		"ephemeral key":           {[]string{"provider/ephemeral.tf", transaction}, applyExample},
		"payment data source":     {[]string{configured, "data-sources/cpn_payment/data-source.tf"}, examplePayment},
		"transaction data source": {[]string{configured, "data-sources/cpn_transaction/data-source.tf"}, readExampleTransaction},
		"import block":            {[]string{configured, transaction, "resources/cpn_transaction/import-by-string-id.tf"}, importExample},
		"import command":          {[]string{"resources/cpn_transaction/import.sh", "resources/cpn_transaction/import-by-string-id.tf"}, sameImport},
		"submission":              {[]string{configured, transaction, submission + "resource.tf"}, applyExample},
		"submission import":       {[]string{configured, submission + "import-by-string-id.tf"}, importExampleSubmission},
		"submission command":      {[]string{submission + "import.sh", submission + "import-by-string-id.tf"}, sameImport},
		"sign and submit":         {[]string{submissionRunbook, quote}, signAndSubmit},
		"sign on Solana":          {[]string{submissionRunbook, quote}, signAndSubmitOnSolana},
		"tests of the guard":      {[]string{submissionRunbook, quote, "sign-and-submit/tests/guard.tftest.hcl"}, testMocked},
		"tests with mocks":        {[]string{tested, "test-environment/tests/mocked.tftest.hcl"}, testMocked},
		"workflow for tests":      {[]string{"test-environment/workflow.yml"}, samePins},
		"tests in the guide":      {[]string{"test-environment/tests/lost_response.tftest.hcl", "test-environment/tests/one-ticket/main.tf"}, inTestGuide},
		"tests that apply":        {[]string{tested, "test-environment/tests/applied.tftest.hcl"}, testApplied},
	}
}

// TestExamples plays every example, so that none can rot.
func TestExamples(t *testing.T) {
	t.Parallel()
	for name, e := range examples() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			e.play(t, e.files)
		})
	}
}

// TestExamples_areAllTested compares the existing files with those that tests play.
func TestExamples_areAllTested(t *testing.T) {
	t.Parallel()
	played := map[string]bool{}
	for _, e := range examples() {
		for _, file := range e.files {
			played[file] = true
		}
	}
	there := map[string]bool{}
	err := fs.WalkDir(os.DirFS("../../examples"), ".", func(file string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case entry.IsDir() && strings.HasPrefix(entry.Name(), ".") && file != ".":
			return fs.SkipDir
		case !entry.IsDir() && !leftByTerraform(entry.Name()):
			there[file] = true
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(slices.Sorted(maps.Keys(played)), slices.Sorted(maps.Keys(there))); diff != "" {
		t.Errorf("examples that tests play (-), and existing examples (+):\n%s", diff)
	}
}

// leftByTerraform reports whether a file was left by Terraform or a developer. Such files are
// never committed.
func leftByTerraform(name string) bool {
	return strings.HasPrefix(name, ".") || strings.Contains(name, ".tfstate") || strings.Contains(name, ".tfvars") || path.Ext(name) == ".tfplan"
}

// exampleText returns the text of an example.
func exampleText(t *testing.T, file string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("..", "..", "examples", filepath.FromSlash(file)))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// use copies examples into the workspace. Those that do not name the provider's source get a
// file that does.
func (w *workspace) use(files ...string) {
	w.t.Helper()
	named := false
	for _, file := range files {
		text := exampleText(w.t, file)
		named = named || strings.Contains(text, "required_providers")
		w.write(w.copyOf(file), text)
	}
	if !named {
		w.configure()
	}
}

// copyOf is the path of an example's copy in the workspace.
func (w *workspace) copyOf(file string) string {
	return filepath.Join(w.dir, strings.ReplaceAll(file, "/", "_"))
}

// applyExample applies a whole configuration, or the configuration of a resource.
func applyExample(t *testing.T, files []string) {
	t.Helper()
	_, url := startFake(t)
	w := newWorkspace(t, url)
	w.setenv("TF_VAR_cpn_api_key", testKey)
	w.setenv("TF_VAR_signed_transaction", signedExample)
	w.use(files...)
	w.run("apply", "-auto-approve").must(t, 0)
	w.run("plan", "-detailed-exitcode").must(t, 0)
}

// applyRunbook applies the runbook, loses its state, and reports an incident again under the
// same name. CPN returns the earlier ticket, which the runbook does not accept.
func applyRunbook(t *testing.T, files []string) {
	t.Helper()
	fake, url := startFake(t)
	w := newWorkspace(t, url)
	w.use(files...)
	w.run("apply", "-auto-approve").must(t, 0)
	w.run("plan", "-detailed-exitcode").must(t, 0)
	w.loseState()
	w.write(w.copyOf(files[0]), strings.Replace(exampleText(t, files[0]), "2026-01-15T08:00:00Z", "2999-01-15T08:00:00Z", 1))
	got := w.run("apply", "-auto-approve").must(t, 1)
	if !strings.Contains(got.output, "CPN returned the ticket of an earlier incident. Use another name than INC-4711.") || fake.Counts().Tickets != 2 {
		t.Errorf("CPN has %d tickets: %s", fake.Counts().Tickets, got.output)
	}
}

// readExampleTransaction reads the transaction named in the last file.
func readExampleTransaction(t *testing.T, files []string) {
	t.Helper()
	fake, url := startFake(t)
	holdTransaction(fake)
	w := newWorkspace(t, url)
	w.use(files...)
	w.run("apply", "-auto-approve").must(t, 0)
	if got, want := w.state()["data.cpn_transaction.funding"]["message_to_be_signed"], fake.Transactions()[0].MessageToBeSigned; got != want {
		t.Errorf("got %v, want %s", got, want)
	}
}

// samePins holds the actions of a workflow to those of this repository, which
// Dependabot updates. `make lint` checks the rest of the workflow.
func samePins(t *testing.T, files []string) {
	t.Helper()
	ours, err := os.ReadFile(filepath.Join("..", "..", ".github", "workflows", "test.yml"))
	if err != nil {
		t.Fatal(err)
	}
	pins := regexp.MustCompile(`uses: .+`).FindAllString(exampleText(t, files[0]), -1)
	for _, pin := range pins {
		if !strings.Contains(string(ours), pin) {
			t.Errorf("this repository does not use %q", pin)
		}
	}
	if len(pins) == 0 {
		t.Error("the workflow uses no action")
	}
}

// inTestGuide checks that the guide shows the files. The test of cpn-fake follows the guide.
func inTestGuide(t *testing.T, files []string) {
	t.Helper()
	guide, err := os.ReadFile(filepath.Join("..", "..", "templates", "guides", "test-without-cpn.md.tmpl"))
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		if !strings.Contains(string(guide), "{{ codefile \"terraform\" \"examples/"+file+"\" }}") {
			t.Errorf("the guide does not show %s", file)
		}
	}
}

// testMocked runs tests that need neither a key nor CPN.
func testMocked(t *testing.T, files []string) {
	t.Helper()
	if got := runTests(t, files, ""); got != 0 {
		t.Errorf("%d creates", got)
	}
}

// testApplied runs tests that create resources.
func testApplied(t *testing.T, files []string) {
	t.Helper()
	if got := runTests(t, files, testKey); got == 0 {
		t.Error("no creates")
	}
}

// runTests runs the tests in the last file and returns the number of creates.
func runTests(t *testing.T, files []string, key string) int {
	t.Helper()
	fake, url := startFake(t)
	w := newWorkspace(t, url)
	w.mirrored()
	w.setenv("CPN_API_KEY", key)
	if err := os.Mkdir(filepath.Join(w.dir, "tests"), 0o700); err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		_, name, _ := strings.Cut(file, "/")
		w.write(filepath.Join(w.dir, filepath.FromSlash(name)), exampleText(t, file))
	}
	w.plain("init", "-no-color")
	w.run("test", "-filter=tests/"+path.Base(files[len(files)-1])).must(t, 0)
	return fake.Counts().Creates
}
