// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"context"
	"os"
	"os/signal"
	"runtime"
	"syscall"
	"time"
)

const (
	// checkParent is how often the process checks that its Terraform is still running.
	checkParent = time.Second
	// stopGrace is how long calls may run after Terraform has gone. Each has been told to
	// stop; an attempt in flight then has 5 s to get its response: interruptGrace in package cpn.
	stopGrace = 6 * time.Second
)

// endWithTerraform makes this process end when the Terraform that started it ends: not
// before, and not long after. stop tells all calls to stop.
//
// Not before: a SIGTERM to all processes of a run (from timeout, systemd or some CI runners)
// would kill the provider in the middle of a create. Terraform gets the signal too. It asks
// the provider to stop, stores the responses, and then ends the provider. So the provider
// ignores the signal, as go-plugin ignores Ctrl-C.
//
// Not long after: a Terraform that was killed cannot end its provider.
//
// On Windows there is no such signal, and an orphan keeps its parent ID.
func endWithTerraform(stop func(context.Context)) {
	if runtime.GOOS == "windows" {
		return
	}
	signal.Ignore(syscall.SIGTERM)
	terraform := os.Getppid() // now, because Terraform may be gone at the first check
	go func() {
		waitForEnd(context.Background(), terraform, os.Getppid, stop)
		os.Exit(1)
	}()
}

// waitForEnd returns when terraform, the parent of this process, has gone and calls have had
// time to end, or when ctx ends.
//
// It always waits for the full time: counting calls is not worth the few seconds that an
// idle process would save.
func waitForEnd(ctx context.Context, terraform int, parent func() int, stop func(context.Context)) {
	tick := time.NewTicker(checkParent)
	defer tick.Stop()
	for parent() == terraform {
		select {
		case <-tick.C:
		case <-ctx.Done():
			return
		}
	}
	stop(ctx)
	select {
	case <-time.After(stopGrace):
	case <-ctx.Done():
	}
}
