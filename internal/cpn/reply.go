// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package cpn

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"
)

const (
	// maxReply is how many bytes of a reply are read, after decompression, beyond
	// what the request explains.
	maxReply = 1 << 20
	// maxEscaped is how many times longer a character may be in a reply that repeats
	// the request: "\\u003c" for "<".
	maxEscaped = 6
)

// replyLimit is how many bytes a reply to this request may have. CPN repeats the
// inputs, so a long description has a long reply.
func replyLimit(request []byte) int64 { return maxReply + maxEscaped*int64(len(request)) }

// object is anything CPN returns: it has an ID of its own and belongs to a payment.
type object interface {
	SupportTicket | Transaction | Payment
	identity() (id, paymentID string)
}

// Response is what there is to know of the response that brought an object.
type Response struct {
	// Withheld names the members, as CPN spells them, that repeat the API key. They
	// count as absent: the object must not be lost over them, and the key must go
	// nowhere.
	Withheld []string
	// Date is when the response was sent, by CPN's clock; zero if it does not say.
	Date time.Time
}

func (r *Response) set(to Response) { *r = to }

// into returns a function that decodes the "data" of a reply into to, and says
// what is missing when it is not the object asked for. An empty wantID stands
// for an object whose ID only CPN knows.
func into[T object](to *T, wantID, wantPaymentID string, key APIKey) func(r reply) error {
	return func(r reply) error {
		var envelope struct {
			Data json.RawMessage `json:"data"`
		}
		if err := decodeReply(r.body, &envelope); err != nil {
			return err
		}
		if len(envelope.Data) == 0 || string(envelope.Data) == "null" {
			return errors.New(`the response has no "data"`)
		}
		var found T
		data, withheld := key.withhold(envelope.Data)
		_ = json.Unmarshal(data, &found) // as in decodeReply
		if err := isWanted(found, wantID, wantPaymentID); err != nil {
			return err
		}
		if response, ok := any(&found).(interface{ set(to Response) }); ok {
			response.set(Response{Withheld: withheld, Date: dateOf(r.header)})
		}
		*to = found
		return nil
	}
}

// isWanted says what keeps an object from being the one asked for.
func isWanted[T object](found T, wantID, wantPaymentID string) error {
	id, paymentID := found.identity()
	switch {
	case id == "":
		return errors.New(`the response has no "id"`)
	case wantID != "" && !strings.EqualFold(id, wantID):
		return fmt.Errorf("the response is about another object, %q", id)
	case paymentID == "":
		return errors.New(`the response has no "paymentId"`)
	case !strings.EqualFold(paymentID, wantPaymentID):
		return fmt.Errorf("the response is about another payment, %q", paymentID)
	}
	return nil
}

var errNotJSON = errors.New("the response is not JSON")

// decodeReply decodes JSON that can be read in one way only. A member of an
// unexpected type stays unset instead of costing the whole reply: CPN may change
// what this package need not know, and an ID that has arrived must not be lost
// over it.
func decodeReply(body []byte, to any) error {
	if !utf8.Valid(body) {
		return errors.New("the response is not valid UTF-8")
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
