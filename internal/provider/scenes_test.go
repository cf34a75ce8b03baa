// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"
	"text/tabwriter"
)

// The proof that a resource is one ticket or transaction at CPN, and a submission one, whatever
// goes wrong. Each row of the guide "Exactly once" is played in a scene: a real command line,
// real processes and real connections, and four resources at once. The histories add what needs
// no process, in all orders.

var (
	chaosWhole = flag.Bool("chaos.whole", false, "play all scenes, not one of each kind, and longer histories")
	chaosSeed  = flag.Uint64("chaos.seed", 1, "the seed of the random part")
)

// scene is one way to play some rows of the guide, or to interrupt a submission.
type scene struct {
	name  string
	rows  []string
	whole bool // only with -chaos.whole: another scene plays the rows in each run of the tests
	// play returns what CPN has in the end, and how often the command line ran.
	play func(*testing.T) (atCPN string, runs int)
}

// scenes returns all scenes.
func scenes() []scene {
	random := rand.New(rand.NewPCG(*chaosSeed, 0))
	return slices.Concat(createScenes(random), submissionScenes())
}

// TestChaos plays the scenes and prints what CPN has after each. Every change plays the same
// random part, so that no change fails because of another; each night plays a new one. Its
// seed is printed first, in case the test does not end.
func TestChaos(t *testing.T) {
	t.Parallel()
	t.Logf("the random part repeats with -chaos.seed=%d", *chaosSeed)
	var (
		mu    sync.Mutex
		table []string
		total int
	)
	t.Cleanup(func() {
		slices.Sort(table)
		var b strings.Builder
		w := tabwriter.NewWriter(&b, 0, 0, 2, ' ', 0)
		_, _ = fmt.Fprintf(w, "%d scenes\tat CPN\t%d runs of the command line\n%s", len(table), total, strings.Join(table, ""))
		_ = w.Flush()
		t.Log("\n" + b.String())
	})
	for _, s := range scenes() {
		if s.whole && !*chaosWhole {
			continue
		}
		t.Run(s.name, func(t *testing.T) {
			t.Parallel()
			atCPN, runs := s.play(t)
			mu.Lock()
			defer mu.Unlock()
			table, total = append(table, fmt.Sprintf("%s\t%s\t%d\n", s.name, atCPN, runs)), total+runs
		})
	}
}
