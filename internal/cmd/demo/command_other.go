// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

//go:build !unix

package main

import "os/exec"

// isolate does nothing: this platform has no process groups.
func isolate(*exec.Cmd) {}

// interrupt kills the command: a process cannot be sent SIGINT on this platform.
func interrupt(command *exec.Cmd) error { return command.Process.Kill() }

// kill does nothing: this platform does not say which processes a command started.
func kill(*exec.Cmd) {}
