// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package submission

import (
	"cmp"
	"encoding/base64"
	"encoding/json"
	"os"
	"strings"
	"testing"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpn"
)

const other = "error at signed_message: DO NOT SUBMIT: signed_message is not the transaction's message"

// TestSubmit_sendsWhatWasSigned shows what keeps a signed form from being sent: inputs that
// are missing, another message, and a message that moves money otherwise than CPN describes.
func TestSubmit_sendsWhatWasSigned(t *testing.T) {
	t.Parallel()
	const described = `{"n":9007199254740993,"t":"é"}`
	scenes := map[string]scene{}
	for name, tc := range map[string]struct {
		message, signed string // "" for the usual ones
		transaction     string
		says            string // "" if it is sent
		details         []string
	}{
		"null message":                {signed: "-", says: "error at signed_message: Nothing to submit: signed_message is null"},
		"null transaction":            {transaction: "-", says: "error at signed_transaction: Nothing to submit: signed_transaction is null"},
		"another message":             {signed: `{"a":1,"b":[3]}`, says: other},
		"rounded number":              {message: described, signed: strings.Replace(described, "993", "992", 1), says: other},
		"another form of the message": {message: described, signed: `{ "t": "\u00e9", "n": 9007199254740993 }`},
		"no message at CPN":           {message: "-", signed: `{}`, says: other},
		"null at CPN":                 {message: "null", signed: "null", says: other},
		"base64 on an EVM chain":      {transaction: "AQID", says: "error at signed_transaction: The chain is an EVM chain, and signed_transaction is not hex"},
		"as described":                {message: intent(t)},
		"otherwise in everything": {
			message: intent(t, "0x57414a", "0x57414b", "0xded12a", "0xded12b", "11155111", "137", `"11948672"`, `"11948673"`),
			says:    "error at signed_message: DO NOT SUBMIT: the message pays another address",
			details: []string{"destination_address: ", "sender_address: ", "blockchain: ", " 11.948672 USDC\n", "encoded_message_to_be_signed: "},
		},
	} {
		s := checked(tc.says, func(found *cpn.Transaction) { describe(found, tc.message) }).saying(tc.details...)
		scenes[name] = s.with(func(s *Submission) {
			s.SignedMessage = strings.TrimPrefix(cmp.Or(tc.signed, tc.message, s.SignedMessage), "-")
			s.SignedTransaction = strings.TrimPrefix(cmp.Or(tc.transaction, s.SignedTransaction), "-")
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
		blockchain, encoded, signed, transaction, says string
	}{
		"as CPN encoded it":          {"SOL", encoded, encoded, partial, ""},
		"on the test network":        {"SOL-DEVNET", encoded, encoded, partial, ""},
		"on a chain without a name":  {"", encoded, encoded, partial, ""},
		"another message":            {"SOL", encoded, in64([]byte("the other")), partial, other},
		"the message as JSON":        {"SOL", encoded, message, partial, other},
		"the message with a space":   {"SOL", encoded, encoded + " ", partial, other},
		"no message at CPN":          {"SOL-DEVNET", "", message, signedText, other},
		"a transaction of another":   {"SOL", encoded, encoded, in64([]byte("signatures, then the other")), holds},
		"more after the message":     {"SOL", encoded, encoded, in64([]byte("the message, and more")), holds},
		"a message not in base64":    {"SOL", "{}", "{}", partial, holds},
		"a signature in hex":         {"SOL", encoded, encoded, "0x02f8b1c0ffee1", form},
		"a digest on an EVM chain":   {"", "0x" + strings.Repeat("ab", 32), message, signedText, ""},
		"typed data on an EVM chain": {"ETH-SEPOLIA", encoded, intent(t), signedText, ""},
	} {
		s := checked(tc.says, func(found *cpn.Transaction) {
			if tc.blockchain == "ETH-SEPOLIA" {
				describe(found, tc.signed)
			}
			found.Blockchain, found.EncodedMessageToBeSigned = &tc.blockchain, &tc.encoded
		})
		scenes[name] = s.with(func(s *Submission) { s.SignedMessage, s.SignedTransaction = tc.signed, tc.transaction })
	}
	play(t, scenes)
}

// checked is a submission that is sent if the check says nothing, of a transaction with an edit.
func checked(says string, edit func(*cpn.Transaction)) scene {
	created := read("CREATED")
	created.edit = edit
	if says == "" {
		return plays(sent, "PENDING", "", created, submitted())
	}
	return plays("read 0s", "none", says, created, submitted())
}

// intent is the documented message with edits, each of which is an old and a new text.
func intent(t *testing.T, edits ...string) string {
	t.Helper()
	text, err := os.ReadFile("../cpn/testdata/messages/published_spender.json")
	if err != nil {
		t.Fatal(err)
	}
	return strings.NewReplacer(edits...).Replace(string(text))
}

// describe gives a transaction a message, "-" for none, and what CPN says about the documented one.
func describe(t *cpn.Transaction, message string) {
	t.SenderAddress, t.DestinationAddress = new("0x57414adbBbc4BBA36f1dE26b2dc1648b28ae7799"), new("0xded12af48fb343b446bcbe739c5211636896362b")
	t.Blockchain, t.Amount = new("ETH-SEPOLIA"), &cpn.Amount{Amount: new("11.948672"), Currency: new("USDC")}
	t.EncodedMessageToBeSigned = new("0x7510dd4af5faa48f4211b9e0497de97f819d2f05a58b90f5ac3099af9a100b13")
	switch message {
	case "":
	case "-":
		t.MessageToBeSigned = nil
	default:
		t.MessageToBeSigned = json.RawMessage(message)
	}
}
