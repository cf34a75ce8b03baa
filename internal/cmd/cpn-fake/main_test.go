// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpnfake"
)

// built builds the command and returns its path.
func built(t *testing.T) string {
	t.Helper()
	program := filepath.Join(t.TempDir(), "cpn-fake.exe") // Windows starts only .exe files
	if out, err := exec.CommandContext(t.Context(), "go", "build", "-o", program, ".").CombinedOutput(); err != nil {
		t.Fatalf("build: %v\n%s", err, out)
	}
	return program
}

// begin builds and starts the command, and returns the URL in its first line. end
// interrupts the command and returns the rest of its standard output, and standard error.
func begin(t *testing.T, args ...string) (url string, end func() (string, string)) {
	t.Helper()
	if runtime.GOOS == "windows" {
		t.Skip("Windows cannot send SIGINT to a process")
	}
	command := exec.CommandContext(t.Context(), built(t), args...)
	var stderr bytes.Buffer
	command.Stderr = &stderr
	stdout, err := command.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(stdout)
	if !lines.Scan() {
		t.Fatalf("no line on standard output: %v, %s", lines.Err(), stderr.String())
	}
	return lines.Text(), func() (string, string) {
		t.Helper()
		if err := command.Process.Signal(os.Interrupt); err != nil {
			t.Fatal(err)
		}
		var rest strings.Builder
		for lines.Scan() {
			rest.WriteString(lines.Text() + "\n")
		}
		if err := command.Wait(); err != nil {
			t.Errorf("it ended with %v", err)
		}
		return rest.String(), stderr.String()
	}
}

// send sends one request and returns the status and the body. A status of 0 means that no
// response came.
func send(t *testing.T, method, url, body string) (int, string) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), method, url, strings.NewReader(body))
	if err != nil {
		t.Error(err)
		return 0, ""
	}
	req.Header.Set("Authorization", "Bearer TEST_API_KEY:id:secret")
	req.Header.Set("Content-Type", "application/json")
	// A transport with keep-alive opens spare connections, and a shutdown waits for them.
	transport := &http.Transport{DisableKeepAlives: true}
	resp, err := transport.RoundTrip(req)
	if err != nil {
		t.Logf("no response: %v", err)
		return 0, ""
	}
	defer func() { _ = resp.Body.Close() }()
	var text bytes.Buffer
	if _, err := text.ReadFrom(resp.Body); err != nil {
		t.Error(err)
	}
	return resp.StatusCode, text.String()
}

// The whole life of the process: it starts, serves, injects faults, counts, and ends even
// while a request hangs.
func TestCommand(t *testing.T) {
	t.Parallel()
	url, end := begin(t)
	if !strings.HasPrefix(url, "http://127.0.0.1:") || strings.HasSuffix(url, ":0") {
		t.Errorf("it writes %q, want its URL", url)
	}
	const ticket = `{"paymentId":"c4d1da72-111e-4d52-bdbf-2e74a2d803d5","issueType":"OTHER","description":"x",` +
		`"email":"help@ofi.com","idempotencyKey":"a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11"}`
	for _, step := range []struct {
		method, path, body string
		want               int
	}{
		{http.MethodPost, "/_control/faults", `{"name":"connection dropped after the work","path":"/v1/cpn/supportTickets"}`, http.StatusOK},
		{http.MethodPost, "/v1/cpn/supportTickets", ticket, 0},
		{http.MethodPost, "/v1/cpn/supportTickets", ticket, http.StatusCreated},
		{http.MethodPost, "//v1/cpn/supportTickets", ticket, http.StatusNotFound},
	} {
		if got, text := send(t, step.method, url+step.path, step.body); got != step.want {
			t.Errorf("%s %s returns %d %s, want %d", step.method, step.path, got, text, step.want)
		}
	}
	var counts cpnfake.Counts
	_, text := send(t, http.MethodGet, url+"/_control/counts", "")
	if err := json.Unmarshal([]byte(text), &counts); err != nil {
		t.Fatalf("counts are %q: %v", text, err)
	}
	if counts.Connections < 1 {
		t.Errorf("no connection was counted: %s", text)
	}
	counts.Connections = 0
	if want := (cpnfake.Counts{Requests: 3, Creates: 3, Tickets: 1}); counts != want {
		t.Errorf("counts are %+v, want %+v", counts, want)
	}

	send(t, http.MethodPost, url+"/_control/faults", `{"name":"hang before the work"}`)
	hung := make(chan int, 1)
	go func() {
		status, _ := send(t, http.MethodPost, url+"/v1/cpn/supportTickets", ticket)
		hung <- status
	}()
	for deadline := time.Now().Add(5 * time.Second); !strings.Contains(text, `"requests": 4,`) && time.Now().Before(deadline); {
		_, text = send(t, http.MethodGet, url+"/_control/counts", "")
	}
	started := time.Now()
	stdout, stderr := end()
	if stdout != "" {
		t.Errorf("it writes more than its URL to standard output: %s", stdout)
	}
	const want = `cpn-fake: POST /v1/cpn/supportTickets: no response, fault: connection dropped after the work
cpn-fake: POST /v1/cpn/supportTickets: 201
cpn-fake: POST //v1/cpn/supportTickets: 404
cpn-fake: POST /v1/cpn/supportTickets: no response, fault: hang before the work
`
	if diff := cmp.Diff(want, stderr); diff != "" {
		t.Errorf("standard error: %s", diff)
	}
	if took := time.Since(started); took > shutdownTimeout {
		t.Errorf("it took %s to end", took)
	}
	if got := <-hung; got != 0 {
		t.Errorf("the hanging request got the response %d", got)
	}
}
