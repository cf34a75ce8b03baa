// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"context"
	"fmt"
	"strings"
	"unicode"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpn"
)

// connection is what Configure makes and the resources of one walk share.
type connection struct {
	*walk

	client  *cpn.Client
	unknown bool // the provider block is not wholly known yet
	keyless bool
}

// connect returns the connection that s describes. Nothing is sent.
func connect(s settings, userAgent string) *connection {
	s.client.UserAgent = userAgent
	s.client.Log = logAttempt
	return &connection{walk: newWalk(), client: cpn.New(s.client), unknown: s.unknown, keyless: s.keyless}
}

// ready returns the client, or says what keeps it from being used. action
// completes "Could not …".
func (c *connection) ready(action string) (*cpn.Client, diag.Diagnostics) {
	switch {
	case c.unknown:
		return nil, diag.Diagnostics{diag.NewErrorDiagnostic("Could not "+action,
			"The provider block has values that are not known yet. Apply first what they come from, with -target.")}
	case c.keyless:
		return nil, diag.Diagnostics{diag.NewAttributeErrorDiagnostic(path.Root("api_key"), "Could not "+action,
			"There is no CPN API key, so no request was sent. "+withoutKey)}
	}
	return c.client, nil
}

// connected is the part of each resource that Configure fills.
type connected struct {
	*connection
}

// Configure implements [resource.ResourceWithConfigure]. Terraform calls it
// without data where it only validates.
func (c *connected) Configure(_ context.Context, req resource.ConfigureRequest, resp *resource.ConfigureResponse) {
	if req.ProviderData == nil {
		return
	}
	conn, ok := req.ProviderData.(*connection)
	if !ok {
		resp.Diagnostics.AddError("Unexpected provider data",
			fmt.Sprintf("This is a bug in the provider: got %T. Please report it.", req.ProviderData))
		return
	}
	c.connection = conn
}

// userAgent says who calls, in the form that Terraform providers share.
func userAgent(terraformVersion, version string, getenv func(string) string) string {
	agent := fmt.Sprintf("Terraform/%s (+https://www.terraform.io) terraform-provider-cpn/%s", terraformVersion, version)
	// A header takes no control characters; a line end slips in from a file.
	more := strings.FieldsFunc(getenv("TF_APPEND_USER_AGENT"), func(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) })
	if len(more) > 0 {
		agent += " " + strings.Join(more, " ")
	}
	return agent
}
