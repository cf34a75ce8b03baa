// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package protocol

import (
	"context"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
)

// ValidateProviderConfig implements [tfprotov6.ProviderServer].
func (s guardedServer) ValidateProviderConfig(
	ctx context.Context, req *tfprotov6.ValidateProviderConfigRequest,
) (*tfprotov6.ValidateProviderConfigResponse, error) {
	return guard(ctx, s, req, s.ProviderServer.ValidateProviderConfig, func(d []*tfprotov6.Diagnostic) *tfprotov6.ValidateProviderConfigResponse {
		return &tfprotov6.ValidateProviderConfigResponse{Diagnostics: d}
	})
}

// ConfigureProvider implements [tfprotov6.ProviderServer].
func (s guardedServer) ConfigureProvider(
	ctx context.Context, req *tfprotov6.ConfigureProviderRequest,
) (*tfprotov6.ConfigureProviderResponse, error) {
	return guard(ctx, s, req, s.ProviderServer.ConfigureProvider, func(d []*tfprotov6.Diagnostic) *tfprotov6.ConfigureProviderResponse {
		return &tfprotov6.ConfigureProviderResponse{Diagnostics: d}
	})
}

// ValidateResourceConfig implements [tfprotov6.ProviderServer].
func (s guardedServer) ValidateResourceConfig(
	ctx context.Context, req *tfprotov6.ValidateResourceConfigRequest,
) (*tfprotov6.ValidateResourceConfigResponse, error) {
	return guard(ctx, s, req, s.ProviderServer.ValidateResourceConfig, func(d []*tfprotov6.Diagnostic) *tfprotov6.ValidateResourceConfigResponse {
		return &tfprotov6.ValidateResourceConfigResponse{Diagnostics: d}
	})
}

// UpgradeResourceState implements [tfprotov6.ProviderServer].
func (s guardedServer) UpgradeResourceState(
	ctx context.Context, req *tfprotov6.UpgradeResourceStateRequest,
) (*tfprotov6.UpgradeResourceStateResponse, error) {
	return guard(ctx, s, req, s.ProviderServer.UpgradeResourceState, func(d []*tfprotov6.Diagnostic) *tfprotov6.UpgradeResourceStateResponse {
		return &tfprotov6.UpgradeResourceStateResponse{Diagnostics: d}
	})
}

// ReadResource implements [tfprotov6.ProviderServer].
func (s guardedServer) ReadResource(ctx context.Context, req *tfprotov6.ReadResourceRequest) (*tfprotov6.ReadResourceResponse, error) {
	return guard(ctx, s, req, s.ProviderServer.ReadResource, func(d []*tfprotov6.Diagnostic) *tfprotov6.ReadResourceResponse {
		return &tfprotov6.ReadResourceResponse{NewState: req.CurrentState, Private: req.Private, Diagnostics: d}
	})
}

// PlanResourceChange implements [tfprotov6.ProviderServer].
func (s guardedServer) PlanResourceChange(
	ctx context.Context, req *tfprotov6.PlanResourceChangeRequest,
) (*tfprotov6.PlanResourceChangeResponse, error) {
	return guard(ctx, s, req, s.ProviderServer.PlanResourceChange, func(d []*tfprotov6.Diagnostic) *tfprotov6.PlanResourceChangeResponse {
		return &tfprotov6.PlanResourceChangeResponse{PlannedState: req.PriorState, PlannedPrivate: req.PriorPrivate, Diagnostics: d}
	})
}

// ApplyResourceChange implements [tfprotov6.ProviderServer]. The state stays what
// it was. What a create may have sent is looked after by create and update, so this
// is for what the framework does.
func (s guardedServer) ApplyResourceChange(
	ctx context.Context, req *tfprotov6.ApplyResourceChangeRequest,
) (*tfprotov6.ApplyResourceChangeResponse, error) {
	return guard(ctx, s, req, s.ProviderServer.ApplyResourceChange, func(d []*tfprotov6.Diagnostic) *tfprotov6.ApplyResourceChangeResponse {
		d[0].Detail += "\n\nIf this was a create, the request may have been sent: find out what exists at CPN before you apply again."
		return &tfprotov6.ApplyResourceChangeResponse{NewState: req.PriorState, Private: req.PlannedPrivate, Diagnostics: d}
	})
}

// ImportResourceState implements [tfprotov6.ProviderServer].
func (s guardedServer) ImportResourceState(
	ctx context.Context, req *tfprotov6.ImportResourceStateRequest,
) (*tfprotov6.ImportResourceStateResponse, error) {
	return guard(ctx, s, req, s.ProviderServer.ImportResourceState, func(d []*tfprotov6.Diagnostic) *tfprotov6.ImportResourceStateResponse {
		return &tfprotov6.ImportResourceStateResponse{Diagnostics: d}
	})
}

// ValidateDataResourceConfig implements [tfprotov6.ProviderServer].
func (s guardedServer) ValidateDataResourceConfig(
	ctx context.Context, req *tfprotov6.ValidateDataResourceConfigRequest,
) (*tfprotov6.ValidateDataResourceConfigResponse, error) {
	return guard(ctx, s, req, s.ProviderServer.ValidateDataResourceConfig, func(d []*tfprotov6.Diagnostic) *tfprotov6.ValidateDataResourceConfigResponse {
		return &tfprotov6.ValidateDataResourceConfigResponse{Diagnostics: d}
	})
}

// ReadDataSource implements [tfprotov6.ProviderServer].
func (s guardedServer) ReadDataSource(
	ctx context.Context, req *tfprotov6.ReadDataSourceRequest,
) (*tfprotov6.ReadDataSourceResponse, error) {
	return guard(ctx, s, req, s.ProviderServer.ReadDataSource, func(d []*tfprotov6.Diagnostic) *tfprotov6.ReadDataSourceResponse {
		return &tfprotov6.ReadDataSourceResponse{Diagnostics: d}
	})
}
