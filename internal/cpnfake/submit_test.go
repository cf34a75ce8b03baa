// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package cpnfake_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpnfake"
)

const (
	transactionPath = transactionsPath + "/" + key2
	submitPath      = transactionPath + "/submit"
	signed          = `{"signedTransaction":"0x02f8B1"}`
)

// waiting starts a fake that has a transaction which awaits its signature, and accepts any.
func waiting(t *testing.T) (*cpnfake.Server, *client) {
	t.Helper()
	fake, c := start(t)
	fake.AcceptAnySignature()
	fake.SetTransaction(key2, func(tr *cpnfake.Transaction) { tr.PaymentID = payment })
	return fake, c
}

// counted reports counts that are not the wanted ones, for the server and its one
// transaction.
func counted(t *testing.T, fake *cpnfake.Server, want cpnfake.SubmitCounts) {
	t.Helper()
	if got := fake.Counts().SubmitCounts; got != want {
		t.Errorf("counts are %+v, want %+v", got, want)
	}
	if got := fake.Transactions()[0].SubmitCounts; got != want {
		t.Errorf("counts of the transaction are %+v, want %+v", got, want)
	}
}

func TestSubmitTransaction(t *testing.T) {
	t.Parallel()
	fake, c := waiting(t)
	before := c.get(transactionPath)
	c.post(transactionPath+"/sign", signed).expect(t, rejection{404, 2, ""})
	c.post(strings.Replace(submitPath, key2, strings.ToUpper(key2), 1), signed).is(t, http.StatusCreated,
		strings.Replace(before.body, `"status":"CREATED"`, `"status":"PENDING"`, 1))
	counted(t, fake, cpnfake.SubmitCounts{Submits: 1, Submitted: 1})
	c.post(submitPath, signed).expect(t, rejection{400, 290307, ""})
	counted(t, fake, cpnfake.SubmitCounts{Submits: 2, Submitted: 1, Resubmits: 1})
	if n := fake.Counts().Creates; n != 1 {
		t.Errorf("%d requests count as creates, want the one to another path", n)
	}
}

func TestSubmitTransaction_rejects(t *testing.T) {
	t.Parallel()
	change := func(edit func(*cpnfake.Transaction)) func(*cpnfake.Server) {
		return func(fake *cpnfake.Server) { fake.SetTransaction(key2, edit) }
	}
	is := func(status string) func(*cpnfake.Server) {
		return change(func(tr *cpnfake.Transaction) { tr.Status = status })
	}
	expires := func(date string) func(*cpnfake.Server) {
		return change(func(tr *cpnfake.Transaction) { tr.ExpireDate = date })
	}
	belongs := func(edit func(*cpnfake.Payment)) func(*cpnfake.Server) {
		return func(fake *cpnfake.Server) { fake.SetPayment(payment, edit) }
	}
	says := func(text string) string { return body(map[string]any{"signedTransaction": text}, nil) }
	var ok rejection
	for name, tc := range map[string]struct {
		prepare func(*cpnfake.Server)
		body    string
		want    rejection // zero if it is accepted
	}{
		"no body":                                      {nil, "", rejection{400, 2, "null"}},
		"no signed transaction":                        {nil, "{}", rejection{400, 1, "signedTransaction"}},
		"an empty one":                                 {nil, says(""), rejection{400, 2, "signedTransaction"}},
		"one that is null":                             {nil, `{"signedTransaction":null}`, rejection{400, 2, "signedTransaction"}},
		"one that is a number":                         {nil, `{"signedTransaction":17}`, rejection{400, 2, "signedTransaction"}},
		"a member too many":                            {nil, `{"signedTransaction":"0x00","idempotencyKey":"` + key + `"}`, rejection{400, 2, "idempotencyKey"}},
		"hex":                                          {nil, says("0x00aBfF"), ok},
		"hex without digits":                           {nil, says("0x"), rejection{400, 290327, ""}},
		"hex of odd length":                            {nil, says("0xabc"), rejection{400, 290327, ""}},
		"hex that is only base64":                      {nil, says("0xzz"), rejection{400, 290327, ""}},
		"base64":                                       {nil, says("AQID+/8="), ok},
		"base64 without its padding":                   {nil, says("AQID+/8"), rejection{400, 290327, ""}},
		"base64 with a line end":                       {nil, says("AQID\n+/8="), rejection{400, 290327, ""}},
		"base64 that says one thing twice":             {nil, says("AQJ="), rejection{400, 290327, ""}},
		"neither":                                      {nil, says("signed!"), rejection{400, 290327, ""}},
		"an unknown payment":                           {belongs(func(p *cpnfake.Payment) { p.Unknown = true }), signed, rejection{400, 290305, ""}},
		"a payment that expired":                       {belongs(func(p *cpnfake.Payment) { p.Expired = true }), signed, rejection{400, 290308, ""}},
		"a payment that moved on":                      {belongs(func(p *cpnfake.Payment) { p.Status = "FAILED" }), signed, rejection{400, 290304, ""}},
		"an unknown transaction":                       {change(func(tr *cpnfake.Transaction) { tr.Unknown = true }), signed, rejection{400, 290306, ""}},
		"a transaction of another":                     {change(func(tr *cpnfake.Transaction) { tr.PaymentID = key }), signed, rejection{400, 290306, ""}},
		"one that was submitted: PENDING":              {is("PENDING"), signed, rejection{400, 290307, ""}},
		"one that was submitted: BROADCASTED":          {is("BROADCASTED"), signed, rejection{400, 290333, ""}},
		"one that was submitted: COMPLETED":            {is("COMPLETED"), signed, rejection{400, 290303, ""}},
		"one that was submitted: FAILED":               {is("FAILED"), signed, rejection{400, 290303, ""}},
		"one that was submitted: HELD":                 {is("HELD"), signed, rejection{400, 290303, ""}},
		"one that expired":                             {expires("2099-12-31T23:59:59Z"), signed, rejection{400, 290329, ""}},
		"one that expires in a second":                 {expires("2100-01-01T00:00:01Z"), signed, ok},
		"one that expires at no date":                  {expires("soon"), signed, ok},
		"one that was submitted: PENDING, and nothing": {is("PENDING"), says("signed!"), rejection{400, 290307, ""}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			fake, c := waiting(t)
			if tc.prepare != nil {
				tc.prepare(fake)
			}
			c.post(submitPath, tc.body).expect(t, tc.want)
			submitted := 0
			if tc.want == ok {
				submitted = 1
			}
			resubmits := 0
			if strings.HasPrefix(name, "one that was ") {
				resubmits = 1
			}
			counted(t, fake, cpnfake.SubmitCounts{Submits: 1, Submitted: submitted, Resubmits: resubmits})
		})
	}
	_, c := waiting(t)
	c.do(t.Context(), http.MethodPost, submitPath, signed, map[string]string{"Authorization": "Bearer none"}).expect(t, rejection{401, 4, ""})
	c.post(transactionsPath+"/x/submit", signed).expect(t, rejection{400, 2, "transactionId"})
	c.get(submitPath).expect(t, rejection{405, 2, ""})
}
