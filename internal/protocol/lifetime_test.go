// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package protocol

import (
	"context"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"
)

// TestOutlast shows that nothing happens while Terraform runs, that calls are stopped soon
// after it has gone, and that they then have time to end.
func TestOutlast(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var parent atomic.Int32
		parent.Store(4711)
		seen := contextSpy{stops: make(chan struct{}, 1)}
		ended := make(chan struct{})
		go func() {
			outlast(t.Context(), 4711, func() int { return int(parent.Load()) }, seen)
			close(ended)
		}()
		<-time.After(time.Hour)
		synctest.Wait()
		if len(seen.stops) != 0 {
			t.Fatal("stopped although Terraform is running")
		}
		parent.Store(1)
		began := time.Now()
		<-seen.stops
		if took := time.Since(began); took > glance {
			t.Errorf("stopped after %v", took)
		}
		stopped := time.Now()
		<-ended
		if took := time.Since(stopped); took != lastCalls {
			t.Errorf("ended %v later", took)
		}
	})
}

// TestOutlast_leavesNothingBehind ends the watch from outside, before and after Terraform has gone.
func TestOutlast_leavesNothingBehind(t *testing.T) {
	t.Parallel()
	for name, parent := range map[string]int{"alive": 4711, "dead": 1} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			ctx, cancel := context.WithCancel(t.Context())
			cancel()
			outlast(ctx, 4711, func() int { return parent }, contextSpy{stops: make(chan struct{}, 1)})
		})
	}
}
