// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"regexp"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/hashicorp/terraform-plugin-framework/providerserver"
	"github.com/hashicorp/terraform-plugin-testing/config"
	"github.com/hashicorp/terraform-plugin-testing/helper/resource"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpnfake"
)

// TestGuide_oneRun creates, checks, signs and submits in one run, in both ways that the
// guide shows. After the guide's last step nobody signs again. A message that fails the
// check is never signed.
func TestGuide_oneRun(t *testing.T) {
	t.Parallel()
	const guide = "templates/guides/sign-and-submit.md.tmpl"
	byProvider := blockAfter(t, guide, "## In one run", "terraform")
	byScript := blockAfter(t, guide, "`signed_transaction = data.external.signature.result.signed_transaction`:", "terraform")
	_, submission, _ := strings.Cut(byProvider, "}\n")
	submission = strings.Replace(submission, "ephemeral.signer_signature.funding.signed_transaction", "data.external.signature.result.signed_transaction", 1)
	for name, signing := range map[string]string{"ephemeral resource": byProvider, "data source": byScript + submission} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			fake, url := startFake(t)
			var mu sync.Mutex
			var signed []string
			providers := factories()
			for _, name := range []string{"signer", "external"} {
				providers[name] = providerserver.NewProtocol6WithError(signer{name, func(message string) string {
					mu.Lock()
					defer mu.Unlock()
					signed = append(signed, message)
					return signedExample
				}})
			}
			text := providerBlock(url) + checkedTransaction(t)
			resource.UnitTest(t, resource.TestCase{
				ProtoV6ProviderFactories: providers,
				Steps: []resource.TestStep{
					{Config: text + signing, ConfigVariables: quoted("0.899799"), ExpectError: regexp.MustCompile("Do not sign")},
					{PreConfig: func() {
						if len(signed) > 0 {
							t.Errorf("signed %q", signed)
						}
					}, Config: text + signing, ConfigVariables: quoted("0.899798")},
					{PreConfig: func() {
						if want := fake.Transactions()[0].MessageToBeSigned; len(signed) == 0 || signed[0] != want {
							t.Errorf("signed %q, want %s", signed, want)
						}
						signed = nil
					}, Config: text + withoutSignature(signing), ConfigVariables: quoted("0.899798")},
				},
			})
			if diff := cmp.Diff([]string(nil), signed); diff != "" {
				t.Errorf("signed again: %s", diff)
			}
			if got := fake.Transactions()[0].Submitted; got != 1 {
				t.Errorf("submitted %d times", got)
			}
		})
	}
}

// quoted are the variables of the runbook, with a fee.
func quoted(fee string) config.Variables {
	return config.Variables{
		"payment_id": config.StringVariable(paymentID),
		"quote": config.ObjectVariable(map[string]config.Variable{
			"blockchain": config.StringVariable("ETH-SEPOLIA"), "from": config.StringVariable(cpnfake.NewWallet("").Address("ETH-SEPOLIA")),
			"total": config.StringVariable("11.948672"), "fee": config.StringVariable(fee),
		}),
	}
}

// checkedTransaction returns the transaction of the runbook, with its check and variables.
func checkedTransaction(t *testing.T) string {
	t.Helper()
	_, quote, found := strings.Cut(exampleText(t, "sign-and-submit/quote.tf"), `variable "payment_id"`)
	transaction, _, ended := strings.Cut(exampleText(t, submissionRunbook), `check "time_left"`)
	if !found || !ended {
		t.Fatalf("the runbook is %s%s", quote, transaction)
	}
	return `variable "payment_id"` + quote + transaction
}

// withoutSignature removes what the guide says to remove once the transaction is submitted.
func withoutSignature(blocks string) string {
	return regexp.MustCompile(`(?ms)^(ephemeral|data) .*?^}\n|^  signed_[^\n]*\n`).ReplaceAllString(blocks, "")
}
