// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package cpnfake_test

import (
	"bytes"
	"encoding/base64"
	"testing"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpnfake"
)

// TestSubmitTransaction_solana submits partially signed transactions. Each is made of the
// right one: two signatures of 64 bytes after their number, and the message.
func TestSubmitTransaction_solana(t *testing.T) {
	t.Parallel()
	onDevnet := func(p *cpnfake.Payment) { p.Blockchain = "SOL-DEVNET" }
	with := func(edit func(*cpnfake.Payment)) func(*cpnfake.Payment) {
		return func(p *cpnfake.Payment) {
			onDevnet(p)
			edit(p)
		}
	}
	const signature, message = 1 + 64, 1 + 2*64 // where the wallet's signature and the message begin
	for name, tc := range map[string]struct {
		payment func(*cpnfake.Payment)
		edit    func(raw []byte) []byte
		code    int // 0 is accepted
	}{
		"the right one": {onDevnet, func(raw []byte) []byte { return raw }, 0},
		"with CPN's signature too": {onDevnet, func(raw []byte) []byte {
			return append(append([]byte{2}, raw[signature:message]...), raw[signature:]...)
		}, 0},
		"the signature of another message": {onDevnet, func(raw []byte) []byte { raw[signature]++; return raw }, 290321},
		"no signature":                     {onDevnet, func(raw []byte) []byte { clear(raw[1:message]); return raw }, 290321},
		"the signature in CPN's place": {onDevnet, func(raw []byte) []byte {
			copy(raw[1:], raw[signature:message])
			clear(raw[signature:message])
			return raw
		}, 290321},
		"another message":                {onDevnet, func(raw []byte) []byte { raw[len(raw)-2]++; return raw }, 290311},
		"a byte too many":                {onDevnet, func(raw []byte) []byte { return append(raw, 0) }, 290311},
		"the message alone":              {onDevnet, func(raw []byte) []byte { return raw[message:] }, 290327},
		"one signature":                  {onDevnet, func(raw []byte) []byte { return append([]byte{1}, raw[signature:]...) }, 290321},
		"signatures alone":               {onDevnet, func(raw []byte) []byte { return raw[:signature] }, 290327},
		"nothing":                        {onDevnet, func([]byte) []byte { return []byte{0} }, 290311},
		"no balance":                     {with(func(p *cpnfake.Payment) { p.Balance = false }), func(raw []byte) []byte { return raw }, 290312},
		"no allowance, which is not due": {with(func(p *cpnfake.Payment) { p.Allowance = false }), func(raw []byte) []byte { return raw }, 0},
		"any signature":                  {with(func(p *cpnfake.Payment) { p.AnySignature = true }), func([]byte) []byte { return []byte{0} }, 0},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			submits(t, tc.payment, tc.code, func(tr cpnfake.Transaction) string {
				signed, err := cpnfake.NewWallet("").SignSolana(tr.EncodedMessageToBeSigned)
				raw, undecoded := base64.StdEncoding.DecodeString(signed)
				if err != nil || undecoded != nil || raw[0] != 2 || !bytes.Equal(raw[1:signature], make([]byte, 64)) {
					t.Fatalf("the wallet signs %s: %v, %v", signed, err, undecoded)
				}
				return base64.StdEncoding.EncodeToString(tc.edit(raw))
			})
		})
	}
}

// On Solana messageToBeSigned is absent, or null if a test wants it so.
func TestSolana_messageToBeSigned(t *testing.T) {
	t.Parallel()
	fake, c, data := begun(t, func(p *cpnfake.Payment) { p.Blockchain = "SOL" })
	if message, there := data["messageToBeSigned"]; there {
		t.Errorf("the message is %v", message)
	}
	id := fake.Transactions()[0].ID
	fake.SetTransaction(id, func(tr *cpnfake.Transaction) { tr.MessageToBeSigned = "null" })
	got := c.get(transactionsPath + "/" + id).data(t)
	if message, there := got["messageToBeSigned"]; !there || message != nil {
		t.Errorf("the message is %v", message)
	}
	if got["encodedMessageToBeSigned"] != data["encodedMessageToBeSigned"] {
		t.Errorf("the encoded message is %v", got["encodedMessageToBeSigned"])
	}
}

func TestWallet_signsForItselfAlone(t *testing.T) {
	t.Parallel()
	_, _, data := begun(t, func(p *cpnfake.Payment) { p.Blockchain = "SOL-DEVNET" })
	encoded, _ := data["encodedMessageToBeSigned"].(string)
	for name, tc := range map[string]struct{ wallet, message string }{
		"another wallet":     {"another", encoded},
		"no base64":          {"", "0x00"},
		"no message":         {"", ""},
		"half of a message":  {"", encoded[:40]},
		"a legacy message":   {"", "AgEC"},
		"a wallet by a text": {"", base64.StdEncoding.EncodeToString(make([]byte, 200))},
	} {
		if signed, err := cpnfake.NewWallet(tc.wallet).SignSolana(tc.message); err == nil {
			t.Errorf("%s: it signs %s", name, signed)
		}
	}
}
