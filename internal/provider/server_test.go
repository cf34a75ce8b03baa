// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"context"
	"maps"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
)

func TestSilenceLoggers(t *testing.T) {
	t.Parallel()
	silent := map[string]string{}
	for _, name := range loggers() {
		silent[name] = "OFF"
	}
	run := func(environment map[string]string) (map[string]string, bool) {
		after := maps.Clone(environment)
		quiet := SilenceLoggers(getenv(environment), func(name, value string) error {
			after[name] = value
			return nil
		})
		return after, quiet
	}
	if got, quiet := run(map[string]string{}); !quiet || cmp.Diff(silent, got) != "" {
		t.Errorf("nobody asked, and got %v, %v", got, quiet)
	}
	if _, quiet := run(map[string]string{"TF_LOG_CORE": "TRACE", "TF_LOG_PATH": "x"}); !quiet {
		t.Error("a log of Terraform's own was taken for one of the provider")
	}
	for _, name := range []string{
		"TF_LOG", "TF_LOG_PROVIDER", "TF_LOG_PROVIDER_CPN", "TF_LOG_SDK", "TF_LOG_SDK_FRAMEWORK", "TF_LOG_SDK_PROTO", "TF_ACC",
	} {
		before := map[string]string{name: "DEBUG"}
		if got, quiet := run(before); quiet || cmp.Diff(before, got) != "" {
			t.Errorf("%s is set, and got %v, %v", name, got, quiet)
		}
	}
}

// TestQuietServer_contexts shows that a call's context holds nothing of the one
// that came, and ends with it.
func TestQuietServer_contexts(t *testing.T) {
	t.Parallel()
	type key struct{}
	seen := contextSpy{contexts: make(chan context.Context, 5)}
	s := quietServer{seen}
	ctx, cancel := context.WithCancel(context.WithValue(t.Context(), key{}, "loggers"))
	cancel()
	_, _ = s.ValidateResourceConfig(ctx, nil)
	_, _ = s.UpgradeResourceState(ctx, nil)
	_, _ = s.ReadResource(ctx, nil)
	_, _ = s.PlanResourceChange(ctx, nil)
	_, _ = s.ApplyResourceChange(ctx, nil)
	for range 5 {
		if got := <-seen.contexts; got.Value(key{}) != nil {
			t.Error("a call's context holds the loggers")
		}
	}
}

// contextSpy waits until the context of a call ends, and shows it.
type contextSpy struct {
	tfprotov6.ProviderServer

	contexts chan context.Context
}

func (s contextSpy) note(ctx context.Context) {
	<-ctx.Done()
	s.contexts <- ctx
}

func (s contextSpy) ValidateResourceConfig(ctx context.Context, _ *tfprotov6.ValidateResourceConfigRequest) (*tfprotov6.ValidateResourceConfigResponse, error) {
	s.note(ctx)
	return nil, nil
}

func (s contextSpy) UpgradeResourceState(ctx context.Context, _ *tfprotov6.UpgradeResourceStateRequest) (*tfprotov6.UpgradeResourceStateResponse, error) {
	s.note(ctx)
	return nil, nil
}

func (s contextSpy) ReadResource(ctx context.Context, _ *tfprotov6.ReadResourceRequest) (*tfprotov6.ReadResourceResponse, error) {
	s.note(ctx)
	return nil, nil
}

func (s contextSpy) PlanResourceChange(ctx context.Context, _ *tfprotov6.PlanResourceChangeRequest) (*tfprotov6.PlanResourceChangeResponse, error) {
	s.note(ctx)
	return nil, nil
}

func (s contextSpy) ApplyResourceChange(ctx context.Context, _ *tfprotov6.ApplyResourceChangeRequest) (*tfprotov6.ApplyResourceChangeResponse, error) {
	s.note(ctx)
	return nil, nil
}
