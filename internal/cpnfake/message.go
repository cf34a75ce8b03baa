// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package cpnfake

import (
	"bytes"
	"encoding/json"
	"strconv"
	"strings"
)

// paymentIntentTemplate is what a wallet signs (EIP-712 typed data), made to show what a
// careless client destroys: the members are not in alphabetical order, deadline is
// usually 2^53+1, the nonce is a uint256 of 77 digits as a string, maxFee is 2^256-1 as a bare
// number, and the memo has characters that some encoders escape.
const paymentIntentTemplate = `{
  "types": {
    "EIP712Domain": [
      {"name": "name", "type": "string"},
      {"name": "chainId", "type": "uint256"},
      {"name": "verifyingContract", "type": "address"}
    ],
    "PermitWitnessTransferFrom": [
      {"name": "permitted", "type": "TokenPermissions"},
      {"name": "spender", "type": "address"},
      {"name": "nonce", "type": "uint256"},
      {"name": "deadline", "type": "uint256"},
      {"name": "witness", "type": "PaymentIntent"}
    ],
    "TokenPermissions": [
      {"name": "token", "type": "address"},
      {"name": "amount", "type": "uint256"}
    ],
    "PaymentIntent": [
      {"name": "paymentId", "type": "string"},
      {"name": "transactionId", "type": "string"},
      {"name": "from", "type": "address"},
      {"name": "to", "type": "address"},
      {"name": "value", "type": "uint256"},
      {"name": "maxFee", "type": "uint256"},
      {"name": "feeSteps", "type": "uint256[][]"},
      {"name": "requirePayeeSign", "type": "bool"},
      {"name": "isRefundable", "type": "bool"},
      {"name": "memo", "type": "string"}
    ]
  },
  "domain": {
    "name": "Permit2",
    "chainId": {chainId},
    "verifyingContract": "0x000000000022D473030F116dDEE9F6B43aC78BA3"
  },
  "primaryType": "PermitWitnessTransferFrom",
  "message": {
    "permitted": {"token": {token}, "amount": {amount}},
    "spender": {spender},
    "nonce": "57896044618658097711785492504343953926634992332820282019728792003956564819967",
    "deadline": {deadline},
    "witness": {
      "paymentId": "{paymentId}",
      "transactionId": "{transactionId}",
      "from": {from},
      "to": {to},
      "value": {value},
      "maxFee": 115792089237316195423570985008687907853269984665640564039457584007913129639935,
      "feeSteps": [[0, 250000], [18446744073709551616, 20000], []],
      "requirePayeeSign": false,
      "isRefundable": true,
      "memo": "R&D <net> \u2013 Z\u00fcrich/\"4711\""
    }
  }
}`

// Intent is what a payment intent says about the money. Each member is JSON and stands in
// the message as it is here, so that a test can say "5", 5 or null.
type Intent struct {
	From, To string // addresses
	Value    string // for To, in the token's smallest unit
	Token    string // address
	Amount   string // what may be taken from From, in the token's smallest unit
	Spender  string // address
	ChainID  string
	Deadline string // seconds since 1970
}

// The contracts of the message.
const (
	usdcAddress    = "0x1c7D4B196Cb0C7B01d743Fbc6116a902379C7238"
	spenderAddress = "0xe2b17d0c1736dc7c462abc4233c91bdb9f27dd1d"
)

// newIntent says what a transaction made here is about.
func newIntent() Intent {
	return Intent{
		From:     strconv.Quote(senderAddress),
		To:       strconv.Quote(destinationAddress),
		Value:    `"110270000"`,
		Token:    strconv.Quote(usdcAddress),
		Amount:   "110270000",
		Spender:  strconv.Quote(spenderAddress),
		ChainID:  "11155111",
		Deadline: "9007199254740993",
	}
}

// EditIntents applies edit to what each message says that is made from now on, and to
// nothing else of its transaction, so that the two can contradict each other; nil ends
// that. [Server.SetTransaction] can replace a message as a whole.
func (s *Server) EditIntents(edit func(*Intent)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.intent = edit
}

// paymentIntent is the JSON text to be signed for a transaction. Its insignificant white
// space is for the reader of this file, so it goes.
func (s *Server) paymentIntent(paymentID, transactionID string) string {
	says := newIntent()
	if s.intent != nil {
		s.intent(&says)
	}
	text := strings.NewReplacer("{paymentId}", paymentID, "{transactionId}", transactionID,
		"{from}", says.From, "{to}", says.To, "{value}", says.Value, "{token}", says.Token, "{amount}", says.Amount,
		"{spender}", says.Spender, "{chainId}", says.ChainID, "{deadline}", says.Deadline).Replace(paymentIntentTemplate)
	var compact bytes.Buffer
	if err := json.Compact(&compact, []byte(text)); err != nil {
		return text // set by a test, which gets what it asks for
	}
	return compact.String()
}
