// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"net"
	"net/http/httptest"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpnfake"
	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpnfake/control"
)

// TestGuide does all that the guide says, in its order and in an empty folder, with each
// tool. Then the first tool does the rest of the workflow, and the last one tries what the
// guide says about failing tests.
func TestGuide(t *testing.T) {
	t.Parallel()
	if runtime.GOOS == "windows" {
		t.Skip("the guide is for a POSIX shell")
	}
	blocks, home, found := guide(t), install(t), tools(t)
	for i, tool := range found {
		t.Run(filepath.Base(tool), func(t *testing.T) {
			t.Parallel()
			r := newReader(t, tool, home)
			for _, b := range blocks {
				r.follow(b)
			}
			if i == 0 {
				r.work(scripts(blocks)[lostResponse])
			}
			if i == len(found)-1 {
				r.breakModule(blocks)
			}
		})
	}
}

// work runs what the workflow does and the reader has not done: cloned the provider, and run
// what is in done.
func (r reader) work(done string) {
	r.t.Helper()
	for _, command := range commands(workflow(r.t)) {
		if !strings.Contains(command, "git clone") && !strings.Contains(done, command) {
			r.must(command)
		}
	}
}

// lostResponse is the section whose test fails if a lost response leads to a duplicate.
const lostResponse = "A lost response"

// scripts returns what the guide shows for a shell, by section.
func scripts(blocks []block) map[string]string {
	all := map[string]string{}
	for _, b := range blocks {
		if b.language == "sh" {
			all[b.section] += b.text
		}
	}
	return all
}

// follow does what one block of the guide says.
func (r reader) follow(b block) {
	r.t.Helper()
	switch {
	case b.file != "":
		r.write(b.file, b.text)
	case b.section == "Install":
		// install has done that.
	case b.section == "CPN's test environment":
		server := httptest.NewServer(control.New(cpnfake.New(), func(*cpnfake.Server) {}, control.Loopback))
		defer server.Close()
		r.must(b.text, "CPN_BASE_URL="+server.URL, "CPN_API_KEY=TEST_API_KEY:id:secret")
		r.must("rm terraform.tfstate*")
	case b.language == "sh":
		// Another test on this machine may use the port.
		r.must(strings.ReplaceAll(b.text, "127.0.0.1:8080", freeAddress(r.t)))
	}
}

// freeAddress returns an address that nobody listens on.
func freeAddress(t *testing.T) string {
	t.Helper()
	listener, err := new(net.ListenConfig).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = listener.Close() }()
	return listener.Addr().String()
}

// breakModule changes the module, and expects the tests to notice.
func (r reader) breakModule(blocks []block) {
	r.t.Helper()
	module, shell := blocks[1].text, scripts(blocks)
	const id = "  id = \"${var.run}/question\"\n"
	for name, tc := range map[string]struct{ old, replacement, section, says string }{
		"a misspelled value, with mocks":        {`"OTHER"`, `"OTTER"`, "Mocks", "issue_type"},
		"a guard that lets everything pass":     {"try(self.", "true || try(self.", "Mocks", "Missing expected failure"},
		"a time in the id, and a lost response": {id, strings.Replace(id, "question", "${timestamp()}", 1), lostResponse, "tickets: expected 1, found 2"},
	} {
		if !strings.Contains(module, tc.old) || shell[tc.section] == "" {
			r.t.Fatalf("%s: the guide has no %s in the module, or no script", name, tc.old)
		}
		r.write("main.tf", strings.Replace(module, tc.old, tc.replacement, 1))
		if out, ok := r.run(strings.Replace(shell[tc.section], "terraform init\n", "", 1)); ok || !strings.Contains(out, tc.says) {
			r.t.Errorf("%s: success is %t in\n%s", name, ok, out)
		}
	}
	r.write("main.tf", module)
}
