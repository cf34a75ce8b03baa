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
		MarkdownDescription: "Use this provider to open support tickets, and to create and submit onchain transactions, on Circle Payments Network (CPN). " +
			"A create and its retries use the same idempotency key.",
		Attributes: map[string]schema.Attribute{
			"api_key": schema.StringAttribute{
				MarkdownDescription: "CPN API key, in the form `PREFIX:ID:SECRET`. Not required to validate or to plan new resources. " +
					"Can also be set with the `CPN_API_KEY` environment variable. Prefer the variable, because Terraform writes this argument to plan files.",
				Optional:   true,
				Sensitive:  true,
				Validators: []validator.String{validators.Parsed(keyForm, cpn.ParseAPIKey)},
			},
			"environment": schema.StringAttribute{
				MarkdownDescription: "Environment of the API key. Valid values are " + codeList(environments()) + ". The provider blocks an API key with the prefix of the other " +
					"environment (`" + cpn.LiveKeyPrefix + "` with `test`, `" + cpn.TestKeyPrefix + "` with `live`) before any request. Test and live share a host, so this is " +
					"the only safeguard against using the wrong API key. Can also be set with the `CPN_ENVIRONMENT` environment variable.",
				Optional:   true,
				Validators: []validator.String{oneOf(environments())},
			},
			"base_url": schema.StringAttribute{
				MarkdownDescription: "Base URL of the CPN API, an absolute `https` URL. It may have a path prefix. Plain `http` is valid for loopback hosts only. " +
					"Can also be set with the `CPN_BASE_URL` environment variable. Defaults to `" + cpn.DefaultBaseURL + "`.",
				Optional:   true,
				Validators: []validator.String{validators.Parsed(wantBaseURL, cpn.ParseBaseURL)},
			},
			"request_timeout": schema.StringAttribute{
				MarkdownDescription: "Time limit for one attempt, as a positive duration. " +
					"Can also be set with the `CPN_REQUEST_TIMEOUT` environment variable. Defaults to `" + defaultRequestTimeout + "`.",
				Optional:   true,
				Validators: []validator.String{validators.Duration()},
			},
			"max_retries": schema.Int64Attribute{
				MarkdownDescription: fmt.Sprintf("Maximum number of retries, from 0 to %d. All attempts of a create send the same idempotency key. Retries after HTTP 429 do not "+
					"count. It does not limit how often a submission that CPN may have received is sent again. Can also be set with the `CPN_MAX_RETRIES` environment variable. Defaults to `%s`.", maxMaxRetries, defaultMaxRetries),
				Optional:   true,
				Validators: []validator.Int64{int64validator.Between(0, maxMaxRetries)},
			},
		},
	}
}
