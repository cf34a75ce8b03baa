// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package cpn

import (
	"context"
	"errors"
	"io"
	"net"
	"strings"
	"syscall"
	"testing"
	"testing/synctest"
	"time"
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

// TestSubmit_outcomes is the table of what happens to a submit, whole. What may have
// reached CPN is never sent again.
func TestSubmit_outcomes(t *testing.T) {
	t.Parallel()
	refusedDial, limit := step{err: syscall.ECONNREFUSED, unsent: true}, step{status: 429}
	noHost := step{err: &net.DNSError{Name: "x.invalid", IsNotFound: true}, unsent: true}
	ok := step{status: 201, body: submitted}
	rejected := step{status: 400, body: `{"code":290310,"message":"nonce too low"}`}
	maybeSent := played{1, OutcomeUnknown, EndedMaybeSent}
	for name, tc := range map[string]struct {
		steps []step
		want  played
	}{
		"success at once":                     {[]step{ok}, played{1, 0, success}},
		"a conflict that brings it":           {[]step{{status: 409, body: submitted}}, played{1, 0, success}},
		"never sent, then success":            {[]step{refusedDial, refusedDial, ok}, played{3, 0, success}},
		"never sent":                          {[]step{refusedDial, refusedDial, refusedDial, refusedDial, refusedDial}, played{5, OutcomeNothing, EndedRetries}},
		"a host that does not exist":          {[]step{noHost}, played{1, OutcomeNothing, EndedFinal}},
		"limited, then success":               {[]step{limit, {status: 429, retryAfter: "2"}, ok}, played{3, 0, success}},
		"limited for too long":                {[]step{{status: 429, retryAfter: "301"}}, played{1, OutcomeNothing, EndedRetryAfter}},
		"rejected":                            {[]step{rejected}, played{1, OutcomeNothing, EndedFinal}},
		"rejected by somebody else":           {[]step{{status: 403, body: "<html>"}}, played{1, OutcomeNothing, EndedFinal}},
		"a redirect":                          {[]step{{status: 307}}, played{1, OutcomeNothing, EndedFinal}},
		"limited, then rejected":              {[]step{limit, rejected}, played{2, OutcomeNothing, EndedFinal}},
		"lost":                                {[]step{{err: io.EOF}}, maybeSent},
		"reset":                               {[]step{{err: syscall.ECONNRESET}}, maybeSent},
		"no response in time":                 {[]step{{after: time.Hour}}, maybeSent},
		"408":                                 {[]step{{status: 408}}, maybeSent},
		"500":                                 {[]step{{status: 500, body: `{"code":290317,"message":"node unavailable"}`}}, maybeSent},
		"503 that names a time":               {[]step{{status: 503, retryAfter: "1"}}, maybeSent},
		"a success without the transaction":   {[]step{{status: 201, body: `{}`}}, maybeSent},
		"a success with an error":             {[]step{{status: 200, body: rejected.body}}, maybeSent},
		"another transaction":                 {[]step{{status: 201, body: strings.Replace(submitted, transactionID, paymentID, 1)}}, maybeSent},
		"a transaction of another payment":    {[]step{{status: 201, body: strings.Replace(submitted, paymentID, transactionID, 1)}}, maybeSent},
		"a success without a status":          {[]step{{status: 201, body: strings.Replace(submitted, `"status":"PENDING"`, `"status":""`, 1)}}, maybeSent},
		"a success that is still CREATED":     {[]step{{status: 201, body: strings.Replace(submitted, "PENDING", "CREATED", 1)}}, maybeSent},
		"a conflict that is still CREATED":    {[]step{{status: 409, body: strings.Replace(submitted, "PENDING", "CREATED", 1)}}, maybeSent},
		"a conflict without a word":           {[]step{{status: 409}}, maybeSent},
		"already processed, though by no key": {[]step{{status: 409, body: processed}}, maybeSent},
		"never sent, then lost":               {[]step{refusedDial, {err: io.EOF}}, played{2, OutcomeUnknown, EndedMaybeSent}},
		"limited, then lost":                  {[]step{limit, limit, {err: io.EOF}}, played{3, OutcomeUnknown, EndedMaybeSent}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			plays(t, submitOne, tc.steps, tc.want)
		})
	}
}
