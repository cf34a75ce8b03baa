// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package cpnfake

import (
	"crypto/sha256"
	"fmt"
	"math/big"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Intent is what a payment intent says, the message that a wallet on an EVM chain signs. Each
// member is JSON and stands in the message as it is here, so that a test can say "5", 5 or
// null. A member that is "" is left out.
type Intent struct {
	ChainID           string
	VerifyingContract string // address
	Token             string // address
	Amount            string // what may be taken from From, in the token's smallest unit
	Spender           string // address
	Nonce             string
	Deadline          string // seconds since 1970, as the next two that are times
	From, To          string // addresses
	Value             string // what To gets, in the token's smallest unit
	ValidAfter        string
	ValidBefore       string
	WitnessNonce      string // 32 bytes
	Beneficiary       string // address of whom the fee goes to
	MaxFee            string
	Attester          string // address
	RequirePayeeSign  string
	Types             string // the declarations of all these
	Digest            string // encodedMessageToBeSigned, which is not JSON; "" is the right one
}

// The parties of every payment that is made here.
const (
	payeeAddress       = "0x57414adb2e3bfb0e1a4c4d7e2a1a8a0d9c3f7799"
	beneficiaryAddress = "0x8ba2d96d0fa1c9fd6f5f7a8a6b4f9c1d2e3a4b5c"
	attesterAddress    = "0x4e1d7a9f6c2b8053d1e9a7c4f0b3865d2c9e1f70"
)

// intentTypes declares the members of a payment intent.
func intentTypes() string {
	declare := func(declarations ...string) string {
		var members []string
		for _, declaration := range declarations {
			kind, name, _ := strings.Cut(declaration, " ")
			members = append(members, object("name", strconv.Quote(name), "type", strconv.Quote(kind)))
		}
		return "[" + strings.Join(members, ",") + "]"
	}
	return object(
		"EIP712Domain", declare("string name", "uint256 chainId", "address verifyingContract"),
		"PermitWitnessTransferFrom", declare("TokenPermissions permitted", "address spender", "uint256 nonce", "uint256 deadline",
			"PaymentIntent witness"),
		"TokenPermissions", declare("address token", "uint256 amount"),
		"PaymentIntent", declare("address from", "address to", "uint256 value", "uint256 validAfter", "uint256 validBefore",
			"bytes32 nonce", "address beneficiary", "uint256 maxFee", "bool requirePayeeSign", "address attester"),
	)
}

// permitTime is how much longer Permit2 accepts the permit than the settlement contract the
// intent.
const permitTime = 19 * time.Minute

// newIntent says what a transaction says. All numbers are texts but value, as documented.
func (s *Server) newIntent(t *Transaction) Intent {
	total, fee := t.Amount.units(), big.NewInt(maxFee)
	if total.Cmp(fee) < 0 {
		fee = new(big.Int)
	}
	expires, err := time.Parse(time.RFC3339, t.ExpireDate)
	if err != nil {
		expires = s.now().Add(transactionTime) // a test has set another text
	}
	on := chainOf(t.Blockchain)
	second := func(at time.Time) string { return fmt.Sprintf(`"%d"`, at.Unix()) }
	derived := func(name string) []byte {
		sum := sha256.Sum256([]byte(name + " of " + t.ID))
		return sum[:]
	}
	return Intent{
		ChainID: strconv.Quote(on.id), VerifyingContract: strconv.Quote(permit2Address),
		Token: strconv.Quote(on.usdc), Amount: strconv.Quote(total.String()), Spender: strconv.Quote(settlementAddress),
		Nonce:    strconv.Quote(new(big.Int).SetBytes(derived("permit")).String()),
		Deadline: second(expires.Add(permitTime)),
		From:     strconv.Quote(t.SenderAddress), To: strconv.Quote(t.DestinationAddress),
		Value:      new(big.Int).Sub(total, fee).String(),
		ValidAfter: second(expires.Add(-transactionTime)), ValidBefore: second(expires),
		WitnessNonce: fmt.Sprintf(`"0x%x"`, derived("witness")),
		Beneficiary:  strconv.Quote(beneficiaryAddress), MaxFee: strconv.Quote(fee.String()),
		Attester: strconv.Quote(attesterAddress), RequirePayeeSign: "false", Types: intentTypes(),
	}
}

// text is the message. Its members are in the documented order, which is not that of the
// declarations.
func (i Intent) text() string {
	return object(
		"domain", object("name", `"Permit2"`, "chainId", i.ChainID, "verifyingContract", i.VerifyingContract),
		"message", object(
			"permitted", object("token", i.Token, "amount", i.Amount),
			"spender", i.Spender, "nonce", i.Nonce, "deadline", i.Deadline,
			"witness", object(
				"from", i.From, "to", i.To, "value", i.Value, "validAfter", i.ValidAfter, "validBefore", i.ValidBefore,
				"nonce", i.WitnessNonce, "beneficiary", i.Beneficiary, "maxFee", i.MaxFee, "attester", i.Attester,
				"requirePayeeSign", i.RequirePayeeSign,
			),
		),
		"primaryType", `"PermitWitnessTransferFrom"`,
		"types", i.Types,
	)
}

// object writes a JSON object of names and values, without those that are "".
func object(namesAndValues ...string) string {
	var members []string
	for member := range slices.Chunk(namesAndValues, 2) {
		if name, value := member[0], member[1]; value != "" {
			members = append(members, strconv.Quote(name)+":"+value)
		}
	}
	return "{" + strings.Join(members, ",") + "}"
}

// EditIntents applies edit to what each message says that is made from now on, and to
// nothing else of its transaction, so that the two can contradict each other; nil ends
// that. [Server.SetTransaction] can replace a message as a whole.
func (s *Server) EditIntents(edit func(*Intent)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.intent = edit
}

// paymentIntent is the message of a transaction, and its encoded form.
func (s *Server) paymentIntent(t *Transaction, hostile []string) (message, encoded string) {
	says := s.newIntent(t)
	for _, name := range hostile {
		if edit := hostileEdits()[name]; edit != nil {
			edit(&says)
		}
	}
	if s.intent != nil {
		s.intent(&says)
	}
	message = says.text()
	if says.Digest != "" {
		return message, says.Digest
	}
	return message, Digest(message)
}
