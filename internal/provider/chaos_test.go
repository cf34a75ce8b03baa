// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"flag"
	"fmt"
	"maps"
	"math/rand/v2"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"text/tabwriter"
	"time"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpnfake"
)

var (
	chaosWhole = flag.Bool("chaos.whole", false, "play the whole matrix of faults, not a part of it")
	chaosSeed  = flag.Uint64("chaos.seed", 1, "the seed of the random histories")
)

// scene is one cell of the matrix: what happens to a resource, with the real command line,
// real processes and real connections.
type scene struct {
	row        string // of the table of guarantees
	name       string
	resource   string // "ticket" or "transaction"
	configured bool   // the id is in configuration
	objects    int    // how many resources the configuration declares; 0 means 1
	want       int    // how many CPN has in the end, if the table does not say so
	slow       bool   // only in the whole matrix
	kept       bool   // this command line keeps the key in state, although the table assumes that it is lost
	play       func(*chaos)
}

// chaos is the workspace and the CPN of one scene.
type chaos struct {
	*workspace

	scene    scene
	fake     *cpnfake.Server
	url      string
	id       string // the configured id, if the scene has one
	metadata string // of a transaction, "" for none
	runs     int
}

// outcome is a line of the table that the matrix prints.
type outcome struct {
	scene           scene
	wanted, created int
	runs            int
}

// TestChaos plays the matrix and prints the outcomes. Every change plays the same random
// histories, so that no change fails because of another; each night plays new ones. Their seed
// is printed first, in case the test does not end.
func TestChaos(t *testing.T) {
	t.Parallel()
	t.Logf("the random histories repeat with -chaos.seed=%d", *chaosSeed)
	var (
		mu    sync.Mutex
		table []outcome
	)
	t.Cleanup(func() { t.Logf("\n%s", rendered(table)) })
	played := scenes(*chaosSeed)
	if !*chaosWhole {
		played = sampled(played)
	}
	for _, s := range played {
		t.Run(s.title(), func(t *testing.T) {
			t.Parallel()
			o := s.run(t)
			mu.Lock()
			defer mu.Unlock()
			table = append(table, o)
		})
	}
	playSubmissions(t, *chaosWhole)
}

// sampled returns the part that every change plays: everything that is not slow, and one scene
// of each fault, taking turns with resource and id.
func sampled(all []scene) []scene {
	var out []scene
	group := 0
	for i := 0; i < len(all); {
		next := i + 1
		for next < len(all) && all[next].name == all[i].name {
			next++
		}
		ways := all[i:next]
		switch {
		case ways[0].slow:
		case ways[0].row == rowLost && len(ways) > 1:
			out = append(out, ways[group%len(ways)])
			group++
		default:
			out = append(out, ways...)
		}
		i = next
	}
	return out
}

// title names the scene.
func (s scene) title() string {
	id := "generated id"
	if s.configured {
		id = "configured id"
	}
	return fmt.Sprintf("%s, %s, %s", s.name, s.resource, id)
}

// wanted is how many resources the table of guarantees allows at CPN.
func (s scene) wanted() int {
	i := slices.IndexFunc(guarantees(), func(g guarantee) bool { return g.situation == s.row })
	g := guarantees()[i]
	if s.want > 0 {
		return s.want
	}
	each := g.generated
	if s.configured || s.kept {
		each = g.configured
	}
	return each * max(s.objects, 1)
}

// run plays the scene and counts.
func (s scene) run(t *testing.T) outcome {
	t.Helper()
	fake, url := startFake(t)
	c := &chaos{workspace: newWorkspace(t, url), scene: s, fake: fake, url: url, id: "INC-1"}
	c.setenv("CPN_MAX_RETRIES", "0")
	c.setenv("CPN_REQUEST_TIMEOUT", "2s")
	c.declare()
	s.play(c)
	counts := c.fake.Counts()
	o := outcome{scene: s, wanted: s.wanted(), created: counts.Tickets + counts.Transactions, runs: c.runs}
	if o.created != o.wanted {
		t.Errorf("CPN has %d resources, want %d", o.created, o.wanted)
	}
	return o
}

// declare writes the configuration of the scene, with around next to its resource.
func (c *chaos) declare(around ...string) { c.declareWith("", around...) }

// declareWith is declare with inside added to the resource.
func (c *chaos) declareWith(inside string, around ...string) {
	c.t.Helper()
	var attributes []string
	if c.scene.configured {
		attributes = append(attributes, `id = "`+c.id+`"`)
	}
	declared := ticketBlock(attributes...)
	if c.scene.resource == "transaction" {
		if c.metadata != "" {
			attributes = append(attributes, "metadata = "+c.metadata)
		}
		declared = transactionBlock(attributes...)
	}
	c.configure(append(around, strings.TrimSuffix(declared, "}\n")+inside+"}\n")...)
}

// address is the address of the resource.
func (c *chaos) address() string {
	if c.scene.resource == "transaction" {
		return transactionAddress
	}
	return ticketAddress
}

// apply runs apply and expects this exit code.
func (c *chaos) apply(code int, args ...string) {
	c.t.Helper()
	c.runs++
	c.run(append([]string{"apply", "-auto-approve"}, args...)...).must(c.t, code)
}

