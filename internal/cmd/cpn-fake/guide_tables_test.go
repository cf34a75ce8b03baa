// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"flag"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpnfake"
	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpnfake/control"
)

// Some parts of the guide are tables that are also in code. They are between two comments,
// and -rewrite writes them.

var rewrite = flag.Bool("rewrite", false, "rewrite the tables of the guide")

func TestGuide_tables(t *testing.T) {
	t.Parallel()
	file := "../../../templates/guides/test-without-cpn.md.tmpl"
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	got := strings.ReplaceAll(string(text), "\r\n", "\n")
	want := got
	for name, table := range map[string]string{
		"control":  controlTable(),
		"statuses": statusTable(),
		"faults":   faultTable(t),
	} {
		head := "<!-- " + name + ": checked against the code -->\n"
		before, rest, found := strings.Cut(want, head)
		_, after, closed := strings.Cut(rest, "<!-- end -->")
		if !found || !closed {
			t.Fatalf("%s has no part %q", file, name)
		}
		want = before + head + table + "<!-- end -->" + after
	}
	if *rewrite {
		got = want
		if err := os.WriteFile(file, []byte(want), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("run go test ./internal/cmd/cpn-fake -run Guide_tables -rewrite: %s", diff)
	}
}

// controlTable lists the operations of the control API.
func controlTable() string {
	var b strings.Builder
	b.WriteString("| Request | Effect | Body, for example |\n|---|---|---|\n")
	for _, e := range control.Endpoints() {
		path, body := e.Path, ""
		if len(e.Query) > 0 {
			path += "?" + strings.Join(e.Query, "=…&") + "=…"
		}
		if e.Body != "" {
			body = "`" + e.Body + "`"
		}
		fmt.Fprintf(&b, "| `%s %s` | %s | %s |\n", e.Method, path, e.Does, body)
	}
	return b.String()
}

// statusTable lists the values that the simulator accepts.
func statusTable() string {
	row := func(name string, values []string) string {
		return "| " + name + " | `" + strings.Join(values, "`, `") + "` |\n"
	}
	return "| Flag | Valid values |\n|---|---|\n" +
		row("`--payment`", append(cpnfake.PaymentStatuses(), "expired", "unknown")) +
		row("`--statuses`", cpnfake.TransactionStatuses()[1:]) +
		row("`--blockchain`", cpnfake.Blockchains()) +
		row("`--hostile`", cpnfake.HostileMessages())
}

// shown are the faults in the guide: one of each kind.
func shown() []string {
	return []string{
		"connection dropped after the work", "connection dropped before the work", "503 after the work", "503 before the work",
		"429 with Retry-After", "409 without the work", "HTML from a proxy", "truncated body", "hang after the work", "late response",
	}
}

// faultTable lists faults, with the response that a create really gets.
func faultTable(t *testing.T) string {
	t.Helper()
	faults := cpnfake.Faults()
	var b strings.Builder
	b.WriteString("| Name | Response | Created |\n|---|---|---|\n")
	for _, name := range shown() {
		fault, found := faults[name]
		if !found {
			t.Fatalf("there is no fault %q", name)
		}
		response, created := meet(t, fault)
		fmt.Fprintf(&b, "| `%s` | %s | %s |\n", name, response, created)
	}
	return b.String()
}

// meet creates a ticket that meets a fault, and describes the response and the work.
func meet(t *testing.T, fault cpnfake.Fault) (response, created string) {
	t.Helper()
	if fault.Hang {
		// A dropped connection ends the same wait at once.
		fault.Hang, fault.Drop = false, true
		_, created = meet(t, fault)
		return "None, until the client ends the connection", created
	}
	fake := cpnfake.New()
	fake.Inject(fault)
	server := httptest.NewServer(fake)
	defer server.Close()
	got := send(t, http.MethodPost, server.URL+"/v1/cpn/supportTickets", ticket)
	created = map[int]string{0: "No", 1: "Yes"}[len(fake.Tickets())]
	if got.status == 0 {
		return "None, connection closed", created
	}
	response = fmt.Sprintf("HTTP %d", got.status)
	if wait := got.header.Get("Retry-After"); wait != "" {
		response += ", `Retry-After: " + wait + "`"
	}
	if got.err != nil {
		response += ", connection closed within the body"
	}
	return response, created
}
