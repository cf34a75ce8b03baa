// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package protocol

import (
	"context"
	"errors"
	"slices"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
)

// lister lists "a" and then panics. It records its context, so that a test can check the
// context while Terraform reads the list.
type lister struct {
	someCalls

	ctx context.Context
}

func (l *lister) ListResource(ctx context.Context, _ *tfprotov6.ListResourceRequest) (*tfprotov6.ListResourceServerStream, error) {
	l.ctx = ctx
	return &tfprotov6.ListResourceServerStream{Results: func(yield func(tfprotov6.ListResourceResult) bool) {
		yield(tfprotov6.ListResourceResult{DisplayName: "a"})
		panic("after a")
	}}, nil
}

func (*lister) InvokeAction(context.Context, *tfprotov6.InvokeActionRequest) (*tfprotov6.InvokeActionServerStream, error) {
	return nil, errors.New("failed")
}

// list makes the call through a guard.
func (l *lister) list(t *testing.T) *tfprotov6.ListResourceServerStream {
	t.Helper()
	s, _ := Guard(l, true, described).(tfprotov6.ListResourceServer)
	stream, err := s.ListResource(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	return stream
}

// TestStream_panicsWhileRead shows that listed items are kept, that an error follows, and
// that the context lasts until then.
func TestStream_panicsWhileRead(t *testing.T) {
	t.Parallel()
	l := &lister{}
	var got []string
	for result := range l.list(t).Results {
		got = append(got, result.DisplayName)
		for _, d := range result.Diagnostics {
			got = append(got, d.Summary)
		}
		if l.ctx.Err() != nil {
			t.Error("the context has ended before the list")
		}
	}
	if want := []string{"a", "", "The provider failed"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	if l.ctx.Err() == nil {
		t.Error("the context outlives the list")
	}
}

// TestStream_reader stops reading in the middle, or panics, and gets no further items.
func TestStream_reader(t *testing.T) {
	t.Parallel()
	l := &lister{}
	for range l.list(t).Results {
		break
	}
	defer func() {
		if got := recover(); got != "mine" {
			t.Errorf("the panic became %v", got)
		}
	}()
	for range l.list(t).Results {
		panic("mine")
	}
}

// TestStream_failedCall passes on the error of a call that has no stream.
func TestStream_failedCall(t *testing.T) {
	t.Parallel()
	s, _ := Guard(&lister{}, true, described).(tfprotov6.ActionServer)
	if _, err := s.InvokeAction(t.Context(), nil); err == nil || err.Error() != "failed" {
		t.Errorf("got %v", err)
	}
}
