// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpnfake"
)

// operations are measured in this order: each needs the one before it.
func operations() []string { return []string{"validate", "apply", "plan", "destroy"} }

// result holds the measurements of one contestant.
type result struct {
	contestant  contestant
	wall        map[string][]time.Duration // by operation, a value each round
	peak        int64                      // bytes, the largest provider process
	state       int64                      // bytes, after apply
	requests    int                        // of one round
	connections int                        // of one apply
}

// measure lets the contestants take turns, for the given number of rounds.
func (b *bench) measure(ctx context.Context, n int, latency time.Duration, rounds int) ([]*result, error) {
	var results []*result
	for _, c := range contestants() {
		results = append(results, &result{contestant: c, wall: map[string][]time.Duration{}})
	}
	for range rounds {
		for _, r := range results {
			if err := b.round(ctx, r, n, latency); err != nil {
				return nil, fmt.Errorf("%s: %w", r.contestant.name, err)
			}
		}
	}
	return results, nil
}

// round measures all operations of one contestant once.
func (b *bench) round(ctx context.Context, r *result, n int, latency time.Duration) error {
	fake := cpnfake.New()
	server := httptest.NewUnstartedServer(delayed(fake, latency))
	server.Config.ConnState = fake.ConnState
	server.Start()
	defer server.Close()
	dir, err := os.MkdirTemp(b.dir, "round-")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(dir) }()
	if err := os.WriteFile(filepath.Join(dir, "main.tf"), []byte(r.contestant.configuration(n)), 0o600); err != nil {
		return err
	}
	for _, operation := range operations() {
		if err := b.operation(ctx, r, dir, server.URL, operation); err != nil {
			return fmt.Errorf("%s: %w", operation, err)
		}
		if operation == "apply" {
			info, err := os.Stat(filepath.Join(dir, "terraform.tfstate"))
			if err != nil {
				return err
			}
			r.state, r.connections = info.Size(), fake.Counts().Connections
		}
	}
	r.requests = fake.Counts().Requests
	return nil
}

// delayed adds latency to a handler.
func delayed(h http.Handler, latency time.Duration) http.Handler {
	if latency == 0 {
		return h
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		<-time.After(latency)
		h.ServeHTTP(w, r)
	})
}

// operation measures one run of Terraform.
func (b *bench) operation(ctx context.Context, r *result, dir, url, operation string) error {
	args := []string{operation, "-no-color"}
	if operation == "apply" || operation == "destroy" {
		args = append(args, "-auto-approve")
	}
	cmd := exec.CommandContext(ctx, b.terraform, args...)
	cmd.Dir = dir
	for _, variable := range os.Environ() {
		if !strings.HasPrefix(variable, "TF_") && !strings.HasPrefix(variable, "CPN_") {
			cmd.Env = append(cmd.Env, variable)
		}
	}
	cmd.Env = append(cmd.Env, "TF_CLI_CONFIG_FILE="+b.config, "CHECKPOINT_DISABLE=1", "CPN_API_KEY=TEST_API_KEY:bench:key", "CPN_BASE_URL="+url)
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &out
	began := time.Now()
	if err := cmd.Start(); err != nil {
		return err
	}
	done := make(chan struct{})
	peak := make(chan int64)
	go func() { peak <- watch(cmd.Process.Pid, done) }()
	err := cmd.Wait()
	r.wall[operation] = append(r.wall[operation], time.Since(began))
	close(done)
	r.peak = max(r.peak, <-peak)
	if err != nil {
		return fmt.Errorf("%w: %s", err, &out)
	}
	return nil
}

// watch returns the peak memory of any child of parent, in bytes. It reads /proc, and
// returns 0 on systems without it.
func watch(parent int, done <-chan struct{}) int64 {
	tick := time.NewTicker(20 * time.Millisecond)
	defer tick.Stop()
	var peak int64
	for {
		select {
		case <-done:
			return peak
		case <-tick.C:
			// Each thread has children of its own.
			tasks, _ := filepath.Glob(fmt.Sprintf("/proc/%d/task/*/children", parent))
			for _, task := range tasks {
				children, _ := os.ReadFile(task)
				for pid := range strings.FieldsSeq(string(children)) {
					peak = max(peak, highWater(pid))
				}
			}
		}
	}
}

// highWater returns the peak resident memory of a provider process, in bytes. Between fork
// and exec, a child is still a copy of Terraform, and as large.
func highWater(pid string) int64 {
	status, _ := os.ReadFile("/proc/" + pid + "/status")
	if !strings.HasPrefix(string(status), "Name:\tterraform-prov") {
		return 0
	}
	_, rest, _ := strings.Cut(string(status), "VmHWM:")
	fields := strings.Fields(rest)
	if len(fields) == 0 {
		return 0
	}
	kib, _ := strconv.ParseInt(fields[0], 10, 64)
	return kib << 10
}
