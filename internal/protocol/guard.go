// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

// Package protocol stands between Terraform's protocol and the framework: it catches
// panics, slims down contexts, silences loggers and ends the process. It knows nothing of
// CPN but the name, and imports nothing of this module.
package protocol

import (
	"context"
	"iter"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
)

// Guard returns server with a guard around every call that Terraform can make, also for
// what this provider does not have yet. quiet says that nobody reads logs. describe
// words the error of a call that panicked; where is what [DescribePanic] returns.
func Guard(server tfprotov6.ProviderServer, quiet bool, describe func(where string) (summary, detail string)) tfprotov6.ProviderServer {
	every, ok := server.(everyCall)
	if !ok {
		every = someCalls{ProviderServer: server}
	}
	return guardedServer{server: every, quiet: quiet, describe: describe}
}

// everyCall is every call of the protocol. The framework's server implements all of them,
// some in optional interfaces. If a wrapper lacked such an interface, Terraform would
// conclude that the provider has no lists and no actions.
type everyCall interface {
	tfprotov6.ProviderServer
	tfprotov6.ListResourceServer
	tfprotov6.ActionServer
	tfprotov6.StateStoreServer
}

// someCalls adds the optional calls to a server that lacks them. Only those calls panic.
type someCalls struct {
	tfprotov6.ProviderServer
	tfprotov6.ListResourceServer
	tfprotov6.ActionServer
	tfprotov6.StateStoreServer
}

// guardedServer keeps the effects of one call from reaching others.
//
// A panic becomes an error of its call. Otherwise the process would end, and with it the
// responses to all creates in progress. Goroutines that a call starts are out of reach.
//
// The framework retains the context of each call until Terraform stops the provider, and
// each context holds a set of loggers: a thousand sets are most of the process's memory.
// So a call whose logs nobody reads gets a slim context instead. Stopping the framework
// now and then would free the contexts too, but would end every call in progress.
//
// The server is a field and not embedded, so that a new call of the protocol does not
// compile until it is guarded.
type guardedServer struct {
	server   everyCall
	quiet    bool
	describe func(where string) (summary, detail string)
}

// guard makes a call. failed returns the response of a call that panicked.
func guard[Request, Response any](
	ctx context.Context, s guardedServer, req Request, call func(context.Context, Request) (Response, error),
	failed func([]*tfprotov6.Diagnostic) Response,
) (resp Response, err error) {
	defer func() {
		if cause := recover(); cause != nil {
			resp, err = failed(s.panicked(cause)), nil
		}
	}()
	ctx, end := s.contextOf(ctx)
	defer end()
	return call(ctx, req)
}

// guardStream makes a call whose response is a stream. Most of the work is done while
// Terraform reads the items. failed returns the last item of a call that panicked.
func guardStream[Item any](
	ctx context.Context, s guardedServer, call func(context.Context) (iter.Seq[Item], error),
	failed func([]*tfprotov6.Diagnostic) Item,
) (iter.Seq[Item], error) {
	ctx, end := s.contextOf(ctx)
	open := func(ctx context.Context, _ struct{}) (iter.Seq[Item], error) { return call(ctx) }
	items, err := guard(ctx, guardedServer{describe: s.describe}, struct{}{}, open, func(d []*tfprotov6.Diagnostic) iter.Seq[Item] {
		return func(yield func(Item) bool) { yield(failed(d)) }
	})
	if err != nil {
		end()
		return nil, err
	}
	return func(yield func(Item) bool) {
		defer end()
		iterate(s, items, yield, failed)
	}, nil
}

// iterate hands on the items of a stream, and a last one if it panics. A panic in yield
// is not caught.
func iterate[Item any](s guardedServer, items iter.Seq[Item], yield func(Item) bool, failed func([]*tfprotov6.Diagnostic) Item) {
	taking, wanted := false, true
	defer func() {
		if taking {
			return
		}
		if cause := recover(); cause != nil && wanted {
			yield(failed(s.panicked(cause)))
		}
	}()
	items(func(item Item) bool {
		taking = true
		wanted = yield(item)
		taking = false
		return wanted
	})
}

// panicked returns the error of a call that panicked.
func (s guardedServer) panicked(cause any) []*tfprotov6.Diagnostic {
	summary, detail := s.describe(DescribePanic(cause))
	return []*tfprotov6.Diagnostic{{Severity: tfprotov6.DiagnosticSeverityError, Summary: summary, Detail: detail}}
}

// contextOf returns the context for a call that came with ctx, and the function that ends
// it. If quiet, that context has no values and ends no later than ctx.
func (s guardedServer) contextOf(ctx context.Context) (context.Context, context.CancelFunc) {
	if !s.quiet {
		return ctx, func() {}
	}
	slim, cancel := context.WithCancel(context.Background())
	stop := context.AfterFunc(ctx, cancel)
	return slim, func() {
		stop()
		cancel()
	}
}
