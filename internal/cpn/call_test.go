// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package cpn

import (
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"strings"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"
)

// TestCreate_outcomes is the whole table of what happens to a create: what the attempts
// meet, how many there are, and what is known in the end.
func TestCreate_outcomes(t *testing.T) {
	t.Parallel()
	refusedDial := step{err: syscall.ECONNREFUSED, unsent: true}
	lost, failed, limit := step{err: io.EOF}, step{status: 500}, step{status: 429}
	conflict, noHost := step{status: 409, body: processed}, step{err: &net.DNSError{Name: "x.invalid", IsNotFound: true}, unsent: true}
	for name, tc := range map[string]struct {
		steps []step
		want  played
	}{
		"success at once":                             {[]step{{status: 201, body: created}}, played{1, 0, success}},
		"a conflict that returns the ticket":          {[]step{{status: 409, body: created}}, played{1, 0, success}},
		"a rejection that returns the ticket":         {[]step{{status: 400, body: created}}, played{1, OutcomeNothing, EndedFinal}},
		"a server error that returns the ticket":      {[]step{{status: 500, body: created}, {status: 401}}, played{2, OutcomeUnknown, EndedFinal}},
		"never sent":                                  {[]step{refusedDial, refusedDial, refusedDial, refusedDial, refusedDial}, played{5, OutcomeNothing, EndedRetries}},
		"never sent, then success":                    {[]step{refusedDial, {status: 201, body: created}}, played{2, 0, success}},
		"lost, then success":                          {[]step{lost, {status: 201, body: created}}, played{2, 0, success}},
		"lost for good":                               {[]step{lost, lost, lost, lost, lost}, played{5, OutcomeUnknown, EndedRetries}},
		"5xx for good":                                {[]step{failed, failed, failed, failed, failed}, played{5, OutcomeUnknown, EndedRetries}},
		"rejected":                                    {[]step{{status: 403, body: notAllowed}}, played{1, OutcomeNothing, EndedFinal}},
		"a redirect":                                  {[]step{{status: 307}}, played{1, OutcomeNothing, EndedFinal}},
		"lost, then rejected: stays unknown":          {[]step{lost, {status: 403, body: notAllowed}}, played{2, OutcomeUnknown, EndedFinal}},
		"lost, then never sent: stays unknown":        {[]step{lost, refusedDial, refusedDial, refusedDial, refusedDial}, played{5, OutcomeUnknown, EndedRetries}},
		"lost, then limited: stays unknown":           {[]step{lost, {status: 429}, {status: 401}}, played{3, OutcomeUnknown, EndedFinal}},
		"limited, then success":                       {[]step{{status: 429, retryAfter: "2"}, {status: 201, body: created}}, played{2, 0, success}},
		"limited often, then success":                 {[]step{limit, limit, limit, limit, limit, limit, limit, {status: 201, body: created}}, played{8, 0, success}},
		"limited often, then lost for good":           {[]step{limit, limit, limit, lost, lost, lost, lost, lost}, played{8, OutcomeUnknown, EndedRetries}},
		"a host name that does not exist":             {[]step{noHost}, played{1, OutcomeNothing, EndedFinal}},
		"lost, then a host name that does not exist":  {[]step{lost, noHost}, played{2, OutcomeUnknown, EndedFinal}},
		"the server asks for too long a wait":         {[]step{{status: 429, retryAfter: "301"}}, played{1, OutcomeNothing, EndedRetryAfter}},
		"an unavailable server asks for too long":     {[]step{{status: 503, retryAfter: "301"}}, played{1, OutcomeUnknown, EndedRetryAfter}},
		"a 2xx without the ticket":                    {[]step{{status: 201, body: `{}`}, {status: 201, body: created}}, played{2, 0, success}},
		"a response for another payment":              {[]step{{status: 201, body: `{"data":{"id":"x","paymentId":"y"}}`}, {status: 400}}, played{2, OutcomeUnknown, EndedFinal}},
		"already processed, every time":               {[]step{conflict, conflict, conflict, conflict, conflict}, played{5, OutcomeExists, EndedRetries}},
		"already processed, then a late response":     {[]step{conflict, conflict, conflict, conflict, {status: 201, body: created}}, played{5, 0, success}},
		"already processed, then the response":        {[]step{{status: 409, body: processed}, {status: 201, body: created}}, played{2, 0, success}},
		"lost, then already processed":                {[]step{lost, conflict, conflict, conflict, conflict}, played{5, OutcomeExists, EndedRetries}},
		"already processed, then lost: it exists":     {[]step{{status: 409, body: processed}, lost, {status: 400}}, played{3, OutcomeExists, EndedFinal}},
		"already processed, then rejected: it exists": {[]step{{status: 409, body: processed}, {status: 401}}, played{2, OutcomeExists, EndedFinal}},
		"timeouts":                           {[]step{{after: time.Hour}, {after: time.Hour}, {status: 201, body: created}}, played{3, 0, success}},
		"the time for all attempts runs out": {[]step{{after: 29 * time.Second, err: io.EOF}, {status: 429, retryAfter: "260"}, {after: time.Hour}}, played{3, OutcomeUnknown, EndedDeadline}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			plays(t, createOne, tc.steps, tc.want)
		})
	}
}

