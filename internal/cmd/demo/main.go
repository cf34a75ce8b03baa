// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

// Command demo shows the provider at work: it applies examples/demo with the Terraform
// or OpenTofu on PATH, against the stand-in for CPN that cpn-fake serves on this machine.
//
// "make demo" runs it in the top folder of the checkout, and clears the environment of
// settings of Terraform and CPN first. It asks nothing and needs no account. Everything
// it writes is in one folder, which it removes; everything it starts, it ends.
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
	// A closed terminal and a reader that has seen enough end it as Ctrl-C does.
	ctx, stop := signal.NotifyContext(context.Background(),
		os.Interrupt, syscall.SIGTERM, syscall.SIGHUP, syscall.SIGPIPE)
	err := run(ctx, os.Args[1:], os.Stdout, os.Stderr)
	interrupted := ctx.Err() != nil
	stop()
	switch {
	case errors.Is(err, flag.ErrHelp):
		return
	case interrupted:
		err = errors.New("interrupted")
	case err == nil:
		say(os.Stdout, "It worked and took %.0f s.", time.Since(started).Seconds())
		return
	}
	if failed, ok := errors.AsType[*commandError](err); ok {
		say(os.Stderr, "\n%s\n", failed.output)
	}
	say(os.Stderr, "demo: %v", err)
	os.Exit(1)
}

// run shows the demo and removes what it made. Help goes to stderr.
func run(ctx context.Context, args []string, stdout, stderr io.Writer) (err error) {
	flags := flag.NewFlagSet("demo", flag.ContinueOnError)
	flags.SetOutput(stderr)
	dir := flags.String("scratch", "", "`folder` to work in, removed at the end; by default a new one")
	if err := flags.Parse(args); err != nil {
		return err
	}
	if flags.NArg() > 0 {
		return fmt.Errorf("unexpected argument %q", flags.Arg(0))
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
	d := demo{out: stdout, scratch: scratch, cli: cli}
	return d.show(ctx)
}

// claim returns the absolute path of a folder that may be removed: one that holds
// nothing but this program.
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
			return "", fmt.Errorf("%s is no scratch folder, because it holds %s", dir, entry.Name())
		}
	}
	return dir, nil
}

// say writes one line. Nobody is left to tell when that fails.
func say(w io.Writer, format string, args ...any) {
	_, _ = fmt.Fprintf(w, format+"\n", args...)
}
