// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"cmp"
	"context"
	"reflect"

	"github.com/hashicorp/terraform-plugin-framework/provider"
	"github.com/hashicorp/terraform-plugin-framework/providerserver"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/report"
)

// NewServer returns the provider as a server. quiet says that nobody reads its logs.
func NewServer(version string, quiet bool) tfprotov6.ProviderServer {
	return serve(New(version), quiet)
}

func serve(p provider.Provider, quiet bool) tfprotov6.ProviderServer {
	server, _ := providerserver.NewProtocol6(p)().(framework)
	return guard{server, quiet}
}

type framework interface {
	tfprotov6.ProviderServer
	tfprotov6.ListResourceServer
}

// guard is the framework's server, except for the calls that this provider answers.
//
// A panic becomes an error of its call. Otherwise the process would end, and the responses to
// all creates in progress would be lost. Goroutines that a call starts are out of reach.
//
// The framework retains the context of each call until Terraform stops the provider, and
// each context holds a set of loggers: a thousand sets are most of the process's memory.
// So a call whose logs nobody reads gets a slim context.
type guard struct {
	framework

	quiet bool
}

// answer makes a call. If it panics, the response is failed, with an error in its diagnostics,
// which every response has.
func answer[Request, Response any](
	ctx context.Context, g guard, req Request, call func(context.Context, Request) (*Response, error), failed Response,
) (resp *Response, err error) {
	defer func() {
		if cause := recover(); cause != nil {
			reflect.ValueOf(&failed).Elem().FieldByName("Diagnostics").Set(reflect.ValueOf(panicked(cause, req)))
			resp, err = &failed, nil
		}
	}()
	ctx, end := g.slim(ctx)
	defer end()
	return call(ctx, req)
}

// slim returns the context for a call that came with ctx, without values if nobody reads
// logs, and the function that ends it. It ends no later than ctx.
func (g guard) slim(ctx context.Context) (context.Context, context.CancelFunc) {
	if !g.quiet {
		return ctx, func() {}
	}
	slim, cancel := context.WithCancel(context.Background())
	stop := context.AfterFunc(ctx, cancel)
	return slim, func() {
		stop()
		cancel()
	}
}

// panicked returns the error of a call that panicked.
func panicked(cause, req any) []*tfprotov6.Diagnostic {
	describe := report.ProviderFailed
	if apply, ok := req.(*tfprotov6.ApplyResourceChangeRequest); ok && isCreate(apply) {
		describe = report.ProviderFailedInCreate
	}
	summary, detail := describe(describePanic(cause))
	return []*tfprotov6.Diagnostic{{Severity: tfprotov6.DiagnosticSeverityError, Summary: summary, Detail: detail}}
}

// isCreate reports whether there is no state from before that can be read.
func isCreate(req *tfprotov6.ApplyResourceChangeRequest) bool {
	null, err := cmp.Or(req.PriorState, &tfprotov6.DynamicValue{}).IsNull()
	return null || err != nil
}

func (g guard) GetMetadata(ctx context.Context, req *tfprotov6.GetMetadataRequest) (*tfprotov6.GetMetadataResponse, error) {
	return answer(ctx, g, req, g.framework.GetMetadata, tfprotov6.GetMetadataResponse{})
}

func (g guard) GetProviderSchema(ctx context.Context, req *tfprotov6.GetProviderSchemaRequest) (*tfprotov6.GetProviderSchemaResponse, error) {
	return answer(ctx, g, req, g.framework.GetProviderSchema, tfprotov6.GetProviderSchemaResponse{})
}

func (g guard) GetResourceIdentitySchemas(ctx context.Context, req *tfprotov6.GetResourceIdentitySchemasRequest) (*tfprotov6.GetResourceIdentitySchemasResponse, error) {
	return answer(ctx, g, req, g.framework.GetResourceIdentitySchemas, tfprotov6.GetResourceIdentitySchemasResponse{})
}

func (g guard) ValidateProviderConfig(ctx context.Context, req *tfprotov6.ValidateProviderConfigRequest) (*tfprotov6.ValidateProviderConfigResponse, error) {
	return answer(ctx, g, req, g.framework.ValidateProviderConfig, tfprotov6.ValidateProviderConfigResponse{})
}

func (g guard) ConfigureProvider(ctx context.Context, req *tfprotov6.ConfigureProviderRequest) (*tfprotov6.ConfigureProviderResponse, error) {
	return answer(ctx, g, req, g.framework.ConfigureProvider, tfprotov6.ConfigureProviderResponse{})
}

func (g guard) ValidateResourceConfig(ctx context.Context, req *tfprotov6.ValidateResourceConfigRequest) (*tfprotov6.ValidateResourceConfigResponse, error) {
	return answer(ctx, g, req, g.framework.ValidateResourceConfig, tfprotov6.ValidateResourceConfigResponse{})
}

