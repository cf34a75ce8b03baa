// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package cpnfake_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpnfake"
)

func TestSetTransaction_addsOneThatAlwaysExisted(t *testing.T) {
	t.Parallel()
	fake, c := start(t)
	fake.SetTransaction(strings.ToUpper(key2), func(tr *cpnfake.Transaction) {
		tr.PaymentID, tr.Metadata = strings.ToUpper(payment), map[string]string{"order": "4711"}
	})
	got := c.get(transactionsPath + "/" + key2)
	if got.status != http.StatusOK || !strings.Contains(got.body, `"metadata":{"order":"4711"}`) || !strings.Contains(got.body, `"primaryType"`) {
		t.Errorf("the response is %d %s", got.status, got.body)
	}
	if n := fake.Counts().Transactions; n != 0 {
		t.Errorf("%d transactions count as created, want 0", n)
	}
}

func TestEditResponses_changesNothingHeld(t *testing.T) {
	t.Parallel()
	fake, c := start(t)
	fake.EditResponses(func(operation string, data map[string]any) {
		data["operation"] = operation
		if amount, ok := data["amount"].(map[string]any); ok {
			amount["amount"] = "0.01"
		}
	})
	edited := c.post(transactionsPath, transaction(nil)).body
	id := fake.Transactions()[0].ID
	for operation, body := range map[string]string{
		cpnfake.CreateTransaction:   edited,
		cpnfake.GetTransaction:      c.get(transactionsPath + "/" + id).body,
		cpnfake.GetPayment:          c.get(paymentPath).body,
		cpnfake.CreateSupportTicket: c.post(ticketsPath, ticket(nil)).body,
	} {
		if !strings.Contains(body, `"operation":"`+operation+`"`) {
			t.Errorf("%s was not edited: %s", operation, body)
		}
	}
	if !strings.Contains(edited, `"amount":{"amount":"0.01",`) || !strings.Contains(edited, fake.Transactions()[0].MessageToBeSigned) {
		t.Errorf("edit had no effect, or too much: %s", edited)
	}
	fake.EditResponses(nil)
	c.post(transactionsPath, transaction(nil)).is(t, http.StatusCreated, c.get(transactionsPath+"/"+id).body)
	if got := fake.Transactions()[0].Amount.Amount; got != "11.948672" {
		t.Errorf("the stored amount is %s", got)
	}
}

// Latency comes with every response, also with those to requests that meet a fault.
func TestSetLatency(t *testing.T) {
	t.Parallel()
	fake, c := start(t)
	fake.SetLatency(20 * time.Millisecond)
	fake.Inject(cpnfake.Fault{Status: http.StatusBadGateway})
	for range 2 {
		began := time.Now()
		c.get(paymentPath)
		if took := time.Since(began); took < 20*time.Millisecond {
			t.Errorf("a response took %s", took)
		}
	}
}

func TestRejects_headers(t *testing.T) {
	t.Parallel()
	unauthorized, badBody := rejection{401, 4, ""}, rejection{400, 2, "null"}
	for name, tc := range map[string]struct {
		apiKey        string
		header, value string
		want          rejection // zero if the request is accepted
	}{
		"no bearer":               {"", "Authorization", "", unauthorized},
		"another scheme":          {"", "Authorization", "Basic a:b:c", unauthorized},
		"a bearer of two parts":   {"", "Authorization", "Bearer a:b", unauthorized},
		"a bearer of four parts":  {"", "Authorization", "Bearer a:b:c:d", unauthorized},
		"a bearer's empty part":   {"", "Authorization", "Bearer a::c", unauthorized},
		"a bearer with a space":   {"", "Authorization", "Bearer a:b c:d", unauthorized},
		"a key without a scheme":  {"", "Authorization", "a:b:c", unauthorized},
		"any bearer":              {"", "Authorization", "Bearer a:b:c", rejection{}},
		"a bearer in lower case":  {"", "Authorization", "bearer a:b:c", rejection{}},
		"the configured API key":  {"a:b:c", "Authorization", "Bearer a:b:c", rejection{}},
		"another API key":         {"a:b:c", "Authorization", "Bearer a:b:d", unauthorized},
		"no content type":         {"", "Content-Type", "", badBody},
		"a form":                  {"", "Content-Type", "application/x-www-form-urlencoded", badBody},
		"a content type, charset": {"", "Content-Type", "application/json; charset=utf-8", rejection{}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			fake, c := start(t)
			fake.SetAPIKey(tc.apiKey)
			a := c.do(t.Context(), http.MethodPost, ticketsPath, ticket(nil), map[string]string{tc.header: tc.value})
			a.expect(t, tc.want)
		})
	}
}

func TestRequests_areLogged(t *testing.T) {
	t.Parallel()
	fake, c := start(t)
	own := "6ba7b810-9dad-41d1-80b4-00c04fd430c8"
	a := c.do(t.Context(), http.MethodPost, ticketsPath, "nonsense", map[string]string{"X-Request-Id": own})
	if got := a.header.Get("X-Request-Id"); got != own {
		t.Errorf("the request ID is %q, want the client's", got)
	}
	a = c.do(t.Context(), http.MethodGet, paymentPath+"?a=b", "", map[string]string{"X-Request-Id": "mine"})
	if got := a.header.Get("X-Request-Id"); len(got) != 36 {
		t.Errorf("the request ID is %q, want a new one", got)
	}
	log := fake.Requests()
	if len(log) != 2 {
		t.Fatalf("the log has %d entries, want 2", len(log))
	}
	first, second := log[0], log[1]
	if first.Method != http.MethodPost || first.Path != ticketsPath || string(first.Body) != "nonsense" || first.Status != 400 ||
		first.Header.Get("X-Request-Id") != own || first.Time.Year() != 2100 {
		t.Errorf("first entry is %+v", first)
	}
	if second.Method != http.MethodGet || second.Path != paymentPath || second.Status != 200 {
		t.Errorf("second entry is %+v", second)
	}
	if got, want := fake.Counts(), (cpnfake.Counts{Requests: 2, Creates: 1, Reads: 1}); got != want {
		t.Errorf("counts are %+v, want %+v", got, want)
	}
}
