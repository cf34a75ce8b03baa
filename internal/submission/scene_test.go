// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package submission

import (
	"context"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
)

const (
	before       = "warning: The transaction was submitted before this run"
	unknown      = "error: Outcome unknown: CPN may have the signed transaction"
	onchain      = "error: Outcome unknown: the blockchain may have the transaction"
	notSubmitted = "error: The transaction is not submitted: CPN accepted no request"
	wasRejected  = "error: CPN rejected the signed transaction"
	hasFailed    = "error: The transaction FAILED: OUT_OF_GAS"
	badSignature = "error at signed_transaction: CPN rejected the signed transaction"
	notRead      = "error: Could not read the transaction before its submission"
	late         = "error: The transaction is submitted, but not yet COMPLETED"

	// The reads of a transaction that stays CREATED after the first send, and after the second.
	sent    = "read 0s, submit 0s"
	ten     = ", read 500ms, read 1.3s, read 2.4s, read 4.1s, read 6.6s, read 10.4s"
	quiet   = ten + ", read 16.1s"
	sent2   = sent + quiet + ", submit 16.1s"
	quiet2  = ", read 16.6s, read 17.3s, read 18.5s, read 20.1s, read 22.7s, read 26.5s, read 32.2s, read 40.7s, read 53.5s"
	forever = time.Hour
)

// scene is a submission that meets the steps of a script, and what a caller sees of it: the
// calls with their times, the status of what is returned, and the diagnostics in short.
type scene struct {
	steps               []step
	calls, status, says string
	detail              []string // parts of the first message
	edits               []func(*Submission)
	interrupt, took     time.Duration // 0 for never, and for any
	waits               bool          // it was submitted before, according to state
}

// anyCalls are those of a scene that tells by its time how it went.
const anyCalls = "any"

func plays(calls, status, says string, steps ...step) scene {
	return scene{steps: steps, calls: calls, status: status, says: says}
}

func (s scene) with(edit func(*Submission)) scene {
	s.edits = append(s.edits, edit)
	return s
}

func (s scene) within(timeout time.Duration) scene {
	return s.with(func(s *Submission) { s.Timeout = timeout })
}

func (s scene) waitingFor(status string) scene {
	return s.with(func(s *Submission) { s.WaitFor = status })
}

func (s scene) interruptedAfter(d time.Duration) scene {
	s.interrupt = d
	return s
}

func (s scene) saying(detail ...string) scene {
	s.detail = detail
	return s
}

func (s scene) taking(d time.Duration) scene {
	s.took = d
	return s
}

// play plays scenes, each in a bubble of its own.
func play(t *testing.T, scenes map[string]scene) {
	t.Helper()
	for name, s := range scenes {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, s.play)
		})
	}
}

func (s scene) play(t *testing.T) {
	t.Helper()
	ctx, interrupt := context.WithCancel(t.Context())
	defer interrupt()
	if s.interrupt > 0 {
		time.AfterFunc(s.interrupt, interrupt)
	}
	client := &script{t: t, steps: s.steps, start: time.Now()}
	submission := client.submission(s.edits...)
	run := submission.Run
	if s.waits {
		run = submission.Wait
	}
	found, diags := run(ctx)
	status := "none"
	if found != nil {
		status = statusOf(*found)
	}
	calls := client.story()
	if s.calls != anyCalls && calls != s.calls || status != s.status || short(diags) != s.says {
		t.Fatalf("got %s; %s; %s\nwant %s; %s; %s", calls, status, short(diags), s.calls, s.status, s.says)
	}
	if found != nil && len(found.MessageToBeSigned) == 0 {
		t.Error("the message is lost")
	}
	for _, part := range s.detail {
		if !strings.Contains(diags[0].Detail(), part) {
			t.Errorf("the message lacks %q: %s", part, diags[0].Detail())
		}
	}
	if took := time.Since(client.start).Truncate(time.Second); s.took > 0 && took != s.took {
		t.Errorf("took %v", took)
	}
}

// short is severity, attribute and summary of each diagnostic.
func short(diags diag.Diagnostics) string {
	var all []string
	for _, d := range diags {
		text := strings.ToLower(d.Severity().String())
		if at, ok := d.(interface{ Path() path.Path }); ok {
			text += " at " + at.Path().String()
		}
		all = append(all, text+": "+d.Summary())
	}
	return strings.Join(all, "; ")
}
