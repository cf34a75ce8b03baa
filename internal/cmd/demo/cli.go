// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"context"
	"encoding/json"
	"errors"
	"os/exec"
	"path/filepath"
	"strings"
)

// findCLI returns the path of Terraform, or else of OpenTofu.
func findCLI() (string, error) {
	for _, name := range []string{"terraform", "tofu"} {
		if path, err := exec.LookPath(name); err == nil {
			return path, nil
		}
	}
	return "", errors.New("install Terraform or OpenTofu: neither terraform nor tofu is on PATH")
}

// cliName is the command that a reader would type: "terraform" or "tofu".
func (d *demo) cliName() string {
	name := filepath.Base(d.cli)
	return strings.TrimSuffix(name, filepath.Ext(name))
}

// terraform runs a subcommand of Terraform or OpenTofu and returns its standard output.
func (d *demo) terraform(ctx context.Context, args ...string) (string, error) {
	return d.terraformWith(ctx, nil, args...)
}

// terraformWith runs a subcommand in the working folder, with further environment variables.
func (d *demo) terraformWith(ctx context.Context, env []string, args ...string) (string, error) {
	command := d.command(ctx, d.cli, append([]string{"-chdir=" + d.path("work")}, args...)...)
	command.Env = append(command.Env,
		"CHECKPOINT_DISABLE=1",
		"TF_CLI_CONFIG_FILE="+d.path("cli.tfrc"),
		"TF_DATA_DIR="+d.path("data"),
		"TF_IN_AUTOMATION=1",
		"CPN_API_KEY=TEST_API_KEY:demo:not-a-secret",
		"CPN_BASE_URL="+d.cpn.url,
	)
	command.Env = append(command.Env, env...)
	return output(d.cliName()+" "+args[0], command)
}

// outputs returns the output values of the configuration that are text. A member of an
// object has the name "output.member".
func (d *demo) outputs(ctx context.Context) (map[string]string, error) {
	text, err := d.terraform(ctx, "output", "-json", "-no-color")
	if err != nil {
		return nil, err
	}
	var values map[string]struct{ Value any }
	if err := json.Unmarshal([]byte(text), &values); err != nil {
		return nil, bug("%s output did not write JSON: %w", d.cliName(), err)
	}
	outputs := map[string]string{}
	for name, output := range values {
		switch value := output.Value.(type) {
		case string:
			outputs[name] = value
		case map[string]any:
			for member, value := range value {
				outputs[name+"."+member], _ = value.(string)
			}
		}
	}
	return outputs, nil
}

// showOutputs shows output values by name. It is an error if one is missing.
func (d *demo) showOutputs(ctx context.Context, names ...string) error {
	outputs, err := d.outputs(ctx)
	if err != nil {
		return err
	}
	for _, name := range names {
		if outputs[name] == "" {
			return bug("the configuration has no output %s", name)
		}
		d.showValue(name, outputs[name])
	}
	return nil
}
