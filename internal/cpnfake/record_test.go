// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package cpnfake_test

import (
	"net/http"
	"testing"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpnfake"
)

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
