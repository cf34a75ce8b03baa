// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package cpn

import (
	"context"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"
)

// signedBase64 has the characters that encodings change.
const signedBase64 = "AQAB+/c9Kd/+mZ3tQ/8vRz+1LwYp0sXn/uE+bGhT7jK4dA=="

// TestSigned_isNotRepeated shows that a signed transaction which a server quotes, whole,
// in part or under another form, is in no text of the error or of the log.
func TestSigned_isNotRepeated(t *testing.T) {
	t.Parallel()
	signedBytes, _ := hex.DecodeString(signedHex[2:])
	encoded := strings.Join(signed(signedHex).forms(), " ")
	for name, quoted := range map[string]string{
		"whole":                     signedHex,
		"in capitals":               strings.ToUpper(signedHex),
		"without 0x":                signedHex[2:],
		"its begin":                 signedHex[:30] + "...",
		"its end":                   "..." + signedHex[20:],
		"the begin and the end":     signedHex[:20] + "..." + signedHex[len(signedHex)-20:],
		"as a text in a text":       `{\"signedTransaction\":\"` + signedHex + `\"}`,
		"many times":                strings.Repeat(signedHex+" ", 20),
		"its text in hex":           hex.EncodeToString([]byte(signedHex)),
		"its text in base64":        base64.StdEncoding.EncodeToString([]byte("tx=" + signedHex)),
		"its bytes in base64":       base64.URLEncoding.EncodeToString(signedBytes),
		"its bytes behind others":   base64.StdEncoding.EncodeToString(append([]byte("x"), signedBytes...)),
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
				if leaked := common(text, encoded); leaked != "" || !strings.Contains(text, signedMask) {
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
	for name, tc := range map[string]struct{ signed, text, want string }{
		"whole":                          {signedBase64, "invalid: " + signedBase64 + ".", "invalid: " + signedMask + "."},
		"whole, slashes escaped":         {signedBase64, strings.ReplaceAll(signedBase64, "/", `\/`), signedMask},
		"as a URL's query has it":        {signedBase64, "?q=AQAB%2B%2Fc9Kd%2F%2BmZ3tQ%2F8vRz%2B1LwYp0sXn%2FuE%2BbGhT7jK4dA%3D%3D", "?q=" + signedMask},
		"as a URL's query has a part":    {signedBase64, "%2B%2fc9Kd%2f%2BmZ3tQ", signedMask},
		"a part":                         {signedBase64, "got " + signedBase64[10:30] + " but", "got " + signedMask + " but"},
		"the least part":                 {signedHex, signedHex[5 : 5+minPart], signedMask},
		"less than a part":               {signedHex, signedHex[5 : 4+minPart], signedHex[5 : 4+minPart]},
		"two parts":                      {signedHex, signedHex[:20] + "…" + signedHex[30:], signedMask + "…" + signedMask},
		"two parts, one after another":   {signedHex, signedHex[:20] + signedHex[30:], signedMask},
		"letters whose case has a size":  {signedHex, "\u212a\u0130" + signedHex[:20] + "\xff\u0130", "\u212a\u0130" + signedMask + "\xff\u0130"},
		"nothing of it":                  {signedHex, "balance 110270000 of 0x1c7d4b196cb0c7b01d743fbc6116a902379c7238", "balance 110270000 of 0x1c7d4b196cb0c7b01d743fbc6116a902379c7238"},
		"a short one":                    {"0xdeadbeef", "invalid: 0xDEADBEEF", "invalid: " + signedMask},
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

// A success says nothing that the client prints, whatever is in it.
func TestSigned_inASuccess(t *testing.T) {
	t.Parallel()
	c := dial(t, serve(t, write(http.StatusCreated, strings.Replace(submitted, `{"id"`, `{"signedTransaction":"`+signedHex+`","id"`, 1))).URL)
	got, err := submit(t.Context(), c)
	if err != nil || common(fmt.Sprintf("%+v", got), signedHex) != "" {
		t.Errorf("got %+v, %v", got, err)
	}
}

// FuzzSigned_hide holds it to its promise for any text.
func FuzzSigned_hide(f *testing.F) {
	f.Add(signedHex, "before "+signedHex[:20]+signedHex[10:]+" after")
	f.Add(signedBase64, `\/`+strings.ReplaceAll(signedBase64, "/", `\/`))
	f.Add(strings.Repeat("ab", 30), strings.Repeat("aB", 17)+"\xff\u0130"+strings.Repeat("bA", 17))
	f.Fuzz(func(t *testing.T, secret, text string) {
		if len(secret) < minPart || strings.ContainsAny(secret, signedMask[:1]+signedMask[len(signedMask)-1:]) {
			return
		}
		parts, mask := signed(secret).parts(minPart), lowerASCII(signedMask)
		for i := minPart; i <= len(mask); i++ {
			if parts[mask[i-minPart:i]] {
				return // it says what the mask says
			}
		}
		got := lowerASCII(signed(secret).hide(text))
		for i := minPart; i <= len(got); i++ {
			if parts[got[i-minPart:i]] {
				t.Fatalf("%q shows %q", got, got[i-minPart:i])
			}
		}
	})
}
