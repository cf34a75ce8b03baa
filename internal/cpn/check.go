// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package cpn

// Check is something that must be true of a payment intent. The worst failure comes first.
type Check int

// What is checked.
const (
	CheckMembers  Check = iota // what the message allows can be read
	CheckPayee                 // it pays destination_address
	CheckMore                  // it takes no more than amount
	CheckToken                 // it moves the token of the amount's currency
	CheckContract              // it is signed for Permit2
	CheckChain                 // it is signed for blockchain
	CheckPayer                 // it takes from sender_address
	CheckSum                   // what it permits is value and max_fee together
	CheckDigest                // encoded_message_to_be_signed is its digest
	CheckLess                  // it takes no less than amount
	CheckSpender               // the published settlement contract moves the token
)

// DoNotSign reports whether nobody may sign a message that fails this check. Honest messages
// of the past fail the others.
func (c Check) DoNotSign() bool { return c != CheckLess && c != CheckSpender }

// Finding is a check that a message fails.
type Finding struct {
	Check    Check
	Evidence [][2]string // labels and the values that were compared
}

// Description is what CPN says about a transaction beside the message. What CPN left
// out is "".
type Description struct {
	SenderAddress, DestinationAddress, Blockchain string
	Amount, Currency                              string
}

// CheckMessage compares a message to be signed with itself, with its encoded form and with what
// CPN says about it. It returns what is wrong, the worst first, and nil for a message that is
// no payment intent. What CPN left out of the description fails no check.
func CheckMessage(message, encoded string, d Description) []Finding {
	data, _ := readTypedData(message)
	intent, ok := data.paymentIntent()
	if !ok {
		if err := Unambiguous([]byte(message)); err != nil && mentions(message, permitWitness) {
			return []Finding{{CheckMembers, [][2]string{{"message_to_be_signed", err.Error()}}}}
		}
		return nil
	}
	c := comparison{data: data, signed: intent, described: d, encoded: encoded}
	var found []Finding
	for check, fails := range []func() [][2]string{
		CheckMembers: c.members, CheckPayee: c.payee, CheckMore: c.more, CheckToken: c.token, CheckContract: c.contract, CheckChain: c.chain,
		CheckPayer: c.payer, CheckSum: c.sum, CheckDigest: c.digest, CheckLess: c.less, CheckSpender: c.spender,
	} {
		if evidence := fails(); evidence != nil {
			found = append(found, Finding{Check(check), evidence})
		}
	}
	return found
}
