// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestExamples_apply applies every example that is a whole configuration, and
// those of the resources, so that none can rot.
func TestExamples_apply(t *testing.T) {
	t.Parallel()
	for name, files := range map[string][]string{
		"demo":                {"demo/main.tf"},
		"runbook":             {"runbook/main.tf"},
		"support ticket":      {"provider/provider.tf", "resources/cpn_support_ticket/resource.tf", "resources/cpn_support_ticket/for_each.tf"},
		"transaction":         {"provider/provider.tf", "resources/cpn_transaction/resource.tf"},
		"ephemeral key":       {"provider/ephemeral.tf", "resources/cpn_transaction/resource.tf"},
		"payment data source": {"provider/provider.tf", "data-sources/cpn_payment/data-source.tf"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, url := startFake(t)
			w := newWorkspace(t, url)
			w.setenv("TF_VAR_cpn_api_key", testKey)
			w.use(files...)
			w.run("apply", "-auto-approve").must(t, 0)
			w.run("plan", "-detailed-exitcode").must(t, 0)
		})
	}
}

// use copies examples into the workspace. Those that do not name the provider's
// source get a file that does.
func (w *workspace) use(files ...string) {
	w.t.Helper()
	named := false
	for _, file := range files {
		text, err := os.ReadFile(filepath.Join("..", "..", "examples", file))
		if err != nil {
			w.t.Fatal(err)
		}
		named = named || strings.Contains(string(text), "required_providers")
		w.write(filepath.Join(w.dir, strings.ReplaceAll(file, "/", "_")), string(text))
	}
	if !named {
		w.configure()
	}
}

// TestExamples_import imports with the example's block, for the transaction that
// its resource example describes.
func TestExamples_import(t *testing.T) {
	t.Parallel()
	fake, url := startFake(t)
	first := newWorkspace(t, url)
	first.use("provider/provider.tf", "resources/cpn_transaction/resource.tf")
	first.run("apply", "-auto-approve").must(t, 0)

	w := newWorkspace(t, url)
	w.use("provider/provider.tf", "resources/cpn_transaction/resource.tf", "resources/cpn_transaction/import-by-string-id.tf")
	block := filepath.Join(w.dir, "resources_cpn_transaction_import-by-string-id.tf")
	text, err := os.ReadFile(block)
	if err != nil {
		t.Fatal(err)
	}
	_, id, _ := strings.Cut(string(text), paymentID+"/")
	id, _, _ = strings.Cut(id, `"`)
	w.write(block, strings.Replace(string(text), id, fake.Transactions()[0].ID, 1))
	w.run("apply", "-auto-approve").must(t, 0)
	w.run("plan", "-detailed-exitcode").must(t, 0)

	shell, err := os.ReadFile("../../examples/resources/cpn_transaction/import.sh")
	if err != nil {
		t.Fatal(err)
	}
	if want := "terraform import cpn_transaction.funding " + paymentID + "/" + id + "\n"; string(shell) != want {
		t.Errorf("the command is %q, want %q", shell, want)
	}
}

// TestExamples_tests runs the tests that practitioners can copy.
func TestExamples_tests(t *testing.T) {
	t.Parallel()
	for _, file := range []string{"mocked", "applied"} {
		t.Run(file, func(t *testing.T) {
			t.Parallel()
			fake, url := startFake(t)
			w := newWorkspace(t, url)
			w.mirrored()
			if file != "applied" {
				w.setenv("CPN_API_KEY", "")
			}
			if err := os.CopyFS(w.dir, os.DirFS("../../examples/test-environment")); err != nil {
				t.Fatal(err)
			}
			w.plain("init", "-no-color")
			w.run("test", "-filter=tests/"+file+".tftest.hcl").must(t, 0)
			if got := fake.Counts().Creates; (got == 0) != (file != "applied") {
				t.Errorf("%d creates", got)
			}
		})
	}
}

// TestExamples_areAllTested finds examples that nobody applies.
func TestExamples_areAllTested(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile("examples_test.go")
	if err != nil {
		t.Fatal(err)
	}
	var files []string
	for _, pattern := range []string{"*/*.tf", "*/*/*.tf"} {
		found, err := filepath.Glob("../../examples/" + pattern)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, found...)
	}
	elsewhere := []string{"data-sources/cpn_transaction/data-source.tf", "test-environment/main.tf"}
	for _, file := range files {
		name := strings.TrimPrefix(filepath.ToSlash(file), "../../examples/")
		if !strings.Contains(string(text), `"`+name+`"`) && !slices.Contains(elsewhere, name) {
			t.Errorf("no test applies %s", name)
		}
	}
	if len(files) < 8 {
		t.Errorf("found only %v", files)
	}
}
