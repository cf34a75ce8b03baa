// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package control

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
)

// problem says what is wrong with a request, and what would be right.
type problem struct {
	Reason  string   `json:"error"`
	Allowed []string `json:"allowed,omitempty"`

	status int // 0 is 400
}

func (p *problem) Error() string { return p.Reason }

// code is the HTTP status of the response.
func (p *problem) code() int { return cmp.Or(p.status, http.StatusBadRequest) }

// notOneOf rejects a value that is not in a list.
func notOneOf(what, value string, allowed []string) *problem {
	return &problem{Reason: fmt.Sprintf("%s is %q: use one of the allowed values", what, value), Allowed: allowed}
}

// unknownEndpoint responds for every path and method that the control API does not have.
func unknownEndpoint(r *http.Request) *problem {
	p := &problem{Reason: "the control API has no " + r.Method + " " + r.URL.Path, status: http.StatusNotFound}
	for _, e := range Endpoints() {
		p.Allowed = append(p.Allowed, e.Method+" "+e.Path)
	}
	return p
}

// read decodes a body, which must be one JSON object with no other than the allowed members.
func (c call) read(into any, allowed ...string) error {
	dec := json.NewDecoder(bytes.NewReader(c.body))
	dec.DisallowUnknownFields()
	err := dec.Decode(into)
	if err == nil {
		if _, more := dec.Token(); errors.Is(more, io.EOF) {
			return nil
		}
		err = errors.New("there is more than one JSON value")
	}
	reason := strings.TrimPrefix(err.Error(), "json: ")
	if errors.Is(err, io.EOF) {
		reason = "the body is empty"
	}
	return &problem{Reason: "send one JSON object with the allowed members: " + reason, Allowed: allowed}
}
