// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"encoding/json"
	"maps"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/knownvalue"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"
	"github.com/hashicorp/terraform-plugin-testing/tfjsonpath"
)

const transactionAddress = "cpn_transaction.test"

// transactionIs checks one attribute of the transaction in state.
func transactionIs(attribute string, want knownvalue.Check) statecheck.StateCheck {
	return statecheck.ExpectKnownValue(transactionAddress, tfjsonpath.New(attribute), want)
}

// TestTransaction_documentedExample sends the documented request and gets the documented
// response: exactly the documented members are sent, and every member of the response is in
// state.
func TestTransaction_documentedExample(t *testing.T) {
	t.Parallel()
	fake, url := startFake(t)
	documented := map[string]any{
		"id": paymentID, "status": "PENDING", "expireDate": "2023-01-01T12:04:05Z", "blockchain": "ETH-SEPOLIA",
		"senderAddress":      "0xe01be9cdd9e744ae6a709794bfe531ec3ec0671c",
		"destinationAddress": "0xe01be9cdd9e744ae6a709794bfe531ec3ec0671c",
		"amount":             map[string]any{"amount": "110.270000", "currency": "USDC"},
		"messageType":        "PAYMENT_SETTLEMENT_CONTRACT_V1_0_PAYMENT_INTENT",
		"messageToBeSigned":  json.RawMessage(`{}`),
		"metadata":           map[string]any{},
		"failureReason":      "FAILED_ONCHAIN",
		"transactionHash":    "2vmEDSBThR143WJyJePkpKVQcERVo9KePuCUwYU8fkoJaQjarTMj6sZG7DNnJ4zjhtRz6hDruqEFEkD4wJpGviiW",
	}
	fake.EditResponses(func(_ string, data map[string]any) { maps.Copy(data, documented) })
	resource.UnitTest(t, resource.TestCase{
		ProtoV6ProviderFactories: factories(),
		Steps: []resource.TestStep{{
			Config: providerBlock(url) + transactionBlock(`id = "PAY-1"`, `metadata = {}`),
			ConfigStateChecks: []statecheck.StateCheck{
				transactionIs("id", knownvalue.StringExact("PAY-1")),
				transactionIs("idempotency_key", knownvalue.StringExact("12168f10-eaa3-4f6e-a925-8d74503af635")),
				transactionIs("payment_id", knownvalue.StringExact(paymentID)),
				transactionIs("metadata", knownvalue.MapExact(map[string]knownvalue.Check{})),
				transactionIs("transaction_id", knownvalue.StringExact(paymentID)),
				transactionIs("status", knownvalue.StringExact("PENDING")),
				transactionIs("expire_date", knownvalue.StringExact("2023-01-01T12:04:05Z")),
				transactionIs("sender_address", knownvalue.StringExact("0xe01be9cdd9e744ae6a709794bfe531ec3ec0671c")),
				transactionIs("blockchain", knownvalue.StringExact("ETH-SEPOLIA")),
				transactionIs("amount", knownvalue.ObjectExact(map[string]knownvalue.Check{
					"amount": knownvalue.StringExact("110.270000"), "currency": knownvalue.StringExact("USDC"),
				})),
				transactionIs("destination_address", knownvalue.StringExact("0xe01be9cdd9e744ae6a709794bfe531ec3ec0671c")),
				transactionIs("message_type", knownvalue.StringExact("PAYMENT_SETTLEMENT_CONTRACT_V1_0_PAYMENT_INTENT")),
				transactionIs("message_to_be_signed", knownvalue.StringExact("{}")),
				transactionIs("message_details", knownvalue.Null()),
				transactionIs("failure_reason", knownvalue.StringExact("FAILED_ONCHAIN")),
				transactionIs("transaction_hash", knownvalue.StringExact("2vmEDSBThR143WJyJePkpKVQcERVo9KePuCUwYU8fkoJaQjarTMj6sZG7DNnJ4zjhtRz6hDruqEFEkD4wJpGviiW")),
				transactionIs("timeouts", knownvalue.Null()),
			},
		}},
	})
	// The documented example has empty metadata. Empty metadata is not sent, so that it is
	// the same request as null.
	sent(t, fake, `{"idempotencyKey": "12168f10-eaa3-4f6e-a925-8d74503af635"}`)
}

