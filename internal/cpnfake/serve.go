// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package cpnfake

import (
	"io"
	"net/http"
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

// call is a request as the operations see it.
type call struct {
	operation string // "" if the path or the method is wrong
	header    http.Header
	ids       map[string]string // the UUIDs in the path, as sent
	body      []byte
	serve     func(*Server, *call) response
}

// route is one operation.
type route struct {
	method, path, operation string
	serve                   func(*Server, *call) response
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
	entry, fault := s.receive(r, c, body)
	out, ok := s.outcome(r, c, fault)
	s.recordStatus(entry, out.status)
	if !ok {
		panic(http.ErrAbortHandler)
	}
	out.setHeader("X-Request-Id", requestID(r))
	if date := s.derivedDate(); date != "" {
		out.setHeader("Date", date)
	}
	for name, value := range fault.Header {
		out.setHeader(name, value)
	}
	if !out.send(r.Context(), w, fault) {
		panic(http.ErrAbortHandler)
	}
}

// receive logs a request and takes its fault from the queue.
func (s *Server) receive(r *http.Request, c *call, body []byte) (*Request, Fault) {
	s.mu.Lock()
	defer s.mu.Unlock()
	entry, fault := s.record(r, c, body), s.takeFault(r, c.operation)
	entry.Fault = fault.Name
	fault.Delay += s.latency
	return entry, fault
}

// outcome decides the response, and does the work before the fault, after it, or not at all.
// It returns false if there is no response.
func (s *Server) outcome(r *http.Request, c *call, f Fault) (response, bool) {
	var out response
	if f.After {
		out = s.work(c)
	}
	if !pause(r.Context(), f.Delay) {
		return response{}, false
	}
	if f.Hang {
		<-r.Context().Done()
	}
	switch {
	case f.Hang, f.Drop:
		return response{}, false
	case f.replaces():
		return f.response(r.Method), true
	case f.After:
		return out, true
	}
	return s.work(c), true
}

// work does what a request asks for.
func (s *Server) work(c *call) response {
	s.mu.Lock()
	defer s.mu.Unlock()
	if c.operation != "" && !s.authorized(c.header) {
		return reject(http.StatusUnauthorized, codeUnauthorized).response()
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
	for _, part := range parts {
		if part == "" || strings.ContainsAny(part, " \t") {
			return false
		}
	}
	return len(parts) == 3
}

// newCall finds the operation that a request asks for.
func newCall(r *http.Request, body []byte) *call {
	c := &call{header: r.Header, body: body, serve: noSuchPath}
	var allowed string
	for _, route := range routes() {
		ids, ok := match(route.path, r.URL.Path)
		switch {
		case !ok:
		case route.method == r.Method:
			c.operation, c.ids, c.serve = route.operation, ids, route.serve
			return c
		default:
			allowed = route.method
		}
	}
	if allowed != "" {
		c.serve = func(*Server, *call) response {
			out := reject(http.StatusMethodNotAllowed, codeInvalid).response()
			out.setHeader("Allow", allowed)
			return out
		}
	}
	return c
}

// noSuchPath responds for every path that CPN does not have.
func noSuchPath(*Server, *call) response {
	return reject(http.StatusNotFound, codeInvalid).response()
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

// requestID is the client's own request ID, or a new one if it sent none.
func requestID(r *http.Request) string {
	if id := r.Header.Get("X-Request-Id"); isUUID(id) {
		return id
	}
	return uuid.NewString()
}
