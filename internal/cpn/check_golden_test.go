// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package cpn

import (
	"net/http/httptest"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpnfake"
)

// TestCheckMessage_golden checks the golden messages with the digests of other programs.
func TestCheckMessage_golden(t *testing.T) {
	t.Parallel()
	described := func(edit func(*Description)) Description {
		d := documentedDescription()
		edit(&d)
		return d
	}
	older := Finding{CheckSpender, [][2]string{
		{"settlement contract", settlementContract}, {"message_details.spender", "0x8ea7239f185CC32AB1Ff698f1b1A3aAB615D6d2c"},
	}}
	less := Finding{CheckLess, [][2]string{{"amount", "15.000000 USDC"}, {"message_details.permitted_amount", "14174474 (14.174474 USDC)"}}}
	special := map[string]struct {
		described Description
		want      []Finding
	}{
		"documented":           {documentedDescription(), []Finding{older}},
		"less_than_described":  {described(func(d *Description) { d.Amount = "15.000000" }), []Finding{less, older}},
		"ethereum":             {described(func(d *Description) { d.Blockchain = "ETH" }), nil},
		"polygon":              {described(func(d *Description) { d.Blockchain = "MATIC" }), nil},
		"polygon_testnet":      {described(func(d *Description) { d.Blockchain = "MATIC-AMOY" }), nil},
		"arc_testnet":          {described(func(d *Description) { d.Blockchain = "ARC-TESTNET" }), nil},
		"numbers_beyond_2_53":  {described(func(d *Description) { d.Amount = "1161928703861.587970" }), nil},
		"no_payment_intent":    {Description{Blockchain: "ETH", Amount: "1", Currency: "USDC", DestinationAddress: thief}, nil},
		"without_domain_type":  {documentedDescription(), nil},
		"published_spender":    {documentedDescription(), nil},
		"everything_left_out":  {Description{}, nil},
		"currency_is_not_USDC": {described(func(d *Description) { d.Currency, d.Amount = "JPYC", "1" }), nil},
	}
	messages, signed := goldenMessages(t), signatures(t)
	for _, name := range []string{"everything_left_out", "currency_is_not_USDC"} {
		messages[name], signed[name] = messages["published_spender"], signed["published_spender"]
	}
	for name, message := range messages {
		tc, known := special[name]
		if !known {
			tc.described = documentedDescription()
		}
		if diff := cmp.Diff(tc.want, CheckMessage(message, signed[name].Ethers.Digest, tc.described)); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

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
