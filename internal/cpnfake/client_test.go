// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package cpnfake_test

import (
	"context"
	"encoding/json"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"go.uber.org/goleak"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpnfake"
)

const (
	payment = "c4d1da72-111e-4d52-bdbf-2e74a2d803d5"
	key     = "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11"
	key2    = "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a12"

	ticketsPath      = "/v1/cpn/supportTickets"
	paymentPath      = "/v1/cpn/payments/" + payment
	transactionsPath = "/v2/cpn/payments/" + payment + "/transactions"
)

// client calls a simulator over a real connection, and accepts every response.
type client struct {
	t    *testing.T
	url  string
	http *http.Client
}

// response is what a client received. The error comes from the transport, or from reading the body.
type response struct {
	status int
	header http.Header
	body   string
	err    error
}

// TestMain checks that the servers, proxies and relays end with the test that started them.
func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// start serves a new simulator, in which the clock stands still and IDs are derived from keys.
func start(t *testing.T) (*cpnfake.Server, *client) {
	t.Helper()
	fake := cpnfake.New()
	fake.SetSeed("test")
	server := httptest.NewServer(fake)
	t.Cleanup(server.Close)
	transport := &http.Transport{}
	t.Cleanup(transport.CloseIdleConnections)
	return fake, &client{t: t, url: server.URL, http: &http.Client{
		Transport:     transport,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}}
}

// do sends one request with a valid bearer token and content type; header changes them.
func (c *client) do(ctx context.Context, method, path, body string, header map[string]string) response {
	c.t.Helper()
	req, err := http.NewRequestWithContext(ctx, method, c.url+path, strings.NewReader(body))
	if err != nil {
		return response{err: err}
	}
	req.Header.Set("Authorization", "Bearer TEST_API_KEY:id:secret")
	req.Header.Set("Content-Type", "application/json")
	for name, value := range header {
		req.Header.Set(name, value)
	}
	resp, err := c.http.Do(req)
	if err != nil {
		return response{err: err}
	}
	defer func() { _ = resp.Body.Close() }()
	text, err := io.ReadAll(resp.Body)
	return response{status: resp.StatusCode, header: resp.Header, body: string(text), err: err}
}

// post sends a create.
func (c *client) post(path, body string) response {
	c.t.Helper()
	return c.do(c.t.Context(), http.MethodPost, path, body, nil)
}

// get sends a read.
func (c *client) get(path string) response {
	c.t.Helper()
	return c.do(c.t.Context(), http.MethodGet, path, "", nil)
}

// ticket is the body of a create of a ticket, with changes; a nil value removes a member.
func ticket(changes map[string]any) string {
	return body(map[string]any{
		"paymentId":      payment,
		"issueType":      "PAYMENT_SETTLEMENT_DELAY",
		"description":    "Where is it?",
		"email":          "help@ofi.com",
		"idempotencyKey": key,
	}, changes)
}

// transaction is the body of a create of a transaction, with changes.
func transaction(changes map[string]any) string {
	return body(map[string]any{"idempotencyKey": key}, changes)
}

// body encodes members after changes.
func body(members, changes map[string]any) string {
	maps.Copy(members, changes)
	maps.DeleteFunc(members, func(_ string, v any) bool { return v == nil })
	text, err := json.Marshal(members)
	if err != nil {
		return err.Error()
	}
	return string(text)
}

// is reports an unexpected response.
func (a response) is(t *testing.T, status int, body string) {
	t.Helper()
	if a.err != nil {
		t.Fatalf("no response: %v", a.err)
	}
	if a.status != status || a.body != body {
		t.Errorf("response is\n%d %s\nwant\n%d %s", a.status, a.body, status, body)
	}
}

// rejection is the part of an error envelope that decides something.
type rejection struct {
	status    int
	code      int
	locations string // separated by spaces
}

// rejection reads an error envelope, and reports an incomplete one.
func (a response) rejection(t *testing.T) rejection {
	t.Helper()
	var envelope struct {
		Code    int
		Message string
		Errors  []struct {
			Error, Message string
			Location       *string
		}
	}
	if err := json.Unmarshal([]byte(a.body), &envelope); err != nil || a.err != nil {
		t.Fatalf("no error envelope: %v, %v: %s", a.err, err, a.body)
	}
	if envelope.Message == "" || a.header.Get("X-Request-Id") == "" {
		t.Errorf("no message or no request ID: %s, %v", a.body, a.header)
	}
	got := rejection{status: a.status, code: envelope.Code}
	var locations []string
	for _, problem := range envelope.Errors {
		if problem.Error == "" || problem.Message == "" {
			t.Errorf("problem says nothing: %s", a.body)
		}
		if problem.Location == nil {
			locations = append(locations, "null")
		} else {
			locations = append(locations, *problem.Location)
		}
	}
	got.locations = strings.Join(locations, " ")
	return got
}

// expect reports any other response than want; the zero rejection expects success.
func (a response) expect(t *testing.T, want rejection) {
	t.Helper()
	if want == (rejection{}) {
		if a.err != nil || a.status >= http.StatusMultipleChoices {
			t.Errorf("response is %d %s, %v, want success", a.status, a.body, a.err)
		}
		return
	}
	if got := a.rejection(t); got != want {
		t.Errorf("rejection is %+v, want %+v", got, want)
	}
}
