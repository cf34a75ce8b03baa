// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package createonly

import (
	"testing"
	"testing/synctest"
	"time"
)

// TestTurns keeps the end of a create that leaves an unfinished object apart from all
// others, and those that leave none together.
func TestTurns(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		unfinished []bool
		want       time.Duration
	}{
		"none leaves one":    {[]bool{false, false, false, false}, 0},
		"each leaves one":    {[]bool{true, true, true}, 2 * apart},
		"the first does":     {[]bool{true, false, false}, apart},
		"the last does":      {[]bool{false, false, true}, apart},
		"one in between has": {[]bool{false, true, false}, 2 * apart},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				var turns turns
				start := time.Now()
				for _, unfinished := range tc.unfinished {
					turns.take(unfinished)
				}
				if took := time.Since(start); took != tc.want {
					t.Errorf("took %v, want %v", took, tc.want)
				}
			})
		})
	}
}
