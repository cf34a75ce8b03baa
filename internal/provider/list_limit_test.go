// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"fmt"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpnfake"
)

// TestList_limit shows that the active transaction comes first, that no more is read than is
// wanted, and that one that cannot be read takes the place of none.
func TestList_limit(t *testing.T) {
	t.Parallel()
	fake, url := startFake(t)
	for i, status := range []string{"FAILED", "FAILED", "CREATED", "FAILED"} {
		fake.SetTransaction(fmt.Sprintf("%08d-0000-4000-8000-000000000000", i), func(held *cpnfake.Transaction) { held.PaymentID, held.Status = paymentID, status })
	}
	q := startQuery(t)
	q.configure(attributes{"api_key": testKey, "base_url": url, "max_retries": 0})
	list := func(limit int64) (names []string, warnings int) {
		stream, err := q.lists.ListResource(t.Context(), &tfprotov6.ListResourceRequest{
			TypeName: "cpn_transaction", Config: q.encode(q.typ, q.value(q.typ, attributes{"payment_id": paymentID})), Limit: limit,
		})
		if err != nil {
			t.Fatal(err)
		}
		for result := range stream.Results {
			if warnings += len(result.Diagnostics); result.Identity != nil {
				names = append(names, result.DisplayName[len(result.DisplayName)-1:])
			}
		}
		return names, warnings
	}
	before := fake.Counts().Reads
	if names, _ := list(1); fmt.Sprint(names) != "[2]" || fake.Counts().Reads-before > 2 {
		t.Errorf("listed %v after %d reads", names, fake.Counts().Reads-before)
	}
	fake.Inject(cpnfake.Fault{Operation: cpnfake.GetTransaction, Status: 503})
	if names, warnings := list(2); fmt.Sprint(names) != "[0 1]" || warnings != 1 {
		t.Errorf("listed %v with %d warnings", names, warnings)
	}
	if names, _ := list(100); fmt.Sprint(names) != "[2 0 1 3]" {
		t.Errorf("listed %v", names)
	}
}
