// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

//go:build !unix

package provider

import (
	"errors"
	"os/exec"
)

// inGroup does nothing: this system has no process groups.
func inGroup(*exec.Cmd) {}

// terminateGroup fails: this system has no SIGTERM. Tests call needSignals first.
func terminateGroup(*exec.Cmd) error { return errors.ErrUnsupported }
