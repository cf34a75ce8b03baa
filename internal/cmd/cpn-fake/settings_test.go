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
		"a fault":                {[]string{"--fault", "gremlins"}, "invalid value \"gremlins\" for flag -fault: no fault is called \"gremlins\". Valid names, and codes of CPN such as 290305:\n  400 without location\n"},
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
	const tickets, payments = "/v1/cpn/supportTickets", "/v1/cpn/payments/"
	url, end := begin(t, "--quiet", "--api-key", "TEST_API_KEY:id:secret", "--seed", "1", "--latency", "1ms",
		"--repeated-keys", "conflict", "--payment", unknown+"=unknown", "--payment", completed+"=COMPLETED",
		"--fault", "503 before the work", "--fault", "290305 @ /v1/cpn/payments/{paymentId}", "--not-found", "404",
		"--blockchain", "ARC-TESTNET", "--wallet", "0xbb", "--hostile", "payee,sum",
		"--any-signature", "--statuses", "PENDING,FAILED", "--reads", "1", "--failure-reason", "OUT_OF_GAS")
	play(t, url,
		step{"GET", payments + unknown, "", 400, "290305"}, // the fault
		step{"GET", payments + unknown, "", 404, `"code":2,`},
		step{"GET", payments + completed, "", 200, `"blockchain":"ARC-TESTNET"`},
		step{"GET", payments + completed, "", 200, `"senderAddress":"0xbb"`},
		step{"PATCH", "/_control/payments/" + completed, "{}", 200, `"payee",`},
		step{"GET", payments + completed, "", 200, `"status":"COMPLETED"`},
		step{"POST", tickets, ticket, 503, ""},
		step{"POST", tickets, ticket, 201, `"createDate":"2100-01-01T00:00:00.000000Z"`},
		step{"POST", tickets, ticket, 409, "290001"},
		// After a reset the flags count again, --fault and --payment too.
		step{"POST", "/_control/reset", "", 200, ""},
		step{"POST", tickets, ticket, 503, ""},
		step{"GET", payments + unknown, "", 400, "290305"},
	)
	const path = "/v2/cpn/payments/c4d1da72-111e-4d52-bdbf-2e74a2d803d5/transactions"
	created := send(t, http.MethodPost, url+path, `{"idempotencyKey":"a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11"}`)
	var got struct{ Data struct{ ID string } }
	if err := json.Unmarshal([]byte(created.text), &got); err != nil {
		t.Fatal(err)
	}
	play(t, url+path+"/"+got.Data.ID,
		step{"POST", "/submit", `{"signedTransaction":"0x00"}`, 201, `"status":"PENDING"`},
		step{"GET", "", "", 200, `"status":"PENDING"`},
		step{"GET", "", "", 200, `"failureReason":"OUT_OF_GAS"`},
	)
	if stdout, stderr := end(); stdout+stderr != "" {
		t.Errorf("it is not quiet: %s%s", stdout, stderr)
	}
}
