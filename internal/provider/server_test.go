// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"context"
	"encoding/json"
	"reflect"
	"slices"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/providerserver"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
)

// unanswered are the calls that this provider does not answer, and StopProvider, which runs
// none of its code.
var unanswered = []string{
	"StopProvider", "MoveResourceState", "GetFunctions", "CallFunction",
	"ValidateEphemeralResourceConfig", "OpenEphemeralResource", "RenewEphemeralResource", "CloseEphemeralResource",
	"ValidateActionConfig", "PlanAction", "InvokeAction",
	"ValidateStateStoreConfig", "ConfigureStateStore", "GetStates", "DeleteState", "LockState", "UnlockState", "ReadStateBytes", "WriteStateBytes",
}

// panicking is a server in which every call panics.
type panicking struct{ framework }

// TestGuard_everyCall makes the calls of the framework's server that this provider answers, on
// a server in which every call panics. Calls that a later framework adds fail the test until
// they are guarded or listed.
func TestGuard_everyCall(t *testing.T) {
	t.Parallel()
	for call := range reflect.TypeOf(providerserver.NewProtocol6(nil)()).Methods() {
		if slices.Contains(unanswered, call.Name) {
			continue
		}
		t.Run(call.Name, func(t *testing.T) {
			t.Parallel()
			request := reflect.New(call.Type.In(2).Elem()) // after receiver and context
			results := reflect.ValueOf(guard{panicking{}, true}).MethodByName(call.Name).Call([]reflect.Value{reflect.ValueOf(t.Context()), request})
			if !results[1].IsNil() {
				t.Fatalf("the call returns an error instead of a diagnostic: %v", results[1])
			}
			if got := textOf(t, results[0].Elem()); !saysAll(got, "he provider failed| pointer|provider.(*panicking)") {
				t.Errorf("says %s", got)
			}
		})
	}
}

