// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"net/http"
	"slices"
	"strings"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpnfake"
)

// lostScenes lose responses in every way. The four resources of a scene lose theirs in four
// ways.
func lostScenes(random *rand.Rand) []scene {
	kinds := lostKinds()
	ways := slices.Sorted(maps.Keys(kinds))
	random.Shuffle(len(ways), func(i, j int) { ways[i], ways[j] = ways[j], ways[i] })
	lose := func(first, runs int) scene {
		var named []string
		var faults [][4]cpnfake.Fault
		for run := range runs {
			var met [4]cpnfake.Fault
			for i := range met {
				way := ways[(first+4*run+i)%len(ways)]
				met[i] = kinds[way]
				named = append(named, way)
			}
			faults = append(faults, met)
		}
		return scene{name: "first: " + named[0], play: func(c *chaos) {
			c.t.Logf("lost: %s", strings.Join(named, ", "))
			for _, met := range faults {
				c.inject(met)
				c.within("3s", func() { c.fails() })
			}
			c.settles()
		}}
	}
	var all []scene
	for first := range ways {
		s := lose(first, 1)
		s.row, s.whole = rowLost, first > 0
		all = append(all, s)
	}
	for first := 4; first < len(ways); first++ {
		s := lose(first, 3)
		s.row, s.whole = "three responses in a row are lost", first > 4
		all = append(all, s)
	}
	return all
}

// lostKinds are the ways to lose a response.
func lostKinds() map[string]cpnfake.Fault {
	kinds := map[string]cpnfake.Fault{
		"dropped before the work":  {Drop: true},
		"dropped":                  {Drop: true, After: true},
		"truncated":                {Truncate: true},
		"no JSON":                  {After: true, Status: http.StatusCreated, Body: "\x00\xff{"},
		"HTML that says 200":       {After: true, Status: http.StatusOK, Body: "<html>Gateway</html>"},
		"a hang past the time-out": {After: true, Hang: true},
		"someone else's as 201":    {After: true, Status: http.StatusCreated, Body: `{"data":{"id":"` + strangerID + `","paymentId":"` + strangerID + `"}}`},
		"HTTP 500 before the work": {Status: http.StatusInternalServerError},
		"HTTP 408":                 {After: true, Status: http.StatusRequestTimeout},
	}
	for _, status := range []int{http.StatusInternalServerError, http.StatusBadGateway, http.StatusServiceUnavailable, http.StatusGatewayTimeout} {
		kinds[fmt.Sprintf("HTTP %d", status)] = cpnfake.Fault{After: true, Status: status}
	}
	return kinds
}

// proxyScenes are what stands between the provider and CPN's ledger: nothing at all, a limit,
// a proxy, a memory that has no details.
func proxyScenes() []scene {
	return []scene{
		{row: "CPN cannot be reached", play: func(c *chaos) {
			url := c.url()
			c.setenv("CPN_BASE_URL", "http://127.0.0.1:1")
			c.fails()
			c.setenv("CPN_BASE_URL", url)
			c.settles()
		}},
		{row: "CPN limits the rate (HTTP 429)", play: func(c *chaos) {
			// Such attempts do not count as retries, of which there are none.
			c.each(cpnfake.Fault{Status: http.StatusTooManyRequests, Header: map[string]string{"Retry-After": "1"}})
			c.settles()
		}},
		{row: "a proxy forwards the create to CPN, but returns its own rejection", play: func(c *chaos) {
			c.each(foreignRejection())
			c.fails()
			c.settles()
		}},
		{row: rowProcessed, play: func(c *chaos) {
			c.fake.SetRepeats(cpnfake.RepeatsConflict)
			c.loses()
			got := c.settles()
			for i, name := range names() {
				warned := func(d cliDiagnostic) bool { return d.Severity == "warning" && d.Address == name }
				attributes := c.inState()[name][0].Attributes
				if isTicket := i < 2; isTicket != (attributes["ticket_id"] == nil && attributes["transaction_id"] == nil) || !slices.ContainsFunc(got.diagnostics, warned) {
					c.t.Errorf("%s is in state as %v: %s", name, attributes, got.output)
				}
			}
		}},
	}
}

const (
	rowLost      = "the response is lost, unreadable or HTTP 5xx"
	rowProcessed = "the response is lost, and CPN then says only that it processed the idempotency key"
)

// within runs what needs a short time limit for each request.
func (c *chaos) within(limit string, do func()) {
	c.setenv("CPN_REQUEST_TIMEOUT", limit)
	do()
	c.unset("CPN_REQUEST_TIMEOUT")
}
