// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package control_test

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpnfake"
	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpnfake/control"
)

const (
	payment      = "c4d1da72-111e-4d52-bdbf-2e74a2d803d5"
	key          = "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11"
	ticketsPath  = "/v1/cpn/supportTickets"
	transactions = "/v2/cpn/payments/" + payment + "/transactions"
	ticket       = `{"paymentId":"` + payment + `","issueType":"OTHER","description":"x","email":"help@ofi.com","idempotencyKey":"` + key + `"}`
	transaction  = `{"idempotencyKey":"` + key + `"}`
)

// client calls a simulator with its control API.
type client struct {
	t   *testing.T
	url string
}

// start serves a simulator whose set-up makes one payment expire.
func start(t *testing.T) client {
	t.Helper()
	fake := cpnfake.New()
	setUp := func(fake *cpnfake.Server) {
		fake.SetSeed("test")
		fake.SetPayment("00000000-0000-4000-8000-000000000001", func(p *cpnfake.Payment) { p.Expired = true })
	}
	setUp(fake)
	server := httptest.NewServer(control.New(fake, setUp, control.Loopback))
	t.Cleanup(server.Close)
	return client{t, server.URL}
}

// send sends a request and returns the status and the body; status 0 is no response.
func (c client) send(method, path, body string, header ...string) (int, string) {
	c.t.Helper()
	req, err := http.NewRequestWithContext(c.t.Context(), method, c.url+path, strings.NewReader(body))
	if err != nil {
		c.t.Fatal(err)
	}
	req.Header.Set("Authorization", "Bearer TEST_API_KEY:id:secret")
	req.Header.Set("Content-Type", "application/json")
	for field := range slices.Chunk(header, 2) {
		if req.Header.Set(field[0], field[1]); field[0] == "Host" {
			req.Host = field[1]
		}
	}
	resp, err := (&http.Transport{DisableKeepAlives: true}).RoundTrip(req)
	if err != nil {
		return 0, ""
	}
	defer func() { _ = resp.Body.Close() }()
	text, err := io.ReadAll(resp.Body)
	if err != nil {
		c.t.Fatal(err)
	}
	return resp.StatusCode, string(text)
}

// must sends a request, which must get this status and this text in its body.
func (c client) must(status int, text, method, path, body string) string {
	c.t.Helper()
	got, response := c.send(method, path, body)
	var compact strings.Builder
	for line := range strings.Lines(response) {
		compact.WriteString(strings.TrimSpace(line))
	}
	if got != status || !strings.Contains(compact.String(), text) {
		c.t.Errorf("%s %s %s returns %d %s, want %d with %s", method, path, body, got, response, status, text)
	}
	return response
}

// The whole story of a test that loses a response, in any language.
func TestControl_fault(t *testing.T) {
	t.Parallel()
	c := start(t)
	c.must(200, `{"name": "connection dropped after the work","times": 2,"method": "POST","path": "/v1/cpn/supportTickets"}`, "POST", "/_control/faults",
		`{"name":"connection dropped after the work","times":2,"method":"POST","path":"/v1/cpn/supportTickets"}`)
	c.must(0, "", "POST", ticketsPath, ticket)
	c.must(0, "", "POST", ticketsPath, ticket)
	c.must(201, `CIR-`, "POST", ticketsPath, ticket)
	c.must(200, `"count": 1,`, "GET", "/_control/tickets?count=1&paymentId="+strings.ToUpper(payment), "")
	c.must(200, `"count": 0,"tickets": []`, "GET", "/_control/tickets?paymentId="+key, "")
	c.must(409, "tickets: expected 2, found 1", "GET", "/_control/tickets?count=2", "")
	c.must(200, `"status": 0,"fault": "connection dropped after the work"`, "GET", "/_control/requests?method=POST&count=3", "")
	c.must(200, `"count": 0`, "GET", "/_control/requests?method=GET", "")
	c.must(200, `"creates": 3,`, "GET", "/_control/counts", "")
	if text := c.must(200, "", "GET", "/_control/requests", ""); strings.Contains(text, "secret") {
		t.Errorf("the API key is in the log: %s", text)
	}
}

