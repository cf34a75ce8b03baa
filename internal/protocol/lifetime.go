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
	// glance is how often the process checks that its Terraform is still running.
	glance = time.Second
	// lastCalls is how long calls may run after Terraform has gone. Each has been told to
	// stop; an attempt in flight then has 5 s to get its response.
	lastCalls = 6 * time.Second
)

// EndWithTerraform makes this process, which serves server, end when the Terraform that
// started it ends: not before, and not long after.
//
// Not before: a SIGTERM to all processes of a run (from timeout, systemd or some CI runners)
// would kill the provider in the middle of a create. Terraform gets the signal too. It asks
// the provider to stop, stores the responses, and then ends the provider. So the provider
// ignores the signal, as go-plugin ignores Ctrl-C.
//
// Not long after: a Terraform that was killed cannot end its provider.
//
// On Windows there is no such signal, and an orphan keeps its parent ID.
func EndWithTerraform(server tfprotov6.ProviderServer) {
	if runtime.GOOS == "windows" {
		return
	}
	signal.Ignore(syscall.SIGTERM)
	terraform := os.Getppid() // now, because Terraform may be gone at the first check
	go func() {
		outlast(context.Background(), terraform, os.Getppid, server)
		os.Exit(1)
	}()
}

// outlast returns when terraform, the parent of this process, has gone and the calls of
// server have had time to end, or when ctx ends.
//
// It always waits for the full time: counting calls is not worth the few seconds that an
// idle process would save.
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
