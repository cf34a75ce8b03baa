// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"io"
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
	created = "No"
	defer func() {
		if len(fake.Tickets()) == 1 {
			created = "Yes"
		}
	}()
	body, _ := json.Marshal(map[string]string{ // strings cannot fail
		"paymentId": "c4d1da72-111e-4d52-bdbf-2e74a2d803d5", "issueType": "OTHER", "description": "x",
		"email": "help@ofi.com", "idempotencyKey": "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11",
	})
	req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, server.URL+"/v1/cpn/supportTickets", strings.NewReader(string(body)))
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Authorization", "Bearer TEST_API_KEY:id:secret")
	req.Header.Set("Content-Type", "application/json")
	resp, err := (&http.Transport{DisableKeepAlives: true}).RoundTrip(req)
	if err != nil {
		return "None, connection closed", created
	}
	defer func() { _ = resp.Body.Close() }()
	response = fmt.Sprintf("HTTP %d", resp.StatusCode)
	if wait := resp.Header.Get("Retry-After"); wait != "" {
		response += ", `Retry-After: " + wait + "`"
	}
	if _, err := io.Copy(io.Discard, resp.Body); err != nil {
		response += ", connection closed within the body"
	}
	return response, created
}
