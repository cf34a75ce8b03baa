// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"os/signal"
	"syscall"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpnfake"
)

// acceptedByDefault is what a command gets if no API key is required. It is for this simulator
// alone, so that a real one in the environment of a developer stays out of the test.
const acceptedByDefault = "TEST_API_KEY:cpn-fake:local"

// runCommand runs a command against the simulator at url, and returns its error.
//
// Ctrl-C reaches the command from the terminal, because both are in one process group.
// Terraform takes a second one for an order to stop at once, so this program sends none.
// SIGTERM goes to this program alone, and is passed on.
func runCommand(ctx context.Context, s settings, url string, stdout, stderr io.Writer) error {
	interrupts := make(chan os.Signal, 1)
	signal.Notify(interrupts, os.Interrupt)
	defer signal.Stop(interrupts)

	command := exec.CommandContext(ctx, s.command[0], s.command[1:]...)
	command.Cancel = func() error { return command.Process.Signal(syscall.SIGTERM) }
	key := s.apiKey
	if key == "" {
		key = acceptedByDefault
	}
	command.Env = append(os.Environ(), "CPN_BASE_URL="+url, "CPN_API_KEY="+key)
	command.Stdin, command.Stdout, command.Stderr = os.Stdin, stdout, stderr
	err := command.Run()
	if errors.Is(err, context.Canceled) {
		return nil // the command has ended well after a SIGTERM
	}
	return err
}

// logRequests returns a function that writes a line for each request.
func logRequests(stderr io.Writer) func(cpnfake.Request) {
	return func(r cpnfake.Request) {
		response := "no response"
		if r.Status != 0 {
			response = fmt.Sprint(r.Status)
		}
		if r.Fault != "" {
			response += ", fault: " + r.Fault
		}
		_, _ = fmt.Fprintf(stderr, "cpn-fake: %s %s: %s\n", r.Method, r.Path, response) // nobody is left to tell
	}
}
