// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package control

import (
	"fmt"
	"net/http"
	"strconv"
	"time"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpnfake"
)

// list returns those elements that the request asks for, under a name. With the parameter
// count another number is an error, so that a test can be one command such as curl --fail.
func list[T any](c call, name string, all []T, wanted func(T) bool) (any, error) {
	found := []T{}
	for _, element := range all {
		if wanted(element) {
			found = append(found, element)
		}
	}
	if text, expected := c.query["count"]; expected {
		count, err := strconv.Atoi(text)
		if err != nil || count < 0 {
			return nil, &problem{Reason: fmt.Sprintf("count is %q: it must be a number, 0 or more", text)}
		}
		if count != len(found) {
			return nil, &problem{Reason: fmt.Sprintf("%s: expected %d, found %d", name, count, len(found)), status: http.StatusConflict}
		}
	}
	return map[string]any{"count": len(found), name: found}, nil
}

// request is an entry of the request log. It leaves out the headers, because one of them is
// an API key.
type request struct {
	Time      time.Time `json:"time"`
	Method    string    `json:"method"`
	Path      string    `json:"path"`
	RequestID string    `json:"requestId,omitempty"`
	Body      string    `json:"body,omitempty"`
	Status    int       `json:"status"` // 0 if there was no response
	Fault     string    `json:"fault,omitempty"`
}

// requests lists the request log.
func (s simulator) requests(c call) (any, error) {
	var log []request
	for _, r := range s.Requests() {
		log = append(log, asLogged(r))
	}
	return list(c, "requests", log, func(r request) bool { return c.wants("method", r.Method) && c.wants("path", r.Path) })
}

// asLogged shows an entry of the request log.
func asLogged(r cpnfake.Request) request {
	return request{
		Time: r.Time, Method: r.Method, Path: r.Path, RequestID: r.Header.Get("X-Request-Id"),
		Body: string(r.Body), Status: r.Status, Fault: r.Fault,
	}
}
