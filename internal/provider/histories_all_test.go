// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
)

// TestHistories_exhaustively plays all sequences of up to three steps, with and without an id
// at the start, and of up to two without an id if CPN does not repeat its responses. With
// -chaos.whole, all are one step longer. Each ends with an apply that succeeds and an empty
// plan. Terraform's processes and its state are simulated; the provider, HTTP and CPN's
// simulator are not.
//
// What happens after a sequence depends on nothing but the configuration, the state and CPN,
// so sequences that lead to the same situation are continued once. Steps that leave behind
// the same as another one are shown to do so in the first two places, and left out after that.
func TestHistories_exhaustively(t *testing.T) {
	t.Parallel()
	for _, w := range worlds() {
		if w.conflict && w.id != "" {
			continue
		}
		length := 3
		if w.conflict {
			length = 2
		}
		if *chaosWhole {
			length++
		}
		t.Run(fmt.Sprintf("%+v", w), func(t *testing.T) {
			t.Parallel()
			fake, url := startFake(t)
			h := newHistory(t, w, fake, url, startProcess(t))
			e := exploration{history: h, seen: map[string]bool{}}
			level, all := []snapshot{h.snapshot()}, 1
			for n := range length {
				level, all = e.next(level, n < 2, n == length-1), all*len(steps())
			}
			t.Logf("%d sequences of %d steps: %d situations, %d steps played", all, length, len(e.seen), e.played)
		})
	}
}

// exploration plays each step in each situation once.
type exploration struct {
	*history

	seen   map[string]bool // situations
	played int
}

// next returns the situations to which one more step leads, and that are new.
func (e *exploration) next(level []snapshot, every, last bool) []snapshot {
	e.tb.Helper()
	var next []snapshot
	all := steps()
	for _, before := range level {
		after := map[string]string{}
		for _, step := range slices.Sorted(maps.Keys(all)) {
			if _, is := alike()[step]; is && !every {
				continue
			}
			e.restore(before)
			e.play(step, all[step])
			e.played++
			now := e.snapshot()
			after[step] = now.String()
			if !e.seen[after[step]] {
				e.seen[after[step]] = true
				next = append(next, now)
				if last {
					e.settle()
				}
			}
			if step == "apply" { // as the last apply of each history that ends before it
				e.plansNothing()
			}
		}
		if every {
			for step, like := range alike() {
				if after[step] != after[like] {
					e.tb.Fatalf("%q leaves behind %s, and %q %s", step, after[step], like, after[like])
				}
			}
		}
	}
	return next
}

// TestHistories_random plays longer sequences, in all worlds in turn: some in each run of the
// tests, and others each night. The seed is that of the scenes.
func TestHistories_random(t *testing.T) {
	t.Parallel()
	many := 24
	if *chaosWhole {
		many = 400
	}
	fake, url := startFake(t)
	server := startProcess(t)
	all := steps()
	names := slices.Sorted(maps.Keys(all))
	random := rand.New(rand.NewPCG(*chaosSeed, 1))
	for i := range many {
		fake.Reset()
		h := newHistory(t, worlds()[i%len(worlds())], fake, url, server)
		for range 5 + random.IntN(5) {
			step := names[random.IntN(len(names))]
			h.play(step, all[step])
		}
		h.settle()
	}
}

// snapshot is a situation: all that decides about the future.
type snapshot struct {
	wanted  wish
	has     *wish
	object  *stored // in state, or nil
	reached []wish
	creates []create // what CPN has processed
	path    []string
}

// create is a request that CPN has processed, and whether its transaction has FAILED since.
type create struct {
	path, body string
	failed     bool
}

// String is the same for the same situation.
func (s snapshot) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%+v %v\n", s.wanted, s.creates)
	if s.object != nil {
		fmt.Fprintf(&b, "%v %s %t", s.object.value, s.object.private, s.object.tainted)
	}
	return b.String()
}

// snapshot returns the present situation.
func (h *history) snapshot() snapshot {
	now := snapshot{wanted: h.wanted, has: h.ours.has, reached: slices.Clone(h.reached), path: h.path}
	if object := h.ours.core.objects["a"]; object != nil {
		copied := *object // a refresh changes it in place
		now.object = &copied
	}
	held := map[string]bool{} // whether it has FAILED, by idempotency key
	for _, t := range h.fake.Tickets() {
		held[t.IdempotencyKey] = false
	}
	for _, t := range h.fake.Transactions() {
		held[t.IdempotencyKey] = t.Status == "FAILED"
	}
	for _, r := range h.fake.Requests() {
		for key, failed := range held {
			if r.Method == http.MethodPost && strings.Contains(string(r.Body), key) {
				now.creates = append(now.creates, create{r.Path, string(r.Body), failed})
				delete(held, key)
			}
		}
	}
	return now
}

// restore returns to a situation.
func (h *history) restore(s snapshot) {
	h.wanted, h.reached, h.path = s.wanted, slices.Clone(s.reached), s.path
	h.ours.has, h.ours.core.objects = s.has, map[string]*stored{}
	if s.object != nil {
		copied := *s.object
		h.ours.core.objects["a"] = &copied
	}
	h.ours.core.declared["a"] = h.block()
	h.fake.Reset()
	for i, c := range s.creates {
		r := httptest.NewRequestWithContext(h.tb.Context(), http.MethodPost, c.path, strings.NewReader(c.body))
		r.Header.Set("Authorization", "Bearer "+testKey)
		r.Header.Set("Content-Type", "application/json")
		h.fake.ServeHTTP(httptest.NewRecorder(), r)
		if c.failed {
			h.fake.SetTransaction(h.fake.Transactions()[i].ID, fail)
		}
	}
}
