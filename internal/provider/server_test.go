// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"context"
	"encoding/json"
	"reflect"
	"slices"
	"strings"
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
			got := textOf(t, results[0].Elem())
			for _, says := range []string{"he provider failed", " pointer", "provider.(*panicking)"} {
				if !strings.Contains(got, says) {
					t.Errorf("%q is not in %s", says, got)
				}
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
	for name, got := range map[string][]byte{"read": read.Private, "plan": plan.PlannedPrivate, "apply": apply.Private} {
		if string(got) != "p" {
			t.Errorf("%s: private data is %q", name, got)
		}
	}
	if got := apply.Diagnostics[0]; got.Summary != "The provider failed" {
		t.Errorf("an apply that is no create says %s", got.Summary)
	}
}

// TestGuard_create shows that a create that panics leaves nothing in state, and that its
// message says how to find out what exists.
func TestGuard_create(t *testing.T) {
	t.Parallel()
	for name, none := range map[string]*tfprotov6.DynamicValue{
		"null": {MsgPack: []byte{0xc0}}, "unreadable": {}, "missing": nil,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, err := guard{panicking{}, false}.ApplyResourceChange(t.Context(), &tfprotov6.ApplyResourceChangeRequest{PriorState: none})
			if err != nil || got.NewState != none || len(got.Diagnostics) != 1 {
				t.Fatalf("got %+v, %v", got, err)
			}
			text := render(got.Diagnostics[0])
			for _, says := range []string{"Outcome unknown", "Run `terraform apply` again", "Do not change id or inputs", "CPN may have created"} {
				if !strings.Contains(text, says) {
					t.Errorf("%q is not in %s", says, text)
				}
			}
		})
	}
}

// TestGuard_contexts shows that a quiet call's context has no values of the original
// context, and ends with it.
func TestGuard_contexts(t *testing.T) {
	t.Parallel()
	type key struct{}
	for name, quiet := range map[string]bool{"quiet": true, "with a log": false} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			seen := contextSpy{contexts: make(chan context.Context, 1)}
			ctx, cancel := context.WithCancel(context.WithValue(t.Context(), key{}, "loggers"))
			cancel()
			_, _ = guard{seen, quiet}.ReadResource(ctx, &tfprotov6.ReadResourceRequest{})
			if got := <-seen.contexts; (got.Value(key{}) == nil) != quiet {
				t.Errorf("the context has %v", got.Value(key{}))
			}
		})
	}
}

// TestGuard_stopsAtOnce shows that nothing delays a Ctrl-C: the stop reaches the server
// while a call is in progress, and the guard adds no stop of its own.
func TestGuard_stopsAtOnce(t *testing.T) {
	t.Parallel()
	seen := contextSpy{contexts: make(chan context.Context, 1), stops: make(chan struct{}, 2)}
	s := guard{seen, true}
	ctx, end := context.WithCancel(t.Context())
	done := make(chan struct{})
	go func() {
		_, _ = s.ReadResource(ctx, &tfprotov6.ReadResourceRequest{})
		close(done)
	}()
	_, _ = s.StopProvider(t.Context(), nil)
	end()
	<-done
	if n := len(seen.stops); n != 1 {
		t.Errorf("stopped %d times", n)
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
