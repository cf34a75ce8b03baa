// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package control

import (
	"fmt"
	"net/http"
	"slices"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpnfake"
)

// fault is a fault as the control API shows and takes it.
type fault struct {
	Name   string `json:"name"`
	Times  *int   `json:"times,omitempty"`
	Method string `json:"method,omitempty"`
	Path   string `json:"path,omitempty"`
}

// inject queues a fault.
func (s simulator) inject(c call) (any, error) {
	var in fault
	if err := c.read(&in, "name", "times", "method", "path"); err != nil {
		return nil, err
	}
	f, ok := cpnfake.FaultNamed(in.Name, in.Path)
	switch {
	case !ok:
		return nil, notOneOf("name", in.Name, cpnfake.FaultNames())
	case in.Times != nil && *in.Times < 1:
		return nil, &problem{Reason: fmt.Sprintf("times is %d: it must be at least 1", *in.Times)}
	case in.Method != "" && in.Method != http.MethodGet && in.Method != http.MethodPost:
		return nil, notOneOf("method", in.Method, []string{http.MethodGet, http.MethodPost})
	case in.Path != "" && !cpnfake.ServesPath(in.Path):
		return nil, notOneOf("path", in.Path, cpnfake.Paths())
	}
	f.Method, f.Times = in.Method, 1
	if in.Times != nil {
		f.Times = *in.Times
	}
	s.Inject(f)
	return fault{Name: f.Name, Times: &f.Times, Method: f.Method, Path: f.Path}, nil
}

// setPayment changes a payment.
func (s simulator) setPayment(c call) (any, error) {
	if !cpnfake.IsUUID(c.id) {
		return nil, &problem{Reason: "the payment in the path must be a UUID: got " + c.id}
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
	others := func(t cpnfake.Transaction) bool { return t.ID != c.id }
	return slices.DeleteFunc(s.Transactions(), others)[0], nil
}
