// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"context"
	"errors"
	"fmt"
	"os/exec"
	"strings"
	"time"
)

// grace is how long a process may take to end when it is interrupted. It is more than
// the 5 s for which the provider still waits for the answer to a create.
const grace = 10 * time.Second

// commandError is a command that failed, with all it said.
type commandError struct {
	command string
	output  string
	err     error
}

// Error implements error.
func (e *commandError) Error() string {
	return fmt.Sprintf("%s failed (%v)", e.command, e.err)
}

// Unwrap gives access to the exit code.
func (e *commandError) Unwrap() error { return e.err }

// newCommand returns a command that is interrupted when the context ends, and killed
// when that does not help. It reads nothing, and gets no Ctrl-C of its own: Terraform
// takes two, the terminal's and this program's, as an order to drop everything.
func newCommand(ctx context.Context, path string, args ...string) *exec.Cmd {
	command := exec.CommandContext(ctx, path, args...)
	isolate(command)
	command.Cancel = func() error { return interrupt(command) }
	command.WaitDelay = grace
	return command
}

// output runs a command and returns what it wrote to standard output. name is what an
// error calls it.
func output(name string, command *exec.Cmd) (string, error) {
	var stdout, stderr strings.Builder
	command.Stdout, command.Stderr = &stdout, &stderr
	err := command.Run()
	if errors.Is(err, exec.ErrWaitDelay) || command.ProcessState != nil && command.ProcessState.ExitCode() < 0 {
		// It was killed, so nobody has ended what it had started.
		kill(command)
	}
	if err != nil {
		return "", &commandError{command: name, output: strings.TrimSpace(stdout.String() + stderr.String()), err: err}
	}
	return stdout.String(), nil
}
