// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package cpn

import (
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
		"in CPN's form": func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("X-Request-Id", canary)
			w.WriteHeader(http.StatusBadRequest)
			_, _ = w.Write([]byte(body))
		},
		"a redirect": func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Location", "https://x/"+canary)
			w.WriteHeader(http.StatusFound)
		},
		"another payment": func(w http.ResponseWriter, _ *http.Request) {
			_, _ = w.Write([]byte(`{"data":{"id":"x","paymentId":"` + hostile + `"}}`))
		},
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
