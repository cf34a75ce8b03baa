// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package cpn

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"regexp"
	"strings"
)

// Statuses of a transaction that decide something in this module. CPN has more and may add
// others.
const (
	StatusCreated     = "CREATED"     // awaiting signature
	StatusPending     = "PENDING"     // signed and submitted, not yet broadcast
	StatusBroadcasted = "BROADCASTED" // on its way through the blockchain
	StatusCompleted   = "COMPLETED"
	StatusFailed      = "FAILED" // the only one that lets the payment have another
)

// NewTransaction holds the inputs of a transaction.
type NewTransaction struct {
	PaymentID string            // UUID
	Metadata  map[string]string // empty is the same as nil
}

// Operation is CPN's name for the call, which the idempotency key depends on.
func (NewTransaction) Operation() string { return "createTransaction" }

// Path is the request's path, below the base URL.
func (n NewTransaction) Path() string {
	return "/v2/cpn/payments/" + CanonicalID(n.PaymentID) + "/transactions"
}

// Body is the request's canonical JSON without its idempotency key: sorted members, and no
// empty metadata. Equivalent requests have the same body, and that body is sent unchanged.
// Strings and maps of strings always have a JSON form.
func (n NewTransaction) Body() []byte {
	body, _ := json.Marshal(struct {
		Metadata map[string]string `json:"metadata,omitempty"`
	}{n.Metadata})
	return body
}

func (n NewTransaction) private() private {
	var values private
	for _, value := range n.Metadata {
		values = append(values, namedValue{"metadata", value})
	}
	return values
}

// Transaction is a transaction as CPN returned it. An absent member is nil; a member of an
// undocumented type is empty.
type Transaction struct {
	Response `json:"-"`

	ID                 string          `json:"id"`        // UUID
	PaymentID          string          `json:"paymentId"` // UUID
	Status             *string         `json:"status"`
	ExpireDate         *string         `json:"expireDate"` // RFC 3339
	SenderAddress      *string         `json:"senderAddress"`
	Blockchain         *string         `json:"blockchain"`
	Amount             *Amount         `json:"amount"`
	DestinationAddress *string         `json:"destinationAddress"`
	MessageType        *string         `json:"messageType"`
	MessageToBeSigned  json.RawMessage `json:"messageToBeSigned"` // JSON, byte for byte
	// EncodedMessageToBeSigned is a digest in hex with 0x on EVM chains. On Solana it is what is
	// signed, in base64.
	EncodedMessageToBeSigned *string           `json:"encodedMessageToBeSigned"`
	Metadata                 map[string]string `json:"metadata"`
	FailureReason            *string           `json:"failureReason"`
	TransactionHash          *string           `json:"transactionHash"`
}

// Amount is a sum of money.
type Amount struct {
	Amount   *string `json:"amount"`   // decimal, with the digits that CPN sent
	Currency *string `json:"currency"` // e.g. "USDC"
}

// UnmarshalJSON accepts an amount that is a number instead of a text: without it, a message that
// takes more than the amount would pass as one that cannot be compared.
func (a *Amount) UnmarshalJSON(text []byte) error {
	type documented Amount
	_ = json.Unmarshal(text, (*documented)(a)) // a member of any other type is empty, as in the whole response
	var number struct {
		Amount json.Number `json:"amount"`
	}
	if json.Unmarshal(text, &number) == nil && number.Amount != "" {
		a.Amount = new(number.Amount.String())
	}
	return nil
}

func (t Transaction) identity() (id, paymentID string) { return t.ID, t.PaymentID }

// CreateTransaction creates an onchain transaction for a payment. Calling it again with the
// same idempotency key does not create another, so it is retried as freely as a read. Its
// error is an [*Error].
func (c *Client) CreateTransaction(ctx context.Context, in NewTransaction, key string) (Transaction, error) {
	return create[Transaction](ctx, c, in, in.PaymentID, key)
}

// ErrUnusableID is what keeps a transaction from being read or submitted whose ID could lead the
// request to another path.
var ErrUnusableID = errors.New("is not the ID of a transaction")

// GetTransaction reads one transaction of a payment. The ID may come from a response. The error
// is an [*Error], or [ErrUnusableID].
func (c *Client) GetTransaction(ctx context.Context, paymentID, transactionID string) (Transaction, error) {
	path, err := c.transactionPath(paymentID, transactionID)
	if err != nil {
		return Transaction{}, err
	}
	var reply Transaction
	err = c.do(ctx, call{method: http.MethodGet, path: path, take: into(&reply, transactionID, paymentID, c.config.APIKey)})
	return reply, err
}

// transactionPath is where one transaction is, or an [ErrUnusableID].
func (c *Client) transactionPath(paymentID, transactionID string) (string, error) {
	if !plainID.MatchString(transactionID) {
		return "", fmt.Errorf("no request was sent: \"%s\" %w", c.config.APIKey.show(transactionID, maxField), ErrUnusableID)
	}
	return NewTransaction{PaymentID: paymentID}.Path() + "/" + CanonicalID(transactionID), nil
}

// plainID is an ID that is a part of a path by itself. CPN documents UUIDs, and might choose
// another form one day.
var plainID = regexp.MustCompile(`^[A-Za-z0-9_-]{1,100}$`)

// CanonicalID returns an ID in the form in which it is sent. CPN ignores the letter case of a
// UUID; an ID of another form stays as it is.
func CanonicalID(id string) string {
	if isHexadecimal.MatchString(id) {
		return strings.ToLower(id)
	}
	return id
}

var isHexadecimal = regexp.MustCompile(`^[0-9A-Fa-f-]+$`)

// SubmitTransaction hands a signed transaction to CPN, which takes it once,
// while the transaction is CREATED. It returns the transaction as CPN has it then.
//
// CPN has no idempotency key for this call. So only an attempt that was never sent, or
// that a server limited with HTTP 429, is repeated; any other failure ends the call.
// Where CPN may have accepted the signed transaction all the same, the outcome is
// [OutcomeUnknown], and [Client.GetTransaction] tells.
//
// Its error is an [*Error], or [ErrUnusableID] as for [Client.GetTransaction], and repeats no
// part of what was signed, whatever CPN says.
func (c *Client) SubmitTransaction(ctx context.Context, paymentID, transactionID, signedTransaction string) (Transaction, error) {
	path, err := c.transactionPath(paymentID, transactionID)
	if err != nil {
		return Transaction{}, err
	}
	body, _ := json.Marshal(struct { // text always has a JSON form
		SignedTransaction string `json:"signedTransaction"`
	}{signedTransaction})
	var reply Transaction
	take := into(&reply, transactionID, paymentID, c.config.APIKey)
	err = c.do(ctx, call{
		method: http.MethodPost,
		path:   path + "/submit",
		body:   body,
		take: func(r result) error {
			if err := take(r); err != nil {
				return err
			}
			return isSubmitted(reply)
		},
		signed:   signed(signedTransaction),
		sendOnce: true,
	})
	return reply, err
}

// isSubmitted says why a response does not show that CPN has accepted the signed form. Such
// a transaction would be in state as submitted, and no later run would submit it.
func isSubmitted(t Transaction) error {
	switch {
	case t.Status == nil || *t.Status == "":
		return errors.New("the response has no status")
	case *t.Status == StatusCreated:
		return errors.New("the response says that the transaction is still CREATED")
	}
	return nil
}
