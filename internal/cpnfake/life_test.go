// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package cpnfake_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpnfake"
)

// stage is what a response shows of a transaction's life, as STATUS, STATUS with a hash,
// or STATUS because of a reason.
func (a response) stage(t *testing.T) string {
	t.Helper()
	var reply struct {
		Data struct{ Status, FailureReason, TransactionHash string }
	}
	if err := json.Unmarshal([]byte(a.body), &reply); err != nil || a.err != nil {
		t.Fatalf("no reply: %v, %v", a.err, err)
	}
	text := reply.Data.Status
	if hash := reply.Data.TransactionHash; hash != "" {
		text += " with a hash"
		if len(hash) != len("0x")+64 || !strings.HasPrefix(hash, "0x") {
			t.Errorf("the hash is %q", hash)
		}
	}
	if reason := reply.Data.FailureReason; reason != "" {
		text += " because of " + reason
	}
	return text
}

// stages reads a transaction n times.
func (c *client) stages(n int) []string {
	var seen []string
	for range n {
		seen = append(seen, c.get(transactionPath).stage(c.t))
	}
	return seen
}

func TestLife(t *testing.T) {
	t.Parallel()
	const done = "COMPLETED with a hash"
	is := func(statuses ...string) cpnfake.Life { return cpnfake.Life{Statuses: statuses} }
	for name, tc := range map[string]struct {
		life  cpnfake.Life
		shown []string // by the response to the submit, and by reads
	}{
		"usually":                       {cpnfake.Life{}, []string{"PENDING", done, done}},
		"at once":                       {is("COMPLETED"), []string{done, done}},
		"each status for one read":      {cpnfake.Life{Reads: 1}, []string{"PENDING", "PENDING", "BROADCASTED", done, done}},
		"each status for two reads":     {cpnfake.Life{Reads: 2}, []string{"PENDING", "PENDING", "PENDING", "BROADCASTED", "BROADCASTED", done}},
		"stuck before it is broadcast":  {is("PENDING"), []string{"PENDING", "PENDING", "PENDING"}},
		"stuck after it was broadcast":  {is("PENDING", "BROADCASTED"), []string{"PENDING", "BROADCASTED", "BROADCASTED"}},
		"failed after it was broadcast": {is("PENDING", "BROADCASTED", "FAILED"), []string{"PENDING", "FAILED because of FAILED_ONCHAIN"}},
		"failed at once":                {is("FAILED"), []string{"FAILED because of FAILED_ONCHAIN", "FAILED because of FAILED_ONCHAIN"}},
		"a status nobody knows":         {is("PENDING", "HELD"), []string{"PENDING", "HELD"}},
		"failed before it is broadcast": {
			cpnfake.Life{Statuses: []string{"PENDING", "FAILED"}, Reads: 1, FailureReason: "NONCE_TOO_LOW"},
			[]string{"PENDING", "PENDING", "FAILED because of NONCE_TOO_LOW"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			fake, c := waiting(t)
			fake.SetLife(tc.life)
			if got := c.stages(2); got[1] != "CREATED" {
				t.Errorf("before it is submitted it is %s", got)
			}
			shown := []string{c.post(submitPath, signed).stage(t)}
			if diff := cmp.Diff(tc.shown, append(shown, c.stages(len(tc.shown)-1)...)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestMoveTransaction(t *testing.T) {
	t.Parallel()
	fake, c := waiting(t)
	fake.SetLife(cpnfake.Life{Reads: 1})
	c.post(submitPath, signed).expect(t, rejection{})
	fake.MoveTransaction(strings.ToUpper(key2), "BROADCASTED")
	if diff := cmp.Diff([]string{"BROADCASTED", "BROADCASTED", "BROADCASTED"}, c.stages(3)); diff != "" {
		t.Error(diff)
	}
	fake.SetLife(cpnfake.Life{FailureReason: "OUT_OF_GAS"})
	fake.MoveTransaction(key2, "FAILED")
	if got := c.stages(1)[0]; got != "FAILED because of OUT_OF_GAS" {
		t.Errorf("it is %s", got)
	}
	counted(t, fake, cpnfake.SubmitCounts{Submits: 1, Submitted: 1})
}
