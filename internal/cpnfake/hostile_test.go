// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package cpnfake_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpnfake"
)

// Each name stands for one difference from an honest message, two names for two, and a wallet
// can sign them all. The encoded message belongs to the message, except with "digest".
func TestHostileMessages(t *testing.T) {
	t.Parallel()
	const stranger = `"0x00000000000000000000000000000000000000aa"`
	const payee, permit2 = `"to":"0x57414adb2e3bfb0e1a4c4d7e2a1a8a0d9c3f7799"`, `"verifyingContract":"0x000000000022D473030F116dDEE9F6B43aC78BA3"`
	const settlement, older = `"spender":"0x355e0a2a4B7563e0E00C90deD9Aa914c119Ee868"`, `"spender":"0xe2b17d0c1736dc7c462abc4233c91bdb9f27dd1d"`
	const maxFee = `{"name":"maxFee","type":"uint256"},`
	payer := `"from":"` + cpnfake.NewWallet("").Address("ETH-SEPOLIA") + `"`
	differences := map[string][]string{ // old and new, old and new
		"chain":                     {`"chainId":"11155111"`, `"chainId":"1"`},
		"contract":                  {permit2, `"verifyingContract":` + stranger},
		"digest":                    nil,
		"less than described":       {`"amount":"11948672"`, `"amount":"10948672"`, `"value":11048874`, `"value":10048874`},
		"member declared otherwise": {maxFee, strings.Replace(maxFee, "256", "128", 1)},
		"member missing":            {payee + ",", "", `{"name":"to","type":"address"},`, ""},
		"member not declared":       {maxFee, ""},
		"more than described":       {`"amount":"11948672"`, `"amount":"12948672"`, `"value":11048874`, `"value":12048874`},
		"payee":                     {payee, `"to":` + stranger},
		"payer":                     {payer, `"from":` + stranger},
		"spender":                   {settlement, older},
		"sum":                       {`"maxFee":"899798"`, `"maxFee":"899797"`},
		"token":                     {`"token":"0x1c7D4B196Cb0C7B01d743Fbc6116a902379C7238"`, `"token":` + stranger},
		"payee,sum":                 {payee, `"to":` + stranger, `"maxFee":"899798"`, `"maxFee":"899797"`},
	}
	for _, name := range cpnfake.HostileMessages() {
		if _, tried := differences[name]; !tried {
			t.Errorf("%s is not tried", name)
		}
	}
	honest, _, _ := begun(t, nil)
	for name, replaced := range differences {
		fake, _, data := begun(t, func(p *cpnfake.Payment) { p.Hostile = strings.Split(name, ",") })
		got, want := fake.Transactions()[0].MessageToBeSigned, honest.Transactions()[0].MessageToBeSigned
		for pair := range slices.Chunk(replaced, 2) {
			if !strings.Contains(want, pair[0]) {
				t.Errorf("no honest message says %s", pair[0])
			}
			want = strings.Replace(want, pair[0], pair[1], 1)
		}
		if got != want {
			t.Errorf("%s: the message is\n%s\nwant\n%s", name, got, want)
		}
		if right := data["encodedMessageToBeSigned"] == cpnfake.Digest(got); right == (name == "digest") {
			t.Errorf("%s: the encoded message is %s", name, data["encodedMessageToBeSigned"])
		}
		if _, err := cpnfake.NewWallet("").SignTypedData(got); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	fake, _, _ := begun(t, func(p *cpnfake.Payment) { p.Blockchain, p.Hostile = "ETH", []string{"chain"} })
	if got := fake.Transactions()[0].MessageToBeSigned; !strings.Contains(got, `"chainId":"137"`) {
		t.Errorf("on ETH the message is for ETH: %s", got)
	}
}