// Attempts that a server limits go on for as long as there is time, and no longer.
func TestCreate_limitedForEver(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		client, s := newScript(t)
		s.always = func(time.Duration) step { return step{status: 429, body: `{"code":429,"message":"slow down"}`} }
		ctx, cancel := context.WithTimeout(t.Context(), 5*time.Minute)
		defer cancel()
		start := time.Now()
		_, err := client.CreateTransaction(ctx, NewTransaction{PaymentID: paymentID}, "key")
		var failed *Error
		if !errors.As(err, &failed) || failed.Outcome != OutcomeNothing || failed.Ended != EndedDeadline || failed.Code != 429 {
			t.Errorf("got %+v", failed)
		}
		if took := time.Since(start); took != 5*time.Minute || len(s.times) < 14 || len(s.times) > 40 {
			t.Errorf("%d attempts in %v", len(s.times), took)
		}
	})
}

// An error describes the last attempt: the response to an earlier one would name the wrong
// cause.
func TestCreate_errorDescribesTheLastAttempt(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		client, _ := newScript(t, step{status: 429, body: `{"code":429,"message":"slow down"}`}, step{err: syscall.ECONNREFUSED, unsent: true})
		client.config.MaxRetries = 0
		_, err := client.CreateTransaction(t.Context(), NewTransaction{PaymentID: paymentID}, "key")
		var failed *Error
		if !errors.As(err, &failed) || failed.StatusCode != 0 || failed.Code != 0 || failed.Error() != "connection refused" {
			t.Errorf("got %+v", failed)
		}
	})
}

// Every attempt must be the same request, or its idempotency key would not protect it.
func TestCall_sendsTheSameBytesEachTime(t *testing.T) {
	t.Parallel()
	ticket := NewSupportTicket{PaymentID: paymentID, IssueType: "OTHER", Description: "d", Email: "e@example.com", CCEmails: []string{"b@x", "a@x"}}
	for name, tc := range map[string]struct {
		send        sender
		steps       []step
		where, body string
	}{
		"a create": {
			func(ctx context.Context, c *Client) error {
				_, err := c.CreateSupportTicket(ctx, ticket, "the-key")
				return err
			},
			[]step{{err: io.EOF}, {status: 503}, {status: 201, body: created}},
			"/v1/cpn/supportTickets",
			`{"idempotencyKey":"the-key","ccEmails":["a@x","b@x"],"description":"d","email":"e@example.com","issueType":"OTHER","paymentId":"` + paymentID + `"}`,
		},
		"a submit": {
			func(ctx context.Context, c *Client) error {
				got, err := c.SubmitTransaction(ctx, strings.ToUpper(paymentID), transactionID, signedHex)
				if err == nil && (got.ID != transactionID || *got.Status != StatusPending) {
					t.Errorf("got %+v", got)
				}
				return err
			},
			[]step{{err: syscall.ECONNREFUSED, unsent: true}, {status: 201, body: submitted}},
			"/v2/cpn/payments/" + paymentID + "/transactions/" + transactionID + "/submit",
			`{"signedTransaction":"` + signedHex + `"}`,
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				client, s := newScript(t, tc.steps...)
				if err := tc.send(t.Context(), client); err != nil {
					t.Fatal(err)
				}
				ids := map[string]bool{}
				for i, r := range s.requests {
					if got := r.Method + " " + r.URL.String(); got != "POST https://gateway.example/prefix"+tc.where || s.bodies[i] != tc.body {
						t.Errorf("attempt %d: %s %s", i+1, got, s.bodies[i])
					}
					ids[r.Header.Get("X-Request-Id")] = true
					header := r.Header.Clone()
					header.Del("X-Request-Id")
					if diff := cmp.Diff(http.Header{
						"Accept": {"application/json"}, "Authorization": {"Bearer " + canary}, "Content-Type": {"application/json"}, "User-Agent": {"agent/1"},
					}, header); diff != "" {
						t.Error(diff)
					}
				}
				if len(ids) != len(tc.steps) {
					t.Errorf("attempts share a request ID: %v", ids)
				}
			})
		})
	}
}
