// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"bytes"
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpnfake"
)

// refreshed is a workspace with one transaction in state, and its CPN.
type refreshed struct {
	*workspace

	fake *cpnfake.Server
	id   string // CPN's ID of the transaction
}

// newRefreshed applies a transaction with these attributes.
func newRefreshed(t *testing.T, attributes ...string) refreshed {
	t.Helper()
	fake, url := startFake(t)
	w := newWorkspace(t, url)
	w.configure(transactionBlock(append([]string{`id = "a"`, `metadata = { k = "v" }`}, attributes...)...))
	w.run("apply", "-auto-approve").must(t, 0)
	return refreshed{w, fake, fake.Transactions()[0].ID}
}

// refresh writes CPN's present values to state.
func (r refreshed) refresh() cliRun {
	r.t.Helper()
	return r.run("apply", "-refresh-only", "-auto-approve")
}

// file is the state file.
func (w *workspace) file() []byte {
	w.t.Helper()
	content, err := os.ReadFile(filepath.Join(w.dir, "terraform.tfstate"))
	if err != nil {
		w.t.Fatal(err)
	}
	return content
}

// values are the attributes of the only resource in state.
func (w *workspace) values() map[string]any {
	w.t.Helper()
	var state struct {
		Resources []struct {
			Instances []struct {
				Attributes map[string]any `json:"attributes"`
			} `json:"instances"`
		} `json:"resources"`
	}
	if err := json.Unmarshal(w.file(), &state); err != nil {
		w.t.Fatal(err)
	}
	if len(state.Resources) != 1 || len(state.Resources[0].Instances) != 1 {
		w.t.Fatalf("want one resource in state, got %+v", state)
	}
	return state.Resources[0].Instances[0].Attributes
}

// changesOnly refreshes, and fails the test unless only these attributes change in state and
// nothing is planned.
func (r refreshed) changesOnly(changes map[string]any) {
	r.t.Helper()
	want := r.values()
	maps.Copy(want, changes)
	if got := r.refresh().must(r.t, 0); len(got.diagnostics) != 0 {
		r.t.Errorf("the refresh says %+v", got.diagnostics)
	}
	if diff := cmp.Diff(want, r.values()); diff != "" {
		r.t.Error(diff)
	}
	r.run("plan", "-detailed-exitcode").must(r.t, 0)
}

// unchanged fails the test unless state is as it was before.
func (r refreshed) unchanged(before []byte) {
	r.t.Helper()
	if after := r.file(); !bytes.Equal(before, after) {
		r.t.Errorf("state has become %s", after)
	}
}
