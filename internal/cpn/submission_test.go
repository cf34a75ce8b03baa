// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package cpn

import (
	"context"
	"io"
	"net"
	"strings"
	"syscall"
	"testing"
	"time"
)

const (
	transactionID = "5b6f1b0e-6f4d-4a3c-9a59-0a6c1d0e7f11"
	signedHex     = "0x02F8b1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8f"
	submitted     = `{"data":{"id":"` + transactionID + `","paymentId":"` + paymentID + `","status":"PENDING"}}`
)

// submit submits the transaction of all tests.
func submit(ctx context.Context, c *Client) (Transaction, error) {
	return c.SubmitTransaction(ctx, paymentID, transactionID, signedHex)
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
