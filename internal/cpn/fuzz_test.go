// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package cpn

import (
	"encoding/json"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

// FuzzDecode checks that whatever the decoder accepts has an ID and is about our payment, and
// that the message is JSON, byte for byte from the response.
func FuzzDecode(f *testing.F) {
	f.Add([]byte(created))
	f.Add([]byte(`{"data":{"id":"x","paymentId":"` + strings.ToUpper(paymentID) + `","messageToBeSigned":{"a":[1e400,-0,18446744073709551616]},"metadata":{"k":7}}}`))
	f.Add([]byte(`{"data":{"id":"x","id":"y","paymentId":null}}`))
	f.Add([]byte(`{"data":{"id":"x","paymentId":"z"}}`))
	f.Add([]byte("{\"data\":{\"id\":\"\xff\"}}"))
	f.Fuzz(func(t *testing.T, body []byte) {
		var ticket SupportTicket
		if err := into(&ticket, "", paymentID, APIKey{})(result{body: body}); err == nil && (ticket.ID == "" || !strings.EqualFold(ticket.PaymentID, paymentID)) {
			t.Errorf("accepted %q as %+v", body, ticket)
		}
		var got Transaction
		if err := into(&got, "", paymentID, APIKey{})(result{body: body}); err != nil {
			return
		}
		if got.ID == "" || !strings.EqualFold(got.PaymentID, paymentID) {
			t.Errorf("accepted %q as %+v", body, got)
		}
		message := string(got.MessageToBeSigned)
		if message != "" && (!json.Valid(got.MessageToBeSigned) || !strings.Contains(string(body), message)) {
			t.Errorf("the message %q is not in %q", message, body)
		}
	})
}

// FuzzParseBaseURL checks that accepted URLs use https, or loopback, and that no API key
// gets into the address.
func FuzzParseBaseURL(f *testing.F) {
	for _, text := range []string{DefaultBaseURL, "http://127.0.0.1:1/x/", "https://u:p@h", "http://[::1%25en0]", "https://h?#", "//h"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		u, err := ParseBaseURL(text)
		if err != nil {
			return
		}
		if u.User != nil || u.Hostname() == "" || u.RawQuery != "" || u.Fragment != "" || u.Scheme != "https" && !isLoopback(u.Hostname()) {
			t.Errorf("accepted %q as %+v", text, u)
		}
		if next := u.JoinPath("/v1/cpn/supportTickets"); next.Host != u.Host || !strings.HasSuffix(next.String(), "/v1/cpn/supportTickets") {
			t.Errorf("%q leads to %v", text, next)
		}
	})
}

// FuzzParseAPIKey checks that accepted keys fit into an Authorization header, and that
// errors do not show the text.
func FuzzParseAPIKey(f *testing.F) {
	for _, text := range []string{canary, "a:b:c", "::", "a:b:c\r\nX: y", "a:b:\u00a0", "a:b:\x86"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		key, err := ParseAPIKey(text)
		if err != nil {
			return
		}
		if !utf8.ValidString(text) || strings.Count(text, ":") != 2 || strings.ContainsFunc(text, unicode.IsSpace) || strings.ContainsFunc(text, unicode.IsControl) {
			t.Errorf("accepted %q", text)
		}
		if key.reveal() != text || !strings.HasPrefix(text, key.Prefix()+":") {
			t.Errorf("%q became %q", text, key.reveal())
		}
	})
}

// FuzzPrintable checks the promise of [Printable] for any bytes.
func FuzzPrintable(f *testing.F) {
	f.Add("\x1b]0;title\x07")
	f.Fuzz(func(t *testing.T, text string) {
		got := Printable(text)
		if !utf8.ValidString(got) || strings.ContainsFunc(got, func(r rune) bool { return !unicode.IsPrint(r) }) {
			t.Errorf("Printable(%q) = %q", text, got)
		}
		if n := utf8.RuneCountInString(got); n > 10*maxPrinted+50 {
			t.Errorf("%d characters", n)
		}
	})
}
