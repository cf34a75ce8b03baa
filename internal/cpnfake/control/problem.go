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
	"net"
	"net/http"
	"net/netip"
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

// guard lets no web page through. None must reach the simulator by way of a browser on this
// machine: neither by a request across origins, nor under a host name that the page's owner
// points to this machine (DNS rebinding), which isHost rejects.
func guard(next http.Handler, isHost func(string) bool) http.Handler {
	origins := http.NewCrossOriginProtection()
	origins.SetDenyHandler(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		respond(w, http.StatusForbidden, &problem{Reason: "the simulator accepts no request from a web page"})
	}))
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !isHost(r.Host) {
			respond(w, http.StatusForbidden, &problem{
				Reason:  "use a loopback address in the URL",
				Allowed: []string{"127.0.0.1", "[::1]", "localhost"},
			})
			return
		}
		origins.Handler(next).ServeHTTP(w, r)
	})
}

// AnyHost accepts every Host header, for a simulator that other machines use.
func AnyHost(string) bool { return true }

// Loopback reports whether a Host header, with or without a port, names this machine.
func Loopback(host string) bool {
	name, _, err := net.SplitHostPort(host)
	if err != nil {
		name = host
	}
	if len(name) > 2 && name[0] == '[' && name[len(name)-1] == ']' {
		name = name[1 : len(name)-1]
	}
	address, err := netip.ParseAddr(name)
	return name == "localhost" || err == nil && address.IsLoopback()
}
