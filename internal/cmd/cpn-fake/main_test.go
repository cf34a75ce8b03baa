// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpnfake"
)

// begin builds and starts the command, and returns the URL in its first line. end
// interrupts the command and returns the rest of its output.
func begin(t *testing.T, args ...string) (url string, end func() string) {
	t.Helper()
	if runtime.GOOS == "windows" {
		t.Skip("Windows cannot send SIGINT to a process")
	}
	dir := t.TempDir()
	build := exec.CommandContext(t.Context(), "go", "install", ".")
	build.Env = append(os.Environ(), "GOBIN="+dir)
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("build: %v\n%s", err, out)
	}
	command := exec.CommandContext(t.Context(), "./cpn-fake", args...)
	command.Dir = dir
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
	return lines.Text(), func() string {
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
		return rest.String() + stderr.String()
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
		{http.MethodPost, "/_fake/faults", `{"Operation":"createSupportTicket","Drop":true,"After":true}`, http.StatusNoContent},
		{http.MethodPost, "/v1/cpn/supportTickets", ticket, 0},
		{http.MethodPost, "/v1/cpn/supportTickets", ticket, http.StatusCreated},
		{http.MethodPost, "//v1/cpn/supportTickets", ticket, http.StatusNotFound},
		{http.MethodPost, "/_fake/faults", `{"Dorp":true}`, http.StatusBadRequest},
		{http.MethodGet, "/_fake/faults", "", http.StatusMethodNotAllowed},
		{http.MethodGet, "/_fake/other", "", http.StatusNotFound},
	} {
		if got, text := send(t, step.method, url+step.path, step.body); got != step.want {
			t.Errorf("%s %s returns %d %s, want %d", step.method, step.path, got, text, step.want)
		}
	}
	var counts cpnfake.Counts
	_, text := send(t, http.MethodGet, url+"/_fake/counts", "")
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

	send(t, http.MethodPost, url+"/_fake/faults", `{"Hang":true}`)
	hung := make(chan int, 1)
	go func() {
		status, _ := send(t, http.MethodPost, url+"/v1/cpn/supportTickets", ticket)
		hung <- status
	}()
	for deadline := time.Now().Add(5 * time.Second); !strings.Contains(text, `"Requests":4,`) && time.Now().Before(deadline); {
		_, text = send(t, http.MethodGet, url+"/_fake/counts", "")
	}
	started := time.Now()
	if rest := end(); rest != "" {
		t.Errorf("it writes more than its URL: %s", rest)
	}
	if took := time.Since(started); took > shutdownTimeout {
		t.Errorf("it took %s to end", took)
	}
	if got := <-hung; got != 0 {
		t.Errorf("the hanging request got the response %d", got)
	}
}

func TestRun_rejects(t *testing.T) {
	t.Parallel()
	inUse, err := new(net.ListenConfig).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = inUse.Close() })
	const address = "set -listen to a loopback address and a port, such as 127.0.0.1:8080: got "
	for name, tc := range map[string]struct {
		args []string
		want string
	}{
		"every address":        {[]string{"-listen", "0.0.0.0:0"}, address + `"0.0.0.0:0"`},
		"every IPv6 address":   {[]string{"-listen", "[::]:0"}, address},
		"no address":           {[]string{"-listen", ":0"}, address},
		"an address elsewhere": {[]string{"-listen", "192.0.2.1:0"}, address},
		"a name":               {[]string{"-listen", "example.com:0"}, address},
		"no port":              {[]string{"-listen", "127.0.0.1"}, address},
		"a port in use":        {[]string{"-listen", inUse.Addr().String()}, "choose another address or port for -listen: "},
		"an argument":          {[]string{"8080"}, `remove the argument "8080": cpn-fake takes only flags`},
		"an unknown flag":      {[]string{"-lisen", "127.0.0.1:0"}, "flag provided but not defined: -lisen"},
		"an unknown status":    {[]string{"-statuses", "PENDING,DONE"}, ""},
		"no status":            {[]string{"-statuses", ""}, ""},
		"a status for ever":    {[]string{"-reads", "-1"}, ""},
		"no number of reads":   {[]string{"-reads", "two"}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var stdout bytes.Buffer
			err := run(t.Context(), tc.args, &stdout, io.Discard)
			if err == nil || !strings.HasPrefix(err.Error(), tc.want) || stdout.Len() > 0 {
				t.Errorf("run(%q) = %v and writes %q, want %s and no output", tc.args, err, stdout.String(), tc.want)
			}
		})
	}
}

// A user steers what becomes of a submitted transaction.
func TestCommand_life(t *testing.T) {
	t.Parallel()
	url, end := begin(t, "-statuses", "PENDING,FAILED", "-reads", "1", "-failure-reason", "OUT_OF_GAS")
	const path = "/v2/cpn/payments/c4d1da72-111e-4d52-bdbf-2e74a2d803d5/transactions"
	_, created := send(t, http.MethodPost, url+path, `{"idempotencyKey":"a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11"}`)
	var reply struct{ Data struct{ ID string } }
	if err := json.Unmarshal([]byte(created), &reply); err != nil {
		t.Fatal(err)
	}
	transaction := url + path + "/" + reply.Data.ID
	for _, step := range []struct{ method, path, body, want string }{
		{http.MethodPost, "/submit", `{"signedTransaction":"0x00"}`, `"status":"PENDING"`},
		{http.MethodGet, "", "", `"status":"PENDING"`},
		{http.MethodGet, "", "", `"failureReason":"OUT_OF_GAS"`},
	} {
		if status, text := send(t, step.method, transaction+step.path, step.body); status >= 300 || !strings.Contains(text, step.want) {
			t.Errorf("%s %s answers %d %s, want %s", step.method, step.path, status, text, step.want)
		}
	}
	if rest := end(); rest != "" {
		t.Errorf("it said more than its URL: %s", rest)
	}
}
