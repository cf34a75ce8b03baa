// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package cpnfake_test

import (
	"context"
	"errors"
	"net/http"
	"testing"
	"time"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpnfake"
)

// A client that gives up during a delay leaves no ticket behind, unless the work came first.
func TestFault_delayEndsWithTheClient(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		after bool
		want  int
	}{
		"before the work": {false, 0},
		"after the work":  {true, 1},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			fake, c := start(t)
			fake.Inject(cpnfake.Fault{Delay: time.Hour, After: tc.after})
			ctx, cancel := context.WithTimeout(t.Context(), 500*time.Millisecond)
			defer cancel()
			if a := c.do(ctx, http.MethodPost, ticketsPath, ticket(nil), nil); !errors.Is(a.err, context.DeadlineExceeded) {
				t.Errorf("response is %d %s, %v", a.status, a.body, a.err)
			}
			if got := fake.Counts().Tickets; got != tc.want {
				t.Errorf("%d tickets were created, want %d", got, tc.want)
			}
		})
	}
}

func TestFault_slowBodyEndsWithTheClient(t *testing.T) {
	t.Parallel()
	fake, c := start(t)
	fake.Inject(cpnfake.Fault{Slow: time.Hour})
	ctx, cancel := context.WithTimeout(t.Context(), 500*time.Millisecond)
	defer cancel()
	a := c.do(ctx, http.MethodPost, ticketsPath, ticket(nil), nil)
	if a.status != http.StatusCreated || a.body != "{" || !errors.Is(a.err, context.DeadlineExceeded) {
		t.Errorf("response is %d %q, %v, want one byte and a timeout", a.status, a.body, a.err)
	}
}
