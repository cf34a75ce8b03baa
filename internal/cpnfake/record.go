// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package cpnfake

import (
	"bytes"
	"net/http"
	"slices"
	"strings"
	"time"
)

// Counts says how much a [Server] has received and created.
type Counts struct {
	Requests     int // all requests, well-formed or not
	Connections  int // as far as [Server.ConnState] was told
	Tickets      int // tickets made
	Transactions int // transactions made, without those of [Server.SetTransaction]
	Creates      int // POST requests, without those to submit
	Reads        int // GET requests
	SubmitCounts
}

// SubmitCounts says how often transactions were submitted, or one of them.
type SubmitCounts struct {
	Submits   int // requests to submit, well-formed or not
	Submitted int // of these, those that were accepted
	Resubmits int // of these, those that came while the transaction was not CREATED
}

// Request is one entry of the request log.
type Request struct {
	Time   time.Time // of arrival, by the server's clock
	Method string
	Path   string // decoded, without the query
	Header http.Header
	Body   []byte
	Status int // of the response; 0 if there was none, or not yet
}

// Counts returns the counts so far.
func (s *Server) Counts() Counts {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.counts
}

// Requests returns a copy of the request log, in order of arrival.
func (s *Server) Requests() []Request {
	s.mu.Lock()
	defer s.mu.Unlock()
	requests := slices.Clone(s.requests)
	for i, r := range requests {
		requests[i].Header, requests[i].Body = r.Header.Clone(), bytes.Clone(r.Body)
	}
	return requests
}

// record counts and logs a request and returns its place in the log.
func (s *Server) record(r *http.Request, c *call, body []byte) int {
	s.counts.Requests++
	switch {
	case c.operation == SubmitTransaction:
		s.recordSubmit(c)
	case r.Method == http.MethodPost:
		s.counts.Creates++
	case r.Method == http.MethodGet:
		s.counts.Reads++
	}
	s.requests = append(s.requests, Request{
		Time:   s.now(),
		Method: r.Method,
		Path:   r.URL.Path,
		Header: r.Header.Clone(),
		Body:   body,
	})
	return len(s.requests) - 1
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

// recordStatus completes a log entry. It happens before the answer goes out, so that
// whoever got the answer finds it in the log.
func (s *Server) recordStatus(entry, status int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.requests[entry].Status = status
}
