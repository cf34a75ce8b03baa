// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package cpn

import (
	"encoding/json"
	"strings"
)

// What makes a message a payment intent: its type at CPN, and in the message the contract
// that takes it and the struct that is signed.
const (
	messageTypePaymentIntent = "PAYMENT_SETTLEMENT_CONTRACT_V1_0_PAYMENT_INTENT"
	permit2                  = "Permit2"
	permitWitness            = "PermitWitnessTransferFrom"
)

// PaymentIntent is what a wallet agrees to when it signs a payment intent: the text of
// each member as the message has it, or "" for one that is not as documented.
//
// A member that cannot be read does not cost the others: they may be what shows that
// the message pays somebody else.
type PaymentIntent struct {
	From, To string // addresses
	Value    string // what To gets, in the token's smallest unit
	Token    string // address of the token's contract
	Spender  string // address of the contract that moves the token
	ChainID  string
	Deadline string // seconds since 1970
}

// ReadPaymentIntent reads a message to be signed. It reports false for a message of
// another type or form, and for JSON that can be read in two ways.
func ReadPaymentIntent(messageType, message string) (PaymentIntent, bool) {
	if messageType != messageTypePaymentIntent || Unambiguous([]byte(message)) != nil {
		return PaymentIntent{}, false
	}
	// Into maps and numbers as they are written: decoding into a struct takes "To" for
	// "to", and a float rounds.
	decoder := json.NewDecoder(strings.NewReader(message))
	decoder.UseNumber()
	var document map[string]any
	if err := decoder.Decode(&document); err != nil || document["primaryType"] != permitWitness {
		return PaymentIntent{}, false
	}
	types, _ := document["types"].(map[string]any)
	domain := domainOf(types, document["domain"])
	if domain.values["name"] != permit2 {
		return PaymentIntent{}, false
	}
	permit := newSignedStruct(types, permitWitness, document["message"])
	permitted, witness := permit.below("permitted", "TokenPermissions"), permit.below("witness", "PaymentIntent")
	intent := PaymentIntent{
		From: witness.address("from"), To: witness.address("to"), Value: witness.number("value"),
		Token: permitted.address("token"), Spender: permit.address("spender"),
		ChainID: domain.number("chainId"), Deadline: permit.number("deadline"),
	}
	if intent.From == "" && intent.To == "" && intent.Value == "" {
		return PaymentIntent{}, false
	}
	return intent, true
}

// signedStruct is a struct of EIP-712 typed data. Only the members that its type declares
// are signed; whatever else stands beside them decides nothing.
type signedStruct struct {
	types    map[string]any
	values   map[string]any
	declared map[string]string // the members' types
}

// newSignedStruct returns a value of the type of this name.
func newSignedStruct(types map[string]any, name string, value any) signedStruct {
	s := signedStruct{types: types, declared: map[string]string{}}
	s.values, _ = value.(map[string]any)
	members, _ := types[name].([]any)
	for _, member := range members {
		declaration, _ := member.(map[string]any)
		name, _ := declaration["name"].(string)
		declared, _ := declaration["type"].(string)
		if _, twice := s.declared[name]; twice {
			declared = "" // readers may differ in which one they take
		}
		s.declared[name] = declared
	}
	return s
}

// domainOf returns the domain. Some wallets want its type left out, and derive it from
// the members that are there.
func domainOf(types map[string]any, value any) signedStruct {
	domain := newSignedStruct(types, "EIP712Domain", value)
	if _, declared := types["EIP712Domain"]; !declared {
		domain.declared = map[string]string{"chainId": "uint256"}
	}
	return domain
}

// below returns a member that is a struct of this type. Of another, it has no members.
func (s signedStruct) below(member, ofType string) signedStruct {
	if s.declared[member] != ofType {
		return signedStruct{}
	}
	return newSignedStruct(s.types, ofType, s.values[member])
}

// address returns the text of a member that is an address, or "".
func (s signedStruct) address(member string) string {
	if s.declared[member] != "address" {
		return ""
	}
	text, _ := s.values[member].(string)
	return text
}

// number returns the digits of a member that is a number, whether it comes as a number
// or as a text, or "".
func (s signedStruct) number(member string) string {
	if s.declared[member] != "uint256" {
		return ""
	}
	switch value := s.values[member].(type) {
	case json.Number:
		return value.String()
	case string:
		return value
	}
	return ""
}
