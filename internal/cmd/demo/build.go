// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
)

// version is the provider's version in this demo.
const version = "0.0.1"

// cliConfig makes init install the provider from a folder, and nothing from a registry.
const cliConfig = `provider_installation {
  filesystem_mirror {
    path    = %q
    include = ["registry.terraform.io/terraform-provider-cpn/cpn", "registry.opentofu.org/terraform-provider-cpn/cpn"]
  }
}
`

// path returns the path of a file or folder in the scratch folder.
func (d *demo) path(elements ...string) string {
	return filepath.Join(append([]string{d.scratch}, elements...)...)
}

// command returns a command that keeps its temporary files in the scratch folder too.
// An interrupted command may leave them behind.
func (d *demo) command(ctx context.Context, path string, args ...string) *exec.Cmd {
	command := newCommand(ctx, path, args...)
	command.Env = append(os.Environ(), "TMPDIR="+d.scratch)
	return command
}

// build compiles the provider and cpn-fake, and returns the path of cpn-fake.
func (d *demo) build(ctx context.Context) (string, error) {
	bin := d.path("bin")
	if err := os.Mkdir(bin, 0o700); err != nil {
		return "", err
	}
	// git may be missing, or may reject a checkout that belongs to another user.
	command := d.command(ctx, "go", "build", "-buildvcs=false", "-ldflags=-X main.version="+version,
		"-o", bin+string(filepath.Separator), ".", "./internal/cmd/cpn-fake")
	if _, err := output("go build", command); err != nil {
		return "", err
	}
	suffix := ""
	if runtime.GOOS == "windows" {
		suffix = ".exe"
	}
	return filepath.Join(bin, "cpn-fake"+suffix), d.mirror(filepath.Join(bin, "terraform-provider-cpn"+suffix), suffix)
}

// mirror puts the provider where init looks for it. Terraform and OpenTofu each have
// their own registry, and its host name is part of the provider's address.
func (d *demo) mirror(provider, suffix string) error {
	for _, registry := range []string{"registry.terraform.io", "registry.opentofu.org"} {
		dir := d.path("mirror", registry, "terraform-provider-cpn", "cpn", version, runtime.GOOS+"_"+runtime.GOARCH)
		if err := os.MkdirAll(dir, 0o700); err != nil {
			return err
		}
		if err := os.Link(provider, filepath.Join(dir, "terraform-provider-cpn_v"+version+suffix)); err != nil {
			return err
		}
	}
	return os.WriteFile(d.path("cli.tfrc"), fmt.Appendf(nil, cliConfig, d.path("mirror")), 0o600)
}

// copyExample copies the configuration to the working folder, so that the checkout does
// not change. A state that somebody left beside the configuration is not copied.
func (d *demo) copyExample() error {
	if err := os.Mkdir(d.path("work"), 0o700); err != nil {
		return err
	}
	files, err := filepath.Glob(filepath.Join("examples", "demo", "*.tf"))
	if err != nil || len(files) == 0 {
		return errors.New("run the demo in the top folder of the checkout: the current folder has no examples/demo")
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		if err := os.WriteFile(d.path("work", filepath.Base(file)), text, 0o600); err != nil {
			return err
		}
	}
	return nil
}
