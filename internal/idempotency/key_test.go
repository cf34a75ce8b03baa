// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package idempotency

import (
	"encoding/json"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"
	"pgregory.net/rapid"
)

const paymentID = "c4d1da72-111e-4d52-bdbf-2e74a2d803d5"

// TestKey_golden holds the scheme still. A failure here means a duplicate for every
// resource whose response was lost: do not update the keys, but give the scheme a new
// version.
func TestKey_golden(t *testing.T) {
	t.Parallel()
	ticket := Request{"createSupportTicket", "/v1/cpn/supportTickets", `{"description":"d","email":"e@example.com","issueType":"OTHER","paymentId":"` + paymentID + `"}`}
	bare := Request{"createTransaction", "/v2/cpn/payments/" + paymentID + "/transactions", `{}`}
	for name, tc := range map[string]struct {
		id   string
		in   Request
		want string
	}{
		"a ticket":                   {"INC-4711/delay", ticket, "f340fe40-a9ef-45a1-92c6-cf7ecd8bfd61"},
		"a transaction":              {"INC-4711/delay", bare, "ce9b6d04-907e-41c4-ad82-73cbafdebd07"},
		"an id like a derived one":   {"tf-7c69db0b-0a5e-4c1f-9d0e-2f6f0a3f1b77", ticket, "0f652dc7-91a9-4056-a989-30722d475a71"},
		"an id beyond ASCII":         {"Zürich \U0001f600 \u2028 <&>", bare, "542fd4ac-8f73-4c42-a0c8-4585bd59ba7a"},
		"an id that looks like JSON": {`"],["`, bare, "0e11ba10-a612-4b55-856c-fcfd9fe866f8"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if got := Key(tc.id, tc.in); got != tc.want {
				t.Errorf("Key = %s, want %s", got, tc.want)
			}
		})
	}
}

// TestKey_isUUIDv4 shows that keys have the form that CPN accepts.
func TestKey_isUUIDv4(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		key, err := uuid.Parse(Key(rapid.String().Draw(t, "id"), drawRequest(t, "request")))
		if err != nil || key.Version() != 4 || key.Variant() != uuid.RFC4122 {
			t.Errorf("%v is version %d, variant %v (%v)", key, key.Version(), key.Variant(), err)
		}
	})
}

// TestCanonical_isUnambiguous shows that the hashed text reveals each of its parts, so that
// no two different creates have the same key.
func TestCanonical_isUnambiguous(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		id, in := rapid.String().Draw(t, "id"), drawRequest(t, "request")
		var got []string
		if err := json.Unmarshal(canonical(id, in), &got); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff([]string{scheme, in.Operation, id, in.Path, in.Body}, got); diff != "" {
			t.Error(diff)
		}
	})
}

func drawRequest(t *rapid.T, label string) Request {
	return rapid.Custom(func(t *rapid.T) Request {
		return Request{rapid.String().Draw(t, "operation"), rapid.String().Draw(t, "path"), rapid.String().Draw(t, "body")}
	}).Draw(t, label)
}

// FuzzCanonical checks that the canonical form reveals each of its parts, for any text
// that Terraform can hold.
func FuzzCanonical(f *testing.F) {
	f.Add("INC-1", "createSupportTicket", "/v1/cpn/supportTickets", `{"a":1}`)
	f.Add(`"],["`, "", "\u2028", "<&>")
	f.Fuzz(func(t *testing.T, id, operation, path, body string) {
		want := []string{scheme, operation, id, path, body}
		for _, part := range want {
			if !utf8.ValidString(part) {
				return
			}
		}
		var got []string
		if err := json.Unmarshal(canonical(id, Request{operation, path, body}), &got); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Error(diff)
		}
	})
}
