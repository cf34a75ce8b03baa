// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"bytes"
	"encoding/json"
	"flag"
	"io"
	"maps"
	"net"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// The help text is written by hand, and must not lag behind.
func TestUsage_hasEveryFlag(t *testing.T) {
	t.Parallel()
	var help bytes.Buffer
	if err := run(t.Context(), []string{"--help"}, &help, io.Discard); err != nil {
		t.Fatal(err)
	}
	described := map[string]bool{}
	for _, found := range regexp.MustCompile(`(?m)^  --([a-z-]+) `).FindAllStringSubmatch(help.String(), -1) {
		described[found[1]] = true
	}
	defined := map[string]bool{}
	new(settings).flags().VisitAll(func(f *flag.Flag) { defined[f.Name] = true })
	if diff := cmp.Diff(slices.Sorted(maps.Keys(defined)), slices.Sorted(maps.Keys(described))); diff != "" {
		t.Errorf("flags (-), and flags with help (+): %s", diff)
	}
	for line := range strings.Lines(help.String()) {
		if len(line) > 85 {
			t.Errorf("too long for a terminal: %s", line)
		}
	}
}

func TestRun_rejects(t *testing.T) {
	t.Parallel()
	inUse, err := new(net.ListenConfig).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = inUse.Close() })
	const address = "set --listen to a loopback address and a port, such as 127.0.0.1:8080, or add --allow-remote: got "
	const id = "c4d1da72-111e-4d52-bdbf-2e74a2d803d5"
	for name, tc := range map[string]struct {
		args []string
		want string
	}{
		"every address":          {[]string{"--listen", "0.0.0.0:0"}, address + `"0.0.0.0:0"`},
		"every IPv6 address":     {[]string{"--listen", "[::]:0"}, address},
		"no address":             {[]string{"--listen", ":0"}, address},
		"an address elsewhere":   {[]string{"--listen", "192.0.2.1:0"}, address},
		"a name":                 {[]string{"--listen", "localhost.example.com:0"}, address},
		"no port":                {[]string{"--listen", "127.0.0.1"}, address},
		"a port in use":          {[]string{"--listen", inUse.Addr().String()}, "choose another address or port for --listen: "},
		"a missing command":      {[]string{"--", "no-such-program"}, `exec: "no-such-program": `},
		"an unknown flag":        {[]string{"--lisen", "127.0.0.1:0"}, "flag provided but not defined: -lisen\n(cpn-fake --help lists the flags)"},
		"an API key of a part":   {[]string{"--api-key", "secret"}, ""},
		"an empty secret":        {[]string{"--api-key", "TEST_API_KEY:a:"}, ""},
		"no unit of time":        {[]string{"--latency", "5"}, ""},
		"a time in the past":     {[]string{"--latency", "-5s"}, ""},
		"another response":       {[]string{"--repeated-keys", "teapot"}, `invalid value "teapot" for flag -repeated-keys: "teapot" is none of replay, conflict, `},
		"no payment":             {[]string{"--payment", "x=COMPLETED"}, ""},
		"no payment status":      {[]string{"--payment", id}, ""},
		"a payment status":       {[]string{"--payment", id + "=PAID"}, `invalid value "` + id + `=PAID" for flag -payment: "PAID" is none of CREATED, CRYPTO_FUNDS_PENDING, `},
		"an unknown status":      {[]string{"--statuses", "PENDING,DONE"}, ""},
		"not submitted":          {[]string{"--statuses", "CREATED"}, ""},
		"no status":              {[]string{"--statuses", ""}, ""},
		"a status for ever":      {[]string{"--reads", "-1"}, ""},
		"no number of reads":     {[]string{"--reads", "two"}, ""},
		"a fault":                {[]string{"--fault", "gremlins"}, "invalid value \"gremlins\" for flag -fault: no fault is called \"gremlins\".\nFaults of the network and of the response:\n  400 without location, "},
		"half of a fault":        {[]string{"--fault", "429"}, "invalid value \"429\" for flag -fault: no fault is called \"429\". Do you mean:\n  429 with Retry-After\n"},
		"a path of a fault":      {[]string{"--fault", "403@/v1/cpn"}, "invalid value \"403@/v1/cpn\" for flag -fault: \"/v1/cpn\" is no path of CPN's API:\n  /v1/cpn/supportTickets\n"},
		"an unknown response":    {[]string{"--not-found", "410"}, `invalid value "410" for flag -not-found: "410" is none of 400, 404`},
		"no number":              {[]string{"--not-found", "never"}, ""},
		"a blockchain":           {[]string{"--blockchain", "BTC"}, `invalid value "BTC" for flag -blockchain: "BTC" is none of ETH-SEPOLIA, `},
		"a hostile message":      {[]string{"--hostile", "payee,thief"}, `invalid value "payee,thief" for flag -hostile: "thief" is none of chain, contract, `},
		"a port in use, for all": {[]string{"--allow-remote", "--listen", "0.0.0.0:x"}, "choose another address or port for --listen: "},
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

// Each flag changes what a client sees.
func TestCommand_flags(t *testing.T) {
	t.Parallel()
	const unknown, completed = "00000000-0000-4000-8000-000000000001", "00000000-0000-4000-8000-000000000002"
	url, end := begin(t, "--quiet", "--api-key", "TEST_API_KEY:id:secret", "--seed", "1", "--latency", "1ms",
		"--repeated-keys", "conflict", "--payment", unknown+"=unknown", "--payment", completed+"=COMPLETED",
		"--fault", "503 before the work", "--fault", "290305 @ /v1/cpn/payments/{paymentId}", "--not-found", "404",
		"--blockchain", "ARC-TESTNET", "--wallet", "0xbb", "--hostile", "payee,sum")
	const ticket = `{"paymentId":"c4d1da72-111e-4d52-bdbf-2e74a2d803d5","issueType":"OTHER","description":"x",` +
		`"email":"help@ofi.com","idempotencyKey":"a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11"}`
	for _, step := range []struct {
		method, path, body string
		status             int
		want               string
	}{
		{http.MethodGet, "/v1/cpn/payments/" + unknown, "", 400, "290305"}, // the fault
		{http.MethodGet, "/v1/cpn/payments/" + unknown, "", 404, `"code":2,`},
		{http.MethodGet, "/v1/cpn/payments/" + completed, "", 200, `"blockchain":"ARC-TESTNET"`},
		{http.MethodGet, "/v1/cpn/payments/" + completed, "", 200, `"senderAddress":"0xbb"`},
		{http.MethodPatch, "/_control/payments/" + completed, "{}", 200, `"payee",`},
		{http.MethodGet, "/v1/cpn/payments/" + completed, "", 200, `"status":"COMPLETED"`},
		{http.MethodPost, "/v1/cpn/supportTickets", ticket, 503, ""},
		{http.MethodPost, "/v1/cpn/supportTickets", ticket, 201, `"createDate":"2100-01-01T00:00:00.000000Z"`},
		{http.MethodPost, "/v1/cpn/supportTickets", ticket, 409, "290001"},
		// After a reset the flags count again, --fault and --payment too.
		{http.MethodPost, "/_control/reset", "", 200, ""},
		{http.MethodPost, "/v1/cpn/supportTickets", ticket, 503, ""},
		{http.MethodGet, "/v1/cpn/payments/" + unknown, "", 400, "290305"},
	} {
		if status, text := send(t, step.method, url+step.path, step.body); status != step.status || !strings.Contains(text, step.want) {
			t.Errorf("%s %s returns %d %s, want %d with %s", step.method, step.path, status, text, step.status, step.want)
		}
	}
	if stdout, stderr := end(); stdout+stderr != "" {
		t.Errorf("it is not quiet: %s%s", stdout, stderr)
	}
}

// A user steers what becomes of a submitted transaction.
func TestCommand_life(t *testing.T) {
	t.Parallel()
	url, end := begin(t, "--any-signature", "--statuses", "PENDING,FAILED", "--reads", "1", "--failure-reason", "OUT_OF_GAS")
	const path = "/v2/cpn/payments/c4d1da72-111e-4d52-bdbf-2e74a2d803d5/transactions"
	_, created := send(t, http.MethodPost, url+path, `{"idempotencyKey":"a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11"}`)
	var got struct{ Data struct{ ID string } }
	if err := json.Unmarshal([]byte(created), &got); err != nil {
		t.Fatal(err)
	}
	transaction := url + path + "/" + got.Data.ID
	for _, step := range []struct{ method, path, body, want string }{
		{http.MethodPost, "/submit", `{"signedTransaction":"0x00"}`, `"status":"PENDING"`},
		{http.MethodGet, "", "", `"status":"PENDING"`},
		{http.MethodGet, "", "", `"failureReason":"OUT_OF_GAS"`},
	} {
		if status, text := send(t, step.method, transaction+step.path, step.body); status >= 300 || !strings.Contains(text, step.want) {
			t.Errorf("%s %s returns %d %s, want %s", step.method, step.path, status, text, step.want)
		}
	}
	if _, stderr := end(); strings.Count(stderr, "cpn-fake: ") != 4 {
		t.Errorf("it does not write a line for each request: %s", stderr)
	}
}