func TestControl_moves(t *testing.T) {
	t.Parallel()
	c := start(t)
	c.must(200, `"status": "COMPLETED","unknown": false,"expired": false`, "PATCH", "/_control/payments/"+strings.ToUpper(payment), `{"status":"COMPLETED"}`)
	c.must(400, "290304", "POST", transactions, transaction)
	c.must(200, "", "PATCH", "/_control/payments/"+payment, `{"status":"CRYPTO_FUNDS_PENDING","expired":true}`)
	c.must(400, "290308", "POST", transactions, transaction)
	c.must(200, "", "PATCH", "/_control/payments/"+payment, `{"expired":false,"unknown":true}`)
	c.must(400, "290305", "POST", transactions, transaction)
	c.must(200, "", "PATCH", "/_control/payments/"+payment, `{"unknown":false}`)
	var created struct{ Data struct{ ID string } }
	if err := json.Unmarshal([]byte(c.must(201, "", "POST", transactions, transaction)), &created); err != nil {
		t.Fatal(err)
	}
	c.must(200, `"status": "BROADCASTED"`, "PATCH", "/_control/transactions/"+created.Data.ID, `{"status":"BROADCASTED"}`)
	c.must(200, `"status": "COMPLETED"`, "PATCH", "/_control/transactions/"+created.Data.ID, `{"status":"COMPLETED"}`)
	c.must(200, `"transactionHash"`, "GET", transactions+"/"+created.Data.ID, "")
	c.must(200, `"status": "COMPLETED"`, "GET", "/_control/transactions?count=1", "")
	c.must(404, created.Data.ID, "PATCH", "/_control/transactions/"+key, `{"status":"BROADCASTED"}`)
}

// A second test run starts where the first one did.
func TestControl_reset(t *testing.T) {
	t.Parallel()
	c := start(t)
	first := c.must(201, "", "POST", ticketsPath, ticket)
	c.must(200, "", "PATCH", "/_control/payments/00000000-0000-4000-8000-000000000001", `{"expired":false}`)
	c.must(200, `"requests": 0,`, "POST", "/_control/reset", "")
	c.must(200, `"expired": true`, "PATCH", "/_control/payments/00000000-0000-4000-8000-000000000001", `{}`)
	c.must(200, "", "GET", "/_control/tickets?count=0", "")
	if second := c.must(201, "", "POST", ticketsPath, ticket); second != first {
		t.Errorf("the seed gives %s, then %s", first, second)
	}
}

// Bad input gets 400 and a list of what is allowed.
func TestControl_rejects(t *testing.T) {
	t.Parallel()
	c := start(t)
	const faults, aPayment = "/_control/faults", "/_control/payments/" + payment
	for name, tc := range map[string]struct {
		status             int
		text               string
		method, path, body string
	}{
		"a fault that has no name here": {400, `"connection dropped after the work"`, "POST", faults, `{"name":"gremlins"}`},
		"no fault":                      {400, `"allowed": ["name","times","method","path"]`, "POST", faults, ``},
		"not JSON":                      {400, `"allowed": ["name",`, "POST", faults, `name=503`},
		"two values":                    {400, `more than one JSON value`, "POST", faults, `{"name":"403"}{"name":"404"}`},
		"an unknown member":             {400, `unknown field \"tmies\"`, "POST", faults, `{"name":"403","tmies":2}`},
		"no times":                      {400, `at least 1`, "POST", faults, `{"name":"403","times":0}`},
		"another method":                {400, `"allowed": ["GET","POST"]`, "POST", faults, `{"name":"403","method":"PUT"}`},
		"another path":                  {400, `"/v1/cpn/supportTickets"`, "POST", faults, `{"name":"403","path":"/tickets"}`},
		"a payment's status":            {400, `"CRYPTO_FUNDS_PENDING"`, "PATCH", aPayment, `{"status":"PAID"}`},
		"a payment's blockchain":        {400, `"ETH-SEPOLIA"`, "PATCH", aPayment, `{"blockchain":"BTC"}`},
		"every payment's blockchain":    {400, `"ETH-SEPOLIA"`, "PATCH", "/_control/payments", `{"blockchain":"BTC"}`},
		"a hostile message":             {400, `"payee"`, "PATCH", aPayment, `{"hostile":["payee","thief"]}`},
		"another type":                  {400, `cannot unmarshal`, "PATCH", aPayment, `{"balance":"none"}`},
		"another payment":               {400, `cannot unmarshal`, "PATCH", aPayment, `{"id":"` + key + `"}`},
		"other members":                 {400, `unknown field`, "PATCH", aPayment, `{"Members":{}}`},
		"a payment's ID":                {400, `must be a UUID`, "PATCH", "/_control/payments/1", `{"status":"FAILED"}`},
		"a transaction's status":        {400, `"BROADCASTED"`, "PATCH", "/_control/transactions/" + key, `{"status":"SIGNED"}`},
		"a parameter":                   {400, `"allowed": ["paymentId","count"]`, "GET", "/_control/tickets?payment=1", ``},
		"a parameter twice":             {400, `one value`, "GET", "/_control/tickets?count=1&count=2", ``},
		"a negative count":              {400, `0 or more`, "GET", "/_control/tickets?count=-1", ``},
		"a large body":                  {400, `smaller`, "POST", faults, strings.Repeat(" ", 1<<17)},
		"another path of the control":   {404, `"POST /_control/reset"`, "GET", "/_control/state", ``},
		"another method of the control": {404, `"POST /_control/reset"`, "GET", "/_control/reset", ``},
		"the bare prefix":               {404, `"POST /_control/reset"`, "GET", "/_control", ``},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			client{t, c.url}.must(tc.status, tc.text, tc.method, tc.path, tc.body)
		})
	}
}
