// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

// Command cpn-fake is the local CPN simulator: it serves the API of Circle Payments
// Network on a loopback address, for the demo and for tests in other languages.
//
// It prints its base URL as the only line on standard output and serves until it gets
// SIGINT or SIGTERM. It keeps everything in memory, so a restart begins empty.
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
	"os/signal"
	"syscall"
	"time"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpnfake"
)

// headerTimeout limits how long a client may take to send its headers, shutdownTimeout how
// long requests in flight may take to finish.
const (
	headerTimeout   = 5 * time.Second
	shutdownTimeout = 2 * time.Second
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	err := run(ctx, os.Args[1:], os.Stdout, os.Stderr)
	stop()
	if err != nil && !errors.Is(err, flag.ErrHelp) {
		fmt.Fprintln(os.Stderr, "cpn-fake:", err)
		os.Exit(1)
	}
}

// run serves until the context ends. The URL goes to stdout, help to stderr.
func run(ctx context.Context, args []string, stdout, stderr io.Writer) error {
	flags := flag.NewFlagSet("cpn-fake", flag.ContinueOnError)
	flags.SetOutput(stderr)
	address := flags.String("listen", "127.0.0.1:0", "loopback `address` and port to listen on; port 0 picks a free port")
	var life cpnfake.Life
	lifeFlags(flags, &life)
	if err := flags.Parse(args); err != nil {
		return err
	}
	if flags.NArg() > 0 {
		return fmt.Errorf("remove the argument %q: cpn-fake takes only flags", flags.Arg(0))
	}
	listener, err := listen(ctx, *address)
	if err != nil {
		return err
	}
	fake := cpnfake.New()
	fake.SetLife(life)
	server := &http.Server{
		Handler:           handler(fake),
		ConnState:         fake.ConnState,
		ReadHeaderTimeout: headerTimeout,
		// A hanging fault ends with the context of its request, and so with ctx.
		BaseContext: func(net.Listener) context.Context { return ctx },
	}
	if _, err := fmt.Fprintln(stdout, "http://"+listener.Addr().String()); err != nil {
		return errors.Join(err, listener.Close())
	}
	return serve(ctx, server, listener)
}

// listen opens the port. Anyone who can reach it can read what was sent to it, so other
// machines must not reach it.
func listen(ctx context.Context, address string) (net.Listener, error) {
	parsed, err := netip.ParseAddrPort(address)
	if err != nil || !parsed.Addr().IsLoopback() {
		return nil, fmt.Errorf("set -listen to a loopback address and a port, such as 127.0.0.1:8080: got %q", address)
	}
	listener, err := new(net.ListenConfig).Listen(ctx, "tcp", address)
	if err != nil {
		return nil, fmt.Errorf("choose another address or port for -listen: %w", err)
	}
	return listener, nil
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
