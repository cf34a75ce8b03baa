// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package submission

import (
	"cmp"
	"encoding/base64"
	"encoding/json"
	"strings"
	"testing"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpn"
)

const (
	kept  = "read 0s"
	other = "error at signed_message: DO NOT SUBMIT: signed_message is not the transaction's message"
)

// TestSubmit_sendsWhatWasSigned shows what keeps a signed form from being sent: inputs that
// are missing, another message, and a message that moves money from or to somebody else.
func TestSubmit_sendsWhatWasSigned(t *testing.T) {
	t.Parallel()
	scenes := map[string]scene{}
	for name, tc := range map[string]struct {
		message, signed string // "" for the usual ones
		edit            func(*Submission)
		calls, says     string
	}{
		"null message":     {edit: func(s *Submission) { s.SignedMessage = "" }, calls: kept, says: "error at signed_message: Nothing to submit: signed_message is null"},
		"null transaction": {edit: func(s *Submission) { s.SignedTransaction = "" }, calls: kept, says: "error at signed_transaction: Nothing to submit: signed_transaction is null"},
		"another message":  {signed: `{"a":1,"b":[3]}`, calls: kept, says: other},
		"rounded number": {
			message: `{"n":9007199254740993}`, signed: `{"n":9007199254740992}`, calls: kept,
			says: other,
		},
		"another form of the message": {message: `{"n":9007199254740993,"t":"é"}`, signed: `{ "t": "\u00e9", "n": 9007199254740993 }`, calls: sent},
		"no message at CPN":           {message: "-", signed: `{}`, calls: kept, says: other},
		"null at CPN":                 {message: "null", calls: kept, says: other},
		"base64 on an EVM chain": {
			edit: func(s *Submission) { s.SignedTransaction = "AQID" }, calls: kept, says: "error at signed_transaction: The chain is an EVM chain, and signed_transaction is not hex",
		},
		"as described": {message: intent("F0", "70", "1500000", "1"), calls: sent},
		"to somebody else": {
			message: intent("f0", "99", "1500000", "1"), calls: kept, says: "error at signed_message: DO NOT SUBMIT: the message pays another address",
		},
		"from somebody else": {
			message: intent("99", "70", "1500000", "1"), calls: kept, says: "error at signed_message: DO NOT SUBMIT: the message pays from another wallet",
		},
		"from somebody else, and less": {
			message: intent("99", "70", "1", "1"), calls: kept,
			says: "error at signed_message: DO NOT SUBMIT: the message pays from another wallet; warning at signed_message: The message takes less than CPN says (…0a6c1d0e7f11)",
		},
		"more":          {message: intent("f0", "70", "1500001", "1"), calls: kept, says: "error at signed_message: DO NOT SUBMIT: the message takes more than CPN says"},
		"less":          {message: intent("f0", "70", "1", "1"), calls: sent, says: "warning at signed_message: The message takes less than CPN says (…0a6c1d0e7f11)"},
		"another chain": {message: intent("f0", "70", "1500000", "137"), calls: kept, says: "error at signed_message: DO NOT SUBMIT: the message is for another blockchain"},
	} {
		created := read("CREATED")
		created.edit = func(found *cpn.Transaction) { describe(found, tc.message) }
		s := plays(tc.calls, "PENDING", tc.says, created, submitted())
		if tc.calls == kept {
			s.status = "none"
		}
		scenes[name] = s.with(func(s *Submission) {
			s.SignedMessage = cmp.Or(tc.signed, strings.TrimPrefix(tc.message, "-"), s.SignedMessage)
			if tc.edit != nil {
				tc.edit(s)
			}
		})
	}
	play(t, scenes)
}

