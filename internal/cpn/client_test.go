// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package cpn

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"go.uber.org/goleak"
)

// TestMain checks that the client leaves no goroutine behind, not even after a timeout or an
// interrupt.
func TestMain(m *testing.M) {
	goleak.VerifyTestMain(m)
}

func TestParseBaseURL(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct{ text, want string }{
		"the default":           {DefaultBaseURL, "https://api.circle.com"},
		"a trailing slash":      {"https://api.circle.com/", "https://api.circle.com"},
		"a path prefix":         {"https://gateway.example/circle/", "https://gateway.example/circle"},
		"another version":       {"https://gateway.example/v3/cpn", "https://gateway.example/v3/cpn"},
		"a port":                {"https://gateway.example:8443", "https://gateway.example:8443"},
		"http to localhost":     {"http://localhost:8080", "http://localhost:8080"},
		"http to 127.0.0.1":     {"http://127.0.0.1:8080", "http://127.0.0.1:8080"},
		"http to IPv6 loopback": {"http://[::1]:8080", "http://[::1]:8080"},
		"http to all of 127/8":  {"http://127.9.9.9", "http://127.9.9.9"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			u, err := ParseBaseURL(tc.text)
			if err != nil || u.String() != tc.want {
				t.Errorf("ParseBaseURL(%q) = %v, %v", tc.text, u, err)
			}
		})
	}
	const secret = "canary"
	rejects(t, ParseBaseURL, map[string]string{
		"empty":                           "",
		"no scheme":                       "api.circle.com",
		"another scheme":                  "ftp://api.circle.com",
		"no host":                         "https:///v1",
		"an opaque URL":                   "https:api.circle.com",
		"plain http to a remote host":     "http://api.circle.com",
		"a name that looks like loopback": "http://localhost.example.com",
		"a private address":               "http://10.0.0.1",
		"user info":                       "https://user:" + secret + "@api.circle.com",
		"a user alone":                    "https://" + secret + "@api.circle.com",
		"a query":                         "https://api.circle.com?x=1",
		"an empty query":                  "https://api.circle.com?",
		"a fragment":                      "https://api.circle.com#x",
		"an empty fragment":               "https://api.circle.com#",
		"a trailing space":                "https://api.circle.com/ ",
		"a space in the path":             "https://api.circle.com/a b",
		"an escaped space":                "https://api.circle.com/%20/",
		"a no-break space":                "https://api.circle.com/\u00a0",
		"not a URL":                       "https://api circle.com:canary",
		"a path of the API":               "https://api.circle.com/v1/cpn",
		"the path of its other version":   "https://gateway.example/circle/v2/cpn/",
	})
}

// rejects shows that none of these texts is accepted, and that no error shows the secret in it.
func rejects[T any](t *testing.T, parse func(string) (T, error), texts map[string]string) {
	t.Helper()
	for name, text := range texts {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			parsed, err := parse(text)
			if err == nil {
				t.Fatalf("accepted as %v", parsed)
			}
			if strings.Contains(err.Error(), "canary") {
				t.Errorf("the error shows a secret: %v", err)
			}
		})
	}
}

const canary = "TEST_API_KEY:canary-id:canary-secret"

func TestParseAPIKey_rejects(t *testing.T) {
	t.Parallel()
	rejects(t, ParseAPIKey, map[string]string{
		"empty":               "",
		"in quotes":           `"` + canary + `"`,
		"in single quotes":    "'" + canary + "'",
		"half in quotes":      canary + `"`,
		"in curly quotes":     "“" + canary + "”",
		"one part":            "canary",
		"two parts":           "canary:canary",
		"four parts":          "canary:canary:canary:canary",
		"an empty prefix":     ":canary:canary",
		"an empty ID":         "canary::canary",
		"an empty secret":     "canary:canary:",
		"a trailing line end": canary + "\n",
		"a space":             "canary:can ary:canary",
		"a no-break space":    "canary:can\u00a0ary:canary",
		"a control character": "canary:canary:can\x00ary",
		"a zero-width space":  "canary:canary:can\u200bary",
		"invalid UTF-8":       "canary:canary:\xff",
	})
}

func TestAPIKey_isNeverPrinted(t *testing.T) {
	t.Parallel()
	key, err := ParseAPIKey(canary)
	if err != nil {
		t.Fatal(err)
	}
	if got := key.reveal(); got != canary {
		t.Errorf("reveal() = %q", got)
	}
	if got := key.Prefix(); got != TestKeyPrefix {
		t.Errorf("Prefix() = %q", got)
	}
	client := New(Config{APIKey: key})
	text, err := json.Marshal(map[string]any{"key": key, "pointer": &key})
	if err != nil {
		t.Fatal(err)
	}
	printed := []string{string(text)}
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%d", "%x"} {
		printed = append(printed, fmt.Sprintf(verb, key), fmt.Sprintf(verb, &key),
			fmt.Sprintf(verb, client), fmt.Sprintf(verb, *client), fmt.Sprintf(verb, client.config))
	}
	for _, text := range printed {
		if strings.Contains(text, "canary") || strings.Contains(text, fmt.Sprintf("%x", "canary")) {
			t.Errorf("the key was printed: %s", text)
		}
	}
}
