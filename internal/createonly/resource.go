// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package createonly

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/resource"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpn"
	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/report"
)

// Provider is what the provider's Configure hands to its resources.
type Provider interface {
	// Ready returns the client, or says what keeps it from being used. action
	// completes "Could not …".
	Ready(action string) (*cpn.Client, diag.Diagnostics)
	// IsUnknown reports whether the provider block has values that are not known yet.
	IsUnknown() bool
	// Run returns what the resources of this walk share.
	Run() *RunState
}

// Resource carries out the life of one type of object, whose data is an M: all methods
// of a framework's resource but Metadata, Schema and ImportState. Embed it, and make it
// with [New].
type Resource[M Model[M]] struct {
	Provider

	subject report.Subject
	creator Creator[M]
}

// New returns the life of what subject names. creator is the resource that embeds it.
func New[M Model[M]](subject report.Subject, creator Creator[M]) Resource[M] {
	return Resource[M]{subject: subject, creator: creator}
}

// Configure implements [resource.ResourceWithConfigure]. Terraform calls it
// without data where it only validates.
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

// Read leaves the state as it is, and warns of an unfinished object. It is for what
// CPN has no call to return.
func (r *Resource[M]) Read(ctx context.Context, req resource.ReadRequest, resp *resource.ReadResponse) {
	var state M
	resp.Diagnostics.Append(req.State.Get(ctx, &state)...)
	if !resp.Diagnostics.HasError() {
		r.Remind(ctx, state, req, resp)
	}
}
