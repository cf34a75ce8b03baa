// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

// Command terraform-provider-cpn is the Terraform provider for Circle Payments
// Network. Terraform starts it; -debug is for a debugger.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"

	frameworkprovider "github.com/hashicorp/terraform-plugin-framework/provider"
	"github.com/hashicorp/terraform-plugin-framework/providerserver"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/provider"
)

// address is where registries list the provider.
const address = "registry.terraform.io/terraform-provider-cpn/cpn"

// version comes from the release build.
var version = "dev"

func main() {
	debug := flag.Bool("debug", false, "wait for a debugger, and print how Terraform reattaches")
	flag.Parse()

	err := providerserver.Serve(context.Background(), func() frameworkprovider.Provider { return provider.New(version) }, providerserver.ServeOpts{
		Address:         address,
		Debug:           *debug,
		ProtocolVersion: 6,
	})
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
