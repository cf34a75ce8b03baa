// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package cpn

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"
)

// object is anything CPN returns: it has an ID of its own and belongs to a payment.
type object interface {
	SupportTicket | Transaction | Payment
	identity() (id, paymentID string)
}

// into returns a function that decodes the "data" of a reply into to, and says
// what is missing when it is not the object asked for. An empty wantID stands
// for an object whose ID only CPN knows.
func into[T object](to *T, wantID, wantPaymentID string) func(body []byte) error {
	return func(body []byte) error {
		var envelope struct {
			Data *T `json:"data"`
		}
		if err := decodeReply(body, &envelope); err != nil {
			return err
		}
		if envelope.Data == nil {
			return errors.New(`the reply has no "data"`)
		}
		id, paymentID := (*envelope.Data).identity()
		switch {
		case id == "":
			return errors.New(`the reply has no "id"`)
		case wantID != "" && !strings.EqualFold(id, wantID):
			return fmt.Errorf("the reply is about another object, %q", id)
		case paymentID == "":
			return errors.New(`the reply has no "paymentId"`)
		case !strings.EqualFold(paymentID, wantPaymentID):
			return fmt.Errorf("the reply is about another payment, %q", paymentID)
		}
		*to = *envelope.Data
		return nil
	}
}

var errNotJSON = errors.New("the reply is not JSON")

// decodeReply decodes JSON that can be read in one way only. A member of an
// unexpected type stays unset instead of costing the whole reply: CPN may change
// what this package need not know, and an ID that has arrived must not be lost
// over it.
func decodeReply(body []byte, to any) error {
	if !utf8.Valid(body) {
		return errors.New("the reply is not valid UTF-8")
	}
	if !json.Valid(body) {
		return errNotJSON
	}
	if err := unambiguous(body); err != nil {
		return err
	}
	_ = json.Unmarshal(body, to) // of valid JSON it can only say that types differ
	return nil
}
