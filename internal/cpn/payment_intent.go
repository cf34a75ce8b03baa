// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package cpn

// permitWitness is the struct that a payment intent is signed as. CPN names the type of the
// message after its contract's version, so the form tells what a message is, not that name.
const permitWitness = "PermitWitnessTransferFrom"

// PaymentIntent is what a wallet agrees to when it signs a payment intent: the text or the
// digits of each member as CPN sent them, or "" for a member that is not declared and given
// as documented.
//
// A member that cannot be read does not cost the others: they may be what shows that
// the message pays somebody else.
type PaymentIntent struct {
	From, To          string // addresses of the wallet that pays and of the payee
	Value             string // what To gets, in the token's smallest unit
	MaxFee            string // the most that Beneficiary gets on top
	Beneficiary       string
	PermittedAmount   string // the most that can leave the wallet
	Token             string // address of the token's contract
	Spender           string // address of the contract that moves the token
	VerifyingContract string // address of the contract that checks the signature
	Attester          string // address of CPN's wallet, which alone can carry out the intent
	ChainID           string
	ValidAfter        string // seconds since 1970, as the next two
	ValidBefore       string // the time to sign and submit by
	Deadline          string // of Permit2, later than ValidBefore
}

// ReadPaymentIntent reads a message to be signed. It reports false for a message of
// another form, and for JSON that can be read in two ways.
func ReadPaymentIntent(message string) (PaymentIntent, bool) {
	data, ok := readTypedData(message)
	if !ok {
		return PaymentIntent{}, false
	}
	return data.paymentIntent()
}

// paymentIntent reads typed data, and reports false for another form than a payment intent's.
func (d typedData) paymentIntent() (PaymentIntent, bool) {
	if d.primaryType != permitWitness {
		return PaymentIntent{}, false
	}
	domain, permit := signedStruct{d, domainType, d.domain}, signedStruct{d, permitWitness, d.message}
	permitted, witness := permit.below("permitted", "TokenPermissions"), permit.below("witness", "PaymentIntent")
	return PaymentIntent{
		From: witness.address("from"), To: witness.address("to"), Value: witness.number("value"),
		MaxFee: witness.number("maxFee"), Beneficiary: witness.address("beneficiary"),
		PermittedAmount: permitted.number("amount"), Token: permitted.address("token"), Spender: permit.address("spender"),
		VerifyingContract: domain.address("verifyingContract"), Attester: witness.address("attester"),
		ChainID: domain.number("chainId"), ValidAfter: witness.number("validAfter"), ValidBefore: witness.number("validBefore"),
		Deadline: permit.number("deadline"),
	}, true
}

// signedStruct is a struct of typed data. Only the members that its type declares are
// signed; whatever else stands beside them decides nothing.
type signedStruct struct {
	data   typedData
	name   string
	values map[string]any
}

// below returns a member that is a struct of this type. Of another, it has no members.
func (s signedStruct) below(member, ofType string) signedStruct {
	if s.data.typeOf(s.name, member) != ofType {
		return signedStruct{}
	}
	values, _ := s.values[member].(map[string]any)
	return signedStruct{s.data, ofType, values}
}

// address returns the text of a member that is an address, or "".
func (s signedStruct) address(member string) string {
	text, _ := s.value(member, "address").(string)
	return text
}

// number returns the digits of a member that is a number, or "".
func (s signedStruct) number(member string) string { return digitsOf(s.value(member, "uint256")) }

// value returns a member that is declared with this type. Programs differ in what they
// take for a number if the message declares a struct of the name uint256.
func (s signedStruct) value(member, ofType string) any {
	if _, redefined := s.data.types[ofType]; redefined || s.data.typeOf(s.name, member) != ofType {
		return nil
	}
	return s.values[member]
}

// Amount returns a number of the message in the currency of its token, or "" for a token that
// is not known.
func (p PaymentIntent) Amount(number string) (amount, currency string) {
	n := uint256(number)
	for _, on := range chains() {
		if n != nil && on.id == p.ChainID && SameAddress(on.usdc, p.Token) {
			return millionths(n).FloatString(6), "USDC"
		}
	}
	return "", ""
}

// Shown returns a number of the message, and what it is in the currency of its token.
func (p PaymentIntent) Shown(number string) string {
	if amount, currency := p.Amount(number); currency != "" {
		return number + " (" + amount + " " + currency + ")"
	}
	return number
}
