// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

// Command terraform-provider-cpn is the Terraform provider for Circle Payments
// Network. Terraform starts it; -debug is for a debugger.
package main

import (
	"flag"
	"fmt"
	"io"
	"log"
	"os"
	"runtime/debug"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6/tf6server"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/protocol"
	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/provider"
)

const (
	// address is where registries list the provider.
	address = "registry.terraform.io/terraform-provider-cpn/cpn"
	// collectAt lets the heap grow to five times what lives before it is
	// collected. A run is short and holds little; collecting is a tenth of its
	// work otherwise.
	collectAt = 400
)

// version comes from the release build.
var version = "dev"

func main() {
	debugger := flag.Bool("debug", false, "wait for a debugger, and print how Terraform reattaches")
	flag.Parse()

	// net/http writes here what it cannot return: text from the network, and with
	// GODEBUG=http2debug=2 every header, the API key's too.
	log.SetOutput(io.Discard)
	quiet := !*debugger && protocol.SilenceLoggers(os.Getenv, os.Setenv)
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(collectAt)
	}
	server := provider.NewServer(version, quiet)
	var options []tf6server.ServeOpt
	if *debugger {
		options = append(options, tf6server.WithManagedDebug())
	} else { // who starts it for a debugger ends it too
		protocol.EndWithTerraform(server)
	}
	err := tf6server.Serve(address, func() tfprotov6.ProviderServer { return server }, options...)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
