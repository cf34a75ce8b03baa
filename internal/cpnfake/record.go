// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package cpnfake

import (
	"net/http"
	"strings"
	"time"
)

// Counts says how much a [Server] has received and created.
type Counts struct {
	Requests     int `json:"requests"`     // all requests, well-formed or not
	Tickets      int `json:"tickets"`      // tickets made
	Transactions int `json:"transactions"` // transactions made, without those of [Server.SetTransaction]
	Creates      int `json:"creates"`      // POST requests, without those to submit
	Reads        int `json:"reads"`        // GET requests
	SubmitCounts
}

// SubmitCounts says how often transactions were submitted, or one of them.
type SubmitCounts struct {
	Submits   int `json:"submits"`   // requests to submit, well-formed or not
	Submitted int `json:"submitted"` // submits that were accepted
	Resubmits int `json:"resubmits"` // submits that came while the transaction was not CREATED
}

// Request is one entry of the request log.
type Request struct {
	Time   time.Time // of arrival, by the server's clock
	Method string
	Path   string // decoded, without the query
	Header http.Header
	Body   []byte
	Status int    // of the response; 0 if there was none, or not yet
	Fault  string // the name of the fault that the request met, if it has a name
}

// Counts returns the counts so far.
func (s *Server) Counts() Counts {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.counts
}

// Requests returns the request log, in order of arrival. Headers and bodies are the server's
// own: do not change them.
func (s *Server) Requests() []Request {
	s.mu.Lock()
	defer s.mu.Unlock()
	requests := make([]Request, 0, len(s.requests))
	for _, r := range s.requests {
		requests = append(requests, *r)
	}
	return requests
}

// Watch calls seen for each request once its response is decided, before the response goes
// out; nil ends that.
func (s *Server) Watch(seen func(Request)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.watch = seen
}

// record counts and logs a request and returns its entry in the log.
func (s *Server) record(r *http.Request, c *call, body []byte) *Request {
	s.counts.Requests++
	switch {
	case c.operation == SubmitTransaction:
		s.recordSubmit(c)
	case r.Method == http.MethodPost:
		s.counts.Creates++
	case r.Method == http.MethodGet:
		s.counts.Reads++
	}
	entry := &Request{Time: s.now(), Method: r.Method, Path: r.URL.Path, Header: r.Header.Clone(), Body: body}
	s.requests = append(s.requests, entry)
	return entry
}

// recordSubmit counts a request to submit a transaction.
func (s *Server) recordSubmit(c *call) {
	counted := []*SubmitCounts{&s.counts.SubmitCounts}
	t := s.transaction(strings.ToLower(c.ids["transactionId"]))
	if t != nil {
		counted = append(counted, &t.SubmitCounts)
	}
	for _, n := range counted {
		n.Submits++
		if t != nil && t.Status != created {
			n.Resubmits++
		}
	}
}

// recordStatus completes a log entry. It happens before the response goes out, so that
// whoever got the response finds it in the log.
func (s *Server) recordStatus(entry *Request, out *response) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if out != nil {
		entry.Status = out.status
	}
	if s.watch != nil {
		s.watch(*entry)
	}
}
