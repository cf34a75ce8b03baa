// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"go/format"
	"net"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpnfake"
	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpnfake/control"
)

// TestGuide does all that the guide says, in its order and in an empty folder. Then it tries
// what the guide says about failing tests, above all about a module without an id.
func TestGuide(t *testing.T) {
	t.Parallel()
	if runtime.GOOS == "windows" {
		t.Skip("the guide is for a POSIX shell")
	}
	blocks, plugins := guide(t), install(t)
	for name, tool := range tools(t) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := newReader(t, tool, plugins)
			for _, b := range blocks {
				r.follow(b)
			}
			r.breakModule(blocks)
			r.seedTwice()
		})
	}
}

// follow does what one block of the guide says.
func (r reader) follow(b block) {
	r.t.Helper()
	switch {
	case b.file != "":
		r.write(b.file, b.text)
	case b.language == "yaml":
		for _, command := range commands(b.text) {
			r.must(command)
		}
	case b.section == "CPN's test environment":
		server := httptest.NewServer(control.New(cpnfake.New(), func(*cpnfake.Server) {}, control.Loopback))
		defer server.Close()
		r.must(b.text, "CPN_BASE_URL="+server.URL, "CPN_API_KEY=TEST_API_KEY:id:secret")
	case strings.Contains(b.text, "go test"):
		r.requireTesting()
		r.must(b.text, "GOMODCACHE="+goEnv(r.t, "GOMODCACHE"))
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

// requireTesting makes the folder a Go module that requires what this one does.
func (r reader) requireTesting() {
	r.t.Helper()
	for _, name := range []string{"go.mod", "go.sum"} {
		text, err := os.ReadFile(filepath.Join("..", "..", "..", name))
		if err != nil {
			r.t.Fatal(err)
		}
		r.write(name, strings.Replace(string(text), "module "+modulePath, "module example.com/module", 1))
	}
}

// breakModule changes the module, and expects the tests to notice. Without a lost response,
// nobody misses an id.
func (r reader) breakModule(blocks []block) {
	r.t.Helper()
	scripts := map[string]string{}
	var module string
	for _, b := range blocks {
		switch {
		case b.file == "main.tf":
			module = b.text
		case b.language == "sh":
			scripts[b.section] += b.text
		}
	}
	lost := scripts["A lost response"]
	const id = "  id = \"${var.run}/question\"\n"
	for name, tc := range map[string]struct{ old, replacement, script, says string }{
		"a misspelled value, with mocks":  {`"OTHER"`, `"OTTER"`, scripts["Mocks"], "issue_type"},
		"another input, planned":          {"No action", "Some action", scripts["Plans"], "An apply would open another ticket"},
		"no id, planned":                  {id, "", scripts["Plans"], ""},
		"no id, and no response is lost":  {id, "", regexp.MustCompile(`--fault "[^"]*"`).ReplaceAllString(lost, ""), "passes"},
		"no id, and the response is lost": {id, "", lost, "tickets: expected 1, found 2"},
		"no id of the transaction":        {"  id = \"${var.run}/funding\"\n", "", lost, "The payment already has an active transaction"},
		"an id, and the response is lost": {id, id, lost, "passes"},
	} {
		if !strings.Contains(module, tc.old) || tc.script == "" {
			r.t.Fatalf("%s: the guide has no %s in the module, or no script", name, tc.old)
		}
		r.write("main.tf", strings.Replace(module, tc.old, tc.replacement, 1))
		if out, ok := r.run(tc.script); ok != (tc.says == "passes") || !ok && !strings.Contains(out, tc.says) {
			r.t.Errorf("%s: success is %t in\n%s", name, ok, out)
		}
	}
	r.write("main.tf", module)
}

// seedTwice applies the module twice without a state, and expects the same state. The
// provider must not take the clock of the simulator for a sign of an old ticket.
func (r reader) seedTwice() {
	r.t.Helper()
	var states []string
	file := filepath.Join(r.dir, "terraform.tfstate")
	for range 2 {
		if err := os.RemoveAll(file); err != nil {
			r.t.Fatal(err)
		}
		out, ok := r.run("cpn-fake --seed 1 -- terraform apply -auto-approve -no-color" +
			" -var run=seed -var payment_id=c4d1da72-111e-4d52-bdbf-2e74a2d803d5")
		if !ok || strings.Contains(out, "Warning") {
			r.t.Errorf("apply: %s", out)
		}
		text, err := os.ReadFile(file)
		if err != nil {
			r.t.Fatal(err)
		}
		_, resources, _ := strings.Cut(string(text), `"outputs"`) // before it stands a random lineage
		states = append(states, resources)
	}
	if diff := cmp.Diff(states[0], states[1]); diff != "" || !strings.Contains(states[0], "2100-01-01T00:00:00.000000Z") {
		r.t.Errorf("states differ, or are not seeded: %s", diff)
	}
}

// Readers paste the code into files that their tools format.
func TestGuide_goIsFormatted(t *testing.T) {
	t.Parallel()
	for _, b := range guide(t) {
		if b.language != "go" {
			continue
		}
		if formatted, err := format.Source([]byte(b.text)); err != nil || string(formatted) != b.text {
			t.Errorf("%v: format\n%s", err, b.text)
		}
	}
}
