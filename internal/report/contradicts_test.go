// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package report

import (
	"strings"
	"testing"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpn"
)

// TestMessageContradicts holds what operators read of a message that is not what CPN says.
func TestMessageContradicts(t *testing.T) {
	t.Parallel()
	const transactionID = "7fcb38c5-a4b5-4cbc-9685-a5a6f2ef38f3"
	to := cpn.Contradiction{
		Attribute: "destination_address", Described: "0x1c7d4b196cb0c7b01d743fbc6116a902379c7238",
		Member: "to", Signed: "0x00000000000000000000000000000000deadbeef",
	}
	value := cpn.Contradiction{Attribute: "amount", Described: "110.270000 USDC", Member: "value", Signed: "999990000 (999.990000 USDC)"}
	from := to
	from.Attribute, from.Member = "sender_address", "from"
	chain := cpn.Contradiction{Attribute: "blockchain", Described: "ETH-SEPOLIA (chain_id 11155111)", Member: "chain_id", Signed: "1"}
	for name, contradictions := range map[string][]cpn.Contradiction{
		"a message that pays another address": {to, value, from, chain},
		"a message that pays another amount":  {value},
		"a message that pays for another":     {from},
		"a message on another chain":          {chain},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			diags := MessageContradicts(paymentID, transactionID, "CREATED", contradictions)
			golden(t, name, printed(diags))
			if n := len([]rune(diags[0].Summary())); n > 70 {
				t.Errorf("the summary has %d characters", n)
			}
			if before, _, _ := strings.Cut(diags[0].Detail(), "\n\n  "); len(strings.Fields(before)) > 60 {
				t.Errorf("%d words before the evidence", len(strings.Fields(before)))
			}
		})
	}
	if diags := MessageContradicts(paymentID, transactionID, "CREATED", nil); diags != nil {
		t.Errorf("warned of nothing: %s", printed(diags))
	}
}

func TestMessageContradicts_escapes(t *testing.T) {
	t.Parallel()
	const hostile = "\x1b[2Jx"
	text := printed(MessageContradicts(paymentID, hostile, hostile, []cpn.Contradiction{{Attribute: "amount", Described: hostile, Member: "value", Signed: hostile + strings.Repeat("9", 100_000)}}))
	if strings.Contains(text, "\x1b") || strings.Count(text, `\x1b[2J`) != 5 || len(text) > 3000 {
		t.Errorf("%d bytes: %q", len(text), text)
	}
}
