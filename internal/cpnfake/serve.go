// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package cpnfake

import (
	"encoding/json"
	"io"
	"net/http"
	"slices"
	"strings"

	"github.com/google/uuid"
)

// The operations of CPN's API that a [Server] serves, as named in [Fault] and
// [Server.EditResponses].
const (
	CreateSupportTicket = "createSupportTicket"
	CreateTransaction   = "createTransaction"
	GetTransaction      = "getTransaction"
	SubmitTransaction   = "submitTransaction"
	GetPayment          = "getPayment"
)

// maxBody is how many bytes of a request are read.
const maxBody = 1 << 20

// route is one operation.
type route struct {
	method, path, operation string
	serve                   func(*Server, *call) *response
}

// routes lists the operations.
func routes() []route {
	return []route{
		{http.MethodPost, "/v1/cpn/supportTickets", CreateSupportTicket, (*Server).createTicket},
		{http.MethodPost, "/v2/cpn/payments/{paymentId}/transactions", CreateTransaction, (*Server).createTransaction},
		{http.MethodGet, "/v2/cpn/payments/{paymentId}/transactions/{transactionId}", GetTransaction, (*Server).getTransaction},
		{http.MethodPost, "/v2/cpn/payments/{paymentId}/transactions/{transactionId}/submit", SubmitTransaction, (*Server).submitTransaction},
		{http.MethodGet, "/v1/cpn/payments/{paymentId}", GetPayment, (*Server).getPayment},
	}
}

// call is a request as the operations see it. They read it member by member, and it collects
// what CPN would reject.
type call struct {
	route // without an operation if CPN has no such path or method

	header           http.Header
	ids              map[string]string // the UUIDs in the path, as sent
	body             []byte
	members          map[string]json.RawMessage // of the body, those not yet read
	missing, invalid []problem
}

// ServeHTTP implements [http.Handler]. A fault without a complete response ends in a panic
// with [http.ErrAbortHandler], which makes [http.Server] close the connection.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	// The whole body is read first: only then does net/http notice that a client has gone,
	// which must end a hang.
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBody))
	c := newCall(r, body)
	if err != nil {
		c.body = nil // half a body must not create anything
	}
	entry, fault, date := s.receive(r, c, body)
	out := s.outcome(r, c, fault)
	s.recordStatus(entry, out)
	headers := map[string]string{"X-Request-Id": requestID(r), "Date": date}
	if out == nil || !out.send(r.Context(), w, headers, fault) {
		panic(http.ErrAbortHandler)
	}
}

// receive logs a request, and takes its fault from the queue. date is the Date header of its
// response; "" leaves it to net/http.
func (s *Server) receive(r *http.Request, c *call, body []byte) (entry *Request, fault Fault, date string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	entry, fault = s.record(r, c, body), s.takeFault(r, c.operation)
	entry.Fault = fault.Name
	fault.Delay += s.latency
	if s.seed != "" {
		// A client measures the age of a ticket with it, so it comes from the same clock.
		date = s.now().UTC().Format(http.TimeFormat)
	}
	return entry, fault, date
}

// outcome decides the response, and does the work before the fault, after it, or not at all.
// It is nil if there is no response.
func (s *Server) outcome(r *http.Request, c *call, f Fault) *response {
	var out *response
	if f.After {
		out = s.work(c)
	}
	if !pause(r.Context(), f.Delay) {
		return nil
	}
	if f.Hang {
		<-r.Context().Done()
	}
	switch {
	case f.Hang, f.Drop:
		return nil
	case f.Status != 0, f.Code != 0, f.Body != "":
		return f.response(r.Method)
	case f.After:
		return out
	}
	return s.work(c)
}

// work does what a request asks for.
func (s *Server) work(c *call) *response {
	s.mu.Lock()
	defer s.mu.Unlock()
	if c.operation != "" && !s.authorized(c.header) {
		return reject(http.StatusUnauthorized, codeUnauthorized)
	}
	if c.method == http.MethodPost {
		if rejected := c.readBody(); rejected != nil {
			return rejected
		}
	}
	return c.serve(s, c)
}

// authorized checks the bearer token of a request.
func (s *Server) authorized(header http.Header) bool {
	scheme, key, _ := strings.Cut(header.Get("Authorization"), " ")
	if !strings.EqualFold(scheme, "Bearer") {
		return false
	}
	if s.apiKey != "" {
		return key == s.apiKey
	}
	parts := strings.Split(key, ":")
	return len(parts) == 3 && !slices.Contains(parts, "") && !strings.ContainsAny(key, " \t")
}

// newCall finds the operation that a request asks for.
func newCall(r *http.Request, body []byte) *call {
	c := &call{header: r.Header, body: body}
	none := reject(http.StatusNotFound, codeInvalid)
	for _, route := range routes() {
		ids, ok := match(route.path, r.URL.Path)
		switch {
		case !ok:
		case route.method == r.Method:
			c.route, c.ids = route, ids
			return c
		default:
			none = reject(http.StatusMethodNotAllowed, codeInvalid)
			none.allow = route.method
		}
	}
	c.serve = func(*Server, *call) *response { return none }
	return c
}

// match compares a path with a pattern. A segment of the pattern in braces matches any
// segment and names it. [http.ServeMux] would redirect some paths.
func match(pattern, path string) (map[string]string, bool) {
	want, got := strings.Split(pattern, "/"), strings.Split(path, "/")
	if len(want) != len(got) {
		return nil, false
	}
	ids := map[string]string{}
	for i, segment := range want {
		if name, ok := strings.CutPrefix(segment, "{"); ok {
			ids[strings.TrimSuffix(name, "}")] = got[i]
		} else if segment != got[i] {
			return nil, false
		}
	}
	return ids, true
}

// id reads a UUID from the path.
func (c *call) id(name string) string {
	if !IsUUID(c.ids[name]) {
		c.reject(name, "must be a UUID")
	}
	return strings.ToLower(c.ids[name])
}

// requestID is the client's own request ID, or a new one if it sent none.
func requestID(r *http.Request) string {
	if id := r.Header.Get("X-Request-Id"); IsUUID(id) {
		return id
	}
	return uuid.NewString()
}
