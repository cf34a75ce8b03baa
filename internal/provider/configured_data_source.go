// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/datasource"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/report"
)

// configuredDataSource is the part of each data source that Configure fills.
type configuredDataSource struct {
	*providerData
}

// Configure implements [datasource.DataSourceWithConfigure]. Terraform calls it
// without data where it only validates.
func (c *configuredDataSource) Configure(_ context.Context, req datasource.ConfigureRequest, resp *datasource.ConfigureResponse) {
	if req.ProviderData == nil {
		return
	}
	data, ok := req.ProviderData.(*providerData)
	if !ok {
		resp.Diagnostics.Append(report.UnexpectedProviderData(req.ProviderData))
		return
	}
	c.providerData = data
}
