// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

// Package protocol stands between Terraform's protocol and the framework: it catches
// panics, slims contexts and silences loggers. It knows nothing of CPN, and imports
// nothing of this module.
package protocol

import (
	"context"
	"sync"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
)

// Guard returns server with a guard around each call that Terraform makes for the
// provider block, a resource or a data source. quiet says that nobody reads logs.
func Guard(server tfprotov6.ProviderServer, quiet bool) tfprotov6.ProviderServer {
	return guardedServer{ProviderServer: server, calls: &sync.RWMutex{}, quiet: quiet}
}

// guardedServer keeps what one call does from reaching others.
//
// A panic becomes the call's error. Otherwise the process would end, and with it
// the answers to all creates that are under way.
//
// The framework keeps the context of each call until Terraform stops the provider.
// So it is told to stop, which ends those contexts and forgets them, whenever no
// call is under way. And the context that comes with a call holds a set of
// loggers: where nobody reads a log a call gets one of its own, since a thousand
// sets are most of the process's memory.
type guardedServer struct {
	tfprotov6.ProviderServer

	calls *sync.RWMutex // held for reading by each call
	quiet bool
}

// guard makes a call. failed returns the response of one that panicked.
func guard[Request, Response any](
	ctx context.Context, s guardedServer, req Request, call func(context.Context, Request) (Response, error),
	failed func([]*tfprotov6.Diagnostic) Response,
) (resp Response, err error) {
	s.calls.RLock()
	defer s.leave(context.WithoutCancel(ctx))
	defer func() {
		if cause := recover(); cause != nil {
			resp, err = failed([]*tfprotov6.Diagnostic{{
				Severity: tfprotov6.DiagnosticSeverityError, Summary: "The provider failed", Detail: DescribePanic(cause),
			}}), nil
		}
	}()
	if s.quiet {
		var cancel context.CancelFunc
		ctx, cancel = fresh(ctx)
		defer cancel()
	}
	return call(ctx, req)
}

// leave ends a call. If it was the last one under way, the framework forgets the
// contexts of all that were.
func (s guardedServer) leave(ctx context.Context) {
	s.calls.RUnlock()
	if s.calls.TryLock() {
		defer s.calls.Unlock()
		_, _ = s.StopProvider(ctx, &tfprotov6.StopProviderRequest{})
	}
}

// fresh returns a context that ends with ctx and holds nothing of it.
func fresh(ctx context.Context) (context.Context, context.CancelFunc) {
	out, cancel := context.WithCancel(context.Background())
	stop := context.AfterFunc(ctx, cancel)
	return out, func() {
		stop()
		cancel()
	}
}
