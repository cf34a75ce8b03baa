// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// loseState removes the state and its backup.
func (w *workspace) loseState() {
	w.t.Helper()
	found, err := filepath.Glob(filepath.Join(w.dir, "terraform.tfstate*"))
	if err != nil || len(found) == 0 {
		w.t.Fatalf("no state to lose: %v", err)
	}
	for _, file := range found {
		if err := os.Remove(file); err != nil {
			w.t.Fatal(err)
		}
	}
}

// file is the state file, nil if there is none.
func (w *workspace) file() []byte {
	w.t.Helper()
	if w.backend != nil {
		return w.backend.stored()
	}
	content, err := os.ReadFile(filepath.Join(w.dir, "terraform.tfstate"))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		w.t.Fatal(err)
	}
	return content
}

// inFile is a resource in the state file.
type inFile struct {
	Attributes map[string]any `json:"attributes"`
	Identity   map[string]any `json:"identity"`
	Index      any            `json:"index_key"` // of count or for_each
	Status     string         `json:"status"`    // "tainted", or ""
}

// instances are the resources in the state file by address.
func (w *workspace) instances() map[string]inFile {
	w.t.Helper()
	var state struct {
		Resources []struct {
			Mode, Type, Name string
			Instances        []inFile
		}
	}
	if content := w.file(); len(content) > 0 {
		if err := json.Unmarshal(content, &state); err != nil {
			w.t.Fatal(err)
		}
	}
	all := map[string]inFile{}
	for _, r := range state.Resources {
		address := r.Type + "." + r.Name
		if r.Mode == "data" {
			address = "data." + address
		}
		for _, each := range r.Instances {
			at := address
			if each.Index != nil {
				at = fmt.Sprintf("%s[%v]", address, each.Index)
			}
			all[at] = each
		}
	}
	return all
}

// state returns the attributes of each resource in state by address.
func (w *workspace) state() map[string]map[string]any {
	w.t.Helper()
	all := map[string]map[string]any{}
	for address, each := range w.instances() {
		all[address] = each.Attributes
	}
	return all
}

// values are the attributes of the only resource in state.
func (w *workspace) values() map[string]any {
	w.t.Helper()
	all := w.state()
	if len(all) != 1 {
		w.t.Fatalf("want one resource in state, got %v", all)
	}
	for _, values := range all {
		return values
	}
	return nil
}

// outputs are the outputs in state. One that is null is not there.
func (w *workspace) outputs() map[string]any {
	w.t.Helper()
	var state struct {
		Outputs map[string]struct{ Value any }
	}
	if err := json.Unmarshal(w.file(), &state); err != nil {
		w.t.Fatal(err)
	}
	values := map[string]any{}
	for name, output := range state.Outputs {
		values[name] = output.Value
	}
	return values
}

// rawOutput returns an output as a script reads it.
func (w *workspace) rawOutput(name string) string {
	w.t.Helper()
	out, err := w.command("output", "-raw", name).Output()
	if err != nil {
		w.t.Fatal(err)
	}
	return string(out)
}

// read returns a file of the workspace.
func (w *workspace) read(name string) string {
	w.t.Helper()
	text, err := os.ReadFile(filepath.Join(w.dir, name))
	if err != nil {
		w.t.Fatal(err)
	}
	return string(text)
}
