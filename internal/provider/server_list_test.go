// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"context"
	"slices"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
)

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

// list makes the call through a guard.
func (l *panickingList) list(t *testing.T) *tfprotov6.ListResourceServerStream {
	t.Helper()
	stream, err := guard{l, true}.ListResource(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	return stream
}

// TestGuard_listPanicsWhileRead shows that listed items are kept, that an error follows, and
// that the context lasts until then.
func TestGuard_listPanicsWhileRead(t *testing.T) {
	t.Parallel()
	l := &panickingList{}
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

// TestGuard_listReader stops reading in the middle, or panics, and gets no further items.
func TestGuard_listReader(t *testing.T) {
	t.Parallel()
	l := &panickingList{}
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
