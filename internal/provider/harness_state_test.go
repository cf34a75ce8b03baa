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

// file is the state file, nil if there is none.
func (w *workspace) file() []byte {
	w.t.Helper()
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
	if content := w.file(); content != nil {
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
			switch index := each.Index.(type) {
			case string:
				all[fmt.Sprintf("%s[%q]", address, index)] = each
			case float64:
				all[fmt.Sprintf("%s[%d]", address, int(index))] = each
			default:
				all[address] = each
			}
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
