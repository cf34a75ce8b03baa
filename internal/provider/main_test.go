// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"fmt"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"go.uber.org/goleak"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpnfake"
)

const (
	testKey   = "TEST_API_KEY:test-id:test-secret"
	paymentID = "c4d1da72-111e-4d52-bdbf-2e74a2d803d5"
)

// TestMain keeps the developer's environment out of the tests: they must never use a real API
// key. It also checks that the provider leaves no goroutine behind. As a provider's binary, it
// is the [signer].
func TestMain(m *testing.M) {
	if name, is := strings.CutPrefix(filepath.Base(os.Args[0]), signerPrefix); is {
		if err := (signer{name}).serve(); err != nil {
			os.Exit(1)
		}
		return
	}
	if os.Getenv("TF_ACC") == "" {
		for _, variable := range os.Environ() {
			if name, _, _ := strings.Cut(variable, "="); strings.HasPrefix(name, "CPN_") {
				_ = os.Unsetenv(name)
			}
		}
	}
	if os.Getenv("TF_ACC_TERRAFORM_PATH") == "" {
		if found, err := exec.LookPath("terraform"); err == nil {
			_ = os.Setenv("TF_ACC_TERRAFORM_PATH", found)
		}
	}
	a, err := chosenTarget(os.Getenv)
	if err != nil {
		_, _ = fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	a.announce(os.Stderr)
	goleak.VerifyTestMain(m, goleak.Cleanup(func(code int) {
		if dir, err := binaryDir(); err == nil {
			_ = os.RemoveAll(dir)
		}
		os.Exit(code)
	}))
}

// startFake starts the test's own simulator and returns its URL.
func startFake(t *testing.T) (*cpnfake.Server, string) {
	t.Helper()
	fake := cpnfake.New()
	fake.AcceptAnySignature() // most tests are not about signatures
	server := httptest.NewServer(fake)
	t.Cleanup(server.Close)
	return fake, server.URL
}

// providerBlock configures the provider for the API at url.
func providerBlock(url string) string {
	return fmt.Sprintf("provider \"cpn\" {\n  api_key  = %q\n  base_url = %q\n}\n", testKey, url)
}

// ticketBlock and transactionBlock are resources named "test". attributes add or replace their
// attributes.
func ticketBlock(attributes ...string) string {
	return block("cpn_support_ticket", map[string]string{
		"payment_id":  fmt.Sprintf("%q", paymentID),
		"issue_type":  `"OTHER"`,
		"description": `"It is late."`,
		"email":       `"help@ofi.com"`,
	}, attributes)
}

func transactionBlock(attributes ...string) string {
	return block("cpn_transaction", map[string]string{"payment_id": fmt.Sprintf("%q", paymentID)}, attributes)
}

func block(resourceType string, attributes map[string]string, more []string) string {
	for _, attribute := range more {
		name, value, _ := strings.Cut(attribute, " = ")
		attributes[name] = value
	}
	var b strings.Builder
	fmt.Fprintf(&b, "resource %q \"test\" {\n", resourceType)
	for name, value := range attributes {
		fmt.Fprintf(&b, "  %s = %s\n", name, value)
	}
	return b.String() + "}\n"
}

// both is a ticket and a transaction, with every optional input.
func both() string {
	return ticketBlock(`id = "a"`, `cc_emails = ["a@example.com", "b@example.com"]`) + transactionBlock(`id = "b"`, `metadata = { k = "v" }`)
}