func TestTransaction_sendsMetadata(t *testing.T) {
	t.Parallel()
	fake, url := startFake(t)
	resource.UnitTest(t, resource.TestCase{
		ProtoV6ProviderFactories: factories(),
		Steps: []resource.TestStep{{
			Config:            providerBlock(url) + transactionBlock(`id = "PAY-1"`, `metadata = { order = "4711", empty = "" }`, `payment_id = "`+strings.ToUpper(paymentID)+`"`),
			ConfigStateChecks: []statecheck.StateCheck{transactionIs("payment_id", knownvalue.StringExact(strings.ToUpper(paymentID)))},
		}},
	})
	sent(t, fake, `{"idempotencyKey": "ec03e6e5-032e-4f4e-84c4-307e3edcef63", "metadata": {"order": "4711", "empty": ""}}`)
	if got, want := fake.Requests()[0].Path, "/v2/cpn/payments/"+paymentID+"/transactions"; got != want {
		t.Errorf("sent to %s, want %s", got, want)
	}
}

// TestTransaction_messageSurvives follows the message from CPN's bytes to the attribute, and out
// of Terraform's JSON again.
func TestTransaction_messageSurvives(t *testing.T) {
	t.Parallel()
	fake, url := startFake(t)
	w := newWorkspace(t, url)
	w.configure(transactionBlock(`id = "PAY-1"`))
	w.run("apply", "-auto-approve").must(t, 0)
	sent := fake.Transactions()[0].MessageToBeSigned
	if got := w.state()[transactionAddress]["message_to_be_signed"]; got != sent {
		t.Errorf("the message changed:\n%s\n%s", got, sent)
	}
	for _, precious := range []string{"115792089237316195423570985008687907853269984665640564039457584007913129639935", "9007199254740993"} {
		if !strings.Contains(sent, precious) {
			t.Errorf("the simulator's message no longer tests %s", precious)
		}
	}
}

func TestTransaction_emptyMetadataIsNull(t *testing.T) {
	t.Parallel()
	fake, url := startFake(t)
	resource.UnitTest(t, resource.TestCase{
		ProtoV6ProviderFactories: factories(),
		Steps: []resource.TestStep{
			{Config: providerBlock(url) + transactionBlock(`id = "PAY-1"`)},
			{Config: providerBlock(url) + transactionBlock(`id = "PAY-1"`, `metadata = {}`), ConfigPlanChecks: planned(plancheck.ExpectEmptyPlan())},
			{Config: providerBlock(url) + transactionBlock(`id = "PAY-1"`), ConfigPlanChecks: planned(plancheck.ExpectEmptyPlan())},
			{
				Config:           providerBlock(url) + transactionBlock(`id = "PAY-1"`, `payment_id = "`+strings.ToUpper(paymentID)+`"`),
				ConfigPlanChecks: planned(plancheck.ExpectEmptyPlan()),
			},
		},
	})
	if got := fake.Counts(); got.Transactions != 1 || got.Creates != 1 {
		t.Errorf("CPN holds %d transactions after %d creates, want 1 after 1", got.Transactions, got.Creates)
	}
}

func TestTransaction_changedMetadataReplaces(t *testing.T) {
	t.Parallel()
	fake, url := startFake(t)
	failed := func() {
		for _, created := range fake.Transactions() {
			fake.SetTransaction(created.ID, fail)
		}
	}
	replaces := planned(plancheck.ExpectResourceAction(transactionAddress, plancheck.ResourceActionReplace))
	resource.UnitTest(t, resource.TestCase{
		ProtoV6ProviderFactories: factories(),
		Steps: []resource.TestStep{
			{Config: providerBlock(url) + transactionBlock(`metadata = { a = "1" }`)},
			{PreConfig: failed, Config: providerBlock(url) + transactionBlock(`metadata = { a = "2" }`), ConfigPlanChecks: replaces},
			{PreConfig: failed, Config: providerBlock(url) + transactionBlock(), ConfigPlanChecks: replaces},
		},
	})
	if got := fake.Counts().Transactions; got != 3 {
		t.Errorf("CPN holds %d transactions, want 3", got)
	}
}

func TestTransaction_changedTimeoutsSendNothing(t *testing.T) {
	t.Parallel()
	fake, url := startFake(t)
	resource.UnitTest(t, resource.TestCase{
		ProtoV6ProviderFactories: factories(),
		Steps: []resource.TestStep{
			{Config: providerBlock(url) + transactionBlock()},
			{
				Config: providerBlock(url) + transactionBlock(`timeouts = { create = "90s", read = "10s" }`),
				ConfigPlanChecks: planned(
					plancheck.ExpectResourceAction(transactionAddress, plancheck.ResourceActionUpdate),
					onlyChange{transactionAddress, "timeouts"},
				),
			},
		},
	})
	if got := fake.Counts(); got.Creates != 1 {
		t.Errorf("%d creates, want 1", got.Creates)
	}
}
