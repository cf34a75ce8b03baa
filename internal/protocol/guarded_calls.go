// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package protocol

import (
	"context"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
)

// GetMetadata implements [tfprotov6.ProviderServer].
func (s guardedServer) GetMetadata(ctx context.Context, req *tfprotov6.GetMetadataRequest) (*tfprotov6.GetMetadataResponse, error) {
	return guard(ctx, s, req, s.server.GetMetadata, func(d []*tfprotov6.Diagnostic) *tfprotov6.GetMetadataResponse {
		return &tfprotov6.GetMetadataResponse{Diagnostics: d}
	})
}

// GetProviderSchema implements [tfprotov6.ProviderServer].
func (s guardedServer) GetProviderSchema(ctx context.Context, req *tfprotov6.GetProviderSchemaRequest) (*tfprotov6.GetProviderSchemaResponse, error) {
	return guard(ctx, s, req, s.server.GetProviderSchema, func(d []*tfprotov6.Diagnostic) *tfprotov6.GetProviderSchemaResponse {
		return &tfprotov6.GetProviderSchemaResponse{Diagnostics: d}
	})
}

// GetResourceIdentitySchemas implements [tfprotov6.ProviderServer].
func (s guardedServer) GetResourceIdentitySchemas(ctx context.Context, req *tfprotov6.GetResourceIdentitySchemasRequest) (*tfprotov6.GetResourceIdentitySchemasResponse, error) {
	return guard(ctx, s, req, s.server.GetResourceIdentitySchemas, func(d []*tfprotov6.Diagnostic) *tfprotov6.GetResourceIdentitySchemasResponse {
		return &tfprotov6.GetResourceIdentitySchemasResponse{Diagnostics: d}
	})
}

// ValidateProviderConfig implements [tfprotov6.ProviderServer].
func (s guardedServer) ValidateProviderConfig(ctx context.Context, req *tfprotov6.ValidateProviderConfigRequest) (*tfprotov6.ValidateProviderConfigResponse, error) {
	return guard(ctx, s, req, s.server.ValidateProviderConfig, func(d []*tfprotov6.Diagnostic) *tfprotov6.ValidateProviderConfigResponse {
		return &tfprotov6.ValidateProviderConfigResponse{Diagnostics: d}
	})
}

// ConfigureProvider implements [tfprotov6.ProviderServer].
func (s guardedServer) ConfigureProvider(ctx context.Context, req *tfprotov6.ConfigureProviderRequest) (*tfprotov6.ConfigureProviderResponse, error) {
	return guard(ctx, s, req, s.server.ConfigureProvider, func(d []*tfprotov6.Diagnostic) *tfprotov6.ConfigureProviderResponse {
		return &tfprotov6.ConfigureProviderResponse{Diagnostics: d}
	})
}

// StopProvider implements [tfprotov6.ProviderServer].
func (s guardedServer) StopProvider(ctx context.Context, req *tfprotov6.StopProviderRequest) (*tfprotov6.StopProviderResponse, error) {
	return guard(ctx, s, req, s.server.StopProvider, func(d []*tfprotov6.Diagnostic) *tfprotov6.StopProviderResponse {
		return &tfprotov6.StopProviderResponse{Error: d[0].Summary + ": " + d[0].Detail}
	})
}

// ValidateResourceConfig implements [tfprotov6.ResourceServer].
func (s guardedServer) ValidateResourceConfig(ctx context.Context, req *tfprotov6.ValidateResourceConfigRequest) (*tfprotov6.ValidateResourceConfigResponse, error) {
	return guard(ctx, s, req, s.server.ValidateResourceConfig, func(d []*tfprotov6.Diagnostic) *tfprotov6.ValidateResourceConfigResponse {
		return &tfprotov6.ValidateResourceConfigResponse{Diagnostics: d}
	})
}

// UpgradeResourceState implements [tfprotov6.ResourceServer].
func (s guardedServer) UpgradeResourceState(ctx context.Context, req *tfprotov6.UpgradeResourceStateRequest) (*tfprotov6.UpgradeResourceStateResponse, error) {
	return guard(ctx, s, req, s.server.UpgradeResourceState, func(d []*tfprotov6.Diagnostic) *tfprotov6.UpgradeResourceStateResponse {
		return &tfprotov6.UpgradeResourceStateResponse{Diagnostics: d}
	})
}

// UpgradeResourceIdentity implements [tfprotov6.ResourceServer].
func (s guardedServer) UpgradeResourceIdentity(ctx context.Context, req *tfprotov6.UpgradeResourceIdentityRequest) (*tfprotov6.UpgradeResourceIdentityResponse, error) {
	return guard(ctx, s, req, s.server.UpgradeResourceIdentity, func(d []*tfprotov6.Diagnostic) *tfprotov6.UpgradeResourceIdentityResponse {
		return &tfprotov6.UpgradeResourceIdentityResponse{Diagnostics: d}
	})
}

