// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package cpn

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"
)

// signedBase64 has the characters that encodings change.
const signedBase64 = "AQAB+/c9Kd/+mZ3tQ/8vRz+1LwYp0sXn/uE+bGhT7jK4dA=="

// TestSigned_isNotRepeated shows that a signed transaction which a server quotes, whole,
// in part or under another form, is in no text of the error or of the log.
func TestSigned_isNotRepeated(t *testing.T) {
	t.Parallel()
	for name, quoted := range map[string]string{
		"whole":                     signedHex,
		"in capitals":               strings.ToUpper(signedHex),
		"without 0x":                signedHex[2:],
		"its begin":                 signedHex[:30] + "...",
		"its end":                   "..." + signedHex[20:],
		"the begin and the end":     signedHex[:20] + "..." + signedHex[len(signedHex)-20:],
		"as a text in a text":       `{\"signedTransaction\":\"` + signedHex + `\"}`,
		"many times":                strings.Repeat(signedHex+" ", 20),
		"across the end of a field": strings.Repeat("x", maxField-20) + signedHex,
	} {
		for _, status := range []int{200, 307, 400, 429, 500} {
			t.Run(fmt.Sprintf("%s, HTTP %d", name, status), func(t *testing.T) {
				t.Parallel()
				message, _ := json.Marshal(quoted) // text always has a JSON form
				body := fmt.Sprintf(`{"code":290327,"message":%s,"errors":[{"error":%[1]s,"location":%[1]s,"message":%[1]s}]}`, message)
				answer := withHeader("X-Request-Id", quoted, withHeader("Location", "/"+quoted, write(status, body)))
				c := dial(t, serve(t, withHeader("Retry-After", "86400", answer)).URL)
				var told []string
				c.config.Log = func(_ context.Context, a Attempt) { told = append(told, fmt.Sprintf("%+v", a)) }
				ctx, cancel := context.WithTimeout(t.Context(), c.config.RequestTimeout)
				defer cancel()
				_, err := submit(ctx, c)
				failed, isError := errors.AsType[*Error](err)
				if !isError || len(told) != 1 {
					t.Fatalf("got %v and %d lines", err, len(told))
				}
				text := fmt.Sprintf("%s %+v %s", err, *failed, told)
				if leaked := common(text, signedHex); leaked != "" || !strings.Contains(text, leftOut) {
					t.Errorf("%q is in %.2000s", leaked, text)
				}
			})
		}
	}
}

// common returns the first part that a text has of a signed transaction.
func common(text, signed string) string {
	text, signed = strings.ToLower(text), strings.ToLower(signed)
	for i := minPart; i <= len(signed); i++ {
		if part := signed[i-minPart : i]; strings.Contains(text, part) {
			return part
		}
	}
	return ""
}

func TestSigned_hides(t *testing.T) {
	t.Parallel()
	const balance = "balance 110270000 of 0x1c7d4b196cb0c7b01d743fbc6116a902379c7238"
	for name, tc := range map[string]struct{ signed, text, want string }{
		"whole":                          {signedBase64, "invalid: " + signedBase64 + ".", leftOut},
		"in the other letter case":       {signedHex, "invalid: " + strings.ToUpper(signedHex), leftOut},
		"hex digits without 0x":          {signedHex, "got " + signedHex[2:], leftOut},
		"a part":                         {signedBase64, "got " + signedBase64[10:30] + " but", leftOut},
		"the least part":                 {signedHex, signedHex[5 : 5+minPart], leftOut},
		"less than a part":               {signedHex, signedHex[5 : 4+minPart], signedHex[5 : 4+minPart]},
		"letters whose case has a size":  {signedHex, "\u212a\u0130" + signedHex[:20] + "\xff\u0130", leftOut},
		"nothing of it":                  {signedHex, balance, balance},
		"a short one":                    {"0xdeadbeef", "invalid: 0xDEADBEEF", leftOut},
		"one too short to be looked for": {"0x0", "invalid: 0x0", "invalid: 0x0"},
		"none":                           {"", "a message that says something", "a message that says something"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if got := signed(tc.signed).hide(tc.text); got != tc.want {
				t.Errorf("got %s, want %s", got, tc.want)
			}
		})
	}
}

// FuzzSigned_hide holds it to its promise for any text.
func FuzzSigned_hide(f *testing.F) {
	f.Add(signedHex, "before "+signedHex[:20]+signedHex[10:]+" after")
	f.Add(strings.Repeat("ab", 30), strings.Repeat("aB", 17)+"\xff\u0130"+strings.Repeat("bA", 17))
	f.Fuzz(func(t *testing.T, secret, text string) {
		got := signed(secret).hide(text)
		if got != text && got != leftOut {
			t.Fatalf("%q became %q", text, got)
		}
		if part := common(got, secret); part != "" && common(leftOut, secret) == "" {
			t.Errorf("%q shows %q", got, part)
		}
	})
}
