// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

//go:build !unix

package provider

import (
	"errors"
	"os/exec"
)

// inGroup does nothing: there are no process groups here.
func inGroup(*exec.Cmd) {}

// terminateGroup fails: there is no SIGTERM here. Tests ask needSignals first.
func terminateGroup(*exec.Cmd) error { return errors.ErrUnsupported }