// ReadResource implements [tfprotov6.ResourceServer]. A panic leaves the state unchanged.
func (s guardedServer) ReadResource(ctx context.Context, req *tfprotov6.ReadResourceRequest) (*tfprotov6.ReadResourceResponse, error) {
	return guard(ctx, s, req, s.server.ReadResource, func(d []*tfprotov6.Diagnostic) *tfprotov6.ReadResourceResponse {
		return &tfprotov6.ReadResourceResponse{
			NewState: req.CurrentState, NewIdentity: req.CurrentIdentity, Private: req.Private, Diagnostics: d,
		}
	})
}

// PlanResourceChange implements [tfprotov6.ResourceServer]. After a panic it plans no change.
func (s guardedServer) PlanResourceChange(ctx context.Context, req *tfprotov6.PlanResourceChangeRequest) (*tfprotov6.PlanResourceChangeResponse, error) {
	return guard(ctx, s, req, s.server.PlanResourceChange, func(d []*tfprotov6.Diagnostic) *tfprotov6.PlanResourceChangeResponse {
		return &tfprotov6.PlanResourceChangeResponse{
			PlannedState: req.PriorState, PlannedIdentity: req.PriorIdentity, PlannedPrivate: req.PriorPrivate, Diagnostics: d,
		}
	})
}

// ApplyResourceChange implements [tfprotov6.ResourceServer]. A panic leaves the state
// unchanged. Create and Update recover from their own panics, because they know what may
// have been sent; this is for panics in the framework.
func (s guardedServer) ApplyResourceChange(ctx context.Context, req *tfprotov6.ApplyResourceChangeRequest) (*tfprotov6.ApplyResourceChangeResponse, error) {
	return guard(ctx, s, req, s.server.ApplyResourceChange, func(d []*tfprotov6.Diagnostic) *tfprotov6.ApplyResourceChangeResponse {
		d[0].Detail += "\n\nIf this was a create, the request may have been sent: find out what exists at CPN before you apply again."
		return &tfprotov6.ApplyResourceChangeResponse{
			NewState: req.PriorState, NewIdentity: req.PlannedIdentity, Private: req.PlannedPrivate, Diagnostics: d,
		}
	})
}

// ImportResourceState implements [tfprotov6.ResourceServer].
func (s guardedServer) ImportResourceState(ctx context.Context, req *tfprotov6.ImportResourceStateRequest) (*tfprotov6.ImportResourceStateResponse, error) {
	return guard(ctx, s, req, s.server.ImportResourceState, func(d []*tfprotov6.Diagnostic) *tfprotov6.ImportResourceStateResponse {
		return &tfprotov6.ImportResourceStateResponse{Diagnostics: d}
	})
}

// MoveResourceState implements [tfprotov6.ResourceServer].
func (s guardedServer) MoveResourceState(ctx context.Context, req *tfprotov6.MoveResourceStateRequest) (*tfprotov6.MoveResourceStateResponse, error) {
	return guard(ctx, s, req, s.server.MoveResourceState, func(d []*tfprotov6.Diagnostic) *tfprotov6.MoveResourceStateResponse {
		return &tfprotov6.MoveResourceStateResponse{Diagnostics: d}
	})
}

// GenerateResourceConfig implements [tfprotov6.ResourceServer].
func (s guardedServer) GenerateResourceConfig(ctx context.Context, req *tfprotov6.GenerateResourceConfigRequest) (*tfprotov6.GenerateResourceConfigResponse, error) {
	return guard(ctx, s, req, s.server.GenerateResourceConfig, func(d []*tfprotov6.Diagnostic) *tfprotov6.GenerateResourceConfigResponse {
		return &tfprotov6.GenerateResourceConfigResponse{Diagnostics: d}
	})
}

// ValidateDataResourceConfig implements [tfprotov6.DataSourceServer].
func (s guardedServer) ValidateDataResourceConfig(ctx context.Context, req *tfprotov6.ValidateDataResourceConfigRequest) (*tfprotov6.ValidateDataResourceConfigResponse, error) {
	return guard(ctx, s, req, s.server.ValidateDataResourceConfig, func(d []*tfprotov6.Diagnostic) *tfprotov6.ValidateDataResourceConfigResponse {
		return &tfprotov6.ValidateDataResourceConfigResponse{Diagnostics: d}
	})
}

// ReadDataSource implements [tfprotov6.DataSourceServer].
func (s guardedServer) ReadDataSource(ctx context.Context, req *tfprotov6.ReadDataSourceRequest) (*tfprotov6.ReadDataSourceResponse, error) {
	return guard(ctx, s, req, s.server.ReadDataSource, func(d []*tfprotov6.Diagnostic) *tfprotov6.ReadDataSourceResponse {
		return &tfprotov6.ReadDataSourceResponse{Diagnostics: d}
	})
}
