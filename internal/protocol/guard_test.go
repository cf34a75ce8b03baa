// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package protocol

import (
	"context"
	"runtime"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
)

// TestGuard_survivesPanics panics in every call that Terraform makes for a
// resource, a data source or the provider block.
func TestGuard_survivesPanics(t *testing.T) {
	t.Parallel()
	s := Guard((*contextSpy)(nil), false) // every call is through a nil pointer
	prior := &tfprotov6.DynamicValue{JSON: []byte("{}")}
	read, _ := s.ReadResource(t.Context(), &tfprotov6.ReadResourceRequest{CurrentState: prior})
	plan, _ := s.PlanResourceChange(t.Context(), &tfprotov6.PlanResourceChangeRequest{PriorState: prior})
	apply, _ := s.ApplyResourceChange(t.Context(), &tfprotov6.ApplyResourceChangeRequest{PriorState: prior, PlannedPrivate: []byte("p")})
	if read.NewState != prior || plan.PlannedState != prior || apply.NewState != prior || string(apply.Private) != "p" {
		t.Error("a state was lost")
	}
	for name, diags := range map[string][]*tfprotov6.Diagnostic{
		"read": read.Diagnostics, "plan": plan.Diagnostics, "apply": apply.Diagnostics,
		"validate provider":    first(s.ValidateProviderConfig(t.Context(), nil)).Diagnostics,
		"configure":            first(s.ConfigureProvider(t.Context(), nil)).Diagnostics,
		"validate resource":    first(s.ValidateResourceConfig(t.Context(), nil)).Diagnostics,
		"upgrade":              first(s.UpgradeResourceState(t.Context(), nil)).Diagnostics,
		"import":               first(s.ImportResourceState(t.Context(), nil)).Diagnostics,
		"validate data source": first(s.ValidateDataResourceConfig(t.Context(), nil)).Diagnostics,
		"read data source":     first(s.ReadDataSource(t.Context(), nil)).Diagnostics,
	} {
		got := ""
		for _, d := range diags {
			got += d.Severity.String() + ": " + d.Summary + "\n" + d.Detail
		}
		for _, says := range []string{"ERROR: The provider failed", " pointer", "protocol.guardedServer."} {
			if !strings.Contains(got, says) {
				t.Errorf("%s: %q is not in %s", name, says, got)
			}
		}
	}
}

// TestGuard_contexts shows that a quiet call's context holds nothing of the one
// that came, and ends with it.
func TestGuard_contexts(t *testing.T) {
	t.Parallel()
	type key struct{}
	for name, quiet := range map[string]bool{"quiet": true, "with a log": false} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			seen := &contextSpy{contexts: make(chan context.Context, 1)}
			ctx, cancel := context.WithCancel(context.WithValue(t.Context(), key{}, "loggers"))
			cancel()
			_, _ = Guard(seen, quiet).ReadResource(ctx, nil)
			if got := <-seen.contexts; (got.Value(key{}) == nil) != quiet {
				t.Errorf("the context has %v", got.Value(key{}))
			}
		})
	}
}

// TestGuard_forgets shows that the framework is told to forget contexts when no call
// is under way, and only then: it ends those that are.
func TestGuard_forgets(t *testing.T) {
	t.Parallel()
	seen := &contextSpy{contexts: make(chan context.Context, 3)}
	s := Guard(seen, false)
	ctx, end := context.WithCancel(t.Context())
	done := make(chan struct{})
	go func() {
		_, _ = s.ReadResource(ctx, nil)
		close(done)
	}()
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	for seen.begun.Load() == 0 {
		runtime.Gosched()
	}
	_, _ = s.ReadResource(ended, nil)
	if n := seen.stops.Load(); n != 0 {
		t.Errorf("told to forget %d times while a call was under way", n)
	}
	end()
	<-done
	if n := seen.stops.Load(); n != 1 {
		t.Errorf("told to forget %d times after the last call", n)
	}
}

// contextSpy waits until the context of a read ends, and shows it.
type contextSpy struct {
	tfprotov6.ProviderServer

	contexts     chan context.Context
	begun, stops atomic.Int32
}

func (s *contextSpy) ReadResource(ctx context.Context, _ *tfprotov6.ReadResourceRequest) (*tfprotov6.ReadResourceResponse, error) {
	s.begun.Add(1)
	<-ctx.Done()
	s.contexts <- ctx
	return nil, nil
}

func (s *contextSpy) StopProvider(context.Context, *tfprotov6.StopProviderRequest) (*tfprotov6.StopProviderResponse, error) {
	if s != nil {
		s.stops.Add(1)
	}
	return nil, nil
}

// first drops the error of two results.
func first[T any](v T, _ error) T { return v }