func (g guard) UpgradeResourceState(ctx context.Context, req *tfprotov6.UpgradeResourceStateRequest) (*tfprotov6.UpgradeResourceStateResponse, error) {
	return answer(ctx, g, req, g.framework.UpgradeResourceState, tfprotov6.UpgradeResourceStateResponse{})
}

func (g guard) UpgradeResourceIdentity(ctx context.Context, req *tfprotov6.UpgradeResourceIdentityRequest) (*tfprotov6.UpgradeResourceIdentityResponse, error) {
	return answer(ctx, g, req, g.framework.UpgradeResourceIdentity, tfprotov6.UpgradeResourceIdentityResponse{})
}

// A panic leaves the state as it is.
func (g guard) ReadResource(ctx context.Context, req *tfprotov6.ReadResourceRequest) (*tfprotov6.ReadResourceResponse, error) {
	return answer(ctx, g, req, g.framework.ReadResource, tfprotov6.ReadResourceResponse{NewState: req.CurrentState, NewIdentity: req.CurrentIdentity, Private: req.Private})
}

// After a panic, no change is planned.
func (g guard) PlanResourceChange(ctx context.Context, req *tfprotov6.PlanResourceChangeRequest) (*tfprotov6.PlanResourceChangeResponse, error) {
	return answer(ctx, g, req, g.framework.PlanResourceChange, tfprotov6.PlanResourceChangeResponse{PlannedState: req.PriorState, PlannedIdentity: req.PriorIdentity, PlannedPrivate: req.PriorPrivate})
}

// A panic leaves the state as it is: after a create, nothing is in it.
func (g guard) ApplyResourceChange(ctx context.Context, req *tfprotov6.ApplyResourceChangeRequest) (*tfprotov6.ApplyResourceChangeResponse, error) {
	return answer(ctx, g, req, g.framework.ApplyResourceChange, tfprotov6.ApplyResourceChangeResponse{NewState: req.PriorState, NewIdentity: req.PlannedIdentity, Private: req.PlannedPrivate})
}

func (g guard) ImportResourceState(ctx context.Context, req *tfprotov6.ImportResourceStateRequest) (*tfprotov6.ImportResourceStateResponse, error) {
	return answer(ctx, g, req, g.framework.ImportResourceState, tfprotov6.ImportResourceStateResponse{})
}

func (g guard) GenerateResourceConfig(ctx context.Context, req *tfprotov6.GenerateResourceConfigRequest) (*tfprotov6.GenerateResourceConfigResponse, error) {
	return answer(ctx, g, req, g.framework.GenerateResourceConfig, tfprotov6.GenerateResourceConfigResponse{})
}

func (g guard) ValidateDataResourceConfig(ctx context.Context, req *tfprotov6.ValidateDataResourceConfigRequest) (*tfprotov6.ValidateDataResourceConfigResponse, error) {
	return answer(ctx, g, req, g.framework.ValidateDataResourceConfig, tfprotov6.ValidateDataResourceConfigResponse{})
}

func (g guard) ReadDataSource(ctx context.Context, req *tfprotov6.ReadDataSourceRequest) (*tfprotov6.ReadDataSourceResponse, error) {
	return answer(ctx, g, req, g.framework.ReadDataSource, tfprotov6.ReadDataSourceResponse{})
}

func (g guard) ValidateListResourceConfig(ctx context.Context, req *tfprotov6.ValidateListResourceConfigRequest) (*tfprotov6.ValidateListResourceConfigResponse, error) {
	return answer(ctx, g, req, g.framework.ValidateListResourceConfig, tfprotov6.ValidateListResourceConfigResponse{})
}

// ListResource works while Terraform reads the list, which ends with an error if it panics.
func (g guard) ListResource(ctx context.Context, req *tfprotov6.ListResourceRequest) (*tfprotov6.ListResourceServerStream, error) {
	return &tfprotov6.ListResourceServerStream{Results: func(yield func(tfprotov6.ListResourceResult) bool) {
		ctx, end := g.slim(ctx)
		defer end()
		taking, wanted := false, true
		defer func() {
			if taking {
				return
			}
			if cause := recover(); cause != nil && wanted {
				yield(tfprotov6.ListResourceResult{Diagnostics: panicked(cause, req)})
			}
		}()
		stream, err := g.framework.ListResource(ctx, req)
		if err != nil {
			yield(tfprotov6.ListResourceResult{Diagnostics: panicked(err, req)})
			return
		}
		stream.Results(func(result tfprotov6.ListResourceResult) bool {
			taking = true
			wanted = yield(result)
			taking = false
			return wanted
		})
	}}, nil
}