// textOf returns everything that a response says, streams included.
func textOf(t *testing.T, response reflect.Value) string {
	t.Helper()
	var all []any
	for _, field := range response.Fields() {
		if field.Kind() != reflect.Func {
			all = append(all, field.Interface())
			continue
		}
		for item := range field.Seq() {
			all = append(all, item.Interface())
		}
	}
	text, err := json.Marshal(all)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// TestGuard_losesNoState panics in calls to which Terraform passed a state, and gets the state back.
func TestGuard_losesNoState(t *testing.T) {
	t.Parallel()
	s := guard{panicking{}, false}
	prior, identity, private := &tfprotov6.DynamicValue{JSON: []byte("{}")}, &tfprotov6.ResourceIdentityData{}, []byte("p")
	read, _ := s.ReadResource(t.Context(), &tfprotov6.ReadResourceRequest{CurrentState: prior, CurrentIdentity: identity, Private: private})
	plan, _ := s.PlanResourceChange(t.Context(), &tfprotov6.PlanResourceChangeRequest{PriorState: prior, PriorIdentity: identity, PriorPrivate: private})
	apply, _ := s.ApplyResourceChange(t.Context(), &tfprotov6.ApplyResourceChangeRequest{PriorState: prior, PlannedIdentity: identity, PlannedPrivate: private})
	if read.NewState != prior || plan.PlannedState != prior || apply.NewState != prior {
		t.Error("a state was lost")
	}
	if read.NewIdentity != identity || plan.PlannedIdentity != identity || apply.NewIdentity != identity {
		t.Error("an identity was lost")
	}
	if got := string(read.Private) + string(plan.PlannedPrivate) + string(apply.Private); got != "ppp" {
		t.Errorf("private data is %q", got)
	}
	wellFormed(t, apply.Diagnostics).has(t, "error", "The provider failed") // an apply that is no create
}

// providerFailed is the error of a create that panics.
const providerFailed = "Outcome unknown: the provider failed during a create"

// TestGuard_create shows that a create that panics leaves nothing in state.
func TestGuard_create(t *testing.T) {
	t.Parallel()
	for name, none := range map[string]*tfprotov6.DynamicValue{
		"null": {MsgPack: []byte{0xc0}}, "unreadable": {}, "missing": nil,
	} {
		got, err := guard{panicking{}, false}.ApplyResourceChange(t.Context(), &tfprotov6.ApplyResourceChangeRequest{PriorState: none})
		if wellFormed(t, got.Diagnostics).are(t, "error: "+providerFailed); err != nil || got.NewState != none {
			t.Errorf("%s: got %+v, %v", name, got, err)
		}
	}
}

// TestGuard_contexts shows that a quiet call's context has no values of the original context, and
// ends with it. Nothing delays a Ctrl-C: the stop reaches the server while a call is in
// progress, and the guard adds no stop of its own.
func TestGuard_contexts(t *testing.T) {
	t.Parallel()
	type key struct{}
	for _, quiet := range []bool{true, false} {
		seen := contextSpy{contexts: make(chan context.Context, 1), stops: make(chan struct{}, 2)}
		ctx, cancel := context.WithCancel(context.WithValue(t.Context(), key{}, "loggers"))
		go func() { _, _ = guard{seen, quiet}.ReadResource(ctx, &tfprotov6.ReadResourceRequest{}) }()
		_, _ = guard{seen, quiet}.StopProvider(t.Context(), nil)
		cancel()
		if got := <-seen.contexts; (got.Value(key{}) == nil) != quiet || len(seen.stops) != 1 {
			t.Errorf("quiet %t: the context has %v, and %d stops arrived", quiet, got.Value(key{}), len(seen.stops))
		}
	}
}

// contextSpy waits until the context of a read ends, and then passes it on.
type contextSpy struct {
	framework

	contexts chan context.Context
	stops    chan struct{}
}

func (s contextSpy) ReadResource(ctx context.Context, _ *tfprotov6.ReadResourceRequest) (*tfprotov6.ReadResourceResponse, error) {
	<-ctx.Done()
	s.contexts <- ctx
	return nil, nil
}

func (s contextSpy) StopProvider(context.Context, *tfprotov6.StopProviderRequest) (*tfprotov6.StopProviderResponse, error) {
	s.stops <- struct{}{}
	return nil, nil
}

// panickingList lists "a" and then panics. It records its context, so that a test can check the
// context while Terraform reads the list.
type panickingList struct {
	framework

	ctx context.Context
}

func (l *panickingList) ListResource(ctx context.Context, _ *tfprotov6.ListResourceRequest) (*tfprotov6.ListResourceServerStream, error) {
	l.ctx = ctx
	return &tfprotov6.ListResourceServerStream{Results: func(yield func(tfprotov6.ListResourceResult) bool) {
		yield(tfprotov6.ListResourceResult{DisplayName: "a"})
		panic("after a")
	}}, nil
}

// TestGuard_list reads a list that panics: listed items are kept, an error follows, and the
// context lasts until then. A reader that stops in the middle, or panics, gets no further items.
func TestGuard_list(t *testing.T) {
	t.Parallel()
	l := &panickingList{}
	stream, err := guard{l, true}.ListResource(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for result := range stream.Results {
		got = append(got, result.DisplayName)
		for _, d := range result.Diagnostics {
			got = append(got, d.Summary)
		}
		if l.ctx.Err() != nil {
			t.Error("the context has ended before the list")
		}
	}
	if want := []string{"a", "", "The provider failed"}; !slices.Equal(got, want) || l.ctx.Err() == nil {
		t.Errorf("got %q, want %q; the context ended with %v", got, want, l.ctx.Err())
	}
	for range stream.Results {
		break
	}
	defer func() {
		if got := recover(); got != "mine" {
			t.Errorf("the panic became %v", got)
		}
	}()
	for range stream.Results {
		panic("mine")
	}
}
