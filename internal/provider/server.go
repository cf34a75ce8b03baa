// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/providerserver"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
)

// NewServer returns what serves the provider over protocol 6. quiet says that
// nobody reads its logs.
func NewServer(version string, quiet bool) tfprotov6.ProviderServer {
	server := providerserver.NewProtocol6(New(version))()
	if quiet {
		server = Quiet(server)
	}
	return steadyServer{server}
}

// Quiet returns server for a process whose logs nobody reads.
func Quiet(server tfprotov6.ProviderServer) tfprotov6.ProviderServer {
	return quietServer{server}
}

// quietServer hands the calls that are made for every resource on with contexts
// of its own. The framework keeps the context of each call until Terraform stops
// the provider, and the one that comes with a call holds a set of loggers: with
// a thousand resources that is most of the process's memory.
type quietServer struct{ tfprotov6.ProviderServer }

// afresh makes a call with a context of its own.
func afresh[Request, Response any](
	ctx context.Context, req Request, call func(context.Context, Request) (Response, error),
) (Response, error) {
	ctx, cancel := fresh(ctx)
	defer cancel()
	return call(ctx, req)
}

// fresh returns a context that ends with ctx and holds nothing of it.
func fresh(ctx context.Context) (context.Context, context.CancelFunc) {
	out, cancel := context.WithCancel(context.Background())
	stop := context.AfterFunc(ctx, cancel)
	return out, func() {
		stop()
		cancel()
	}
}

// ValidateResourceConfig implements [tfprotov6.ProviderServer].
func (s quietServer) ValidateResourceConfig(
	ctx context.Context, req *tfprotov6.ValidateResourceConfigRequest,
) (*tfprotov6.ValidateResourceConfigResponse, error) {
	return afresh(ctx, req, s.ProviderServer.ValidateResourceConfig)
}

// UpgradeResourceState implements [tfprotov6.ProviderServer].
func (s quietServer) UpgradeResourceState(
	ctx context.Context, req *tfprotov6.UpgradeResourceStateRequest,
) (*tfprotov6.UpgradeResourceStateResponse, error) {
	return afresh(ctx, req, s.ProviderServer.UpgradeResourceState)
}

// ReadResource implements [tfprotov6.ProviderServer].
func (s quietServer) ReadResource(ctx context.Context, req *tfprotov6.ReadResourceRequest) (*tfprotov6.ReadResourceResponse, error) {
	return afresh(ctx, req, s.ProviderServer.ReadResource)
}

// PlanResourceChange implements [tfprotov6.ProviderServer].
func (s quietServer) PlanResourceChange(
	ctx context.Context, req *tfprotov6.PlanResourceChangeRequest,
) (*tfprotov6.PlanResourceChangeResponse, error) {
	return afresh(ctx, req, s.ProviderServer.PlanResourceChange)
}

// ApplyResourceChange implements [tfprotov6.ProviderServer].
func (s quietServer) ApplyResourceChange(
	ctx context.Context, req *tfprotov6.ApplyResourceChangeRequest,
) (*tfprotov6.ApplyResourceChangeResponse, error) {
	return afresh(ctx, req, s.ProviderServer.ApplyResourceChange)
}