// settles checks that another apply succeeds, and that the plan after it is empty.
func (c *chaos) settles(args ...string) {
	c.t.Helper()
	c.apply(0, args...)
	if got := c.run("plan", "-detailed-exitcode"); got.code != 0 {
		c.t.Errorf("the last plan is not empty: %s", got.output)
	}
}

// scenes lists the matrix. The random histories come from seed.
func scenes(seed uint64) []scene {
	var all []scene
	faults := wireFaults()
	for _, name := range slices.Sorted(maps.Keys(faults)) {
		all = append(all, everyWay(rowLost, name, func(c *chaos) {
			c.fake.Inject(faults[name])
			c.apply(1)
			c.settles()
		})...)
	}
	all = append(all, everyWay(rowNothing, "429 with Retry-After", func(c *chaos) {
		// Rate-limited attempts do not count as retries, of which there are none.
		c.fake.Inject(cpnfake.Fault{Method: http.MethodPost, Status: http.StatusTooManyRequests, Header: map[string]string{"Retry-After": "1"}})
		c.settles()
	})...)
	all = append(all, everyWay(rowLost, "nobody listens", func(c *chaos) {
		c.setenv("CPN_BASE_URL", "http://127.0.0.1:1")
		c.apply(1)
		c.setenv("CPN_BASE_URL", c.url)
		c.settles()
	})...)
	all = append(all, everyWay(rowProcessed, "290001 after storing", func(c *chaos) {
		c.fake.SetRepeats(cpnfake.RepeatsConflict)
		c.fake.Inject(lostResponse())
		c.apply(1)
		c.settles()
	})...)
	all = append(all, everyWay(rowForeign, "403 from a proxy after storing", func(c *chaos) {
		c.fake.Inject(foreignRejection())
		c.apply(1)
		c.settles()
	})...)
	all = append(all, terraformScenes()...)
	all = append(all, processScenes()...)
	all = append(all, incidentScenes()...)
	return append(all, randomScenes(seed)...)
}

// wireFaults are what can happen to a create on its way.
func wireFaults() map[string]cpnfake.Fault {
	const post = http.MethodPost
	stored := func(f cpnfake.Fault) cpnfake.Fault {
		f.Method, f.After = post, true
		return f
	}
	return map[string]cpnfake.Fault{
		"dropped before the work":       {Method: post, Drop: true},
		"dropped after storing":         lostResponse(),
		"truncated":                     {Method: post, Truncate: true},
		"garbage after storing":         stored(cpnfake.Fault{Status: http.StatusCreated, Body: "\x00\xff{"}),
		"HTML after storing":            stored(cpnfake.Fault{Status: http.StatusOK, Body: "<html>Gateway</html>"}),
		"500 after storing":             stored(cpnfake.Fault{Status: http.StatusInternalServerError}),
		"502 after storing":             stored(cpnfake.Fault{Status: http.StatusBadGateway}),
		"503 after storing":             stored(cpnfake.Fault{Status: http.StatusServiceUnavailable}),
		"504 after storing":             stored(cpnfake.Fault{Status: http.StatusGatewayTimeout}),
		"hang past the timeout, stored": stored(cpnfake.Fault{Hang: true}),
	}
}

// everyWay returns the scene for both resources, with a configured and a generated id.
func everyWay(row, name string, play func(*chaos)) []scene {
	var out []scene
	for _, resource := range []string{"ticket", "transaction"} {
		for _, configured := range []bool{true, false} {
			s := scene{row: row, name: name, resource: resource, configured: configured, play: play}
			if resource == "transaction" && s.wanted() > 1 {
				continue // CPN rejects a second transaction, so the scene has no end
			}
			out = append(out, s)
		}
	}
	return out
}

// randomScenes are histories of several faults, one in each run.
func randomScenes(seed uint64) []scene {
	random := rand.New(rand.NewPCG(seed, 0))
	faults := wireFaults()
	names := slices.Sorted(maps.Keys(faults))
	var out []scene
	for n := range 4 {
		var picked []string
		for range 2 + random.IntN(3) {
			picked = append(picked, names[random.IntN(len(names))])
		}
		refresh := fmt.Sprintf("-refresh=%t", random.IntN(2) == 0)
		out = append(out, everyWay(rowLost, fmt.Sprintf("history %d: %s", n+1, strings.Join(picked, "; ")), func(c *chaos) {
			for _, name := range picked {
				c.fake.Inject(faults[name])
				c.apply(1, refresh)
			}
			c.settles()
		})...)
	}
	return out
}

// openTofu reports whether the command line is OpenTofu's.
func openTofu() bool {
	return strings.Contains(filepath.Base(os.Getenv("TF_ACC_TERRAFORM_PATH")), "tofu")
}

// rendered returns the table as text.
func rendered(table []outcome) string {
	slices.SortFunc(table, func(a, b outcome) int { return strings.Compare(a.scene.title(), b.scene.title()) })
	var b strings.Builder
	w := tabwriter.NewWriter(&b, 0, 0, 2, ' ', 0)
	_, _ = fmt.Fprintln(w, "situation\twanted\tmade\truns")
	for _, o := range table {
		_, _ = fmt.Fprintf(w, "%s\t%d\t%d\t%d\n", o.scene.title(), o.wanted, o.created, o.runs)
	}
	_ = w.Flush()
	return b.String()
}

// grace is how long a test waits for what should happen at once.
const grace = 30 * time.Second
