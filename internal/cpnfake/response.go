// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package cpnfake

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"
)

// response is what goes back to a client.
type response struct {
	status int
	allow  string // the method that would be right
	body   []byte
}

// problem is one element of the "errors" member of CPN's error envelope.
type problem struct {
	Error    string  `json:"error"`
	Location *string `json:"location"` // null for the body as a whole
	Message  string  `json:"message"`
}

// missingOrInvalid is the only value of error in a [problem] that CPN documents.
const missingOrInvalid = "MISSING_OR_INVALID_FIELD"

// reject returns CPN's error envelope, with the usual text of its code.
func reject(status, code int, problems ...problem) *response {
	body, _ := json.Marshal(struct { // numbers and strings always have a JSON form
		Code     int       `json:"code"`
		Message  string    `json:"message"`
		Problems []problem `json:"errors,omitempty"`
	}{code, words(status, code), problems})
	return &response{status: status, body: body}
}

// success is the response {"data": …}, edited by the function of [Server.EditResponses].
// [json.Marshal] would compact and escape raw text, so the members are written one by one,
// and raw members unchanged.
func (s *Server) success(operation string, status int, data map[string]any) *response {
	if s.edit != nil {
		s.edit(operation, data)
	}
	var members []string
	for _, name := range slices.Sorted(maps.Keys(data)) {
		value, raw := data[name].(json.RawMessage)
		if !raw {
			var err error
			if value, err = json.Marshal(data[name]); err != nil {
				panic(err) // of what a test has set
			}
		}
		members = append(members, strconv.Quote(name)+":"+string(value))
	}
	return &response{status: status, body: fmt.Appendf(nil, `{"data":{%s}}`, strings.Join(members, ","))}
}

// send writes the response as the fault demands. It returns false if the client did not get
// all of it.
func (o *response) send(ctx context.Context, w http.ResponseWriter, headers map[string]string, f Fault) bool {
	o.sendHeader(w, headers, f)
	body := o.body
	if f.Truncate {
		body = body[:len(body)/2]
	}
	chunk := max(len(body), 1)
	if f.Slow > 0 {
		chunk = 1
	}
	for piece := range slices.Chunk(body, chunk) {
		if _, err := w.Write(piece); err != nil {
			return false
		}
		if f.Slow > 0 || f.Truncate {
			// A writer that cannot flush sends everything at the end.
			_ = http.NewResponseController(w).Flush()
		}
		if !pause(ctx, f.Slow) {
			return false
		}
	}
	return !f.Truncate
}

// sendHeader writes the status and the headers that have a value, with the length of the
// whole body.
func (o *response) sendHeader(w http.ResponseWriter, headers map[string]string, f Fault) {
	headers["Allow"] = o.allow
	if len(o.body) > 0 {
		headers["Content-Type"] = "application/json"
	}
	if o.status != http.StatusNoContent {
		headers["Content-Length"] = strconv.Itoa(len(o.body))
	}
	maps.Copy(headers, f.Header)
	for name, value := range headers {
		if value != "" {
			w.Header().Set(name, value)
		}
	}
	w.WriteHeader(o.status)
}

// pause waits, and returns false if the context ends first.
func pause(ctx context.Context, d time.Duration) bool {
	if d <= 0 {
		return true
	}
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return false
	case <-timer.C:
		return true
	}
}
