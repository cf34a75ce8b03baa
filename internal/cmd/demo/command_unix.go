// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

//go:build unix

package main

import (
	"errors"
	"os"
	"os/exec"
	"syscall"
)

// isolate gives the command a process group of its own.
func isolate(command *exec.Cmd) {
	command.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
}

// interrupt does to the command what Ctrl-C does to the one in the foreground.
func interrupt(command *exec.Cmd) error {
	return signalGroup(command, syscall.SIGINT)
}

// kill ends the command and what it started.
func kill(command *exec.Cmd) {
	_ = signalGroup(command, syscall.SIGKILL)
}

func signalGroup(command *exec.Cmd, signal syscall.Signal) error {
	err := syscall.Kill(-command.Process.Pid, signal)
	if errors.Is(err, syscall.ESRCH) {
		return os.ErrProcessDone
	}
	return err
}
