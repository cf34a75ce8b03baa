// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package cpnfake_test

import (
	"encoding/json"
	"fmt"
	"math/big"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpnfake"
)

// differences compares a message and its encoded form with what its transaction describes.
// Each difference has the name of a hostile message.
func differences(data map[string]any, digest string) []string {
	message, _ := data["messageToBeSigned"].(map[string]any)
	member := func(path ...string) any {
		var at any = message
		for _, name := range path {
			object, _ := at.(map[string]any)
			at = object[name]
		}
		return at
	}
	number := func(path ...string) *big.Int {
		text, isText := member(path...).(string)
		if !isText {
			number, _ := member(path...).(json.Number)
			text = number.String()
		}
		n, _ := new(big.Int).SetString(text, 10)
		return n
	}
	var found []string
	differs := func(name string, is bool) {
		if is {
			found = append(found, name)
		}
	}
	const stranger = "0x00000000000000000000000000000000000000aa"
	declared := fmt.Sprint(member("types", "PaymentIntent"))
	to, there := member("message", "witness", "to").(string)
	amount, total := number("message", "permitted", "amount"), big.NewInt(11948672)
	sum := new(big.Int).Add(number("message", "witness", "value"), number("message", "witness", "maxFee"))
	differs("chain", member("domain", "chainId") != "11155111")
	differs("contract", member("domain", "verifyingContract") == stranger)
	differs("digest", data["encodedMessageToBeSigned"] != digest)
	differs("less than described", amount.Cmp(total) < 0)
	differs("member declared otherwise", strings.Contains(declared, "uint128"))
	differs("member missing", !there && !strings.Contains(declared, "name:to "))
	differs("member not declared", !strings.Contains(declared, "name:maxFee "))
	differs("more than described", amount.Cmp(total) > 0)
	differs("payee", there && to != data["destinationAddress"])
	differs("payer", member("message", "witness", "from") != data["senderAddress"])
	differs("spender", member("message", "spender") != "0x355e0a2a4B7563e0E00C90deD9Aa914c119Ee868")
	differs("sum", sum.Cmp(amount) != 0)
	differs("token", member("message", "permitted", "token") == stranger)
	return found
}

// Each name stands for one difference, two names for two, and a wallet can sign them all.
func TestHostileMessages(t *testing.T) {
	t.Parallel()
	names := cpnfake.HostileMessages()
	sets := [][]string{nil, {"payee", "sum"}, {"contract", "digest"}, {"less than described", "sum"}, {"nothing of the kind"}}
	for _, name := range names {
		sets = append(sets, []string{name})
	}
	for _, set := range sets {
		t.Run(strings.Join(set, " and "), func(t *testing.T) {
			t.Parallel()
			fake, _, data := begun(t, func(p *cpnfake.Payment) { p.Hostile = set })
			message := fake.Transactions()[0].MessageToBeSigned
			var want []string
			for _, name := range set {
				if slices.Contains(names, name) {
					want = append(want, name)
				}
			}
			if diff := cmp.Diff(want, differences(data, cpnfake.Digest(message))); diff != "" {
				t.Errorf("%s: %s", diff, message)
			}
			if _, err := cpnfake.NewWallet("").SignTypedData(message); err != nil {
				t.Error(err)
			}
		})
	}
}

// Which blockchain a hostile message is for, it is another one.
func TestHostileMessages_chain(t *testing.T) {
	t.Parallel()
	_, _, data := begun(t, func(p *cpnfake.Payment) { p.Blockchain, p.Hostile = "ETH", []string{"chain"} })
	message, _ := data["messageToBeSigned"].(map[string]any)
	if domain, _ := message["domain"].(map[string]any); domain["chainId"] != "137" {
		t.Errorf("the domain is %v", domain)
	}
}
