// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package cpn

import (
	"encoding/json"
	"errors"
	"net/http"
	"strings"
	"testing"
	"unicode"
)

func TestPrintable(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct{ text, want string }{
		"plain text":               {"payment not found: Zürich \U0001f600", "payment not found: Zürich \U0001f600"},
		"an escape sequence":       {"\x1b[2J\x1b[1;31mApply complete!", `\x1b[2J\x1b[1;31mApply complete!`},
		"line ends":                {"a\r\nb", `a\r\nb`},
		"right-to-left override":   {"a\u202eb", `a\u202eb`},
		"invisible characters":     {"a\u200bb\u00a0c", `a\u200bb\u00a0c`},
		"an 8-bit control code":    {"a\u009b2Jb", `a\u009b2Jb`},
		"invalid UTF-8":            {"a\xffb", `a\ufffdb`},
		"a stack of marks":         {"a" + strings.Repeat("\u0301", 5) + "b\u0301", "a" + strings.Repeat("\u0301", 3) + `\u0301\u0301` + "b\u0301"},
		"invisible letters":        {"a\u3164b", `a\u3164b`},
		"invisible marks":          {"a\u034fb\u2800c", `a\u034fb\u2800c`},
		"a long text":              {strings.Repeat("ü", maxPrinted+7), strings.Repeat("ü", maxPrinted) + "… (7 more characters)"},
		"a text just short enough": {strings.Repeat("ü", maxPrinted), strings.Repeat("ü", maxPrinted)},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if got := Printable(tc.text); got != tc.want {
				t.Errorf("Printable(%q) = %q, want %q", tc.text, got, tc.want)
			}
		})
	}
}

// A message to be signed must be shown whole, and still not fill a disk.
func TestComparable(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("ü", maxCompared)
	if got := Comparable("\x1b" + long[:100]); got != `\x1b`+long[:100] {
		t.Errorf("got %q", got)
	}
	if got := Comparable(long + "üü"); got != long+"… (2 more characters)" {
		t.Errorf("got %d characters that end in %q", len(got), got[len(got)-40:])
	}
}

// TestError_fromAHostileServer checks everything of a response that reaches a message: none
// of it can repaint a terminal or reveal the API key.
func TestError_fromAHostileServer(t *testing.T) {
	t.Parallel()
	hostile := "\\u001b[31m" + canary + " canary-secret"
	body := `{"code":2,"message":"` + hostile + `","errors":[{"error":"` + hostile + `","location":"` + hostile + `","message":"` + hostile + `"}]}`
	for name, handler := range map[string]http.HandlerFunc{
		"in CPN's form":   withHeader("X-Request-Id", canary, write(http.StatusBadRequest, body)),
		"a redirect":      withHeader("Location", "https://x/"+canary, write(http.StatusFound, "")),
		"another payment": write(http.StatusOK, `{"data":{"id":"x","paymentId":"`+hostile+`"}}`),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			e := ask(t, dial(t, serve(t, handler).URL))
			shown := []string{e.Error(), e.Message, e.RequestID, e.Attempts[0].Result, e.Attempts[0].ResponseRequestID}
			for _, f := range e.Fields {
				shown = append(shown, f.Kind, f.Location, f.Message)
			}
			for _, text := range shown {
				if strings.Contains(text, "canary-secret") || strings.ContainsFunc(text, unicode.IsControl) {
					t.Errorf("shows %q", text)
				}
			}
		})
	}
}

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
			PaymentID: paymentID, IssueType: "OTHER", Description: description, Email: address, CCEmails: []string{copied},
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
		"nothing in a common text": {private{{"metadata", "a"}, {"metadata", ""}, {"email", "longer than all of it"}}, "a message", "a message"},
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
		"an error of CPN's":  {write(http.StatusOK, `{"code":2,"message":"response"}`), "HTTP 200 (code 2): (the value of metadata)"},
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
