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
		{use: "American spelling", not: `(organis|recognis|initialis)|\b(licen[c]es?|(behavi|col|hon)our\w*|cancelled|whilst)\b`, except: `\bCANCELLED\b`},
	}
}

// documents returns the text of every file with prose for practitioners and contributors. The
// descriptions of the schemas are in docs, and so are the pages that templates become.
func documents(t *testing.T) (root fs.FS, texts map[string]string) {
	t.Helper()
	root, texts = os.DirFS(filepath.Join("..", "..")), map[string]string{}
	for _, dir := range []string{".", ".github", ".github/ISSUE_TEMPLATE", "docs", "examples"} {
		err := fs.WalkDir(root, dir, func(file string, entry fs.DirEntry, err error) error {
			switch deep := dir == "docs" || dir == "examples"; {
			case err != nil:
				return err
			case entry.IsDir() && file != dir && (!deep || strings.HasPrefix(entry.Name(), ".")):
				return fs.SkipDir
			case slices.Contains([]string{".md", ".tf", ".hcl", ".yml"}, path.Ext(file)) && !leftByTerraform(entry.Name()):
				text, err := fs.ReadFile(root, file)
				texts[file] = string(text)
				return err
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return root, texts
}

var (
	// Messages and their remedies have a test of their own.
	remedies = regexp.MustCompile(`(?s)<!-- remedies.*?<!-- end -->`)
	comments = regexp.MustCompile(`(?s)^---\n.*?\n---\n|<!--.*?-->`)
	link     = regexp.MustCompile(`\]\(([^)#\s]*)(#[^)]*)?\)`)
	dropped  = regexp.MustCompile(`[^\p{L}\p{N} _-]`) // in the anchor of a heading
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

// TestDocs_words holds the documentation to the glossary.
func TestDocs_words(t *testing.T) {
	t.Parallel()
	// All terms at once: one by one, they take ten times as long.
	var not, except []string
	for _, term := range glossary() {
		not, except = append(not, term.not), append(except, term.except)
	}
	except = slices.DeleteFunc(except, func(pattern string) bool { return pattern == "" })
	wrong, allowed := regexp.MustCompile(`(?i)`+strings.Join(not, "|")), regexp.MustCompile(`(?i)`+strings.Join(except, "|"))
	_, texts := documents(t)
	for file, text := range texts {
		prose := strings.Join(strings.Fields(strings.ReplaceAll(proseOf(text, true), "`", "")), " ")
		prose = allowed.ReplaceAllString(prose, "")
		for _, at := range wrong.FindAllStringIndex(prose, -1) {
			for _, term := range glossary() {
				if regexp.MustCompile(`(?i)` + term.not).MatchString(prose[at[0]:at[1]]) {
					t.Errorf("%s: use %q in: …%s…", file, term.use, prose[max(0, at[0]-40):min(len(prose), at[1]+40)])
				}
			}
		}
	}
}

// TestDocs_sentences limits the length of sentences. Aim for 25 words at most.
func TestDocs_sentences(t *testing.T) {
	t.Parallel()
	const most = 30
	checked := 0
	_, texts := documents(t)
	for file, text := range texts {
		if path.Ext(file) != ".md" {
			continue
		}
		prose := comments.ReplaceAllString(proseOf(text, false), "")
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

// TestDocs_linksLead follows every link of the documentation to a file of the repository, and
// to a heading in it. The registry omits the extension of a page, so links may omit it too.
func TestDocs_linksLead(t *testing.T) {
	t.Parallel()
	root, texts := documents(t)
	files, anchors := 0, 0
	for file, text := range texts {
		for _, found := range link.FindAllStringSubmatch(text, -1) {
			target, anchor := found[1], strings.TrimPrefix(found[2], "#")
			if path.Ext(file) != ".md" || strings.Contains(target, "://") || strings.HasPrefix(target, "mailto:") {
				continue
			}
			files++
			page := linkedPage(root, file, target)
			if page == "" {
				t.Errorf("%s links to %s, which does not exist", file, target)
			} else if anchor != "" {
				anchors++
				if !hasAnchor(texts[page], anchor) {
					t.Errorf("%s links to %s#%s, but that page has no such heading", file, page, anchor)
				}
			}
		}
	}
	if files < 40 || anchors < 20 {
		t.Errorf("checked %d links, %d of them to a heading", files, anchors)
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
	for line := range strings.Lines(page) {
		heading := strings.TrimLeft(line, "#")
		if heading != line && strings.ReplaceAll(dropped.ReplaceAllString(strings.ToLower(strings.TrimSpace(heading)), ""), " ", "-") == name {
			return true
		}
	}
	return strings.Contains(page, `id="`+name+`"`)
}
