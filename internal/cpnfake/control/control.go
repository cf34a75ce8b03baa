// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

// Package control lets a program in any language control the local CPN simulator over HTTP:
// inject faults, move payments and transactions, and list what the simulator holds.
package control

import (
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpnfake"
)

// Prefix is where the paths start that belong to the simulator and not to CPN.
const Prefix = "/_control/"

// maxBody is how many bytes of a request are read.
const maxBody = 1 << 16

// simulator is the server under control.
type simulator struct {
	*cpnfake.Server

	setUp func(*cpnfake.Server)
}

// New returns a handler that serves the fake's own API, and the control API below [Prefix].
// A reset empties the fake and then calls setUp, which brings back its first settings. isHost,
// which is [Loopback] or [AnyHost], decides under which Host headers it serves.
func New(fake *cpnfake.Server, setUp func(*cpnfake.Server), isHost func(string) bool) http.Handler {
	s := simulator{Server: fake, setUp: setUp}
	mux := http.NewServeMux()
	for _, e := range Endpoints() {
		mux.HandleFunc(e.Method+" "+e.Path, func(w http.ResponseWriter, r *http.Request) { s.serve(w, r, e) })
	}
	mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		respond(w, http.StatusNotFound, unknownEndpoint(r))
	})
	// One mux for both would redirect unclean paths before the simulator could reject them.
	return guard(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.HasPrefix(r.URL.Path+"/", Prefix) {
			mux.ServeHTTP(w, r)
			return
		}
		fake.ServeHTTP(w, r)
	}), isHost)
}

// call is a request to the control API.
type call struct {
	id    string // of the payment or transaction in the path
	query map[string]string
	body  []byte
}

// serve responds to one request.
func (s simulator) serve(w http.ResponseWriter, r *http.Request, e Endpoint) {
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBody))
	if err != nil {
		respond(w, http.StatusBadRequest, &problem{Reason: "send a smaller body: " + err.Error()})
		return
	}
	c := call{id: strings.ToLower(r.PathValue("id")), body: body}
	if c.query, err = e.query(r.URL.Query()); err == nil {
		var result any
		if result, err = e.serve(s, c); err == nil {
			respond(w, http.StatusOK, result)
			return
		}
	}
	p := &problem{Reason: err.Error()}
	_ = errors.As(err, &p)
	respond(w, p.code(), p)
}

// respond sends a value as JSON that a person can read too.
func respond(w http.ResponseWriter, status int, value any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(value); err != nil {
		panic(http.ErrAbortHandler) // the client has gone
	}
}

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