// TestSubmit_onSolana shows what is checked on a chain on which wallets sign the encoded message,
// and return a transaction that ends with it: only that is sent.
func TestSubmit_onSolana(t *testing.T) {
	t.Parallel()
	const (
		holds = "error at signed_transaction: DO NOT SUBMIT: signed_transaction holds another message"
		form  = "error at signed_transaction: The transaction is on Solana, and signed_transaction is not base64"
	)
	in64 := base64.StdEncoding.EncodeToString
	encoded := in64([]byte("the message"))
	partial := in64([]byte("signatures, then the message"))
	scenes := map[string]scene{}
	for name, tc := range map[string]struct {
		blockchain, encoded, signed, transaction, calls, says string
	}{
		"as CPN encoded it":          {"SOL", encoded, encoded, partial, sent, ""},
		"on the test network":        {"SOL-DEVNET", encoded, encoded, partial, sent, ""},
		"on a chain without a name":  {"", encoded, encoded, partial, sent, ""},
		"another message":            {"SOL", encoded, in64([]byte("the other")), partial, kept, other},
		"the message as JSON":        {"SOL", encoded, message, partial, kept, other},
		"the message with a space":   {"SOL", encoded, encoded + " ", partial, kept, other},
		"no message at CPN":          {"SOL-DEVNET", "", message, signedText, kept, other},
		"a transaction of another":   {"SOL", encoded, encoded, in64([]byte("signatures, then the other")), kept, holds},
		"more after the message":     {"SOL", encoded, encoded, in64([]byte("the message, and more")), kept, holds},
		"a message not in base64":    {"SOL", "{}", "{}", partial, kept, holds},
		"a signature in hex":         {"SOL", encoded, encoded, "0x02f8b1c0ffee1", kept, form},
		"a digest on an EVM chain":   {"", "0x" + strings.Repeat("ab", 32), message, signedText, sent, ""},
		"typed data on an EVM chain": {"ETH", encoded, intent("f0", "70", "1500000", "1"), signedText, sent, ""},
	} {
		created := read("CREATED")
		created.edit = func(found *cpn.Transaction) {
			if tc.blockchain == "ETH" {
				describe(found, intent("f0", "70", "1500000", "1"))
			}
			found.Blockchain, found.EncodedMessageToBeSigned = &tc.blockchain, &tc.encoded
		}
		s := plays(tc.calls, "PENDING", tc.says, created, submitted())
		if tc.calls == kept {
			s.status = "none"
		}
		scenes[name] = s.with(func(s *Submission) { s.SignedMessage, s.SignedTransaction = tc.signed, tc.transaction })
	}
	play(t, scenes)
}

// intent is a payment intent that moves money.
func intent(from, to, value, chain string) string {
	return `{"types":{` +
		`"PermitWitnessTransferFrom":[{"name":"permitted","type":"TokenPermissions"},{"name":"spender","type":"address"},{"name":"witness","type":"PaymentIntent"}],` +
		`"TokenPermissions":[{"name":"token","type":"address"},{"name":"amount","type":"uint256"}],` +
		`"PaymentIntent":[{"name":"from","type":"address"},{"name":"to","type":"address"},{"name":"value","type":"uint256"},{"name":"maxFee","type":"uint256"}]},` +
		`"domain":{"name":"Permit2","chainId":` + chain + `,"verifyingContract":"0x000000000022D473030F116dDEE9F6B43aC78BA3"},` +
		`"primaryType":"PermitWitnessTransferFrom","message":{"permitted":{"token":"0xA0b86991c6218b36c1d19D4a2e9Eb0cE3606eB48","amount":"` + value + `"},` +
		`"spender":"0x355e0a2a4B7563e0E00C90deD9Aa914c119Ee868",` +
		`"witness":{"from":"` + address(from) + `","to":"` + address(to) + `","value":` + value + `,"maxFee":"0"}}}`
}

// address returns an address that ends so.
func address(end string) string { return "0x" + strings.Repeat("0", 38) + end }

// describe gives a transaction a message, "-" for none, and what CPN says about it.
func describe(t *cpn.Transaction, message string) {
	t.SenderAddress, t.DestinationAddress, t.Blockchain = new(address("f0")), new(address("70")), new("ETH")
	t.Amount = &cpn.Amount{Amount: new("1.50"), Currency: new("USDC")}
	t.MessageType = new("PAYMENT_SETTLEMENT_CONTRACT_V1_0_PAYMENT_INTENT")
	switch message {
	case "":
	case "-":
		t.MessageToBeSigned = nil
	default:
		t.MessageToBeSigned = json.RawMessage(message)
	}
}
