// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package cpn

import (
	"errors"
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestError_record shows that an error describes the last attempt: what an earlier one left would
// name the wrong cause.
func TestError_record(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("x", maxPrinted)
	for name, tc := range map[string]struct {
		result result
		want   Error
	}{
		"CPN's envelope": {
			result{status: 400, header: http.Header{"X-Request-Id": {"r-1"}}, body: []byte(
				`{"code":2,"message":"API parameter invalid","errors":[{"error":"invalid","location":"body.email","message":"is not an address"}]}`)},
			Error{
				StatusCode: 400, Code: 2, Message: "API parameter invalid", RequestID: "r-1",
				Fields: []FieldError{{"invalid", "body.email", "is not an address"}},
			},
		},
		"a null location": {
			result{status: 400, body: []byte(`{"code":1,"message":"m","errors":[{"location":null,"message":"x"}]}`)},
			Error{StatusCode: 400, Code: 1, Message: "m", Fields: []FieldError{{"", "", "x"}}},
		},
		"a code that is not a number is dropped": {
			result{status: 400, body: []byte(`{"code":"2","message":"bad","errors":{}}`)},
			Error{StatusCode: 400, Message: "bad"},
		},
		"JSON that explains nothing": {
			result{status: 400, body: []byte(`{"message":7}`)},
			Error{StatusCode: 400, Message: "no explanation given"},
		},
		"a success without the resource": {
			result{status: 201, body: []byte(`{"message":"queued"}`), err: errors.New("no data")},
			Error{StatusCode: 201, Message: "no data"},
		},
		"a success with CPN's envelope": {
			result{status: 200, body: []byte(`{"code":5,"message":"queued"}`), err: errors.New("no data")},
			Error{StatusCode: 200, Code: 5, Message: "queued"},
		},
		"HTML from a proxy": {
			result{status: 502, body: []byte("<html>Bad Gateway</html>")},
			Error{StatusCode: 502, Message: "not JSON; a proxy or firewall may have responded in place of CPN"},
		},
		"no response": {
			result{err: errors.New("connection refused")},
			Error{Message: "connection refused"},
		},
		"nothing at all": {
			result{status: 500},
			Error{StatusCode: 500, Message: "not JSON; a proxy or firewall may have responded in place of CPN"},
		},
		"a member that occurs twice": {
			result{status: 409, body: []byte(`{"code":290001,"code":2,"message":"m"}`)},
			Error{StatusCode: 409, Message: `the response has the member "code" twice`},
		},
		"as many errors as a response can hold": {
			result{status: 400, body: []byte(`{"code":2,"message":"m","errors":[` + strings.Repeat("{},", 4_000) + "{}]}")},
			Error{StatusCode: 400, Code: 2, Message: "m (and 3981 more errors)", Fields: make([]FieldError, maxFields)},
		},
		"long errors": {
			result{status: 400, body: []byte(`{"code":2,"message":"m","errors":[{"message":"` + long + `"},{"location":"a"},{}]}`)},
			Error{StatusCode: 400, Code: 2, Message: "m", Fields: []FieldError{{Message: long[:maxField] + "… (800 more characters)"}, {Location: "a"}, {}}},
		},
		"a redirect": {
			result{status: 302, header: http.Header{"Location": {"https://user:word@elsewhere.example/x?token=1#2"}}},
			Error{StatusCode: 302, Message: `a redirect to "https://elsewhere.example/x", not followed because the API key is for the configured host only`},
		},
		"a redirect on the same host": {
			result{status: 302, header: http.Header{"Location": {"/login?next=x"}}},
			Error{StatusCode: 302, Message: `a redirect to "/login" on the same host, not followed because the API key is for the configured host only`},
		},
		"a redirect to nowhere": {
			result{status: 302, header: http.Header{"Location": {"https://[::1"}}},
			Error{StatusCode: 302, Message: "a redirect to an invalid address, not followed because the API key is for the configured host only"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := Error{StatusCode: 429, Code: 9, Message: "left over", Fields: []FieldError{{}}, RequestID: "r-0"}
			got.record(tc.result, redaction{})
			if diff := cmp.Diff(tc.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestError_says(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		err  Error
		want string
	}{
		"everything CPN said": {
			Error{StatusCode: 400, Code: 2, Message: "m", RequestID: "r-1", Fields: []FieldError{{Location: "email", Message: "bad"}}},
			"CPN returned HTTP 400 (code 2): m; email: bad [request r-1]",
		},
		"a proxy's response": {Error{StatusCode: 403, Message: "Forbidden"}, "HTTP 403, not in CPN's form: Forbidden"},
		"no attempt":         {Error{}, "no request was sent"},
		"no response":        {Error{Attempts: []Attempt{{Result: "connection refused"}}}, "connection refused"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if got := tc.err.Error(); got != tc.want {
				t.Errorf("Error() = %q, want %q", got, tc.want)
			}
		})
	}
}

// FuzzError_record checks that the status survives, and that there is a message, whatever a
// proxy puts in the body.
func FuzzError_record(f *testing.F) {
	f.Add(400, []byte(`{"code":2,"message":"bad","errors":[{"location":"email","message":"invalid"}]}`))
	f.Add(502, []byte("<html>Bad Gateway</html>"))
	f.Add(500, []byte(`{"code":"2","errors":{}}`))
	f.Add(429, []byte(nil))
	f.Fuzz(func(t *testing.T, status int, body []byte) {
		var e Error
		e.record(result{status: max(status, 200), body: body}, redaction{})
		if e.StatusCode != max(status, 200) {
			t.Errorf("status %d became %d", status, e.StatusCode)
		}
		if strings.TrimSpace(e.Message) == "" && e.Code == 0 {
			t.Errorf("no message for body %q", body)
		}
	})
}
