// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"os/exec"
	"strings"
	"time"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpnfake"
)

// standIn is a cpn-fake that runs.
type standIn struct {
	url     string
	command *exec.Cmd
	cancel  context.CancelFunc
}

// startStandIn starts cpn-fake, which ends with the context or when end is called.
func startStandIn(ctx context.Context, path string) (*standIn, error) {
	ctx, cancel := context.WithCancel(ctx)
	s := &standIn{command: newCommand(ctx, path), cancel: cancel}
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

// end interrupts cpn-fake and waits for its end.
func (s *standIn) end() error {
	s.cancel()
	if err := s.command.Wait(); err != nil && !errors.Is(err, context.Canceled) {
		return fmt.Errorf("cpn-fake ended badly: %w", err)
	}
	return nil
}

// spoil makes the next request that f fits go wrong.
func (s *standIn) spoil(ctx context.Context, f cpnfake.Fault) error {
	body, _ := json.Marshal(f) // No value of it can fail.
	_, err := s.ask(ctx, http.MethodPost, "/_fake/faults", body)
	return err
}

// counts returns what cpn-fake has seen and made so far.
func (s *standIn) counts(ctx context.Context) (cpnfake.Counts, error) {
	var counts cpnfake.Counts
	reply, err := s.ask(ctx, http.MethodGet, "/_fake/counts", nil)
	if err != nil {
		return counts, err
	}
	return counts, json.Unmarshal(reply, &counts)
}

// ask sends one request to the control endpoints and returns the reply's body.
func (s *standIn) ask(ctx context.Context, method, path string, body []byte) ([]byte, error) {
	req, err := http.NewRequestWithContext(ctx, method, s.url+path, bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	// A transport of its own has no proxy, and one that keeps nothing alive leaves
	// no connection for which cpn-fake would wait at its end.
	client := http.Client{Transport: &http.Transport{DisableKeepAlives: true}, Timeout: 10 * time.Second}
	resp, err := client.Do(req)
	if err != nil {
		return nil, err
	}
	defer func() { _ = resp.Body.Close() }()
	var reply bytes.Buffer
	if _, err := reply.ReadFrom(resp.Body); err != nil {
		return nil, err
	}
	if resp.StatusCode >= http.StatusBadRequest {
		return nil, fmt.Errorf("cpn-fake answers %s: %s", resp.Status, reply.String())
	}
	return reply.Bytes(), nil
}
