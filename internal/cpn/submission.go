// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package cpn

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
)

// SubmitTransaction hands the signed form of a transaction to CPN, which takes it once,
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
		grace:    interruptGrace,
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
