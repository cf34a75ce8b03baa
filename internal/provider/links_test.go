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

// TestDocs_linksLead follows every link of the documentation to a file of the
// repository, and to a heading in it. The registry omits the extension of a page, so
// links may omit it too. Pages under templates are checked as pages under docs.
func TestDocs_linksLead(t *testing.T) {
	t.Parallel()
	link := regexp.MustCompile(`\]\(([^)#\s]*)(#[^)]*)?\)`)
	root := os.DirFS(filepath.Join("..", ".."))
	files, anchors := 0, 0
	err := fs.WalkDir(root, ".", func(file string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || path.Ext(file) != ".md" || strings.HasPrefix(file, "templates/") || strings.Contains(file, "/node_modules/") {
			return err
		}
		text, err := fs.ReadFile(root, file)
		if err != nil {
			return err
		}
		for _, found := range link.FindAllStringSubmatch(string(text), -1) {
			target, anchor := found[1], found[2]
			if strings.Contains(target, "://") || strings.HasPrefix(target, "mailto:") {
				continue
			}
			files++
			page := linkedPage(root, file, target)
			if page == "" {
				t.Errorf("%s links to %s, which does not exist", file, target)
				continue
			}
			if anchor == "" {
				continue
			}
			anchors++
			if target, err := fs.ReadFile(root, page); err != nil || !hasAnchor(string(target), anchor[1:]) {
				t.Errorf("%s links to %s%s, but that page has no such heading, %v", file, page, anchor, err)
			}
		}
		return nil
	})
	if err != nil || files < 40 || anchors < 20 {
		t.Errorf("checked %d links, %d of them to a heading, %v", files, anchors, err)
	}
}

// linkedPage returns the file that a link in a file leads to, or "" if there is none.
func linkedPage(root fs.FS, file, target string) string {
	if target == "" {
		return file
	}
	at := path.Join(path.Dir(file), target)
	for _, page := range []string{at, at + ".md"} {
		if _, err := fs.Stat(root, page); err == nil {
			return page
		}
	}
	return ""
}

// hasAnchor reports whether a page has a heading, or an element, with this name.
func hasAnchor(page, name string) bool {
	dropped := regexp.MustCompile(`[^\p{L}\p{N} _-]`)
	for line := range strings.Lines(page) {
		heading := strings.TrimLeft(line, "#")
		slug := strings.ReplaceAll(dropped.ReplaceAllString(strings.ToLower(strings.TrimSpace(heading)), ""), " ", "-")
		if heading != line && slug == name || strings.Contains(line, `id="`+name+`"`) {
			return true
		}
	}
	return false
}
