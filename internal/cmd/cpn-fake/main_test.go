// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"bufio"
	"bytes"
	"io"
	"net/http"
	"os"
	"os/exec"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// asCommand is in the environment of a test binary that is to be cpn-fake, so that no test
// waits for a build.
const asCommand = "TEST_IS_CPN_FAKE=1"

const ticket = `{"paymentId":"c4d1da72-111e-4d52-bdbf-2e74a2d803d5","issueType":"OTHER","description":"x",` +
	`"email":"help@ofi.com","idempotencyKey":"a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11"}`

func TestMain(m *testing.M) {
	if name, _, _ := strings.Cut(asCommand, "="); os.Getenv(name) != "" {
		main()
		return
	}
	os.Exit(m.Run())
}

// command returns cpn-fake with these arguments, not yet started.
func command(t *testing.T, args ...string) *exec.Cmd {
	t.Helper()
	if runtime.GOOS == "windows" {
		t.Skip("Windows has no sh, and sends no SIGINT to a process")
	}
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), program, args...)
	cmd.Env = append(os.Environ(), asCommand, "CPN_API_KEY=LIVE_API_KEY:real:secret", "NO_PROXY=*")
	return cmd
}

// begin starts the command, and returns the URL in its first line. end interrupts the
// command and returns the rest of its standard output, and standard error.
func begin(t *testing.T, args ...string) (url string, end func() (string, string)) {
	t.Helper()
	cmd := command(t, args...)
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(stdout)
	if !lines.Scan() {
		t.Fatalf("no line on standard output: %v, %s", lines.Err(), stderr.String())
	}
	return lines.Text(), func() (string, string) {
		t.Helper()
		if err := cmd.Process.Signal(os.Interrupt); err != nil {
			t.Fatal(err)
		}
		var rest strings.Builder
		for lines.Scan() {
			rest.WriteString(lines.Text() + "\n")
		}
		if err := cmd.Wait(); err != nil {
			t.Errorf("it ended with %v", err)
		}
		return rest.String(), stderr.String()
	}
}

// response is what came back; err ended the connection or the body early.
type response struct {
	status int // 0 is no response
	header http.Header
	text   string
	err    error
}

// send sends one request.
func send(t *testing.T, method, url, body string) response {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), method, url, strings.NewReader(body))
	if err != nil {
		return response{err: err}
	}
	req.Header.Set("Authorization", "Bearer TEST_API_KEY:id:secret")
	req.Header.Set("Content-Type", "application/json")
	// A transport with keep-alive opens spare connections, and a shutdown waits for them.
	resp, err := (&http.Transport{DisableKeepAlives: true}).RoundTrip(req)
	if err != nil {
		return response{err: err}
	}
	defer func() { _ = resp.Body.Close() }()
	text, err := io.ReadAll(resp.Body)
	return response{resp.StatusCode, resp.Header, string(text), err}
}

// step is a request, and what its response must be.
type step struct {
	method, path, body string
	status             int // 0 is no response
	says               string
}

// play sends the requests of steps one after the other.
func play(t *testing.T, url string, steps ...step) {
	t.Helper()
	for _, s := range steps {
		if got := send(t, s.method, url+s.path, s.body); got.status != s.status || !strings.Contains(got.text, s.says) {
			t.Errorf("%s %s returns %d %s, %v, want %d with %s", s.method, s.path, got.status, got.text, got.err, s.status, s.says)
		}
	}
}

// The whole life of the process: it starts, serves, injects faults, and ends even
// while a request hangs.
func TestCommand(t *testing.T) {
	t.Parallel()
	url, end := begin(t)
	if !strings.HasPrefix(url, "http://127.0.0.1:") || strings.HasSuffix(url, ":0") {
		t.Errorf("it writes %q, want its URL", url)
	}
	play(t, url,
		step{"POST", "/_control/faults", `{"name":"connection dropped after the work","path":"/v1/cpn/supportTickets"}`, 200, ""},
		step{"POST", "/v1/cpn/supportTickets", ticket, 0, ""},
		step{"POST", "/v1/cpn/supportTickets", ticket, 201, ""},
		step{"POST", "//v1/cpn/supportTickets", ticket, 404, ""},
	)
	play(t, url, step{"POST", "/_control/faults", `{"name":"hang before the work"}`, 200, ""})
	hung := make(chan error, 1)
	go func() { hung <- send(t, http.MethodPost, url+"/v1/cpn/supportTickets", ticket).err }()
	text := ""
	for deadline := time.Now().Add(5 * time.Second); !strings.Contains(text, `"requests": 4,`) && time.Now().Before(deadline); {
		text = send(t, http.MethodGet, url+"/_control/counts", "").text
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
	if <-hung == nil {
		t.Error("the hanging request got a response")
	}
}
