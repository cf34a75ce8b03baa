// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"text/tabwriter"
)

// submissionScene is a way to interrupt a submission. It is played with each wait.
type submissionScene struct {
	name    string
	always  bool // also without -chaos.whole, with one of the waits
	many    int  // how many submissions there are; 0 means 1
	play    func(*submissionChaos)
	waitFor string
}

// submissionChaos is the workspace and the CPN of one scene.
type submissionChaos struct {
	*submitting

	scene submissionScene
	runs  int
}

// submissionOutcome is a line of the table that the matrix prints.
type submissionOutcome struct {
	title                          string
	submitted, again, secrets, run int
}

// playSubmissions plays the matrix of submissions and prints its outcomes.
func playSubmissions(t *testing.T, whole bool) {
	t.Helper()
	var (
		mu    sync.Mutex
		table []submissionOutcome
	)
	t.Cleanup(func() { t.Logf("\n%s", renderedSubmissions(table)) })
	for i, s := range submissionScenes() {
		for j, waitFor := range []string{"", "BROADCASTED", "COMPLETED"} {
			if !whole && (!s.always || i%3 != j) {
				continue
			}
			s := s // each wait has its own
			s.waitFor = waitFor
			t.Run(s.title(), func(t *testing.T) {
				t.Parallel()
				o := s.run(t)
				mu.Lock()
				defer mu.Unlock()
				table = append(table, o)
			})
		}
	}
}

// title names the scene.
func (s submissionScene) title() string {
	if s.waitFor == "" {
		return s.name + ", submission, no wait"
	}
	return s.name + ", submission, wait for " + s.waitFor
}

// run plays the scene and counts.
func (s submissionScene) run(t *testing.T) submissionOutcome {
	t.Helper()
	c := &submissionChaos{submitting: newSubmitting(t), scene: s}
	c.traced()
	c.configureWait()
	s.play(c)
	n := c.fake.Counts().SubmitCounts
	found := sightings(t, c.dir, holdsSigned)
	if n.Submitted != max(s.many, 1) || n.Resubmits != 0 || len(found) > 0 {
		t.Errorf("CPN got %+v, and an input is in %v", n, found)
	}
	return submissionOutcome{s.title(), n.Submitted, n.Resubmits, len(found), c.runs}
}

// configureWait writes the configuration of the scene, with around next to the submission.
func (c *submissionChaos) configureWait(around ...string) {
	c.t.Helper()
	var attributes []string
	if c.scene.waitFor != "" {
		attributes = append(attributes, fmt.Sprintf("wait_for = %q", c.scene.waitFor))
	}
	c.configure(append(around, signing, submissionBlock(attributes...))...)
}

// tries runs apply, which may fail or not.
func (c *submissionChaos) tries(args ...string) cliRun {
	c.t.Helper()
	c.runs++
	got := c.run(append([]string{"apply", "-auto-approve"}, args...)...)
	c.printed([]byte(got.output))
	return got
}

// settles checks that another apply succeeds, and that the plan after it is empty and needs
// no signature.
func (c *submissionChaos) settles(args ...string) {
	c.t.Helper()
	c.tries(args...).must(c.t, 0)
	c.sign("")
	if got := c.run("plan", "-detailed-exitcode"); got.code != 0 {
		c.t.Errorf("the last plan is not empty: %s", got.output)
	}
}

// renderedSubmissions returns the table as text.
func renderedSubmissions(table []submissionOutcome) string {
	slices.SortFunc(table, func(a, b submissionOutcome) int { return strings.Compare(a.title, b.title) })
	var b strings.Builder
	w := tabwriter.NewWriter(&b, 0, 0, 2, ' ', 0)
	_, _ = fmt.Fprintln(w, "situation\tsubmitted\tsent again\tsecrets\truns")
	for _, o := range table {
		_, _ = fmt.Fprintf(w, "%s\t%d\t%d\t%d\t%d\n", o.title, o.submitted, o.again, o.secrets, o.run)
	}
	_ = w.Flush()
	return b.String()
}
