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

// grace is how long an interrupted process may take to end. It is longer than the 5 s
// for which an interrupted provider still waits for the response to a create.
const grace = 10 * time.Second

// commandError is a command that failed, with everything it wrote.
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

// newCommand returns a command that is interrupted when the context ends, and killed if
// that does not end it. The command has no standard input. It does not get the terminal's
// Ctrl-C: Terraform stops at once if it gets a second interrupt, this program's.
func newCommand(ctx context.Context, path string, args ...string) *exec.Cmd {
	command := exec.CommandContext(ctx, path, args...)
	isolate(command)
	command.Cancel = func() error { return interrupt(command) }
	command.WaitDelay = grace
	return command
}

// output runs a command and returns its standard output. Errors contain name.
func output(name string, command *exec.Cmd) (string, error) {
	var stdout, stderr strings.Builder
	command.Stdout, command.Stderr = &stdout, &stderr
	err := command.Run()
	if errors.Is(err, exec.ErrWaitDelay) || command.ProcessState != nil && command.ProcessState.ExitCode() < 0 {
		// The command was killed, so it could not end the processes it had started.
		kill(command)
	}
	if err != nil {
		return "", &commandError{command: name, output: strings.TrimSpace(stdout.String() + stderr.String()), err: err}
	}
	return stdout.String(), nil
}

// bug returns an error for what can only be a fault of the demo or of the provider.
func bug(format string, args ...any) error {
	return fmt.Errorf("report a bug with this output: "+format, args...)
}
