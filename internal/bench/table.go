// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"fmt"
	"slices"
	"strings"
	"text/tabwriter"
	"time"
)

// table writes medians with their ranges, and the ratios of each round: a machine that
// slows down between rounds slows both sides.
func table(results []*result, n int) string {
	var b strings.Builder
	w := tabwriter.NewWriter(&b, 0, 0, 2, ' ', 0)
	_, _ = fmt.Fprintln(w, "operation\tcontestant\tmedian\tmin\tmax\tto terraform_data\tto minimal")
	for _, operation := range operations() {
		for _, r := range results {
			times := slices.Sorted(slices.Values(r.wall[operation]))
			_, _ = fmt.Fprintf(w, "%s\t%s\t%v\t%v\t%v\t%.2f\t%.2f\n", operation, r.contestant.name,
				round(median(times)), round(times[0]), round(times[len(times)-1]), ratio(r, results[0], operation), ratio(r, results[1], operation))
		}
	}
	_, _ = fmt.Fprintln(w, "\ncontestant\trequests\tconnections\tpeak MiB\tstate KiB each")
	for _, r := range results {
		_, _ = fmt.Fprintf(w, "%s\t%d\t%d\t%.0f\t%.2f\n", r.contestant.name, r.requests, r.connections, float64(r.peak)/(1<<20), float64(r.state)/1024/float64(n))
	}
	_ = w.Flush()
	return b.String()
}

// ratio is the median over all rounds of a's time divided by b's.
func ratio(a, b *result, operation string) float64 {
	var ratios []float64
	for i, d := range a.wall[operation] {
		ratios = append(ratios, float64(d)/float64(b.wall[operation][i]))
	}
	slices.Sort(ratios)
	return ratios[len(ratios)/2]
}

func median(sorted []time.Duration) time.Duration { return sorted[len(sorted)/2] }

func round(d time.Duration) time.Duration { return d.Round(time.Millisecond) }
