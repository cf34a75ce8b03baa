// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"
)

// The whole demo, in a copy of the checkout that no other process changes.
func TestDemo(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	for path, text := range files(t, top) {
		path = filepath.Join(dir, path)
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	// A state that somebody left after trying the example by hand must not matter.
	if err := os.WriteFile(filepath.Join(dir, "examples", "demo", "terraform.tfstate"), []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
	before := files(t, dir)

	s := begin(t, dir)
	if err := s.end(); err != nil {
		t.Fatalf("make demo: %v\n%s", err, s.said())
	}
	s.looksRight()
	s.isRecorded()
	s.leavesNothing()
	after := files(t, dir)
	for path, text := range after {
		if was, ok := before[path]; !ok || was != text {
			t.Errorf("%s is new or changed in the checkout", path)
		}
	}
	if len(after) < len(before) {
		t.Errorf("the checkout had %d files and has %d", len(before), len(after))
	}
}

// A shell set up for real work makes no difference: the demo would fail if it used any
// of these settings.
func TestDemo_hostileEnvironment(t *testing.T) {
	t.Parallel()
	s := begin(t, top,
		"CPN_API_KEY=LIVE_API_KEY:x:y",
		"CPN_BASE_URL=https://127.0.0.1:1",
		"CPN_ENVIRONMENT=live",
		"TF_CLI_CONFIG_FILE=/nonexistent",
		"TF_CLI_ARGS_plan=-destroy",
		"TF_VAR_signed_transaction=not-hex",
		"TF_WORKSPACE=other",
		"HTTPS_PROXY=http://127.0.0.1:1",
		"HTTP_PROXY=http://127.0.0.1:1",
		"ALL_PROXY=http://127.0.0.1:1",
		"NO_PROXY=",
	)
	if err := s.end(); err != nil {
		t.Fatalf("make demo: %v\n%s", err, s.said())
	}
	s.looksRight()
	s.leavesNothing()
}

// looksRight checks that each step has shown its result, in lines of at most 80 characters.
func (s *showing) looksRight() {
	s.t.Helper()
	const uuid = `[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}`
	rest := s.said()
	for _, want := range []string{
		`1\. Build`,
		`   The simulator listens on http://127\.0\.0\.1:\d+\.`,
		`2\. (terraform|tofu) init: .*`,
		`   (Terraform|OpenTofu) v.*`,
		`   \+ provider registry\..*/terraform-provider-cpn/cpn v0\.0\.1`,
		`3\. (terraform|tofu) apply: .*`,
		`   .*: 2 attempts, 1 ticket\.`,
		`   Apply complete! Resources: 2 added, .*`,
		`   case_ref_id           = CIR-000001`,
		`   idempotency_key       = ` + uuid,
		`   transaction_id        = ` + uuid,
		`4\. .* sign .*`,
		`   message_details\.to    = 0x[0-9a-f]{40}`,
		`   message_details\.value = 110270000`,
		`   .* throw-away key\. .*`,
		`   signed_transaction    = 0x[0-9a-f]{26}… \(130 characters\)`,
		`5\. (terraform|tofu) apply: .*`,
		`   .*: 1 submit\.`,
		`   Apply complete! Resources: 1 added, .*`,
		`   status                = COMPLETED`,
		`   transaction_hash      = 0x[0-9a-f]{26}… \(66 characters\)`,
		`6\. (terraform|tofu) plan, .*`,
		`   No changes\..*`,
		`7\. (terraform|tofu) destroy: .*`,
		`   Warning: .*submission.*`,
		`   Warning: .*support ticket.*`,
		`   Warning: .*transaction.*`,
		`   Destroy complete! Resources: 3 destroyed\.`,
		`Done in \d+ s\.`,
	} {
		at := regexp.MustCompile(`(?m)^` + want).FindStringIndex(rest)
		if at == nil {
			s.t.Fatalf("no line matches %s after the lines before it:\n%s", want, s.said())
		}
		rest = rest[at[1]:]
	}
	if rest != "\n" {
		s.t.Errorf("text follows the last line: %q", rest)
	}
	for line := range strings.Lines(s.said()) {
		if n := utf8.RuneCountInString(strings.TrimSuffix(line, "\n")); n > 80 {
			s.t.Errorf("a line has %d characters: %s", n, line)
		}
	}
	if n := strings.Count(s.said(), "\n"); n > 50 {
		s.t.Errorf("it writes %d lines:\n%s", n, s.said())
	}
}

// files returns the content of each file in a checkout, without git's own files.
func files(t *testing.T, dir string) map[string]string {
	t.Helper()
	contents := map[string]string{}
	err := fs.WalkDir(os.DirFS(dir), ".", func(path string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case entry.Name() == ".git":
			if entry.IsDir() {
				return fs.SkipDir
			}
			return nil
		case !entry.Type().IsRegular():
			return nil
		}
		text, err := os.ReadFile(filepath.Join(dir, path))
		contents[path] = string(text)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return contents
}
