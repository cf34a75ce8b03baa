// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"os/exec"
	"strings"
	"time"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpnfake"
)

// simulator is a running cpn-fake.
type simulator struct {
	url     string
	command *exec.Cmd
	cancel  context.CancelFunc
}

// startSimulator starts cpn-fake, which runs until the context ends or stop is called.
func startSimulator(ctx context.Context, path string) (*simulator, error) {
	ctx, cancel := context.WithCancel(ctx)
	s := &simulator{command: newCommand(ctx, path), cancel: cancel}
	var stderr strings.Builder
	s.command.Stderr = &stderr
	stdout, err := s.command.StdoutPipe()
	if err == nil {
		err = s.command.Start()
	}
	if err != nil {
		cancel()
		return nil, err
	}
	lines := bufio.NewScanner(stdout)
	if !lines.Scan() {
		cancel()
		err := s.command.Wait()
		return nil, &commandError{command: "cpn-fake", output: stderr.String(), err: err}
	}
	s.url = lines.Text()
	return s, nil
}

// stop interrupts cpn-fake and waits until it has ended.
func (s *simulator) stop() error {
	s.cancel()
	if err := s.command.Wait(); err != nil && !errors.Is(err, context.Canceled) {
		return bug("cpn-fake did not end cleanly: %w", err)
	}
	return nil
}

// inject makes the next create of a ticket meet the fault with this name.
func (s *simulator) inject(ctx context.Context, fault string) error {
	body, _ := json.Marshal(map[string]string{"name": fault, "path": "/v1/cpn/supportTickets"}) // strings cannot fail
	_, err := s.send(ctx, http.MethodPost, "/_control/faults", body)
	return err
}

// counts returns what cpn-fake has received and created so far.
func (s *simulator) counts(ctx context.Context) (cpnfake.Counts, error) {
	var counts cpnfake.Counts
	body, err := s.send(ctx, http.MethodGet, "/_control/counts", nil)
	if err != nil {
		return counts, err
	}
	if err := json.Unmarshal(body, &counts); err != nil {
		return counts, bug("cpn-fake returned counts that are not JSON: %w", err)
	}
	return counts, nil
}

// send sends a request to a control endpoint and returns the body of the response.
func (s *simulator) send(ctx context.Context, method, path string, body []byte) ([]byte, error) {
	req, err := http.NewRequestWithContext(ctx, method, s.url+path, bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	// A transport of its own uses no proxy. Without keep-alive it leaves no connection
	// that cpn-fake would wait for when it stops.
	client := http.Client{Transport: &http.Transport{DisableKeepAlives: true}, Timeout: 10 * time.Second}
	resp, err := client.Do(req)
	if err != nil {
		return nil, err
	}
	defer func() { _ = resp.Body.Close() }()
	var text bytes.Buffer
	if _, err := text.ReadFrom(resp.Body); err != nil {
		return nil, err
	}
	if resp.StatusCode >= http.StatusBadRequest {
		return nil, bug("cpn-fake returned %s: %s", resp.Status, text.String())
	}
	return text.Bytes(), nil
}
