// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"testing"
	"unicode"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpnfake"
)

// repainting is text that would clear a terminal, set its window title, run backwards, and claim
// success.
const repainting = "\x1b[2J\x1b]0;x\x07\u202e\u009b2J\r\bApply complete! Resources: 2 added, 0 changed, 0 destroyed.\x00"

// TestTerminal_isNotRepainted lets CPN put such text everywhere in its responses, and checks the
// bytes that reach a terminal and a log.
func TestTerminal_isNotRepainted(t *testing.T) {
	t.Parallel()
	quoted := strings.Trim(strconv.QuoteToASCII(repainting), `"`)
	quoted = strings.NewReplacer(`\x1b`, `\u001b`, `\a`, `\u0007`, `\b`, `\u0008`, `\x00`, `\u0000`).Replace(quoted)
	everywhere := func(_ string, data map[string]any) {
		for member, value := range data {
			if _, ok := value.(string); ok && member != "paymentId" {
				data[member] = repainting
			}
		}
	}
	for name, tc := range map[string]struct {
		play func(*aviary)
		says string // shows the text in escaped form
	}{
		"in an error": {func(a *aviary) {
			a.fake.Inject(cpnfake.Fault{
				Times: 2, Status: http.StatusBadRequest,
				Body: fmt.Sprintf(`{"code":2,"message":"%[1]s","errors":[{"location":"%[1]s","message":"%[1]s"},{"location":"email","message":"%[1]s"}]}`, quoted),
			})
			a.tf("apply", "-auto-approve")
		}, `\x1b[2J`},
		"in an error that is not CPN's": {func(a *aviary) {
			a.fake.Inject(cpnfake.Fault{Times: 4, Status: http.StatusBadGateway, Body: repainting, Header: map[string]string{"Content-Type": "text/html"}})
			a.tf("apply", "-auto-approve")
		}, "not JSON"},
		"in a redirect": {func(a *aviary) {
			a.fake.Inject(cpnfake.Fault{Times: 4, Status: http.StatusFound, Header: map[string]string{"Location": "https://x/\u202e\u009b"}})
			a.tf("apply", "-auto-approve")
		}, "https://x/%E2%80%AE%C2%9B"},
		"in all members": {func(a *aviary) {
			a.fake.EditResponses(everywhere)
			a.tf("apply", "-auto-approve")
			a.tf("plan")
			a.tf("show")
			a.tf("destroy", "-auto-approve")
		}, `\x1b[2J`},
		"in what may not change": {func(a *aviary) {
			a.tf("apply", "-auto-approve")
			a.fake.EditResponses(everywhere)
			a.tf("plan")
			a.fake.EditResponses(func(_ string, data map[string]any) { data["senderAddress"], data["amount"] = repainting, nil })
			a.tf("plan")
		}, `\x1b[2J`},
		"in another transaction": {func(a *aviary) {
			a.fake.SetTransaction("11111111-1111-4111-8111-111111111111", func(t *cpnfake.Transaction) {
				t.PaymentID, t.Status, t.Metadata = paymentID, repainting, map[string]string{repainting: repainting}
			})
			a.tf("apply", "-auto-approve")
		}, `status: \x1b[2J`},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			a := newAviary(t, "CPN_API_KEY", "")
			a.setenv("CPN_MAX_RETRIES", "0")
			tc.play(a)
			if !a.said(tc.says) {
				t.Errorf("%q is not in\n%s", tc.says, a.printed)
			}
			for where, text := range map[string]string{"terminal": string(a.printed), "log": a.log()} {
				for line := range strings.Lines(text) {
					if i := strings.IndexFunc(strings.TrimRight(line, "\n"), unprintable); i >= 0 {
						t.Errorf("%s: character %d of %q", where, i, line)
						break
					}
				}
			}
		})
	}
}

// unprintable reports whether a character controls a terminal. A log may have tabs.
func unprintable(r rune) bool { return !unicode.IsPrint(r) && r != '\t' }
