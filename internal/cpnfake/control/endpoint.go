// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package control

import (
	"net/http"
	"net/url"
	"slices"
)

// Endpoint is one operation of the control API.
type Endpoint struct {
	Method, Path string
	Query        []string // parameters, all optional
	Body         string   // an example in JSON; "" if the operation takes none
	Does         string   // one sentence for users

	serve func(simulator, call) (any, error)
}

// Endpoints lists the operations of the control API, in the order of its documentation.
func Endpoints() []Endpoint {
	payment := `{"status": "COMPLETED", "expired": false, "unknown": false, "balance": true, "allowance": true}`
	payments := `{"blockchain": "SOL-DEVNET", "senderAddress": "0x…", "anySignature": true, "hostile": ["payee", "sum"]}`
	fault := `{"name": "connection dropped after the work", "times": 2, "method": "POST", "path": "/v1/cpn/supportTickets"}`
	return []Endpoint{
		{http.MethodPost, Prefix + "faults", nil, fault, "Queues a fault. Only `name` is required. Each matching request takes the first fault of the queue.", simulator.inject},
		{http.MethodPatch, Prefix + "payments/{id}", nil, payment, "Changes a payment. All members are optional.", simulator.setPayment},
		{http.MethodPatch, Prefix + "payments", nil, payments, "Changes every payment, also later ones, with the same members.", simulator.setPayments},
		{http.MethodGet, Prefix + "tickets", []string{"paymentId", "count"}, "", "Lists the tickets.", simulator.tickets},
		{http.MethodGet, Prefix + "transactions", []string{"paymentId", "count"}, "", "Lists the transactions.", simulator.transactions},
		{http.MethodPatch, Prefix + "transactions/{id}", nil, `{"status": "BROADCASTED"}`, "Moves a transaction to a status, where it stays.", simulator.moveTransaction},
		{http.MethodGet, Prefix + "requests", []string{"method", "path", "count"}, "", "Lists the requests to CPN's API, with the fault that each met.", simulator.requests},
		{http.MethodGet, Prefix + "counts", nil, "", "Returns totals, such as `tickets`, `creates` and `reads`.", simulator.counts},
		{http.MethodPost, Prefix + "reset", nil, "", "Drops everything, and starts again with the flags of the command.", simulator.reset},
	}
}

// query reads the parameters of a request, and rejects those that the operation does not have.
func (e Endpoint) query(sent url.Values) (map[string]string, error) {
	values := map[string]string{}
	for name, all := range sent {
		if !slices.Contains(e.Query, name) {
			return nil, &problem{Reason: "there is no parameter " + name, Allowed: e.Query}
		}
		if len(all) != 1 || all[0] == "" {
			return nil, &problem{Reason: "give " + name + " one value"}
		}
		values[name] = all[0]
	}
	return values, nil
}
