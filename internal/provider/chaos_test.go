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

// scene is one cell of the matrix: what happens to a resource, with the real
// command line, real processes and real connections.
type scene struct {
	row      string // of the table of guarantees
	name     string
	resource string // "ticket" or "transaction"
	given    bool   // the id is in configuration
	objects  int    // how many objects the configuration wants, 1 when 0
	want     int    // how many CPN has in the end, where the table does not say; 0 when it does
	slow     bool   // part of the whole matrix only
	kept     bool   // this command line keeps the key in state, where the table assumes that it is lost
	play     func(*chaos)
}

// chaos is the workspace and the CPN of one scene.
type chaos struct {
	*workspace

	scene    scene
	fake     *cpnfake.Server
	url      string
	id       string // a configured one, where the scene has it
	metadata string // of a transaction, "" for none
	runs     int
}

// outcome is a line of the table that the matrix prints.
type outcome struct {
	scene        scene
	wanted, made int
	runs         int
}

// TestChaos plays the matrix and prints what came of it. The random histories are
// the same for every change, so that none fails for what another did; each night
// plays others. Their seed is printed first, in case there is no end.
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
}

// sampled returns the part that every change plays: all but what is slow, and of each
// fault one scene, with resource and id in turn.
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
	id := "left-out id"
	if s.given {
		id = "given id"
	}
	return fmt.Sprintf("%s, %s, %s", s.name, s.resource, id)
}

// wanted is how many objects the table of guarantees allows CPN to have.
func (s scene) wanted() int {
	i := slices.IndexFunc(guarantees(), func(g guarantee) bool { return g.situation == s.row })
	g := guarantees()[i]
	if s.want > 0 {
		return s.want
	}
	each := g.leftOut
	if s.given || s.kept {
		each = g.given
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
	o := outcome{scene: s, wanted: s.wanted(), made: counts.Tickets + counts.Transactions, runs: c.runs}
	if o.made != o.wanted {
		t.Errorf("CPN has %d objects, want %d", o.made, o.wanted)
	}
	return o
}

// declare writes the configuration of the scene, with more in and around its resource.
func (c *chaos) declare(around ...string) { c.declareWith("", around...) }

// declareWith puts inside into the resource and around beside it.
func (c *chaos) declareWith(inside string, around ...string) {
	c.t.Helper()
	var attributes []string
	if c.scene.given {
		attributes = append(attributes, `id = "`+c.id+`"`)
	}
	made := ticketBlock(attributes...)
	if c.scene.resource == "transaction" {
		if c.metadata != "" {
			attributes = append(attributes, "metadata = "+c.metadata)
		}
		made = transactionBlock(attributes...)
	}
	c.configure(append(around, strings.TrimSuffix(made, "}\n")+inside+"}\n")...)
}

// address is the resource's.
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

// settles shows that one more apply succeeds, and that the plan after it is empty.
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
		// Being limited does not count as a retry, of which there are none.
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
		c.fake.AnswerRepeats(cpnfake.RepeatsConflict)
		c.fake.Inject(lostAnswer())
		c.apply(1)
		c.settles()
	})...)
	all = append(all, everyWay(rowForeign, "403 of a proxy after storing", func(c *chaos) {
		c.fake.Inject(foreignRefusal())
		c.apply(1)
		c.settles()
	})...)
	all = append(all, terraformScenes()...)
	all = append(all, processScenes()...)
	all = append(all, incidentScenes()...)
	return append(all, randomScenes(seed)...)
}

// wireFaults is what can become of one create on its way.
func wireFaults() map[string]cpnfake.Fault {
	const post = http.MethodPost
	stored := func(f cpnfake.Fault) cpnfake.Fault {
		f.Method, f.After = post, true
		return f
	}
	return map[string]cpnfake.Fault{
		"dropped before the work":        {Method: post, Drop: true},
		"dropped after storing":          lostAnswer(),
		"truncated":                      {Method: post, Truncate: true},
		"garbage after storing":          stored(cpnfake.Fault{Status: http.StatusCreated, Body: "\x00\xff{"}),
		"HTML after storing":             stored(cpnfake.Fault{Status: http.StatusOK, Body: "<html>Gateway</html>"}),
		"500 after storing":              stored(cpnfake.Fault{Status: http.StatusInternalServerError}),
		"502 after storing":              stored(cpnfake.Fault{Status: http.StatusBadGateway}),
		"503 after storing":              stored(cpnfake.Fault{Status: http.StatusServiceUnavailable}),
		"504 after storing":              stored(cpnfake.Fault{Status: http.StatusGatewayTimeout}),
		"hang past the time-out, stored": stored(cpnfake.Fault{Hang: true}),
	}
}

// everyWay is a scene for both resources, with a given id and without.
func everyWay(row, name string, play func(*chaos)) []scene {
	var out []scene
	for _, resource := range []string{"ticket", "transaction"} {
		for _, given := range []bool{true, false} {
			s := scene{row: row, name: name, resource: resource, given: given, play: play}
			if resource == "transaction" && s.wanted() > 1 {
				continue // CPN refuses a second transaction: there is no end to play to
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

// rendered writes the table.
func rendered(table []outcome) string {
	slices.SortFunc(table, func(a, b outcome) int { return strings.Compare(a.scene.title(), b.scene.title()) })
	var b strings.Builder
	w := tabwriter.NewWriter(&b, 0, 0, 2, ' ', 0)
	_, _ = fmt.Fprintln(w, "situation\twanted\tmade\truns")
	for _, o := range table {
		_, _ = fmt.Fprintf(w, "%s\t%d\t%d\t%d\n", o.scene.title(), o.wanted, o.made, o.runs)
	}
	_ = w.Flush()
	return b.String()
}

// grace is how long a test waits for what should come at once.
const grace = 30 * time.Second
