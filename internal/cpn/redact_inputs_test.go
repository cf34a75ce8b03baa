// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package cpn

import (
	"encoding/json"
	"errors"
	"net/http"
	"strings"
	"testing"
)

// TestPrivate_isNotRepeated shows that no text of an error contains inputs that CPN repeats
// in it.
func TestPrivate_isNotRepeated(t *testing.T) {
	t.Parallel()
	const description, address, copied, secret = `He said "<late>", write to help@ofi.com.`, "help@ofi.com", "desk@ofi.com", "s3cret-order"
	quoted, _ := json.Marshal(strings.Join([]string{description, address, copied, secret}, " | ")) // strings always have a JSON form
	for _, status := range []int{200, 400, 500} {
		body := `{"code":2,"message":` + string(quoted) + `,"errors":[{"error":"x","location":"email","message":` + string(quoted) + `}]}`
		c := dial(t, serve(t, write(status, body)).URL)
		_, err := c.CreateSupportTicket(t.Context(), NewSupportTicket{
			PaymentID: paymentID, IssueType: IssueOther, Description: description, Email: address, CCEmails: []string{copied},
		}, "key")
		if got := err.Error(); strings.Contains(got, "late") || strings.Contains(got, "@ofi.com") || !strings.Contains(got, "(the value of description) | (the value of email) | (the value of ccEmails)") {
			t.Errorf("HTTP %d: %s", status, got)
		}
		_, err = c.CreateTransaction(t.Context(), NewTransaction{PaymentID: paymentID, Metadata: map[string]string{"order": secret}}, "key")
		if got := err.Error(); strings.Contains(got, secret) || !strings.Contains(got, "(the value of metadata)") {
			t.Errorf("HTTP %d: %s", status, got)
		}
	}
}

// TestPrivate_hides covers the two forms of a value.
func TestPrivate_hides(t *testing.T) {
	t.Parallel()
	const value = "Amount < 100 & \"late\"\nZürich"
	for name, tc := range map[string]struct {
		hidden     private
		text, want string
	}{
		"the value":                {private{{"description", value}}, "before " + value + " after", "before (the value of description) after"},
		"its JSON form":            {private{{"description", value}}, `before Amount < 100 & \"late\"\nZürich after`, "before (the value of description) after"},
		"quotes at both ends":      {private{{"metadata", `"quoted"`}}, `say "quoted" or \"quoted\"`, "say (the value of metadata) or (the value of metadata)"},
		"one value inside another": {private{{"metadata", "data"}, {"metadata", "longer data"}}, "longer data, data", "(the value of metadata), (the value of metadata)"},
		"bytes that are no text":   {private{{"email", "\xff\xff\xff\xff"}}, "a \xff\xff\xff\xff", "a (the value of email)"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if got := tc.hidden.hide(tc.text); got != tc.want {
				t.Errorf("got %s, want %s", got, tc.want)
			}
		})
	}
}

// TestPrivate_leavesOurWords shows that a value which is also a word of this package, or part
// of a request ID, changes neither.
func TestPrivate_leavesOurWords(t *testing.T) {
	t.Parallel()
	in := NewTransaction{PaymentID: paymentID, Metadata: map[string]string{
		"a": "response", "b": "redirect", "c": "payment", "d": "4711-8151",
	}}
	for name, tc := range map[string]struct {
		answer http.HandlerFunc
		result string
	}{
		"no response":        {abort(0), "connection closed before a response"},
		"half of a response": {abort(40), "HTTP 201, but connection closed before the end of the response"},
		"not JSON":           {write(http.StatusOK, "<html>"), "HTTP 200, but the response is not JSON"},
		"a redirect":         {withHeader("Location", "/response", write(http.StatusFound, "")), `HTTP 302: a redirect to "/(the value of metadata)" on the same host, not followed because the API key is for the configured host only`},
		"another payment":    {write(http.StatusOK, `{"data":{"id":"x","paymentId":"response"}}`), `HTTP 200, but the response is about another payment, "(the value of metadata)"`},
		"an error of CPN's":  {write(http.StatusBadRequest, `{"code":2,"message":"response"}`), "HTTP 400 (code 2): (the value of metadata)"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := dial(t, serve(t, withHeader("X-Request-Id", "4711-8151-1", tc.answer)).URL)
			_, err := c.CreateTransaction(t.Context(), in, "key")
			got, _ := errors.AsType[*Error](err)
			if got == nil || got.Attempts[0].Result != tc.result {
				t.Errorf("got %+v, want %s", got, tc.result)
			}
			if id := got.RequestID; id != "4711-8151-1" && got.StatusCode != 0 {
				t.Errorf("the request ID is %s", id)
			}
		})
	}
}

// TestPrivate_hidesNoCommonText shows that a short value does not remove words from other
// texts.
func TestPrivate_hidesNoCommonText(t *testing.T) {
	t.Parallel()
	if got := (private{{"metadata", "a"}, {"metadata", ""}, {"email", "longer than all of it"}}).hide("a message"); got != "a message" {
		t.Errorf("got %q", got)
	}
}

// TestError_inASuccess shows that an error with a success status keeps its code and message,
// and that the outcome is unknown.
func TestError_inASuccess(t *testing.T) {
	t.Parallel()
	got := ask(t, dial(t, serve(t, write(http.StatusOK, `{"code":290304,"message":"not now"}`)).URL))
	if got.Outcome != OutcomeUnknown || got.Code != CodeInvalidPaymentStatus || got.Attempts[0].Result != "HTTP 200 (code 290304): not now" {
		t.Errorf("got %+v", got)
	}
}

// TestResponse_growsWithTheRequest shows that a ticket is not lost because CPN repeats a long
// description, however it escapes it.
func TestResponse_growsWithTheRequest(t *testing.T) {
	t.Parallel()
	description := strings.Repeat("<", 200<<10)
	escaped := strings.ReplaceAll(description, "<", `\u003c`)
	c := dial(t, serve(t, write(http.StatusCreated, strings.Replace(created, `"x"`, `"x","description":"`+escaped+`"`, 1))).URL)
	in := NewSupportTicket{PaymentID: paymentID, IssueType: IssueOther, Description: description, Email: "help@ofi.com"}
	if got, err := c.CreateSupportTicket(t.Context(), in, "key"); err != nil || *got.Description != description {
		t.Error(err)
	}
}
