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
		transaction = "resources/cpn_transaction/"
		submission  = "resources/cpn_transaction_submission/"
		tested      = "test-environment/"
		quote       = "sign-and-submit/quote.tf"
	)
	return map[string]example{
		"demo":                {[]string{"demo/main.tf", "demo/demo.sh"}, playDemo},
		"runbook":             {[]string{"runbook/main.tf"}, applyRunbook},
		"workflows":           {[]string{"runbook/workflow.yml", "test-environment/workflow.yml"}, samePins},
		"support ticket":      {[]string{configured, "resources/cpn_support_ticket/resource.tf", "resources/cpn_support_ticket/for_each.tf"}, applyExample},
		"payment data source": {[]string{configured, "data-sources/cpn_payment/data-source.tf"}, examplePayment},
		"submission":          {[]string{"provider/ephemeral.tf", transaction + "resource.tf", submission + "resource.tf"}, applyExample},
		"imports": {[]string{
			configured, transaction + "resource.tf", transaction + "import-by-string-id.tf", transaction + "import.sh",
			submission + "import-by-string-id.tf", submission + "import.sh", "data-sources/cpn_transaction/data-source.tf",
		}, importExamples},
		"sign and submit":    {[]string{submissionRunbook, quote}, signAndSubmit},
		"tests of the guard": {[]string{submissionRunbook, quote, "sign-and-submit/tests/guard.tftest.hcl"}, runTests},
		"tests":              {[]string{tested + "main.tf", tested + "tests/mocked.tftest.hcl", tested + "tests/applied.tftest.hcl"}, runTests},
		"tests in the guide": {[]string{tested + "tests/lost_response.tftest.hcl", tested + "tests/one-ticket/main.tf"}, inTestGuide},
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

// repositoryFile returns the text of a file of this repository.
func repositoryFile(t *testing.T, file string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("..", "..", filepath.FromSlash(file)))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// exampleText returns the text of an example.
func exampleText(t *testing.T, file string) string {
	t.Helper()
	return repositoryFile(t, "examples/"+file)
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

// samePins holds the actions of workflows to those of this repository, which Dependabot
// updates. `make lint` checks the rest of a workflow.
func samePins(t *testing.T, files []string) {
	t.Helper()
	ours := repositoryFile(t, ".github/workflows/test.yml")
	for _, file := range files {
		pins := regexp.MustCompile(`uses: .+`).FindAllString(exampleText(t, file), -1)
		for _, pin := range pins {
			if !strings.Contains(ours, pin) {
				t.Errorf("this repository does not use %q", pin)
			}
		}
		if len(pins) == 0 {
			t.Errorf("%s uses no action", file)
		}
	}
}
