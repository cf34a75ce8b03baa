// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package protocol

import (
	"context"
	"os"
	"os/signal"
	"runtime"
	"syscall"
	"time"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
)

const (
	// glance is how often a process looks whether its Terraform is still there.
	glance = time.Second
	// lastCalls is how long calls may take to end after Terraform has. Each has been
	// told to; a request that CPN is working at gets 5 s to be answered.
	lastCalls = 6 * time.Second
)

// EndWithTerraform makes this process, which serves server, end when the Terraform that
// started it does: not before, and not long after.
//
// Not before: a SIGTERM to all processes of a run, as of timeout, systemd and some CI
// runners, would kill the provider in the middle of a create. Terraform, which got it
// too, asks the provider to stop, waits for the answer and keeps it; then it ends the
// provider itself. So the signal is ignored here, as go-plugin ignores a Ctrl-C.
//
// Not long after: nobody would end the provider of a Terraform that was killed.
//
// On Windows there is neither such a signal nor another parent for an orphan.
func EndWithTerraform(server tfprotov6.ProviderServer) {
	if runtime.GOOS == "windows" {
		return
	}
	signal.Ignore(syscall.SIGTERM)
	terraform := os.Getppid() // now: it may be gone before the first look
	go func() {
		outlast(context.Background(), terraform, os.Getppid, server)
		os.Exit(1)
	}()
}

// outlast returns after terraform, the parent of this process, has gone and the calls of server that
// were under way have had their time to end, or when ctx ends.
//
// It does not return early when no call is under way: to count them is more than a few
// seconds of an idle process are worth.
func outlast(ctx context.Context, terraform int, parent func() int, server tfprotov6.ProviderServer) {
	tick := time.NewTicker(glance)
	defer tick.Stop()
	for parent() == terraform {
		select {
		case <-tick.C:
		case <-ctx.Done():
			return
		}
	}
	_, _ = server.StopProvider(ctx, &tfprotov6.StopProviderRequest{})
	select {
	case <-time.After(lastCalls):
	case <-ctx.Done():
	}
}
