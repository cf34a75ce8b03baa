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

// isolate puts the command into its own process group.
func isolate(command *exec.Cmd) {
	command.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
}

// interrupt sends the command what Ctrl-C sends to the foreground process.
func interrupt(command *exec.Cmd) error {
	return signalGroup(command, syscall.SIGINT)
}

// kill ends the command and the processes it started.
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
