// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"context"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"
)

// TestWaitForEnd shows that nothing happens while Terraform runs, that calls are stopped soon
// after it has gone, and that they then have time to end.
func TestWaitForEnd(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var parent atomic.Int32
		parent.Store(4711)
		stops := make(chan struct{}, 1)
		ended := make(chan struct{})
		go func() {
			waitForEnd(t.Context(), 4711, func() int { return int(parent.Load()) }, func(context.Context) { stops <- struct{}{} })
			close(ended)
		}()
		<-time.After(time.Hour)
		synctest.Wait()
		if len(stops) != 0 {
			t.Fatal("stopped although Terraform is running")
		}
		parent.Store(1)
		began := time.Now()
		<-stops
		if took := time.Since(began); took > checkParent {
			t.Errorf("stopped after %v", took)
		}
		stopped := time.Now()
		<-ended
		if took := time.Since(stopped); took != stopGrace {
			t.Errorf("ended %v later", took)
		}
	})
}

// TestWaitForEnd_leavesNothingBehind ends the watch from outside, before and after Terraform has gone.
func TestWaitForEnd_leavesNothingBehind(t *testing.T) {
	t.Parallel()
	for name, parent := range map[string]int{"alive": 4711, "dead": 1} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			ctx, cancel := context.WithCancel(t.Context())
			cancel()
			waitForEnd(ctx, 4711, func() int { return parent }, func(context.Context) {})
		})
	}
}
