// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package control_test

import (
	"encoding/json"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpnfake"
	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpnfake/control"
)

// A web page in a browser on this machine can neither send commands nor read anything, also
// not under a name that points to this machine. A simulator for other machines is called by their
// names for it, still by no web page.
func TestNew_rejectsWebPages(t *testing.T) {
	t.Parallel()
	server := httptest.NewServer(control.New(cpnfake.New(), func(*cpnfake.Server) {}, control.AnyHost))
	t.Cleanup(server.Close)
	here, everywhere := start(t).url, server.URL
	for name, tc := range map[string]struct {
		url, method, path string
		header            []string
		want              int
	}{
		"a program":                        {here, "POST", "/_control/reset", nil, 200},
		"localhost":                        {here, "GET", "/_control/counts", []string{"Host", "localhost:8080"}, 200},
		"IPv6":                             {here, "GET", "/_control/counts", []string{"Host", "[::1]:8080"}, 200},
		"IPv6 without a port":              {here, "GET", "/_control/counts", []string{"Host", "[::1]"}, 200},
		"a name for this machine":          {here, "GET", "/_control/counts", []string{"Host", "attacker.example:8080"}, 403},
		"a name like localhost":            {here, "GET", "/_control/counts", []string{"Host", "localhost.attacker.example"}, 403},
		"another address":                  {here, "GET", "/_control/counts", []string{"Host", "192.0.2.1"}, 403},
		"a page of another origin":         {here, "POST", "/_control/reset", []string{"Origin", "https://attacker.example"}, 403},
		"a page of another site":           {here, "POST", "/_control/faults", []string{"Sec-Fetch-Site", "cross-site"}, 403},
		"a page calls CPN's API":           {here, "POST", ticketsPath, []string{"Origin", "https://attacker.example"}, 403},
		"CPN's API under a name":           {here, "POST", ticketsPath, []string{"Host", "attacker.example"}, 403},
		"other machines' name, on request": {everywhere, "GET", "/_control/counts", []string{"Host", "cpn-fake:8080"}, 200},
		"a page calls any name":            {everywhere, "POST", "/_control/reset", []string{"Host", "cpn-fake:8080", "Origin", "https://attacker.example"}, 403},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if got, text := (client{t, tc.url}).send(tc.method, tc.path, "", tc.header...); got != tc.want {
				t.Errorf("status %d, want %d: %s", got, tc.want, text)
			}
		})
	}
}

// Every payment can be changed at once, and one of them again.
func TestControl_setPayments(t *testing.T) {
	t.Parallel()
	c := start(t)
	c.must(200, `"ETH-SEPOLIA"`, "GET", "/v1/cpn/payments/"+payment, "") // one that is known before
	const wallet = "0x00000000000000000000000000000000000000bb"
	c.must(200, `"requests": 1,`, "PATCH", "/_control/payments",
		`{"blockchain":"ARC-TESTNET","senderAddress":"`+wallet+`","anySignature":true,"hostile":["payee","sum"]}`)
	for _, id := range []string{payment, key} {
		path := "/v2/cpn/payments/" + id + "/transactions"
		var created struct {
			Data struct{ ID, DestinationAddress string }
		}
		text := c.must(201, `"blockchain":"ARC-TESTNET"`, "POST", path, `{"idempotencyKey":"`+id[:14]+`4ef8-bb6d-6bb9bd380a11"}`)
		if err := json.Unmarshal([]byte(text), &created); err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(text, `"senderAddress":"`+wallet) || strings.Contains(text, `"to":"`+created.Data.DestinationAddress) {
			t.Errorf("the transaction is %s", text)
		}
		submit := path + "/" + created.Data.ID + "/submit"
		c.must(200, `"balance": false`, "PATCH", "/_control/payments/"+id, `{"balance":false}`)
		c.must(400, "290312", "POST", submit, `{"signedTransaction":"0x00"}`)
		c.must(200, `"balance": true`, "PATCH", "/_control/payments/"+id, `{"balance":true,"allowance":false}`)
		c.must(400, "290340", "POST", submit, `{"signedTransaction":"0x00"}`)
		c.must(200, `"allowance": true`, "PATCH", "/_control/payments/"+id, `{"allowance":true,"anySignature":false}`)
		c.must(400, "290321", "POST", submit, `{"signedTransaction":"0x00"}`)
		c.must(200, `"hostile": ["payee","sum"]`, "PATCH", "/_control/payments/"+id, `{"anySignature":true}`)
		c.must(201, `PENDING`, "POST", submit, `{"signedTransaction":"0x00"}`)
	}
}
