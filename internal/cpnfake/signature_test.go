// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package cpnfake_test

import (
	"bytes"
	"encoding/base64"
	"encoding/hex"
	"strings"
	"testing"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpnfake"
)

// changed changes the last bytes of a signature in hexadecimal form.
func changed(signature, to string) string { return signature[:len(signature)-len(to)] + to }

// TestSubmitTransaction_verifies submits signatures on an EVM chain. Each is made of the
// right one.
func TestSubmitTransaction_verifies(t *testing.T) {
	t.Parallel()
	other := cpnfake.NewWallet("of somebody else")
	right := func(signature, _ string) string { return signature }
	for name, tc := range map[string]struct {
		edit func(*cpnfake.Payment)
		sign func(signature, message string) string
		code int // 0 is accepted
	}{
		"the right signature": {nil, right, 0},
		"in capitals":         {nil, func(s, _ string) string { return "0x" + strings.ToUpper(s[2:]) }, 0},
		"of another wallet":   {nil, func(_, m string) string { s, _ := other.SignTypedData(m); return s }, 290339},
		"of another message":  {nil, func(_, m string) string { return signedBy(strings.Replace(m, `"899798"`, `"899799"`, 1)) }, 290339},
		"without 0x":          {nil, func(s, _ string) string { return s[2:] }, 290327},
		"of odd length":       {nil, func(s, _ string) string { return s + "0" }, 290327},
		"with a line end":     {nil, func(s, _ string) string { return s + "\n" }, 290327},
		"in base64": {nil, func(s, _ string) string {
			raw, _ := hex.DecodeString(s[2:])
			return base64.StdEncoding.EncodeToString(raw)
		}, 290327},
		"a raw transaction":                        {nil, func(string, string) string { return "0x02f8b1" }, 290321},
		"too long":                                 {nil, func(s, _ string) string { return s + "00" }, 290321},
		"a recovery ID of 0":                       {nil, func(s, _ string) string { return changed(s, "00") }, 290321},
		"no point of the curve":                    {nil, func(string, string) string { return "0x" + strings.Repeat("ff", 64) + "1b" }, 290321},
		"a contract wallet":                        {func(p *cpnfake.Payment) { p.AnySignature = true }, func(string, string) string { return "0x00" }, 0},
		"a contract wallet that is not signed for": {func(p *cpnfake.Payment) { p.AnySignature = true }, func(string, string) string { return "0x" }, 290327},
		"no allowance":                             {func(p *cpnfake.Payment) { p.Allowance = false }, right, 290340},
		"no balance":                               {func(p *cpnfake.Payment) { p.Balance = false }, right, 290312},
		"neither":                                  {func(p *cpnfake.Payment) { p.Allowance, p.Balance = false, false }, right, 290340},
		"no allowance, nor the right signature":    {func(p *cpnfake.Payment) { p.Allowance = false }, func(_, m string) string { s, _ := other.SignTypedData(m); return s }, 290339},
		"another wallet":                           {func(p *cpnfake.Payment) { p.SenderAddress = other.Address(p.Blockchain) }, func(_, m string) string { s, _ := other.SignTypedData(m); return s }, 0},
		"a hostile message":                        {func(p *cpnfake.Payment) { p.Hostile = []string{"payee", "sum"} }, right, 0},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			submits(t, tc.edit, tc.code, func(tr cpnfake.Transaction) string {
				signature := signedBy(tr.MessageToBeSigned)
				if len(signature) != len("0x")+2*65 {
					t.Fatalf("the signature is %s", signature)
				}
				return tc.sign(signature, tr.MessageToBeSigned)
			})
		})
	}
}

// submits creates a transaction and submits what sign makes of it. A code of 0 is acceptance,
// after which the transaction has a hash.
func submits(t *testing.T, edit func(*cpnfake.Payment), code int, sign func(cpnfake.Transaction) string) {
	t.Helper()
	fake, c, _ := begun(t, edit)
	created, want := fake.Transactions()[0], rejection{}
	if code != 0 {
		want = rejection{400, code, ""}
	}
	path := transactionsPath + "/" + created.ID
	c.post(path+"/submit", body(map[string]any{"signedTransaction": sign(created)}, nil)).expect(t, want)
	if hash, _ := c.get(path).data(t)["transactionHash"].(string); (hash != "") != (code == 0) {
		t.Errorf("the hash is %q", hash)
	}
}

// signedBy signs with the wallet of the payment.
func signedBy(message string) string {
	signature, _ := cpnfake.NewWallet("").SignTypedData(message)
	return signature
}

// Nobody can have signed what is no typed data.
func TestSubmitTransaction_noTypedData(t *testing.T) {
	t.Parallel()
	fake, c, _ := begun(t, nil)
	id := fake.Transactions()[0].ID
	signature := signedBy(fake.Transactions()[0].MessageToBeSigned)
	for _, message := range []string{`{}`, `{"types":{},"primaryType":"A","domain":{},"message":{}}`, "{"} {
		fake.SetTransaction(id, func(tr *cpnfake.Transaction) { tr.MessageToBeSigned = message })
		c.post(transactionsPath+"/"+id+"/submit", body(map[string]any{"signedTransaction": signature}, nil)).expect(t, rejection{400, 290339, ""})
		if _, err := cpnfake.NewWallet("").SignTypedData(message); err == nil {
			t.Errorf("the wallet signs %s", message)
		}
	}
}

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
