// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

// Command bench measures whole runs of Terraform with this provider, with a minimal
// provider that only sends requests, and without a provider. The three take turns within
// one run. Machines are shared and noisy: compare the ratios, not the seconds.
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
	sizes := flag.String("n", "1,100,1000", "comma-separated numbers of resources")
	latencies := flag.String("latency", "0,20ms", "comma-separated times that the API takes for a create")
	flag.IntVar(&p.rounds, "rounds", 5, "how many times to measure each contestant; at most 3 times for 1000 resources or more")
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

// plan is what to measure.
type plan struct {
	sizes     []int
	latencies []time.Duration
	rounds    int
}

func (p *plan) parse(sizes, latencies string) error {
	for text := range strings.SplitSeq(sizes, ",") {
		n, err := strconv.Atoi(text)
		if err != nil || n < 1 {
			return fmt.Errorf("%q is not a number of resources", text)
		}
		p.sizes = append(p.sizes, n)
	}
	for text := range strings.SplitSeq(latencies, ",") {
		if text == "0" {
			text = "0s"
		}
		d, err := time.ParseDuration(text)
		if err != nil || d < 0 {
			return fmt.Errorf("%q is not a duration", text)
		}
		p.latencies = append(p.latencies, d)
	}
	return nil
}

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
