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

// The proof that a resource is one ticket or transaction at CPN, whatever goes wrong. Each
// row of the guide "Exactly once" is a scene: a real command line, real processes and real
// connections, and four resources at once. Package provider's histories add what needs no
// process, in all orders.

var (
	chaosWhole = flag.Bool("chaos.whole", false, "play all scenes, not one of each kind")
	chaosSeed  = flag.Uint64("chaos.seed", 1, "the seed of the random part")
)

// scene is one way to play a row.
type scene struct {
	row   string // of the guide
	name  string // of this way, "" if it is the only one
	whole bool   // only with -chaos.whole: another way plays the row in each run of the tests
	play  func(*chaos)
}

// title names the scene.
func (s scene) title() string {
	if s.name == "" {
		return s.row
	}
	return s.row + " (" + s.name + ")"
}

// scenes returns all scenes, in the order of the guide.
func scenes(random *rand.Rand) []scene {
	return slices.Concat(
		[]scene{{row: "nothing goes wrong", play: (*chaos).nothing}},
		lostScenes(random), proxyScenes(), terraformScenes(), killScenes(), signalScenes(), stateScenes(), outageScenes(), cpnScenes(),
	)
}

// rows returns the rows of the guide: those that each run of the tests plays.
func rows() []string {
	var all []string
	for _, s := range scenes(rand.New(rand.NewPCG(0, 0))) {
		if !s.whole && !slices.Contains(all, s.row) {
			all = append(all, s.row)
		}
	}
	return all
}

// outcome is a line of the table that the scenes print.
type outcome struct {
	title                       string
	tickets, transactions, want int
	runs                        int
}

// TestChaos plays the scenes and prints what CPN has after each. Every change plays the same
// random part, so that no change fails because of another; each night plays a new one. Its
// seed is printed first, in case the test does not end.
func TestChaos(t *testing.T) {
	t.Parallel()
	t.Logf("the random part repeats with -chaos.seed=%d", *chaosSeed)
	var (
		mu    sync.Mutex
		table []outcome
	)
	t.Cleanup(func() { t.Logf("\n%s", rendered(table)) })
	for _, s := range scenes(rand.New(rand.NewPCG(*chaosSeed, 0))) {
		if s.whole && !*chaosWhole {
			continue
		}
		t.Run(s.title(), func(t *testing.T) {
			t.Parallel()
			c := newChaos(t)
			s.play(c)
			counts := c.fake.Counts()
			o := outcome{s.title(), counts.Tickets, counts.Transactions, c.wanted(), c.runs}
			if o.tickets != o.want || o.transactions != o.want || c.settled == 0 {
				t.Errorf("CPN has %d tickets and %d transactions, want %d of each, in a scene that has settled %d times", o.tickets, o.transactions, o.want, c.settled)
			}
			mu.Lock()
			defer mu.Unlock()
			table = append(table, o)
		})
	}
	playSubmissions(t, *chaosWhole)
}

// rendered returns the table as text.
func rendered(table []outcome) string {
	slices.SortFunc(table, func(a, b outcome) int { return strings.Compare(a.title, b.title) })
	var b strings.Builder
	w := tabwriter.NewWriter(&b, 0, 0, 2, ' ', 0)
	_, _ = fmt.Fprintln(w, "situation\twanted of each\ttickets\ttransactions\truns of the command line")
	runs := 0
	for _, o := range table {
		_, _ = fmt.Fprintf(w, "%s\t%d\t%d\t%d\t%d\n", o.title, o.want, o.tickets, o.transactions, o.runs)
		runs += o.runs
	}
	_, _ = fmt.Fprintf(w, "%d scenes\t\t\t\t%d\n", len(table), runs)
	_ = w.Flush()
	return b.String()
}
