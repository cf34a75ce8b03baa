// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package cpn

import (
	"net/http/httptest"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpnfake"
)

// TestCheckMessage_simulator finds what each of the simulator's messages has wrong. It is
// written from the same documents, but not from this package.
func TestCheckMessage_simulator(t *testing.T) {
	t.Parallel()
	checks := map[string][]Check{
		"payee": {CheckPayee}, "payer": {CheckPayer}, "contract": {CheckContract}, "token": {CheckToken}, "spender": {CheckSpender}, "chain": {CheckChain},
		"sum": {CheckSum}, "more than described": {CheckMore}, "less than described": {CheckLess}, "digest": {CheckDigest},
		"member missing": {CheckMembers}, "member not declared": {CheckMembers}, "member declared otherwise": {CheckMembers},
		"": nil,
	}
	for _, hostile := range append(cpnfake.HostileMessages(), "") {
		for _, blockchain := range cpnfake.Blockchains() {
			fake := cpnfake.New()
			fake.SetPayments(func(p *cpnfake.Payment) { p.Blockchain, p.Hostile = blockchain, []string{hostile} })
			server := httptest.NewServer(fake)
			client := dial(t, server.URL)
			found, err := client.CreateTransaction(t.Context(), NewTransaction{PaymentID: paymentID}, "d41dc553-1efd-40b0-908b-5dd8ae0ac9b3")
			server.Close()
			if err != nil {
				t.Fatal(err)
			}
			want, known := checks[hostile]
			if !IsEVM(blockchain) {
				want = nil
			}
			var got []Check
			for _, f := range CheckMessage(string(found.MessageToBeSigned), fake.Transactions()[0].EncodedMessageToBeSigned, Description{
				*found.SenderAddress, *found.DestinationAddress, *found.Blockchain, *found.Amount.Amount, *found.Amount.Currency,
			}) {
				got = append(got, f.Check)
			}
			if diff := cmp.Diff(want, got); diff != "" || !known {
				t.Errorf("%q on %s: %s", hostile, blockchain, diff)
			}
		}
	}
}
