// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

// Package protocol stands between Terraform's protocol and the framework: it catches
// panics, slims contexts, silences loggers and ends the process. It knows nothing of CPN
// but the name, and imports nothing of this module.
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

// everyCall is all that Terraform can ask for. The framework's server has it all, some
// of it in interfaces that others need not implement: what is wrapped without them looks
// to Terraform as if it had no lists and no actions.
type everyCall interface {
	tfprotov6.ProviderServer
	tfprotov6.ListResourceServer
	tfprotov6.ActionServer
	tfprotov6.StateStoreServer
}

// someCalls is a server without those. Only calls that it lacks fail, as a panic does.
type someCalls struct {
	tfprotov6.ProviderServer
	tfprotov6.ListResourceServer
	tfprotov6.ActionServer
	tfprotov6.StateStoreServer
}

// guardedServer keeps what one call does from reaching others.
//
// A panic becomes the call's error. Otherwise the process would end, and with it
// the answers to all creates that are under way. Out of reach are only goroutines that
// a call starts.
//
// The framework keeps the context of each call until Terraform stops the provider, and
// the one that comes with a call holds a set of loggers: where nobody reads a log a call
// gets one of its own, since a thousand sets are most of the process's memory. What is
// left is little. The framework could be told to stop now and then, to forget
// them: that ends every call under way, also one that nobody thought of here.
//
// The server is a field and not embedded, so that a call which is new in the protocol
// does not compile until it is guarded.
type guardedServer struct {
	server   everyCall
	quiet    bool
	describe func(where string) (summary, detail string)
}

// guard makes a call. failed returns the response of one that panicked.
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

// guardStream makes a call that returns its response bit by bit, most of the work being
// done while Terraform takes the bits. failed returns the last bit of one that panicked.
func guardStream[Bit any](
	ctx context.Context, s guardedServer, call func(context.Context) (iter.Seq[Bit], error),
	failed func([]*tfprotov6.Diagnostic) Bit,
) (iter.Seq[Bit], error) {
	ctx, end := s.contextOf(ctx)
	open := func(ctx context.Context, _ struct{}) (iter.Seq[Bit], error) { return call(ctx) }
	bits, err := guard(ctx, guardedServer{describe: s.describe}, struct{}{}, open, func(d []*tfprotov6.Diagnostic) iter.Seq[Bit] {
		return func(yield func(Bit) bool) { yield(failed(d)) }
	})
	if err != nil {
		end()
		return nil, err
	}
	return func(yield func(Bit) bool) {
		defer end()
		iterate(s, bits, yield, failed)
	}, nil
}

// iterate hands on the bits of a stream, and a last one if it panics. A panic of whoever
// takes them is none of its business.
func iterate[Bit any](s guardedServer, bits iter.Seq[Bit], yield func(Bit) bool, failed func([]*tfprotov6.Diagnostic) Bit) {
	taking, wanted := false, true
	defer func() {
		if taking {
			return
		}
		if cause := recover(); cause != nil && wanted {
			yield(failed(s.panicked(cause)))
		}
	}()
	bits(func(bit Bit) bool {
		taking = true
		wanted = yield(bit)
		taking = false
		return wanted
	})
}

// panicked returns the error of a call that panicked.
func (s guardedServer) panicked(cause any) []*tfprotov6.Diagnostic {
	summary, detail := s.describe(DescribePanic(cause))
	return []*tfprotov6.Diagnostic{{Severity: tfprotov6.DiagnosticSeverityError, Summary: summary, Detail: detail}}
}

// contextOf returns the context for a call that came with ctx, and what ends it. Where
// nobody reads logs it holds nothing of ctx, and ends with it at the latest.
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
