// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package control

import (
	"net/http"
	"slices"
	"strings"

	"github.com/google/uuid"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpnfake"
)

// setPayment changes a payment.
func (s simulator) setPayment(c call) (any, error) {
	var in struct {
		Status  *string `json:"status"`
		Expired *bool   `json:"expired"`
		Unknown *bool   `json:"unknown"`
	}
	if err := c.read(&in, "status", "expired", "unknown"); err != nil {
		return nil, err
	}
	if err := isUUID("the payment in the path", c.id); err != nil {
		return nil, err
	}
	if in.Status != nil && !slices.Contains(cpnfake.PaymentStatuses(), *in.Status) {
		return nil, notOneOf("status", *in.Status, cpnfake.PaymentStatuses())
	}
	var payment cpnfake.Payment
	s.SetPayment(c.id, func(p *cpnfake.Payment) {
		set(&p.Status, in.Status)
		set(&p.Expired, in.Expired)
		set(&p.Unknown, in.Unknown)
		payment = *p
	})
	return payment, nil
}

// set changes a value if there is another one.
func set[T any](value, other *T) {
	if other != nil {
		*value = *other
	}
}

// isUUID rejects an ID that is none.
func isUUID(what, id string) error {
	if len(id) == 36 && uuid.Validate(id) == nil {
		return nil
	}
	return &problem{Reason: what + " must be a UUID: got " + id}
}

// moveTransaction moves a transaction to a status.
func (s simulator) moveTransaction(c call) (any, error) {
	var in struct {
		Status string `json:"status"`
	}
	if err := c.read(&in, "status"); err != nil {
		return nil, err
	}
	if !slices.Contains(cpnfake.TransactionStatuses(), in.Status) {
		return nil, notOneOf("status", in.Status, cpnfake.TransactionStatuses())
	}
	var ids []string
	for _, t := range s.Transactions() {
		ids = append(ids, t.ID)
	}
	if !slices.Contains(ids, c.id) {
		return nil, &problem{Reason: "there is no transaction " + c.id, Allowed: ids, status: http.StatusNotFound}
	}
	s.MoveTransaction(c.id, in.Status)
	for _, t := range s.Transactions() {
		if t.ID == c.id {
			return t, nil
		}
	}
	return nil, &problem{Reason: "the simulator was reset", status: http.StatusNotFound}
}

// dropKeys drops the idempotency keys.
func (s simulator) dropKeys(call) (any, error) {
	return map[string]int{"dropped": s.DropKeys()}, nil
}

// counts returns the totals.
func (s simulator) counts(call) (any, error) { return s.Counts(), nil }

// reset starts again.
func (s simulator) reset(c call) (any, error) {
	s.Reset()
	s.setUp(s.Server)
	return s.counts(c)
}

// tickets lists the tickets.
func (s simulator) tickets(c call) (any, error) {
	return list(c, "tickets", s.Tickets(), func(t cpnfake.Ticket) bool { return c.wants("paymentId", t.PaymentID) })
}

// transactions lists the transactions.
func (s simulator) transactions(c call) (any, error) {
	return list(c, "transactions", s.Transactions(), func(t cpnfake.Transaction) bool { return c.wants("paymentId", t.PaymentID) })
}

// payments lists the payments.
func (s simulator) payments(c call) (any, error) {
	return list(c, "payments", s.Payments(), func(cpnfake.Payment) bool { return true })
}

// wants reports whether a value is the one that the request asks for, or it asks for none.
func (c call) wants(parameter, value string) bool {
	wanted, asked := c.query[parameter]
	return !asked || strings.EqualFold(wanted, value)
}
