// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// glossary lists the terms that the documentation uses, and the words that it does not
// use for them. Each term has one name, so that a reader under pressure need not ask
// whether two names mean two things.
func glossary() []struct{ use, not, except string } {
	return []struct{ use, not, except string }{
		{use: "response", not: `\b(answer(s|ed)?|repl(y|ies|ied))\b`},
		{use: "API key or idempotency key", not: `\bkeys?\b`, except: `\b(API|idempotency|signing|public) keys?\b|\beach\.key\b|--[\w-]*-keys?\b`},
		{use: "ticket or transaction", not: `\b(object|thing)s?\b`, except: `\bJSON objects?\b|\bobject\(|\| objects \|`},
		{use: "configured `id`", not: `\bgiven (an )?ids?\b|\bid of (yours|your own)\b`},
		{use: "derived `id`, omitted", not: `\bgenerated ids?\b`},
		{use: "omitted", not: `\bleft[- ]out\b|\bleav(e|es|ing) out\b|\bleave it out\b`},
		{use: "derived from `id`", not: `\bseed(s|ed)\b`},
		{use: "retain", not: `\bremember(s|ed)?\b|\bCPN knows\b`},
		{use: "rejected (by CPN), blocked (by the provider)", not: `\brefus(e|es|ed|al|als|ing)\b`, except: `\bconnection (was |is )?refused\b`},
		{use: "outcome unknown", not: `\b(may|might) exist\b|\bis not known whether\b`},
		{use: "apply again: an error leaves nothing in state", not: `\bunfinished\b|\bhalf[- ]made\b|\buntaint`},
		{use: "interrupted", not: `\bcut off\b`},
		{use: "remove from state", not: `\bforg(et|ets|ot|otten)\b|\blets? go\b`},
		{use: "active transaction", not: `\bone that is there\b`},
		{use: "duplicate", not: `\btwins?\b|\bsecond one\b`},
		{use: "local CPN simulator", not: `\bstand-ins?\b`},
		{use: "Circle support", not: `\b(ask|contact|tell|from|by) support\b|\bask CPN\b`},
		{use: "safeguard", not: `\bfuse\b`},
		{use: "If", not: `(^|\. )Where\b`},
		{use: "American spelling", not: `\b(licen[c]es?|\w*(organis|recognis|initialis)\w*|(behavi|col|hon)our\w*|cancelled|whilst)\b`, except: `\bCANCELLED\b`},
	}
}

// proseFiles returns every file with prose for practitioners and contributors. The
// descriptions of the schemas are in docs.
func proseFiles(t *testing.T, root fs.FS) []string {
	t.Helper()
	var files []string
	for _, dir := range []string{".", ".github", ".github/ISSUE_TEMPLATE", "docs", "examples"} {
		err := fs.WalkDir(root, dir, func(file string, entry fs.DirEntry, err error) error {
			switch deep := dir == "docs" || dir == "examples"; {
			case err != nil:
				return err
			case entry.IsDir() && file != dir && (!deep || strings.HasPrefix(entry.Name(), ".")):
				return fs.SkipDir
			case slices.Contains([]string{".md", ".tf", ".hcl", ".yml"}, path.Ext(file)) && !leftByTerraform(entry.Name()):
				files = append(files, file)
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return files
}

var (
	// Messages and their remedies have a test of their own.
	remedies = regexp.MustCompile(`(?s)<!-- remedies.*?<!-- end -->`)
	comments = regexp.MustCompile(`(?s)^---\n.*?\n---\n|<!--.*?-->`)
	linked   = regexp.MustCompile(`\]\([^)]*\)|https?://\S+`)
	breaks   = regexp.MustCompile(`\n\s*\n|\n\s*(?:[-*]|\d+\.) |\n#+ .*|\||\n> `)
	sentence = regexp.MustCompile(`[.!?:][*"”)]*(\s+|$)`)
)

// proseOf returns a page without the output of programs, which stands in blocks without
// a language or of the language text, and without all other code unless withCode.
func proseOf(page string, withCode bool) string {
	var b strings.Builder
	language, inside := "", false
	for line := range strings.Lines(remedies.ReplaceAllString(page, "")) {
		trimmed := strings.TrimSpace(line)
		switch fence := strings.HasPrefix(trimmed, "```"); {
		case fence:
			language, inside = trimmed[3:], !inside
		case !inside || withCode && language != "" && language != "text":
			b.WriteString(line)
		}
	}
	return linked.ReplaceAllString(b.String(), "]")
}

// TestWords holds the documentation to the glossary.
func TestWords(t *testing.T) {
	t.Parallel()
	root := os.DirFS(filepath.Join("..", ".."))
	files := proseFiles(t, root)
	for _, file := range files {
		text, err := fs.ReadFile(root, file)
		if err != nil {
			t.Fatal(err)
		}
		prose := strings.Join(strings.Fields(strings.ReplaceAll(proseOf(string(text), true), "`", "")), " ")
		for _, term := range glossary() {
			rest := prose
			if term.except != "" {
				rest = regexp.MustCompile(`(?i)`+term.except).ReplaceAllString(prose, "")
			}
			for _, at := range regexp.MustCompile(`(?i)`+term.not).FindAllStringIndex(rest, -1) {
				t.Errorf("%s: use %q in: …%s…", file, term.use, rest[max(0, at[0]-40):min(len(rest), at[1]+40)])
			}
		}
	}
	if len(files) < 20 {
		t.Errorf("only %d files: %v", len(files), files)
	}
}

// TestWords_sentences limits the length of sentences. Aim for 25 words at most.
func TestWords_sentences(t *testing.T) {
	t.Parallel()
	const most = 30
	root := os.DirFS(filepath.Join("..", ".."))
	checked := 0
	for _, file := range proseFiles(t, root) {
		if path.Ext(file) != ".md" {
			continue
		}
		text, err := fs.ReadFile(root, file)
		if err != nil {
			t.Fatal(err)
		}
		prose := comments.ReplaceAllString(proseOf(string(text), false), "")
		for _, block := range breaks.Split(prose, -1) {
			for _, s := range sentence.Split(strings.Join(strings.Fields(block), " "), -1) {
				checked++
				if n := len(strings.Fields(s)); n > most {
					t.Errorf("%s: %d words: %s", file, n, s)
				}
			}
		}
	}
	if checked < 500 {
		t.Errorf("only %d sentences", checked)
	}
}
