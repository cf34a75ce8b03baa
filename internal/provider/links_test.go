// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestDocs_linksLead follows every link from the documentation to a file of the repository. The
// registry omits the extension of pages, so links may omit it too.
func TestDocs_linksLead(t *testing.T) {
	t.Parallel()
	link := regexp.MustCompile(`\]\(([^)#\s]+)(#[^)]*)?\)`)
	root := os.DirFS(filepath.Join("..", ".."))
	checked := 0
	err := fs.WalkDir(root, ".", func(file string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || path.Ext(file) != ".md" {
			return err
		}
		text, err := fs.ReadFile(root, file)
		if err != nil {
			return err
		}
		for _, found := range link.FindAllStringSubmatch(string(text), -1) {
			target := found[1]
			if strings.Contains(target, "://") || strings.HasPrefix(target, "mailto:") {
				continue
			}
			checked++
			at := path.Join(path.Dir(file), target)
			if !exists(root, at) && !exists(root, at+".md") {
				t.Errorf("%s links to %s, which does not exist", file, target)
			}
		}
		return nil
	})
	if err != nil || checked < 10 {
		t.Errorf("checked %d links, %v", checked, err)
	}
}

func exists(root fs.FS, file string) bool {
	_, err := fs.Stat(root, file)
	return err == nil
}
