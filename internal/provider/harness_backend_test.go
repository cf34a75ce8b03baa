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

// backend is a remote state. It can be told to lose one, as if Terraform were killed while it
// stores it.
type backend struct {
	mu    sync.Mutex
	state []byte
	lose  func() bool   // whether the state that arrives is lost
	lost  chan struct{} // is closed once it was
}

// stored returns the state.
func (b *backend) stored() []byte {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.state
}

func (b *backend) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	b.mu.Lock()
	defer b.mu.Unlock()
	switch {
	case r.Method == http.MethodPost && b.lose != nil && b.lose():
		b.lose = nil
		close(b.lost)
		<-r.Context().Done()
	case r.Method == http.MethodPost:
		b.state = body
	case r.Method == http.MethodGet && b.state == nil:
		w.WriteHeader(http.StatusNotFound)
	case r.Method == http.MethodGet:
		_, _ = w.Write(b.state)
	}
}

// losesState kills Terraform and the provider at the moment when Terraform stores a state that is
// to be lost. declare writes the configuration with the block of the backend.
func (w *workspace) losesState(lose func() bool, declare func(backend string)) cliRun {
	w.t.Helper()
	w.mirrored() // init needs it
	w.backend = &backend{lose: lose, lost: make(chan struct{})}
	server := httptest.NewServer(w.backend)
	w.t.Cleanup(server.Close)
	declare(fmt.Sprintf("terraform {\n  backend \"http\" {\n    address = %q\n  }\n}\n", server.URL))
	w.plain("init", "-no-color")
	r := w.started("state", func() bool {
		select {
		case <-w.backend.lost:
			return true
		default:
			return false
		}
	})
	r.kill(true)
	return r.stopped()
}
