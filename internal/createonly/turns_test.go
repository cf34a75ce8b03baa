// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package createonly

import (
	"testing"
	"testing/synctest"
	"time"
)

// TestTurns shows that a create which leaves an unfinished resource ends apart from all
// other calls, and that the others may end together.
func TestTurns(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		unfinished []bool
		want       time.Duration
	}{
		"no unfinished resource":       {[]bool{false, false, false, false}, 0},
		"unfinished resources only":    {[]bool{true, true, true}, 2 * minGap},
		"an unfinished one ends first": {[]bool{true, false, false}, minGap},
		"an unfinished one ends last":  {[]bool{false, false, true}, minGap},
		"an unfinished one in between": {[]bool{false, true, false}, 2 * minGap},
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
