// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework-validators/int64validator"
	"github.com/hashicorp/terraform-plugin-framework/provider/schema"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpn"
	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/validators"
)

const (
	environmentTest = "test"
	environmentLive = "live"

	defaultRequestTimeout = "30s"
	defaultMaxRetries     = "8"
	maxMaxRetries         = 20
)

func environments() []string { return []string{environmentTest, environmentLive} }

// providerSchema describes the provider block.
func providerSchema() schema.Schema {
	return schema.Schema{
		MarkdownDescription: "Opens support tickets and creates onchain transactions on Circle Payments Network (CPN). " +
			"A create that CPN may have carried out is never sent again under another idempotency key.",
		Attributes: map[string]schema.Attribute{
			"api_key": schema.StringAttribute{
				MarkdownDescription: "CPN API key, in the form `PREFIX:ID:SECRET`. Better given by the environment variable " +
					"`CPN_API_KEY`, so that it is in no file. Planning new resources and `terraform validate` need none.",
				Optional:   true,
				Sensitive:  true,
				Validators: []validator.String{validators.Text(wantAPIKey, checkAPIKey)},
			},
			"environment": schema.StringAttribute{
				MarkdownDescription: "Environment that the API key must be for: `test` or `live`. Test and live share a host, " +
					"so this is the only fuse: a key with the other environment's prefix (`" + cpn.LiveKeyPrefix + "` with `test`, `" +
					cpn.TestKeyPrefix + "` with `live`) is refused before any request. Environment variable: `CPN_ENVIRONMENT`.",
				Optional:   true,
				Validators: []validator.String{oneOf(environments())},
			},
			"base_url": schema.StringAttribute{
				MarkdownDescription: "Address of the API: an absolute `https` URL, with a path prefix or without. Plain `http` is " +
					"accepted for loopback hosts only. Environment variable: `CPN_BASE_URL`. Default: `" + cpn.DefaultBaseURL + "`.",
				Optional:   true,
				Validators: []validator.String{validators.Text(wantBaseURL, checkBaseURL)},
			},
			"request_timeout": schema.StringAttribute{
				MarkdownDescription: "How long one attempt of a request may take, as a positive duration such as `30s`. " +
					"Environment variable: `CPN_REQUEST_TIMEOUT`. Default: `" + defaultRequestTimeout + "`.",
				Optional:   true,
				Validators: []validator.String{validators.Duration()},
			},
			"max_retries": schema.Int64Attribute{
				MarkdownDescription: fmt.Sprintf("Maximum number of retries of a request, 0 to %d. All attempts of a create send the same idempotency key. A retry "+
					"after HTTP 429 does not count: only the time-out ends those. The default sits out an outage of 45 seconds. Once CPN has responded "+
					"to no attempt of a request, later requests of the same run are sent once each, until CPN responds again. Can also be set with "+
					"the `CPN_MAX_RETRIES` environment variable. Defaults to `%s`.", maxMaxRetries, defaultMaxRetries),
				Optional:   true,
				Validators: []validator.Int64{validators.Int64(int64validator.Between(0, maxMaxRetries), wantMaxRetries, "it is out of range")},
			},
		},
	}
}
