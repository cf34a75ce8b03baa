// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

//go:build !unix

package main

import "os/exec"

// isolate does nothing: there are no process groups here.
func isolate(*exec.Cmd) {}

// interrupt kills the command, because a process cannot be sent SIGINT here.
func interrupt(command *exec.Cmd) error { return command.Process.Kill() }

// kill does nothing: what a command started cannot be told here.
func kill(*exec.Cmd) {}
