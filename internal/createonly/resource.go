// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package createonly

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpn"
	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/report"
)

// Provider is what the provider's Configure passes to its resources.
type Provider interface {
	// Ready returns the client, or an error that says why it cannot be used. action
	// completes "Could not …".
	Ready(action string) (*cpn.Client, diag.Diagnostics)
	// IsUnknown reports whether the provider block has values that are still unknown.
	IsUnknown() bool
	// Run returns the state that the resources of this walk share.
	Run() *RunState
}

// Resource implements the life of one type of resource, whose data is an M: every method
// of a framework resource except Metadata, Schema and ImportState. Embed it, and create it
// with [New].
type Resource[M Model[M]] struct {
	Provider

	subject report.Subject
	creator Creator[M]
}

// New returns a Resource for subject. creator is the resource that embeds it.
func New[M Model[M]](subject report.Subject, creator Creator[M]) Resource[M] {
	return Resource[M]{subject: subject, creator: creator}
}

// Configure implements [resource.ResourceWithConfigure]. During validation Terraform
// calls it without data.
func (r *Resource[M]) Configure(_ context.Context, req resource.ConfigureRequest, resp *resource.ConfigureResponse) {
	if req.ProviderData == nil {
		return
	}
	provider, ok := req.ProviderData.(Provider)
	if !ok {
		resp.Diagnostics.Append(report.UnexpectedProviderData(req.ProviderData))
		return
	}
	r.Provider = provider
}

// Store puts m into state, and its identity into identity, which is nil for resources
// without one.
func (r *Resource[M]) Store(ctx context.Context, state *tfsdk.State, identity *tfsdk.ResourceIdentity, m M) diag.Diagnostics {
	return append(state.Set(ctx, m), r.identify(ctx, identity, m)...)
}

// identify puts the identity of m into identity, which is nil for resources without one.
func (r *Resource[M]) identify(ctx context.Context, identity *tfsdk.ResourceIdentity, m M) diag.Diagnostics {
	if identity == nil {
		return nil
	}
	return identity.Set(ctx, r.creator.Identity(m))
}

// Read leaves the state as it is, and warns about an unfinished resource. It is for
// resources that CPN has no call to read.
func (r *Resource[M]) Read(ctx context.Context, req resource.ReadRequest, resp *resource.ReadResponse) {
	var state M
	resp.Diagnostics.Append(req.State.Get(ctx, &state)...)
	if !resp.Diagnostics.HasError() {
		r.Remind(ctx, state, req, resp)
	}
}
