// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package cpnfake_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpnfake"
)

func TestCreateSupportTicket_rejects(t *testing.T) {
	t.Parallel()
	changed := func(name string, value any) string { return ticket(map[string]any{name: value}) }
	null := (*string)(nil)
	for name, tc := range map[string]struct {
		body      string
		code      int
		locations string
	}{
		"no body":                         {"", 2, "null"},
		"a body that is not JSON":         {"{", 2, "null"},
		"a body that ends early":          {`{"a":1`, 2, "null"},
		"a body without a colon":          {`{"a" 1}`, 2, "null"},
		"a body without a value":          {`{"a":}`, 2, "null"},
		"a body with a bare name":         {`{a:1}`, 2, "null"},
		"a body that is not an object":    {"[]", 2, "null"},
		"a body that is null":             {"null", 2, "null"},
		"two bodies":                      {ticket(nil) + "{}", 2, "null"},
		"a body that is not UTF-8":        {strings.Replace(ticket(nil), "Where", "\xff", 1), 2, "null"},
		"a member that occurs twice":      {strings.Replace(ticket(nil), "{", `{"email":"a@b.example",`, 1), 2, "null"},
		"a body that is too long":         {ticket(nil) + strings.Repeat(" ", 1<<20), 2, "null"},
		"no members":                      {"{}", 1, "paymentId issueType description email idempotencyKey"},
		"no email":                        {changed("email", nil), 1, "email"},
		"a missing and an unknown member": {ticket(map[string]any{"email": nil, "id": "x"}), 1, "email"},
		"unknown members":                 {ticket(map[string]any{"cc_emails": []string{}, "Email": "x"}), 2, "Email cc_emails"},
		"a payment ID that is not a UUID": {changed("paymentId", "4711"), 2, "paymentId"},
		"a UUID without dashes":           {changed("paymentId", strings.ReplaceAll(payment, "-", "")), 2, "paymentId"},
		"a UUID in braces":                {changed("paymentId", "{"+payment+"}"), 2, "paymentId"},
		"a UUID that is a URN":            {changed("paymentId", "urn:uuid:"+payment), 2, "paymentId"},
		"an unknown issue type":           {changed("issueType", "LOST"), 2, "issueType"},
		"an issue type in lower case":     {changed("issueType", "other"), 2, "issueType"},
		"an empty description":            {changed("description", ""), 2, "description"},
		"a blank description":             {changed("description", " \n\t\u00a0"), 2, "description"},
		"a description that is a number":  {changed("description", 17), 2, "description"},
		"a description that is null":      {changed("description", null), 2, "description"},
		"an invalid email":                {changed("email", "help"), 2, "email"},
		"an email with a name":            {changed("email", "Help <help@ofi.com>"), 2, "email"},
		"an email with a space":           {changed("email", "help@ofi.com "), 2, "email"},
		"a key that is UUID v1":           {changed("idempotencyKey", "6ba7b810-9dad-11d1-80b4-00c04fd430c8"), 2, "idempotencyKey"},
		"a key that is UUID v5":           {changed("idempotencyKey", "a0eebc99-9c0b-5ef8-bb6d-6bb9bd380a11"), 2, "idempotencyKey"},
		"a key of another variant":        {changed("idempotencyKey", "a0eebc99-9c0b-4ef8-cb6d-6bb9bd380a11"), 2, "idempotencyKey"},
		"a key without dashes":            {changed("idempotencyKey", strings.ReplaceAll(key, "-", "")), 2, "idempotencyKey"},
		"cc emails that are a string":     {changed("ccEmails", "a@b.example"), 2, "ccEmails"},
		"cc emails that are null":         {changed("ccEmails", null), 2, "ccEmails"},
		"invalid cc emails":               {changed("ccEmails", []any{"a@b.example", "b", 3}), 2, "ccEmails[1] ccEmails[2]"},
		"several errors at once":          {ticket(map[string]any{"email": "x", "issueType": "x"}), 2, "issueType email"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			fake, c := start(t)
			c.post(ticketsPath, tc.body).expect(t, rejection{http.StatusBadRequest, tc.code, tc.locations})
			if n := fake.Counts().Tickets; n != 0 {
				t.Errorf("%d tickets were created", n)
			}
		})
	}
}

func TestCreateTransaction_metadataLimits(t *testing.T) {
	t.Parallel()
	keys := func(n int) map[string]string {
		metadata := map[string]string{}
		for i := range n {
			metadata[fmt.Sprint(i)] = "x"
		}
		return metadata
	}
	one := func(key string, value any) map[string]any { return map[string]any{key: value} }
	for name, tc := range map[string]struct {
		metadata  any
		locations string // "" if the request is accepted
	}{
		"no keys":                         {keys(0), ""},
		"50 keys":                         {keys(50), ""},
		"51 keys":                         {keys(51), "metadata"},
		"a key of 40 characters":          {one(strings.Repeat("ü", 40), "x"), ""},
		"a key of 41 characters":          {one(strings.Repeat("k", 41), "x"), "metadata." + strings.Repeat("k", 41)},
		"an empty key":                    {one("", "x"), "metadata."},
		"a value of 500 characters":       {one("k", strings.Repeat("ü", 500)), ""},
		"a value of 501 characters":       {one("k", strings.Repeat("v", 501)), "metadata.k"},
		"an empty value":                  {one("k", ""), ""},
		"a value that is a number":        {one("k", 1), "metadata.k"},
		"a value that is null":            {one("k", nil), "metadata.k"},
		"metadata that is an array":       {[]string{}, "metadata"},
		"metadata that is null":           {(*string)(nil), "metadata"},
		"two values that are not strings": {map[string]any{"b": true, "a": []int{}}, "metadata.a metadata.b"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			fake, c := start(t)
			want, created := rejection{}, 1
			if tc.locations != "" {
				want, created = rejection{http.StatusBadRequest, 2, tc.locations}, 0
			}
			c.post(transactionsPath, transaction(map[string]any{"metadata": tc.metadata})).expect(t, want)
			if n := fake.Counts().Transactions; n != created {
				t.Errorf("%d transactions were created, want %d", n, created)
			}
		})
	}
}

