// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package cpnfake

import (
	"bytes"
	"net/http"
	"slices"
	"time"
)

// Counts says how much a [Server] has seen and made.
type Counts struct {
	Requests     int // all requests, well-formed or not
	Connections  int // as far as [Server.ConnState] was told
	Tickets      int // tickets made
	Transactions int // transactions made, without those of [Server.SetTransaction]
	Creates      int // POST requests
	Reads        int // GET requests
}

// Request is one entry of the request log.
type Request struct {
	Time   time.Time // when it arrived, by the server's clock
	Method string
	Path   string // as decoded, without the query
	Header http.Header
	Body   []byte
	Status int // what was answered; 0 if nothing was, or not yet
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
func (s *Server) record(r *http.Request, body []byte) int {
	s.counts.Requests++
	switch r.Method {
	case http.MethodPost:
		s.counts.Creates++
	case http.MethodGet:
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

// recordStatus completes a log entry. It happens before the answer goes out, so that
// whoever got the answer finds it in the log.
func (s *Server) recordStatus(entry, status int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.requests[entry].Status = status
}
