// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

// Command bench measures whole runs of Terraform with this provider, with one
// that does nothing but the request, and with none at all, in turn and within
// one run. Machines are shared and noisy: read the ratios, not the seconds.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"strconv"
	"strings"
	"time"
)

func main() {
	var p plan
	sizes := flag.String("n", "1,100,1000", "numbers of resources")
	latencies := flag.String("latency", "0,20ms", "how long the API takes for a create")
	flag.IntVar(&p.rounds, "rounds", 5, "how often each is measured; the largest size is measured 3 times at most")
	flag.Parse()

	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	err := p.parse(*sizes, *latencies)
	if err == nil {
		err = p.run(ctx)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// plan is what is to be measured.
type plan struct {
	sizes     []int
	latencies []time.Duration
	rounds    int
}

func (p *plan) parse(sizes, latencies string) error {
	for text := range strings.SplitSeq(sizes, ",") {
		n, err := strconv.Atoi(text)
		if err != nil || n < 1 {
			return fmt.Errorf("%q is no number of resources", text)
		}
		p.sizes = append(p.sizes, n)
	}
	for text := range strings.SplitSeq(latencies, ",") {
		if text == "0" {
			text = "0s"
		}
		d, err := time.ParseDuration(text)
		if err != nil || d < 0 {
			return fmt.Errorf("%q is no duration", text)
		}
		p.latencies = append(p.latencies, d)
	}
	return nil
}

// run builds, measures and prints.
func (p *plan) run(ctx context.Context) error {
	dir, err := os.MkdirTemp("", "cpn-bench-")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(dir) }()
	b, err := build(ctx, dir)
	if err != nil {
		return err
	}
	_, _ = fmt.Fprintf(os.Stdout, "binary: %.1f MB stripped\n", float64(b.size)/1e6)
	for _, latency := range p.latencies {
		for _, n := range p.sizes {
			rounds := p.rounds
			if n >= 1000 {
				rounds = min(rounds, 3)
			}
			results, err := b.measure(ctx, n, latency, rounds)
			if err != nil {
				return err
			}
			_, _ = fmt.Fprintf(os.Stdout, "\nN = %d, latency %v, %d rounds\n%s", n, latency, rounds, table(results, n))
		}
	}
	return nil
}