func TestRejects_whatTheStateForbids(t *testing.T) {
	t.Parallel()
	edit := func(edit func(*cpnfake.Payment)) func(*cpnfake.Server) {
		return func(fake *cpnfake.Server) { fake.SetPayment(payment, edit) }
	}
	unknown := edit(func(p *cpnfake.Payment) { p.Unknown = true })
	completed := edit(func(p *cpnfake.Payment) { p.Status = "COMPLETED" })
	has := func(status string, unknown bool) func(*cpnfake.Server) {
		return func(fake *cpnfake.Server) {
			fake.SetTransaction(key2, func(tr *cpnfake.Transaction) {
				tr.PaymentID, tr.Status, tr.Unknown = payment, status, unknown
			})
		}
	}
	var ok rejection
	for name, tc := range map[string]struct {
		prepare      func(*cpnfake.Server)
		method, path string
		body         string
		want         rejection // zero if the request is accepted
	}{
		"a ticket for a payment that ended":               {completed, http.MethodPost, ticketsPath, ticket(nil), ok},
		"a transaction beside an active one":              {has("COMPLETED", false), http.MethodPost, transactionsPath, transaction(nil), rejection{400, 290300, ""}},
		"a transaction beside a failed one":               {has("FAILED", false), http.MethodPost, transactionsPath, transaction(nil), ok},
		"a transaction beside one that CPN does not find": {has("CREATED", true), http.MethodPost, transactionsPath, transaction(nil), ok},
		"a transaction without a body":                    {nil, http.MethodPost, transactionsPath, "", rejection{400, 2, "null"}},
		"a transaction without a key":                     {nil, http.MethodPost, transactionsPath, "{}", rejection{400, 1, "idempotencyKey"}},
		"a transaction with the members of a ticket":      {nil, http.MethodPost, transactionsPath, transaction(map[string]any{"email": "a@b.example"}), rejection{400, 2, "email"}},
		"a transaction for an invalid payment ID":         {nil, http.MethodPost, "/v2/cpn/payments/x/transactions", transaction(nil), rejection{400, 2, "paymentId"}},
		"reading a transaction":                           {has("CREATED", false), http.MethodGet, transactionsPath + "/" + key2, "", ok},
		"reading a transaction that CPN does not find":    {has("CREATED", true), http.MethodGet, transactionsPath + "/" + key2, "", rejection{400, 290306, ""}},
		"reading a transaction that does not exist":       {nil, http.MethodGet, transactionsPath + "/" + key2, "", rejection{400, 290306, ""}},
		"reading a transaction of another payment":        {has("CREATED", false), http.MethodGet, "/v2/cpn/payments/" + key + "/transactions/" + key2, "", rejection{400, 290306, ""}},
		"reading a transaction of an unknown payment":     {unknown, http.MethodGet, transactionsPath + "/" + key2, "", rejection{400, 290305, ""}},
		"reading an invalid transaction ID":               {nil, http.MethodGet, transactionsPath + "/x", "", rejection{400, 2, "transactionId"}},
		"reading an unknown payment":                      {unknown, http.MethodGet, paymentPath, "", rejection{400, 290305, ""}},
		"reading an invalid payment ID":                   {nil, http.MethodGet, "/v1/cpn/payments/x", "", rejection{400, 2, "paymentId"}},
		"another path":                                    {nil, http.MethodGet, "/v1/cpn/quotes", "", rejection{404, 2, ""}},
		"another version":                                 {nil, http.MethodPost, "/v2/cpn/supportTickets", ticket(nil), rejection{404, 2, ""}},
		"a path with an extra slash":                      {nil, http.MethodPost, ticketsPath + "/", ticket(nil), rejection{404, 2, ""}},
		"a method that the path does not have":            {nil, http.MethodGet, ticketsPath, "", rejection{405, 2, ""}},
		"deleting":                                        {nil, http.MethodDelete, transactionsPath + "/" + key2, "", rejection{405, 2, ""}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			fake, c := start(t)
			if tc.prepare != nil {
				tc.prepare(fake)
			}
			a := c.do(t.Context(), tc.method, tc.path, tc.body, nil)
			a.expect(t, tc.want)
			if got := a.header.Get("Allow"); (got != "") != (tc.want.status == http.StatusMethodNotAllowed) {
				t.Errorf("allowed methods are %q for %d", got, a.status)
			}
		})
	}
}
