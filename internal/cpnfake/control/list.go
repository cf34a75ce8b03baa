// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package control

import (
	"fmt"
	"net/http"
	"strconv"
	"strings"
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
		log = append(log, request{
			Time: r.Time, Method: r.Method, Path: r.Path, RequestID: r.Header.Get("X-Request-Id"),
			Body: string(r.Body), Status: r.Status, Fault: r.Fault,
		})
	}
	return list(c, "requests", log, func(r request) bool { return c.wants("method", r.Method) && c.wants("path", r.Path) })
}

// counts returns the totals.
func (s simulator) counts(call) (any, error) { return s.Counts(), nil }

// reset starts again.
func (s simulator) reset(c call) (any, error) {
	s.Reset()
	s.setUp(s.Server)
	return s.counts(c)
}

// tickets lists the tickets.
func (s simulator) tickets(c call) (any, error) {
	return list(c, "tickets", s.Tickets(), func(t cpnfake.Ticket) bool { return c.wants("paymentId", t.PaymentID) })
}

// transactions lists the transactions.
func (s simulator) transactions(c call) (any, error) {
	return list(c, "transactions", s.Transactions(), func(t cpnfake.Transaction) bool { return c.wants("paymentId", t.PaymentID) })
}

// wants reports whether a value is the one that the request asks for, or it asks for none.
func (c call) wants(parameter, value string) bool {
	wanted, asked := c.query[parameter]
	return !asked || strings.EqualFold(wanted, value)
}
