// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

// Command terraform-provider-cpn is the Terraform provider for Circle Payments
// Network. Terraform starts it; -debug is for debuggers.
package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"log"
	"os"
	"runtime/debug"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6/tf6server"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/provider"
)

const (
	// address is the provider's address in the registries.
	address = "registry.terraform.io/terraform-provider-cpn/cpn"
	// collectAt lets the heap grow to five times the live data before a garbage
	// collection. Runs are short and hold little; at the default, garbage collection
	// takes a tenth of their work.
	collectAt = 400
)

// version is set by the release build.
var version = "dev"

func main() {
	debugger := flag.Bool("debug", false, "wait for a debugger, and print how Terraform reattaches")
	flag.Parse()

	// net/http logs here what it cannot return: text from the network, and with
	// GODEBUG=http2debug=2 every header, including the API key.
	log.SetOutput(io.Discard)
	quiet := !*debugger && silenceLoggers(os.Getenv, os.Setenv)
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(collectAt)
	}
	server := provider.NewServer(version, quiet)
	var options []tf6server.ServeOpt
	if *debugger {
		options = append(options, tf6server.WithManagedDebug())
	} else { // whoever starts it for a debugger also ends it
		endWithTerraform(func(ctx context.Context) { _, _ = server.StopProvider(ctx, &tfprotov6.StopProviderRequest{}) })
	}
	err := tf6server.Serve(address, func() tfprotov6.ProviderServer { return server }, options...)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// loggers returns the variables that set the level of each logger in this process. While
// its variable is unset, a logger writes everything: dozens of lines for each call, which
// Terraform parses and then drops.
func loggers() []string {
	return []string{"TF_LOG_SDK", "TF_LOG_SDK_FRAMEWORK", "TF_LOG_SDK_PROTO", "TF_LOG_PROVIDER_CPN"}
}

// silenceLoggers turns the loggers off unless a variable asks for a log, and reports
// whether it did. If any variable does, all loggers stay as they are. It must run before
// anything logs.
func silenceLoggers(getenv func(string) string, setenv func(name, value string) error) bool {
	for _, name := range append(loggers(), "TF_LOG", "TF_LOG_PROVIDER", "TF_ACC") {
		if getenv(name) != "" {
			return false
		}
	}
	for _, name := range loggers() {
		if setenv(name, "OFF") != nil {
			return false
		}
	}
	return true
}
