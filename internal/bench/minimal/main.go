// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

// Command minimal is a provider that only sends requests: the least that a provider built
// on the framework can cost, tuned in the same way as this one. It opens support tickets
// without validation, warnings, retries or derived idempotency keys. It is a yardstick for
// benchmarks; never use it with a real API.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"runtime/debug"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/provider"
	"github.com/hashicorp/terraform-plugin-framework/provider/schema"
	"github.com/hashicorp/terraform-plugin-framework/providerserver"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6/tf6server"
)

func main() {
	flag.Parse()
	for _, name := range []string{"TF_LOG_SDK", "TF_LOG_SDK_FRAMEWORK", "TF_LOG_SDK_PROTO", "TF_LOG_PROVIDER_MINIMAL"} {
		_ = os.Setenv(name, "OFF")
	}
	debug.SetGCPercent(400)
	err := tf6server.Serve("registry.terraform.io/terraform-provider-cpn/minimal", func() tfprotov6.ProviderServer {
		return slim{providerserver.NewProtocol6(minimal{})()}
	})
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// slim frees the contexts of the most frequent calls, as the provider's own server does.
type slim struct{ tfprotov6.ProviderServer }

func (s slim) ReadResource(ctx context.Context, req *tfprotov6.ReadResourceRequest) (*tfprotov6.ReadResourceResponse, error) {
	return s.ProviderServer.ReadResource(slimContext(ctx), req)
}

func (s slim) PlanResourceChange(ctx context.Context, req *tfprotov6.PlanResourceChangeRequest) (*tfprotov6.PlanResourceChangeResponse, error) {
	return s.ProviderServer.PlanResourceChange(slimContext(ctx), req)
}

func (s slim) ApplyResourceChange(ctx context.Context, req *tfprotov6.ApplyResourceChangeRequest) (*tfprotov6.ApplyResourceChangeResponse, error) {
	return s.ProviderServer.ApplyResourceChange(slimContext(ctx), req)
}

func slimContext(context.Context) context.Context { return context.Background() }

type minimal struct{}

func (minimal) Metadata(_ context.Context, _ provider.MetadataRequest, resp *provider.MetadataResponse) {
	resp.TypeName = "minimal"
}

func (minimal) Schema(_ context.Context, _ provider.SchemaRequest, resp *provider.SchemaResponse) {
	resp.Schema = schema.Schema{}
}

func (minimal) Configure(_ context.Context, _ provider.ConfigureRequest, resp *provider.ConfigureResponse) {
	resp.ResourceData = newPoster(os.Getenv("CPN_BASE_URL"))
}

func (minimal) Resources(context.Context) []func() resource.Resource {
	return []func() resource.Resource{func() resource.Resource { return &ticket{} }}
}

func (minimal) DataSources(context.Context) []func() datasource.DataSource { return nil }
