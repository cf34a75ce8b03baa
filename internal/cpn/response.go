// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package cpn

import (
	"bytes"
	"encoding/json"
	"errors"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

const (
	// maxResponse is how many bytes of a response are read, after decompression, on top of
	// those that repeat the request.
	maxResponse = 1 << 20
	// maxEscaped is how many times longer a character of the request may be in the
	// response: "\\u003c" for "<".
	maxEscaped = 6
)

// responseLimit is how many bytes the response to a request may have. CPN repeats the inputs,
// so a long description has a long response.
func responseLimit(request []byte) int64 { return maxResponse + maxEscaped*int64(len(request)) }

// resource is anything that CPN returns: it has an ID of its own and belongs to a payment.
type resource interface {
	SupportTicket | Transaction | Payment
	identity() (id, paymentID string)
}

// Response describes the response that returned a resource.
type Response struct {
	// MessageWithheld says that what is to be signed is absent here because it contains the
	// API key. Nobody may sign it from elsewhere.
	MessageWithheld bool
	// Date is when the response was sent, by CPN's clock, or zero if it does not say.
	Date time.Time
}

func (r *Response) set(to Response) { *r = to }

// into returns a function that decodes the "data" of a response into to, and says what is
// missing if it is not the wanted resource. wantID is empty if only CPN knows the ID.
func into[T resource](to *T, wantID, wantPaymentID string, key APIKey) func(r result) error {
	return func(r result) error {
		var envelope struct {
			Data json.RawMessage `json:"data"`
		}
		if err := decodeResponse(r.body, &envelope); err != nil {
			return err
		}
		if len(envelope.Data) == 0 || string(envelope.Data) == "null" {
			return errors.New(`the response has no "data"`)
		}
		var found T
		data, withheld := key.maskIn(envelope.Data)
		_ = json.Unmarshal(data, &found) // as in decodeResponse
		if err := isWanted(found, wantID, wantPaymentID); err != nil {
			return err
		}
		if response, ok := any(&found).(interface{ set(to Response) }); ok {
			response.set(Response{MessageWithheld: withheld, Date: dateOf(r.header)})
		}
		*to = found
		return nil
	}
}

// isWanted says why found is not the wanted resource.
func isWanted[T resource](found T, wantID, wantPaymentID string) error {
	id, paymentID := found.identity()
	switch {
	case id == "":
		return errors.New(`the response has no "id"`)
	case strings.Contains(id, mask):
		return errors.New(`the "id" of the response contains the API key`)
	case wantID != "" && !strings.EqualFold(id, wantID):
		return quoting{"the response is about another object, ", strconv.Quote(id), ""}
	case paymentID == "":
		return errors.New(`the response has no "paymentId"`)
	case !strings.EqualFold(paymentID, wantPaymentID):
		return quoting{"the response is about another payment, ", strconv.Quote(paymentID), ""}
	}
	return nil
}

var errNotJSON = errors.New("the response is not JSON")

// decodeResponse decodes JSON that can be read in only one way. A member of an unexpected type
// stays unset instead of failing the whole response: CPN may change members that this
// package does not need, and an ID that has arrived must not be lost because of them.
func decodeResponse(body []byte, to any) error {
	body = bytes.TrimPrefix(body, []byte("\ufeff")) // a byte order mark, which JSON does not have
	if !utf8.Valid(body) {
		return errors.New("the response is not valid UTF-8")
	}
	if err := Unambiguous(body); err != nil {
		return err
	}
	_ = json.Unmarshal(body, to) // on valid JSON it can only fail because types differ
	return nil
}
