// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/resource"
)

// connectedDataSource is the part of each data source that Configure fills.
type connectedDataSource struct {
	connected
}

// Configure implements [datasource.DataSourceWithConfigure]. It is the resources'
// own: the framework tells the two apart by type alone.
func (c *connectedDataSource) Configure(ctx context.Context, req datasource.ConfigureRequest, resp *datasource.ConfigureResponse) {
	c.connected.Configure(ctx, resource.ConfigureRequest(req), (*resource.ConfigureResponse)(resp))
}
