// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"encoding/json"
	"net/http"
	"strings"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpnfake"
)

// controlPrefix starts the paths that belong to this command and not to CPN.
const controlPrefix = "/_fake/"

// handler serves the API and the control endpoints. The simulator counts the connections
// of control requests, but does not count or log the requests:
//
//	POST /_fake/faults   queues the [cpnfake.Fault] in the body: JSON, durations in nanoseconds
//	GET  /_fake/counts   returns [cpnfake.Counts] as JSON
func handler(fake *cpnfake.Server) http.Handler {
	control := http.NewServeMux()
	control.HandleFunc("POST "+controlPrefix+"faults", func(w http.ResponseWriter, r *http.Request) {
		var fault cpnfake.Fault
		dec := json.NewDecoder(r.Body)
		dec.DisallowUnknownFields()
		if err := dec.Decode(&fault); err != nil {
			http.Error(w, "send one fault as a JSON object: "+err.Error(), http.StatusBadRequest)
			return
		}
		fake.Inject(fault)
		w.WriteHeader(http.StatusNoContent)
	})
	control.HandleFunc("GET "+controlPrefix+"counts", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		if err := json.NewEncoder(w).Encode(fake.Counts()); err != nil {
			http.Error(w, err.Error(), http.StatusInternalServerError)
		}
	})
	// A common mux would redirect unclean paths before the simulator could reject them.
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.HasPrefix(r.URL.Path, controlPrefix) {
			control.ServeHTTP(w, r)
			return
		}
		fake.ServeHTTP(w, r)
	})
}
