// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"sync"
)

// backend is a remote state that can be told to lose one.
type backend struct {
	mu      sync.Mutex
	state   []byte
	lose    func() bool   // if set, whether the state that arrives is lost
	arrived chan struct{} // is closed once it was
}

// newBackend starts a backend for the state of the workspace, and returns its block. It loses
// the next state that arrives when so.
func (w *workspace) newBackend(so func() bool) string {
	w.t.Helper()
	w.backend = &backend{lose: so, arrived: make(chan struct{})}
	server := httptest.NewServer(w.backend)
	w.t.Cleanup(server.Close)
	return fmt.Sprintf("terraform {\n  backend \"http\" {\n    address = %q\n  }\n}\n", server.URL)
}

// stored returns the state.
func (b *backend) stored() []byte {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.state
}

// hasLost reports whether the state has arrived that is lost.
func (b *backend) hasLost() bool {
	select {
	case <-b.arrived:
		return true
	default:
		return false
	}
}

// store stores a state, and reports whether it did.
func (b *backend) store(state []byte) bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.lose != nil && b.lose() {
		close(b.arrived)
		b.lose = nil
		return false
	}
	b.state = state
	return true
}

func (b *backend) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	state := b.stored()
	switch {
	case r.Method == http.MethodPost && !b.store(body):
		<-r.Context().Done()
	case r.Method == http.MethodGet && state == nil:
		w.WriteHeader(http.StatusNotFound)
	case r.Method == http.MethodGet:
		_, _ = w.Write(state)
	}
}
