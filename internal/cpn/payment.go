// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package cpn

import (
	"context"
	"encoding/json"
	"net/http"
)

// Payment is a payment as CPN returned it. An absent member is nil; a member of an
// undocumented type is empty.
type Payment struct {
	Response `json:"-"`

	ID                    string               `json:"id"` // UUID
	QuoteID               *string              `json:"quoteId"`
	PaymentMethodType     *string              `json:"paymentMethodType"`
	Blockchain            *string              `json:"blockchain"`
	SenderAddress         *string              `json:"senderAddress"`
	RefCode               *string              `json:"refCode"`
	CustomerRefID         *string              `json:"customerRefId"`
	BeneficiaryRefID      *string              `json:"beneficiaryRefId"`
	FiatNetworkPaymentRef *string              `json:"fiatNetworkPaymentRef"`
	ExpireDate            *string              `json:"expireDate"` // RFC 3339
	CreateDate            *string              `json:"createDate"` // RFC 3339
	Status                *string              `json:"status"`
	StatusAddendum        *string              `json:"statusAddendum"`
	FailureReason         *string              `json:"failureReason"`
	FailureCode           *string              `json:"failureCode"`
	UseCase               *string              `json:"useCase"`
	ReasonForPayment      *string              `json:"reasonForPayment"`
	SourceAmount          *Amount              `json:"sourceAmount"`
	DestinationAmount     *Amount              `json:"destinationAmount"`
	Fees                  *Fees                `json:"fees"`
	FiatSettlementTime    *SettlementTime      `json:"fiatSettlementTime"`
	RefundAddress         *string              `json:"refundAddress"`
	Metadata              map[string]string    `json:"metadata"`
	OnChainTransactions   []PaymentTransaction `json:"onChainTransactions"`
	RFIs                  []RFI                `json:"rfis"`
	Refunds               []Refund             `json:"refunds"`
}

// Fees are what a payment costs.
type Fees struct {
	TotalAmount *Amount `json:"totalAmount"`
	Breakdown   []Fee   `json:"breakdown"`
}

// Fee is one part of [Fees].
type Fee struct {
	Type   *string `json:"type"`
	Amount *Amount `json:"amount"`
}

// SettlementTime is how long the fiat leg is expected to take.
type SettlementTime struct {
	Min  *json.Number `json:"min"` // with the digits that CPN sent, as a number or as text
	Max  *json.Number `json:"max"`
	Unit *string      `json:"unit"` // MINUTES, HOURS, DAYS or WEEKS
}

// PaymentTransaction refers to a transaction of a payment.
type PaymentTransaction struct {
	ID              string  `json:"id"` // UUID
	Status          *string `json:"status"`
	TransactionHash *string `json:"transactionHash"`
}

// RFI refers to a request for information about a payment.
type RFI struct {
	ID     *string `json:"id"` // UUID
	Status *string `json:"status"`
}

// Refund is money of a payment that is being returned.
type Refund struct {
	ID              *string `json:"id"` // UUID
	Status          *string `json:"status"`
	Amount          *Amount `json:"amount"`
	TransactionHash *string `json:"transactionHash"`
}

func (p Payment) identity() (id, paymentID string) { return p.ID, p.ID }

// GetPayment reads a payment. Its error is an [*Error].
func (c *Client) GetPayment(ctx context.Context, paymentID string) (Payment, error) {
	var reply Payment
	path := "/v1/cpn/payments/" + CanonicalID(paymentID)
	err := c.do(ctx, call{method: http.MethodGet, path: path, take: into(&reply, paymentID, paymentID, c.config.APIKey)})
	return reply, err
}
