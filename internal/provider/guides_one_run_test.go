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
	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
)

// TestGuide_oneRun creates, checks, signs and submits in one run, in both ways that the
// guide shows. After the guide's last step nobody signs again. A message that fails the
// check is never signed.
func TestGuide_oneRun(t *testing.T) {
	t.Parallel()
	const (
		guide = "templates/guides/sign-and-submit.md.tmpl"
		value = `"110270000"`
	)
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
			config := providerBlock(url) + checkedTransaction(t)
			resource.UnitTest(t, resource.TestCase{
				ProtoV6ProviderFactories: providers,
				Steps: []resource.TestStep{
					{Config: strings.Replace(config, value, `"110270001"`, 1) + signing, ExpectError: regexp.MustCompile("Do not sign")},
					{PreConfig: func() {
						if len(signed) > 0 {
							t.Errorf("signed %q", signed)
						}
					}, Config: config + signing},
					{PreConfig: func() {
						if want := fake.Transactions()[0].MessageToBeSigned; len(signed) == 0 || signed[0] != want {
							t.Errorf("signed %q, want %s", signed, want)
						}
						signed = nil
					}, Config: config + withoutSignature(signing)},
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

// checkedTransaction returns the transaction of the runbook, with its check and variables.
func checkedTransaction(t *testing.T) string {
	t.Helper()
	text := exampleText(t, submissionRunbook)
	from, to := strings.Index(text, "variable \"payment_id\""), strings.Index(text, "# Null once")
	if from < 0 || to < from {
		t.Fatalf("the runbook is %s", text)
	}
	return text[from:to]
}

// withoutSignature removes what the guide says to remove once the transaction is submitted.
func withoutSignature(blocks string) string {
	return regexp.MustCompile(`(?ms)^(ephemeral|data) .*?^}\n|^  signed_[^\n]*\n`).ReplaceAllString(blocks, "")
}
