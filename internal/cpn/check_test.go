// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package cpn

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const (
	// documentedDigest is of the message that [intentMessage] returns.
	documentedDigest = "0x7510dd4af5faa48f4211b9e0497de97f819d2f05a58b90f5ac3099af9a100b13"
	thief            = "0x00000000000000000000000000000000deadbeef"
)

// documentedDescription is what CPN's documentation says about the message beside it.
func documentedDescription() Description {
	return Description{
		SenderAddress: "0x57414adbBbc4BBA36f1dE26b2dc1648b28ae7799", DestinationAddress: "0xded12af48fb343b446bcbe739c5211636896362b",
		Blockchain: "ETH-SEPOLIA", Amount: "11.948672", Currency: "USDC",
	}
}

// TestCheckMessage changes the documented message, or what CPN says about it, in one place.
func TestCheckMessage(t *testing.T) {
	t.Parallel()
	const older, other = "0x8ea7239f185CC32AB1Ff698f1b1A3aAB615D6d2c", "0x3c499c542cEF5E3811e1192ce70d8cC03d5c3359"
	unread := "not declared and given as documented"
	d, p := documentedDescription(), intended()
	find := func(check Check, evidence ...string) Finding {
		f := Finding{Check: check}
		for i := 0; i < len(evidence); i += 2 {
			f.Evidence = append(f.Evidence, [2]string{evidence[i], evidence[i+1]})
		}
		return f
	}
	sum := func(value, fee, sum, permitted string) Finding {
		return find(CheckSum, "message_details.value", value, "message_details.max_fee", fee, "value + max_fee", sum, "message_details.permitted_amount", permitted)
	}
	const amount, value, fee, permitted = "11.948672 USDC", "11048874 (11.048874 USDC)", "899798 (0.899798 USDC)", "11948672 (11.948672 USDC)"
	for name, tc := range map[string]struct {
		edit func(m intentParts, d *Description)
		want []Finding
	}{
		"nothing":               {func(intentParts, *Description) {}, nil},
		"the case of addresses": {func(m intentParts, _ *Description) { m.witness["to"] = strings.ToLower(p.To) }, nil},
		"another payee": {func(m intentParts, _ *Description) { m.witness["to"] = thief }, []Finding{
			find(CheckPayee, "destination_address", d.DestinationAddress, "message_details.to", thief),
		}},
		"another wallet": {func(m intentParts, _ *Description) { m.witness["from"] = thief }, []Finding{
			find(CheckPayer, "sender_address", d.SenderAddress, "message_details.from", thief),
		}},
		"another chain": {func(m intentParts, _ *Description) { m.domain["chainId"] = 1 }, []Finding{
			find(CheckChain, "blockchain", "ETH-SEPOLIA (chain_id 11155111)", "message_details.chain_id", "1"),
		}},
		"another contract": {func(m intentParts, _ *Description) { m.domain["verifyingContract"] = thief }, []Finding{
			find(CheckContract, "Permit2", permit2, "message_details.verifying_contract", thief),
		}},
		"another token": {func(m intentParts, _ *Description) { m.permitted["token"] = other }, []Finding{
			find(CheckToken, "USDC on ETH-SEPOLIA", p.Token, "message_details.token", other),
		}},
		"another token of a currency whose address is not known": {func(m intentParts, d *Description) { m.permitted["token"], d.Currency = other, "EURC" }, nil},
		"another token on a chain that is not known":             {func(m intentParts, d *Description) { m.permitted["token"], d.Blockchain = other, "BASE" }, nil},
		"another spender": {func(m intentParts, _ *Description) { m.message["spender"] = older }, []Finding{
			find(CheckSpender, "settlement contract", settlementContract, "message_details.spender", older),
		}},
		"a larger value": {func(m intentParts, _ *Description) { m.witness["value"] = 11048875 }, []Finding{
			sum("11048875 (11.048875 USDC)", fee, "11948673 (11.948673 USDC)", permitted),
		}},
		"a value that is 2^64 larger": {func(m intentParts, _ *Description) { m.witness["value"] = "18446744073720600490" }, []Finding{
			sum("18446744073720600490 (18446744073720.600490 USDC)", fee, "18446744073721500288 (18446744073721.500288 USDC)", permitted),
		}},
		"a larger fee that is not permitted": {func(m intentParts, _ *Description) { m.witness["maxFee"] = "899799" }, []Finding{
			sum(value, "899799 (0.899799 USDC)", "11948673 (11.948673 USDC)", permitted),
		}},
		"a larger fee": {func(m intentParts, _ *Description) { m.witness["maxFee"], m.permitted["amount"] = "1899798", 12948672 }, []Finding{
			find(CheckMore, "amount", amount, "message_details.permitted_amount", "12948672 (12.948672 USDC)"),
		}},
		"one millionth more": {func(m intentParts, _ *Description) { m.permitted["amount"] = "11948673" }, []Finding{
			find(CheckMore, "amount", amount, "message_details.permitted_amount", "11948673 (11.948673 USDC)"),
			sum(value, fee, permitted, "11948673 (11.948673 USDC)"),
		}},
		"all that the wallet has": {func(m intentParts, _ *Description) {
			m.permitted["amount"], m.witness["value"], m.witness["maxFee"] = "1"+strings.Repeat("0", 77), "1"+strings.Repeat("0", 77), 0
		}, []Finding{
			find(CheckMore, "amount", amount, "message_details.permitted_amount", "1"+strings.Repeat("0", 77)+" (1"+strings.Repeat("0", 71)+".000000 USDC)"),
		}},
		"less": {func(m intentParts, _ *Description) {
			m.permitted["amount"], m.witness["value"] = "11948671", "11048873"
		}, []Finding{
			find(CheckLess, "amount", amount, "message_details.permitted_amount", "11948671 (11.948671 USDC)"),
		}},
		"an amount of 7 decimals": {func(_ intentParts, d *Description) { d.Amount = "11.9486719" }, []Finding{
			find(CheckMore, "amount", "11.9486719 USDC", "message_details.permitted_amount", permitted),
		}},
		"an amount without zeros at the end": {func(m intentParts, d *Description) {
			d.Amount, m.permitted["amount"], m.witness["value"] = "11.9", 11900000, 11000202
		}, nil},
		"an amount in EURC":                    {func(_ intentParts, d *Description) { d.Currency = "EURC" }, nil},
		"an amount of a currency nobody knows": {func(_ intentParts, d *Description) { d.Currency, d.Amount = "JPYC", "1" }, nil},
		"an amount without a currency":         {func(_ intentParts, d *Description) { d.Currency, d.Amount = "", "1" }, nil},
		"an amount that is left out":           {func(_ intentParts, d *Description) { d.Amount = "" }, nil},
		"a description without anything":       {func(_ intentParts, d *Description) { *d = Description{} }, nil},
		"a chain whose number is not known":    {func(m intentParts, d *Description) { d.Blockchain, m.domain["chainId"] = "BASE", 8453 }, nil},
		"a sum in a currency nobody knows":     {func(m intentParts, d *Description) { d.Currency, m.witness["value"] = "JPYC", 1 }, []Finding{sum("1", "899798", "899799", "11948672")}},
		"an amount that is no number":          {func(_ intentParts, d *Description) { d.Amount = "11,948672" }, []Finding{find(CheckMembers, "amount", "11,948672 USDC")}},
		"an amount with an exponent":           {func(_ intentParts, d *Description) { d.Amount = "1e3" }, []Finding{find(CheckMembers, "amount", "1e3 USDC")}},
		"a hexadecimal value":                  {func(m intentParts, _ *Description) { m.witness["value"] = "0xa8986a" }, []Finding{find(CheckMembers, "message_details.value", "0xa8986a")}},
		"a value with a zero in front":         {func(m intentParts, _ *Description) { m.witness["value"] = "011048874" }, []Finding{find(CheckMembers, "message_details.value", "011048874")}},
		"a value with an exponent":             {func(m intentParts, _ *Description) { m.witness["value"] = json.Number("1.1048874e7") }, []Finding{find(CheckMembers, "message_details.value", "1.1048874e7")}},
		"a value with a fraction":              {func(m intentParts, _ *Description) { m.witness["value"] = json.Number("11048874.0") }, []Finding{find(CheckMembers, "message_details.value", "11048874.0")}},
		"a negative fee":                       {func(m intentParts, _ *Description) { m.witness["maxFee"] = -899798 }, []Finding{find(CheckMembers, "message_details.max_fee", "-899798")}},
		"a value of 257 bits":                  {func(m intentParts, _ *Description) { m.permitted["amount"] = "2" + strings.Repeat("0", 77) }, []Finding{find(CheckMembers, "message_details.permitted_amount", "2"+strings.Repeat("0", 77))}},
		"a value that is absent":               {func(m intentParts, _ *Description) { delete(m.witness, "value") }, []Finding{find(CheckMembers, "message_details.value", unread)}},
		"a hexadecimal chain":                  {func(m intentParts, _ *Description) { m.domain["chainId"] = "0xaa36a7" }, []Finding{find(CheckMembers, "message_details.chain_id", "0xaa36a7")}},
		"no wallet, token, spender or contract": {func(m intentParts, _ *Description) {
			delete(m.witness, "from")
			delete(m.permitted, "token")
			delete(m.message, "spender")
			delete(m.domain, "verifyingContract")
		}, []Finding{find(CheckMembers, "message_details.from", unread, "message_details.token", unread, "message_details.spender", unread, "message_details.verifying_contract", unread)}},
		"a name for the payee, which CPN left out": {func(m intentParts, d *Description) { m.witness["to"], d.DestinationAddress = "cpn.eth", "" }, []Finding{
			find(CheckMembers, "message_details.to", "cpn.eth"),
		}},
		"a name for the payee": {func(m intentParts, _ *Description) { m.witness["to"] = "cpn.eth" }, []Finding{
			find(CheckMembers, "message_details.to", "cpn.eth"), find(CheckPayee, "destination_address", d.DestinationAddress, "message_details.to", "cpn.eth"),
		}},
		"a payee of another type": {func(m intentParts, _ *Description) { m.declare("PaymentIntent", "to", "string") }, []Finding{find(CheckMembers, "message_details.to", unread)}},
		"everything, the worst first": {func(m intentParts, _ *Description) {
			m.witness["to"], m.witness["from"], m.domain["chainId"], m.permitted["amount"] = thief, thief, 1, 99
		}, []Finding{
			find(CheckPayee, "destination_address", d.DestinationAddress, "message_details.to", thief),
			find(CheckChain, "blockchain", "ETH-SEPOLIA (chain_id 11155111)", "message_details.chain_id", "1"),
			find(CheckPayer, "sender_address", d.SenderAddress, "message_details.from", thief),
			sum(value, fee, permitted, "99 (0.000099 USDC)"),
			find(CheckLess, "amount", amount, "message_details.permitted_amount", "99 (0.000099 USDC)"),
		}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			m, described := partsOf(t, intentMessage(t)), documentedDescription()
			tc.edit(m, &described)
			if diff := cmp.Diff(tc.want, CheckMessage(m.text(t), "", described)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// intentParts are the parts of a message to change.
type intentParts struct{ document, domain, message, permitted, witness map[string]any }

func partsOf(tb testing.TB, message string) intentParts {
	tb.Helper()
	decoder := json.NewDecoder(strings.NewReader(message))
	decoder.UseNumber()
	m := intentParts{document: map[string]any{}}
	if err := decoder.Decode(&m.document); err != nil {
		tb.Fatal(err)
	}
	m.domain, _ = m.document["domain"].(map[string]any)
	m.message, _ = m.document["message"].(map[string]any)
	m.permitted, _ = m.message["permitted"].(map[string]any)
	m.witness, _ = m.message["witness"].(map[string]any)
	return m
}

func (m intentParts) text(tb testing.TB) string {
	tb.Helper()
	text, err := json.Marshal(m.document)
	if err != nil {
		tb.Fatal(err)
	}
	return string(text)
}

// declare changes the type of a member.
func (m intentParts) declare(structName, member, ofType string) {
	types, _ := m.document["types"].(map[string]any)
	declarations, _ := types[structName].([]any)
	for _, each := range declarations {
		if declaration, _ := each.(map[string]any); declaration["name"] == member {
			declaration["type"] = ofType
		}
	}
}
