// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package protocol

import (
	"context"
	"iter"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
)

// GetFunctions implements [tfprotov6.FunctionServer].
func (s guardedServer) GetFunctions(ctx context.Context, req *tfprotov6.GetFunctionsRequest) (*tfprotov6.GetFunctionsResponse, error) {
	return guard(ctx, s, req, s.server.GetFunctions, func(d []*tfprotov6.Diagnostic) *tfprotov6.GetFunctionsResponse {
		return &tfprotov6.GetFunctionsResponse{Diagnostics: d}
	})
}

// CallFunction implements [tfprotov6.FunctionServer].
func (s guardedServer) CallFunction(ctx context.Context, req *tfprotov6.CallFunctionRequest) (*tfprotov6.CallFunctionResponse, error) {
	return guard(ctx, s, req, s.server.CallFunction, func(d []*tfprotov6.Diagnostic) *tfprotov6.CallFunctionResponse {
		return &tfprotov6.CallFunctionResponse{Error: &tfprotov6.FunctionError{Text: d[0].Summary + ": " + d[0].Detail}}
	})
}

// ValidateEphemeralResourceConfig implements [tfprotov6.EphemeralResourceServer].
func (s guardedServer) ValidateEphemeralResourceConfig(ctx context.Context, req *tfprotov6.ValidateEphemeralResourceConfigRequest) (*tfprotov6.ValidateEphemeralResourceConfigResponse, error) {
	return guard(ctx, s, req, s.server.ValidateEphemeralResourceConfig, func(d []*tfprotov6.Diagnostic) *tfprotov6.ValidateEphemeralResourceConfigResponse {
		return &tfprotov6.ValidateEphemeralResourceConfigResponse{Diagnostics: d}
	})
}

// OpenEphemeralResource implements [tfprotov6.EphemeralResourceServer].
func (s guardedServer) OpenEphemeralResource(ctx context.Context, req *tfprotov6.OpenEphemeralResourceRequest) (*tfprotov6.OpenEphemeralResourceResponse, error) {
	return guard(ctx, s, req, s.server.OpenEphemeralResource, func(d []*tfprotov6.Diagnostic) *tfprotov6.OpenEphemeralResourceResponse {
		return &tfprotov6.OpenEphemeralResourceResponse{Diagnostics: d}
	})
}

// RenewEphemeralResource implements [tfprotov6.EphemeralResourceServer].
func (s guardedServer) RenewEphemeralResource(ctx context.Context, req *tfprotov6.RenewEphemeralResourceRequest) (*tfprotov6.RenewEphemeralResourceResponse, error) {
	return guard(ctx, s, req, s.server.RenewEphemeralResource, func(d []*tfprotov6.Diagnostic) *tfprotov6.RenewEphemeralResourceResponse {
		return &tfprotov6.RenewEphemeralResourceResponse{Private: req.Private, Diagnostics: d}
	})
}

// CloseEphemeralResource implements [tfprotov6.EphemeralResourceServer].
func (s guardedServer) CloseEphemeralResource(ctx context.Context, req *tfprotov6.CloseEphemeralResourceRequest) (*tfprotov6.CloseEphemeralResourceResponse, error) {
	return guard(ctx, s, req, s.server.CloseEphemeralResource, func(d []*tfprotov6.Diagnostic) *tfprotov6.CloseEphemeralResourceResponse {
		return &tfprotov6.CloseEphemeralResourceResponse{Diagnostics: d}
	})
}

// ValidateListResourceConfig implements [tfprotov6.ListResourceServer].
func (s guardedServer) ValidateListResourceConfig(ctx context.Context, req *tfprotov6.ValidateListResourceConfigRequest) (*tfprotov6.ValidateListResourceConfigResponse, error) {
	return guard(ctx, s, req, s.server.ValidateListResourceConfig, func(d []*tfprotov6.Diagnostic) *tfprotov6.ValidateListResourceConfigResponse {
		return &tfprotov6.ValidateListResourceConfigResponse{Diagnostics: d}
	})
}

// ListResource implements [tfprotov6.ListResourceServer].
func (s guardedServer) ListResource(ctx context.Context, req *tfprotov6.ListResourceRequest) (*tfprotov6.ListResourceServerStream, error) {
	results, err := guardStream(ctx, s, func(ctx context.Context) (iter.Seq[tfprotov6.ListResourceResult], error) {
		stream, err := s.server.ListResource(ctx, req)
		if err != nil {
			return nil, err
		}
		return stream.Results, nil
	}, func(d []*tfprotov6.Diagnostic) tfprotov6.ListResourceResult {
		return tfprotov6.ListResourceResult{Diagnostics: d}
	})
	return &tfprotov6.ListResourceServerStream{Results: results}, err
}

// ValidateActionConfig implements [tfprotov6.ActionServer].
func (s guardedServer) ValidateActionConfig(ctx context.Context, req *tfprotov6.ValidateActionConfigRequest) (*tfprotov6.ValidateActionConfigResponse, error) {
	return guard(ctx, s, req, s.server.ValidateActionConfig, func(d []*tfprotov6.Diagnostic) *tfprotov6.ValidateActionConfigResponse {
		return &tfprotov6.ValidateActionConfigResponse{Diagnostics: d}
	})
}

// PlanAction implements [tfprotov6.ActionServer].
func (s guardedServer) PlanAction(ctx context.Context, req *tfprotov6.PlanActionRequest) (*tfprotov6.PlanActionResponse, error) {
	return guard(ctx, s, req, s.server.PlanAction, func(d []*tfprotov6.Diagnostic) *tfprotov6.PlanActionResponse {
		return &tfprotov6.PlanActionResponse{Diagnostics: d}
	})
}

// InvokeAction implements [tfprotov6.ActionServer].
func (s guardedServer) InvokeAction(ctx context.Context, req *tfprotov6.InvokeActionRequest) (*tfprotov6.InvokeActionServerStream, error) {
	events, err := guardStream(ctx, s, func(ctx context.Context) (iter.Seq[tfprotov6.InvokeActionEvent], error) {
		stream, err := s.server.InvokeAction(ctx, req)
		if err != nil {
			return nil, err
		}
		return stream.Events, nil
	}, func(d []*tfprotov6.Diagnostic) tfprotov6.InvokeActionEvent {
		return tfprotov6.InvokeActionEvent{Type: tfprotov6.CompletedInvokeActionEventType{Diagnostics: d}}
	})
	return &tfprotov6.InvokeActionServerStream{Events: events}, err
}
