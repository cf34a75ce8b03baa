// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

// Command cpn-fake is the local CPN simulator: it serves the API of Circle Payments
// Network on a loopback address, for the demo and for tests of configurations and modules.
// cpn-fake sign is a throw-away wallet for them.
// See usage.txt, which --help prints.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/netip"
	"os"
	"os/exec"
	"os/signal"
	"syscall"
	"time"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpnfake"
	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpnfake/control"
)

// headerTimeout limits how long a client may take to send its headers, shutdownTimeout how
// long requests in flight may take to finish.
const (
	headerTimeout   = 5 * time.Second
	shutdownTimeout = 2 * time.Second
)

func main() {
	var err error
	if args := os.Args[1:]; len(args) > 0 && args[0] == "sign" {
		err = sign(args[1:], os.Stdin, os.Stdout)
	} else {
		err = run(context.Background(), args, os.Stdout, os.Stderr)
	}
	if exit, ok := errors.AsType[*exec.ExitError](err); ok && exit.ExitCode() > 0 {
		os.Exit(exit.ExitCode()) // the command has said why
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "cpn-fake:", err)
		os.Exit(1)
	}
}

// run serves until the context ends, a signal arrives or the command has ended. The URL and
// help go to stdout, lines about requests to stderr.
func run(ctx context.Context, args []string, stdout, stderr io.Writer) error {
	s, err := parse(args)
	if errors.Is(err, flag.ErrHelp) {
		_, err := io.WriteString(stdout, usage)
		return err
	}
	if err != nil {
		return err
	}
	signals := []os.Signal{syscall.SIGTERM}
	if len(s.command) == 0 {
		signals = append(signals, os.Interrupt)
	}
	ctx, stop := signal.NotifyContext(ctx, signals...)
	defer stop()
	listener, err := listen(ctx, &s, stderr)
	if err != nil {
		return err
	}
	url := urlOf(listener)
	if len(s.command) == 0 {
		if _, err := fmt.Fprintln(stdout, url); err != nil {
			return errors.Join(err, listener.Close())
		}
		return serve(ctx, newServer(ctx, &s, stderr), listener)
	}
	serving, ended := context.WithCancel(context.WithoutCancel(ctx))
	served := make(chan error, 1)
	go func() { served <- serve(serving, newServer(serving, &s, stderr), listener) }()
	err = runCommand(ctx, s, url, stdout, stderr)
	ended()
	return errors.Join(err, <-served)
}

// newServer returns a server of the simulator with these settings.
func newServer(ctx context.Context, s *settings, stderr io.Writer) *http.Server {
	fake := cpnfake.New()
	s.apply(fake)
	if !s.quiet {
		fake.Watch(logRequests(stderr))
	}
	isHost := control.Loopback
	if s.allowRemote {
		isHost = control.AnyHost
	}
	return &http.Server{
		Handler:           control.New(fake, s.apply, isHost),
		ReadHeaderTimeout: headerTimeout,
		// A hanging fault ends with the context of its request, and so with ctx.
		BaseContext: func(net.Listener) context.Context { return ctx },
	}
}

// serve serves until the context ends. Requests in flight then have shutdownTimeout to
// finish.
func serve(ctx context.Context, server *http.Server, listener net.Listener) error {
	failed := make(chan error, 1)
	go func() { failed <- server.Serve(listener) }()
	select {
	case err := <-failed:
		return err
	case <-ctx.Done():
	}
	ending, cancel := context.WithTimeout(context.WithoutCancel(ctx), shutdownTimeout)
	defer cancel()
	if server.Shutdown(ending) == nil {
		return nil
	}
	return server.Close()
}

// listen opens the port. Anyone who can reach it can read what was sent to it and change what
// it responds, so other machines must not reach it unless the user says so.
func listen(ctx context.Context, s *settings, stderr io.Writer) (net.Listener, error) {
	// Without a port, no address is right.
	if _, _, err := net.SplitHostPort(s.listen); err != nil || !control.Loopback(s.listen) {
		if !s.allowRemote {
			return nil, fmt.Errorf("set --listen to a loopback address and a port, such as 127.0.0.1:8080, or add --allow-remote: got %q", s.listen)
		}
		_, err := fmt.Fprintf(stderr, "cpn-fake: WARNING: this is a simulator, not CPN, and other machines can reach it on %s.\n"+
			"cpn-fake: WARNING: whoever does can read all requests and change all responses. Send no real data.\n", s.listen)
		if err != nil {
			return nil, err
		}
	}
	listener, err := new(net.ListenConfig).Listen(ctx, "tcp", s.listen)
	if err != nil {
		return nil, fmt.Errorf("choose another address or port for --listen: %w", err)
	}
	return listener, nil
}

// urlOf is where a program on this machine finds the simulator.
func urlOf(listener net.Listener) string {
	address, err := netip.ParseAddrPort(listener.Addr().String())
	if err == nil && address.Addr().IsUnspecified() {
		return fmt.Sprintf("http://127.0.0.1:%d", address.Port())
	}
	return "http://" + listener.Addr().String()
}
