// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

// Command demo applies examples/demo against a local CPN simulator (cpn-fake), with the
// Terraform or OpenTofu on PATH. It signs the transaction with a throw-away key, and
// submits it.
//
// "make demo" clears the environment of settings for Terraform and CPN, and runs the
// command in the top folder of the checkout. The command needs no input and no account.
// It writes to one scratch folder only. At the end it removes that folder and stops every
// process it started.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"
	"time"
)

func main() {
	started := time.Now()
	// A closed terminal or a closed pipe ends the demo as Ctrl-C does.
	ctx, stop := signal.NotifyContext(context.Background(),
		os.Interrupt, syscall.SIGTERM, syscall.SIGHUP, syscall.SIGPIPE)
	err := run(ctx, os.Args[1:], os.Stdout, os.Stderr)
	interrupted := ctx.Err() != nil
	stop()
	switch {
	case errors.Is(err, flag.ErrHelp):
		return
	case interrupted:
		err = errors.New("interrupted: run make demo to start again")
	case err == nil:
		say(os.Stdout, "Done in %.0f s.", time.Since(started).Seconds())
		return
	}
	if failed, ok := errors.AsType[*commandError](err); ok {
		say(os.Stderr, "\n%s\n", failed.output)
		err = fmt.Errorf("fix the error above and run make demo again: %w", err)
	}
	say(os.Stderr, "demo: %v", err)
	os.Exit(1)
}

// run runs the demo and removes its scratch folder. Help goes to stderr.
func run(ctx context.Context, args []string, stdout, stderr io.Writer) (err error) {
	flags := flag.NewFlagSet("demo", flag.ContinueOnError)
	flags.SetOutput(stderr)
	dir := flags.String("scratch", "", "empty `folder` to work in, removed at the end (default: a new temporary folder)")
	if err := flags.Parse(args); err != nil {
		return err
	}
	if flags.NArg() > 0 {
		return fmt.Errorf("remove the argument %q: the demo takes only flags", flags.Arg(0))
	}
	scratch, err := claim(*dir)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(scratch)) }()

	cli, err := findCLI()
	if err != nil {
		return err
	}
	d := demo{out: stdout, color: hasColor(stdout), scratch: scratch, cli: cli}
	return d.run(ctx)
}

// claim returns the absolute path of a folder that is safe to remove: it contains nothing
// but this program.
func claim(dir string) (string, error) {
	if dir == "" {
		return os.MkdirTemp("", "cpn-demo-")
	}
	dir, err := filepath.Abs(dir)
	if err != nil {
		return "", err
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		return "", err
	}
	program, err := os.Executable()
	if err != nil {
		return "", err
	}
	for _, entry := range entries {
		if entry.Name() != filepath.Base(program) {
			return "", fmt.Errorf("set -scratch to an empty folder: %s contains %s", dir, entry.Name())
		}
	}
	return dir, nil
}
