// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package cpn

import (
	"encoding/json"
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

// TestPrivate_hidesEveryForm covers the forms in which servers write a value.
func TestPrivate_hidesEveryForm(t *testing.T) {
	t.Parallel()
	hidden := private{{"description", "Amount < 100 & \"late\"\nZürich"}}
	for _, form := range []string{
		"Amount < 100 & \"late\"\nZürich", `Amount < 100 & \"late\"\nZürich`, `Amount \u003c 100 \u0026 \"late\"\nZürich`,
		`Amount < 100 & \"late\"\nZ\u00fcrich`, "Amount &lt; 100 &amp; &#34;late&#34;\nZürich", "AMOUNT < 100 & \"LATE\"\nZÜRICH",
	} {
		if got := hidden.hide("before " + form + " after"); got != "before (the value of description) after" {
			t.Errorf("%s: %s", form, got)
		}
	}
	for value, form := range map[string]string{
		"paid \U0001F600 late": `paid \ud83d\ude00 late`, `a/"b"/c`: `a\/\"b\"\/c`, `it's "x"`: "it&#x27;s &quot;x&quot;",
	} {
		if got := (private{{"description", value}}).hide(form); got != "(the value of description)" {
			t.Errorf("%s: %s", form, got)
		}
	}
	if got := (private{{"metadata", "data"}, {"metadata", "longer data"}, {"email", "\xff\xff\xff\xff"}}).hide("longer data, data"); got != "(the value of metadata), (the value of metadata)" {
		t.Error(got)
	}
	if got := (private{{"metadata", `"quoted"`}}).hide(`say "quoted" or \"quoted\"`); strings.Contains(got, "quoted") {
		t.Error(got)
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
