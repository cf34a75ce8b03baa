// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"context"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
)

// steadyServer turns a panic in one call into that call's error. Otherwise the
// process would end, and with it the answers to all creates that are under way.
type steadyServer struct{ tfprotov6.ProviderServer }

// steady makes a call. failed returns the response of one that could not be ended.
func steady[Request, Response any](
	ctx context.Context, req Request, call func(context.Context, Request) (Response, error),
	failed func([]*tfprotov6.Diagnostic) Response,
) (resp Response, err error) {
	defer func() {
		if cause := recover(); cause != nil {
			resp, err = failed([]*tfprotov6.Diagnostic{{
				Severity: tfprotov6.DiagnosticSeverityError, Summary: "The provider failed", Detail: bug(cause),
			}}), nil
		}
	}()
	return call(ctx, req)
}

// ValidateProviderConfig implements [tfprotov6.ProviderServer].
func (s steadyServer) ValidateProviderConfig(
	ctx context.Context, req *tfprotov6.ValidateProviderConfigRequest,
) (*tfprotov6.ValidateProviderConfigResponse, error) {
	return steady(ctx, req, s.ProviderServer.ValidateProviderConfig, func(d []*tfprotov6.Diagnostic) *tfprotov6.ValidateProviderConfigResponse {
		return &tfprotov6.ValidateProviderConfigResponse{Diagnostics: d}
	})
}

// ConfigureProvider implements [tfprotov6.ProviderServer].
func (s steadyServer) ConfigureProvider(
	ctx context.Context, req *tfprotov6.ConfigureProviderRequest,
) (*tfprotov6.ConfigureProviderResponse, error) {
	return steady(ctx, req, s.ProviderServer.ConfigureProvider, func(d []*tfprotov6.Diagnostic) *tfprotov6.ConfigureProviderResponse {
		return &tfprotov6.ConfigureProviderResponse{Diagnostics: d}
	})
}

// ValidateResourceConfig implements [tfprotov6.ProviderServer].
func (s steadyServer) ValidateResourceConfig(
	ctx context.Context, req *tfprotov6.ValidateResourceConfigRequest,
) (*tfprotov6.ValidateResourceConfigResponse, error) {
	return steady(ctx, req, s.ProviderServer.ValidateResourceConfig, func(d []*tfprotov6.Diagnostic) *tfprotov6.ValidateResourceConfigResponse {
		return &tfprotov6.ValidateResourceConfigResponse{Diagnostics: d}
	})
}

// UpgradeResourceState implements [tfprotov6.ProviderServer].
func (s steadyServer) UpgradeResourceState(
	ctx context.Context, req *tfprotov6.UpgradeResourceStateRequest,
) (*tfprotov6.UpgradeResourceStateResponse, error) {
	return steady(ctx, req, s.ProviderServer.UpgradeResourceState, func(d []*tfprotov6.Diagnostic) *tfprotov6.UpgradeResourceStateResponse {
		return &tfprotov6.UpgradeResourceStateResponse{Diagnostics: d}
	})
}

// ReadResource implements [tfprotov6.ProviderServer].
func (s steadyServer) ReadResource(ctx context.Context, req *tfprotov6.ReadResourceRequest) (*tfprotov6.ReadResourceResponse, error) {
	return steady(ctx, req, s.ProviderServer.ReadResource, func(d []*tfprotov6.Diagnostic) *tfprotov6.ReadResourceResponse {
		return &tfprotov6.ReadResourceResponse{NewState: req.CurrentState, Private: req.Private, Diagnostics: d}
	})
}

// PlanResourceChange implements [tfprotov6.ProviderServer].
func (s steadyServer) PlanResourceChange(
	ctx context.Context, req *tfprotov6.PlanResourceChangeRequest,
) (*tfprotov6.PlanResourceChangeResponse, error) {
	return steady(ctx, req, s.ProviderServer.PlanResourceChange, func(d []*tfprotov6.Diagnostic) *tfprotov6.PlanResourceChangeResponse {
		return &tfprotov6.PlanResourceChangeResponse{PlannedState: req.PriorState, PlannedPrivate: req.PriorPrivate, Diagnostics: d}
	})
}

// ApplyResourceChange implements [tfprotov6.ProviderServer]. The state stays what
// it was; produce looks after a create that may have been sent.
func (s steadyServer) ApplyResourceChange(
	ctx context.Context, req *tfprotov6.ApplyResourceChangeRequest,
) (*tfprotov6.ApplyResourceChangeResponse, error) {
	return steady(ctx, req, s.ProviderServer.ApplyResourceChange, func(d []*tfprotov6.Diagnostic) *tfprotov6.ApplyResourceChangeResponse {
		return &tfprotov6.ApplyResourceChangeResponse{NewState: req.PriorState, Private: req.PlannedPrivate, Diagnostics: d}
	})
}

// ImportResourceState implements [tfprotov6.ProviderServer].
func (s steadyServer) ImportResourceState(
	ctx context.Context, req *tfprotov6.ImportResourceStateRequest,
) (*tfprotov6.ImportResourceStateResponse, error) {
	return steady(ctx, req, s.ProviderServer.ImportResourceState, func(d []*tfprotov6.Diagnostic) *tfprotov6.ImportResourceStateResponse {
		return &tfprotov6.ImportResourceStateResponse{Diagnostics: d}
	})
}

// ValidateDataResourceConfig implements [tfprotov6.ProviderServer].
func (s steadyServer) ValidateDataResourceConfig(
	ctx context.Context, req *tfprotov6.ValidateDataResourceConfigRequest,
) (*tfprotov6.ValidateDataResourceConfigResponse, error) {
	return steady(ctx, req, s.ProviderServer.ValidateDataResourceConfig, func(d []*tfprotov6.Diagnostic) *tfprotov6.ValidateDataResourceConfigResponse {
		return &tfprotov6.ValidateDataResourceConfigResponse{Diagnostics: d}
	})
}

// ReadDataSource implements [tfprotov6.ProviderServer].
func (s steadyServer) ReadDataSource(
	ctx context.Context, req *tfprotov6.ReadDataSourceRequest,
) (*tfprotov6.ReadDataSourceResponse, error) {
	return steady(ctx, req, s.ProviderServer.ReadDataSource, func(d []*tfprotov6.Diagnostic) *tfprotov6.ReadDataSourceResponse {
		return &tfprotov6.ReadDataSourceResponse{Diagnostics: d}
	})
}
