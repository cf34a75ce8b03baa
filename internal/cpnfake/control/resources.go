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
	if err := isUUID("the payment in the path", c.id); err != nil {
		return nil, err
	}
	edit, err := paymentEdit(c)
	if err != nil {
		return nil, err
	}
	var payment cpnfake.Payment
	s.SetPayment(c.id, func(p *cpnfake.Payment) {
		edit(p)
		payment = *p
	})
	return payment, nil
}

// setPayments changes every payment.
func (s simulator) setPayments(c call) (any, error) {
	edit, err := paymentEdit(c)
	if err != nil {
		return nil, err
	}
	s.SetPayments(edit)
	return s.counts(c)
}

// paymentEdit reads what a request changes of payments.
func paymentEdit(c call) (func(*cpnfake.Payment), error) {
	// Members that the request does not have stay as they are.
	edit := func(p *cpnfake.Payment) error {
		changed := struct {
			*cpnfake.Payment
			ID struct{} `json:"id"` // nobody changes it
		}{Payment: p}
		return c.read(&changed, "status", "expired", "unknown", "blockchain", "senderAddress", "anySignature", "allowance", "balance", "hostile")
	}
	p := cpnfake.Payment{Status: cpnfake.PaymentStatuses()[0], Blockchain: cpnfake.Blockchains()[0]}
	if err := edit(&p); err != nil {
		return nil, err
	}
	if !slices.Contains(cpnfake.PaymentStatuses(), p.Status) {
		return nil, notOneOf("status", p.Status, cpnfake.PaymentStatuses())
	}
	if !slices.Contains(cpnfake.Blockchains(), p.Blockchain) {
		return nil, notOneOf("blockchain", p.Blockchain, cpnfake.Blockchains())
	}
	for _, name := range p.Hostile {
		if !slices.Contains(cpnfake.HostileMessages(), name) {
			return nil, notOneOf("hostile", name, cpnfake.HostileMessages())
		}
	}
	return func(p *cpnfake.Payment) { _ = edit(p) }, nil // it was valid
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

// wants reports whether a value is the one that the request asks for, or it asks for none.
func (c call) wants(parameter, value string) bool {
	wanted, asked := c.query[parameter]
	return !asked || strings.EqualFold(wanted, value)
}
