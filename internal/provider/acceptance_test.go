// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"errors"
	"fmt"
	"io"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/google/uuid"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/knownvalue"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"
	"github.com/hashicorp/terraform-plugin-testing/tfjsonpath"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpn"
)

// target is the API that the acceptance tests run against: CPN's test environment if TF_ACC,
// CPN_API_KEY and CPN_ACC_PAYMENT_ID are set, and otherwise the test's own simulator.
type target struct {
	real      bool
	paymentID string
}

// chosenTarget reads the choice from the environment. It rejects every API key that is not
// for the test environment: what these tests create cannot be removed.
func chosenTarget(getenv func(string) string) (target, error) {
	key, payment := getenv("CPN_API_KEY"), getenv("CPN_ACC_PAYMENT_ID")
	if getenv("TF_ACC") == "" || key == "" || payment == "" {
		return target{paymentID: paymentID}, nil
	}
	if !strings.HasPrefix(key, cpn.TestKeyPrefix+":") {
		return target{}, errors.New("CPN_API_KEY is not a test key: its first part must be " + cpn.TestKeyPrefix)
	}
	return target{real: true, paymentID: payment}, nil
}

// announce says what the tests will create at CPN and cannot remove.
func (a target) announce(w io.Writer) {
	if a.real {
		_, _ = fmt.Fprintf(w, "The acceptance tests open 1 support ticket and create 1 transaction for payment %s in CPN's test environment. "+
			"CPN can delete neither: both stay.\n", a.paymentID)
	}
}

// provider returns the provider block. CPN's API key stays in the environment.
func (a target) provider(t *testing.T) string {
	t.Helper()
	if a.real {
		return "provider \"cpn\" {\n  environment = \"test\"\n}\n"
	}
	_, url := startFake(t)
	return providerBlock(url)
}

// TestAcc creates a ticket and a transaction, and plans nothing after that.
func TestAcc(t *testing.T) {
	t.Parallel()
	a, err := chosenTarget(os.Getenv)
	if err != nil {
		t.Fatal(err)
	}
	id, payment := `id = "acc-`+uuid.NewString()+`"`, `payment_id = "`+a.paymentID+`"`
	// coalesce fails if there is nothing to sign. Which of the two is signed depends on the blockchain.
	const outputs = `
output "to_sign" {
  value = coalesce(cpn_transaction.test.message_to_be_signed, cpn_transaction.test.encoded_message_to_be_signed)
}

output "payee" {
  value = try(coalesce(cpn_transaction.test.message_details.to), cpn_transaction.test.destination_address)
}
`
	cpnID := knownvalue.StringRegexp(regexp.MustCompile("^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$"))
	resource.UnitTest(t, resource.TestCase{
		ProtoV6ProviderFactories: map[string]func() (tfprotov6.ProviderServer, error){
			"cpn": func() (tfprotov6.ProviderServer, error) { return NewServer("test", false), nil },
		},
		Steps: []resource.TestStep{{
			Config: a.provider(t) + outputs +
				ticketBlock(id, payment, `description = "Acceptance test of terraform-provider-cpn. Please ignore it."`, `email = "acceptance@example.com"`) +
				transactionBlock(id, payment, `metadata = { test = "acceptance" }`),
			ConfigPlanChecks: resource.ConfigPlanChecks{
				PreApply: []plancheck.PlanCheck{
					plancheck.ExpectResourceAction(ticketAddress, plancheck.ResourceActionCreate),
					plancheck.ExpectResourceAction(transactionAddress, plancheck.ResourceActionCreate),
				},
				PostApplyPostRefresh: []plancheck.PlanCheck{plancheck.ExpectEmptyPlan()},
			},
			ConfigStateChecks: []statecheck.StateCheck{
				statecheck.ExpectKnownValue(ticketAddress, tfjsonpath.New("ticket_id"), cpnID),
				statecheck.ExpectKnownValue(ticketAddress, tfjsonpath.New("case_ref_id"), knownvalue.NotNull()),
				statecheck.ExpectKnownValue(transactionAddress, tfjsonpath.New("transaction_id"), cpnID),
				statecheck.ExpectKnownValue(transactionAddress, tfjsonpath.New("blockchain"), expected("CPN_ACC_BLOCKCHAIN")),
				statecheck.ExpectKnownValue(transactionAddress, tfjsonpath.New("amount").AtMapKey("amount"), expected("CPN_ACC_TOTAL")),
				statecheck.ExpectKnownOutputValue("payee", expected("CPN_ACC_PAYEE")),
			},
		}},
	})
}

// expected is the value of a variable, in any letter case, or anything if it is not set.
func expected(variable string) knownvalue.Check {
	return knownvalue.StringFunc(func(got string) error {
		if want := os.Getenv(variable); want != "" && !strings.EqualFold(want, got) {
			return fmt.Errorf("%s is %s", variable, want)
		}
		return nil
	})
}

func TestChosenTarget(t *testing.T) {
	t.Parallel()
	const key, payment = "TEST_API_KEY:a:b", "11111111-1111-4111-8111-111111111111"
	for name, tc := range map[string]struct {
		environment map[string]string
		want        target
		refused     bool
	}{
		"nothing is set":              {nil, target{false, paymentID}, false},
		"a key alone, without TF_ACC": {map[string]string{"CPN_API_KEY": key, "CPN_ACC_PAYMENT_ID": payment}, target{false, paymentID}, false},
		"no payment":                  {map[string]string{"TF_ACC": "1", "CPN_API_KEY": key}, target{false, paymentID}, false},
		"everything is set":           {map[string]string{"TF_ACC": "1", "CPN_API_KEY": key, "CPN_ACC_PAYMENT_ID": payment}, target{true, payment}, false},
		"a live key":                  {map[string]string{"TF_ACC": "1", "CPN_API_KEY": "LIVE_API_KEY:a:b", "CPN_ACC_PAYMENT_ID": payment}, target{}, true},
		"a key with another prefix":   {map[string]string{"TF_ACC": "1", "CPN_API_KEY": "SAND_API_KEY:a:b", "CPN_ACC_PAYMENT_ID": payment}, target{}, true},
		"a prefix that is similar":    {map[string]string{"TF_ACC": "1", "CPN_API_KEY": "TEST_API_KEY2:a:b", "CPN_ACC_PAYMENT_ID": payment}, target{}, true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, err := chosenTarget(getenv(tc.environment))
			if got != tc.want || (err != nil) != tc.refused {
				t.Errorf("got %+v, %v", got, err)
			}
		})
	}
	var said strings.Builder
	target{real: true, paymentID: payment}.announce(&said)
	if !strings.Contains(said.String(), payment) || !strings.Contains(said.String(), "both stay") {
		t.Errorf("said %q", said.String())
	}
}
