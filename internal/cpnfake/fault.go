// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package cpnfake

import (
	"net/http"
	"slices"
	"time"
)

// Fault makes the server misbehave on one request. It is a value, so that a test reads like
// a story: what the network did, and whether CPN had done its work by then.
//
// A fault with a Status, a Code, a Body, Drop or Hang replaces the response, and the work is
// done only with After. Every other fault spoils the response to work that is done; After
// then only says whether Delay comes before or after the work. The zero Fault lets one
// request pass, so that a later request meets the next fault in the queue.
type Fault struct {
	Name      string            // for the request log, as in [FaultNames]
	Method    string            // only requests with this HTTP method; "" is any
	Operation string            // only this operation, as in [CreateSupportTicket]; "" is any request
	Path      string            // only this path; a segment in braces is any, and "" is any path
	Times     int               // how many requests meet it; 0 means one
	After     bool              // do the work first, then misbehave
	Delay     time.Duration     // wait before responding, dropping or hanging
	Status    int               // respond with this HTTP status
	Code      int               // CPN's error code in that response; 0 is the usual code for Status
	Body      string            // respond with this text; "" is CPN's error envelope for a Status from 400, else nothing
	Header    map[string]string // set these headers; "" removes one
	Drop      bool              // close the connection without a response
	Hang      bool              // do not respond until the client disconnects or the server closes
	Truncate  bool              // declare the full length, send half, close the connection
	Slow      time.Duration     // pause after each byte of the body
}

// Inject queues faults. Each request takes the first fault in the queue that matches it.
//
// A transport of net/http retries a GET on its own if a reused connection closes without a
// response, so a single Drop on a GET may go unnoticed.
func (s *Server) Inject(faults ...Fault) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.faults = append(s.faults, faults...)
}

// ClearFaults removes the faults that no request has met.
func (s *Server) ClearFaults() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.faults = nil
}

// takeFault takes the fault for a request from the queue.
func (s *Server) takeFault(r *http.Request, operation string) Fault {
	i := slices.IndexFunc(s.faults, func(f Fault) bool {
		_, there := match(f.Path, r.URL.Path)
		return (f.Method == "" || f.Method == r.Method) && (f.Operation == "" || f.Operation == operation) &&
			(f.Path == "" || there)
	})
	if i < 0 {
		return Fault{}
	}
	f := s.faults[i]
	if f.Times > 1 {
		s.faults[i].Times--
	} else {
		s.faults = slices.Delete(s.faults, i, i+1)
	}
	return f
}

// response is the fault's own response to a request with this method.
func (f Fault) response(method string) *response {
	status, code := f.Status, f.Code
	switch {
	case status != 0:
	case code != 0:
		status = usualStatus(code)
	case method == http.MethodPost:
		status = http.StatusCreated
	default:
		status = http.StatusOK
	}
	if f.Body != "" || status < http.StatusBadRequest {
		return &response{status: status, body: []byte(f.Body)}
	}
	if code == 0 {
		code = usualCode(status)
	}
	return reject(status, code)
}
