// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package protocol

import (
	"context"
	"encoding/json"
	"reflect"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/providerserver"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// TestGuard_everyCall makes every call of the framework's server, optional ones included,
// on a guarded server in which every call panics. Calls that a later framework adds are
// covered at once.
func TestGuard_everyCall(t *testing.T) {
	t.Parallel()
	framework := reflect.TypeOf(providerserver.NewProtocol6(nil)())
	if n := framework.NumMethod(); n < 36 {
		t.Fatalf("the framework's server has %d calls", n)
	}
	for call := range framework.Methods() {
		t.Run(call.Name, func(t *testing.T) {
			t.Parallel()
			guarded := reflect.ValueOf(Guard(someCalls{}, true, described)).MethodByName(call.Name)
			if !guarded.IsValid() {
				t.Fatal("the guard hides the call")
			}
			request := call.Type.In(2) // after receiver and context
			if got := guarded.Type(); got.In(1) != request || got.Out(0) != call.Type.Out(0) {
				t.Fatalf("the guard declares the call as %v", got)
			}
			results := guarded.Call([]reflect.Value{reflect.ValueOf(t.Context()), reflect.New(request.Elem())})
			if !results[1].IsNil() {
				t.Fatalf("the call returns an error instead of a diagnostic: %v", results[1])
			}
			got := written(t, results[0].Elem())
			for _, says := range []string{"The provider failed", " pointer", "protocol.guard"} {
				if !strings.Contains(got, says) {
					t.Errorf("%q is not in %s", says, got)
				}
			}
		})
	}
}

// written returns everything that a response says, streams included.
func written(t *testing.T, response reflect.Value) string {
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
	s := Guard(someCalls{}, false, described)
	prior, identity, private := &tfprotov6.DynamicValue{JSON: []byte("{}")}, &tfprotov6.ResourceIdentityData{}, []byte("p")
	read, _ := s.ReadResource(t.Context(), &tfprotov6.ReadResourceRequest{CurrentState: prior, CurrentIdentity: identity, Private: private})
	plan, _ := s.PlanResourceChange(t.Context(), &tfprotov6.PlanResourceChangeRequest{PriorState: prior, PriorIdentity: identity, PriorPrivate: private})
	apply, _ := s.ApplyResourceChange(t.Context(), &tfprotov6.ApplyResourceChangeRequest{PriorState: prior, PlannedIdentity: identity, PlannedPrivate: private})
	renew, _ := s.RenewEphemeralResource(t.Context(), &tfprotov6.RenewEphemeralResourceRequest{Private: private})
	if read.NewState != prior || plan.PlannedState != prior || apply.NewState != prior {
		t.Error("a state was lost")
	}
	if read.NewIdentity != identity || plan.PlannedIdentity != identity || apply.NewIdentity != identity {
		t.Error("an identity was lost")
	}
	for name, got := range map[string][]byte{"read": read.Private, "plan": plan.PlannedPrivate, "apply": apply.Private, "renew": renew.Private} {
		if string(got) != "p" {
			t.Errorf("%s: private data is %q", name, got)
		}
	}
	if hint := apply.Diagnostics[0].Detail; !strings.Contains(hint, "the request may have been sent") {
		t.Errorf("apply says %s", hint)
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
			_, _ = Guard(seen, quiet, described).ReadResource(ctx, nil)
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
	s := Guard(seen, true, described)
	ctx, end := context.WithCancel(t.Context())
	done := make(chan struct{})
	go func() {
		_, _ = s.ReadResource(ctx, nil)
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
	someCalls

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

// described words the error of a call that panicked.
func described(where string) (summary, detail string) { return "The provider failed", where }
