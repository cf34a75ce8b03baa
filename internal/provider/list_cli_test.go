// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// listPage is the documentation of list "cpn_transaction".
const listPage = "templates/list-resources/transaction.md"

// listBlock returns the example of the documentation, which lists the transactions of paymentID.
func listBlock(t *testing.T) string {
	t.Helper()
	return blockAfter(t, listPage, "## Example Usage", "terraform")
}

// TestQuery lists a payment's transactions with the command line, if it can, and imports
// them with the configuration that it generates, which plans nothing.
func TestQuery(t *testing.T) {
	t.Parallel()
	fake, url := startFake(t)
	withTransactions(fake)
	w := newWorkspace(t, url)
	if w.configure(); !w.since("1.14", never) {
		t.Skip("the command line has no query")
	}
	w.write(filepath.Join(w.dir, "payment.tfquery.hcl"), listBlock(t))
	generated := filepath.Join(w.dir, "generated.tf")
	got := w.run("query", "-generate-config-out="+generated).must(t, 0)
	for _, name := range []string{"CREATED 11.948672 USDC 7fcb38c5", "FAILED 11.948672 USDC 0d46f3e8"} {
		if !strings.Contains(got.output, `"display_name":"`+name+`"`) {
			t.Errorf("%q is not in %s", name, got.output)
		}
	}
	if text, err := os.ReadFile(generated); err != nil || strings.Count(string(text), "identity = {") != 2 {
		t.Fatalf("generated %s, %v", text, err)
	}
	if got := w.run("apply", "-auto-approve").must(t, 0); !strings.Contains(got.output, "2 imported, 0 added, 0 changed, 0 destroyed") {
		t.Error(got.output)
	}
	w.run("plan", "-detailed-exitcode").must(t, 0)
	if n := fake.Counts().Creates; n != 0 {
		t.Errorf("%d creates", n)
	}
}

// TestList_page shows that the page about the list, which is not generated, has its schema.
func TestList_page(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile(filepath.Join("..", "..", listPage))
	if err != nil {
		t.Fatal(err)
	}
	_, section, _ := strings.Cut(string(text), "## Schema\n")
	want := "\n### Required\n\n"
	for _, a := range startQuery(t).schema.Block.Attributes {
		if !a.Required {
			t.Errorf("%s is not required", a.Name)
		}
		want += fmt.Sprintf("- `%s` (String) %s\n", a.Name, a.Description)
	}
	if section != want {
		t.Errorf("the schema is %q, want %q", section, want)
	}
}
