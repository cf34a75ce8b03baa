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
	for name, tc := range map[string]struct {
		life     cpnfake.Life
		response string
		reads    []string
	}{
		"usually": {cpnfake.Life{}, "PENDING", []string{"COMPLETED with a hash", "COMPLETED with a hash"}},
		"at once": {cpnfake.Life{Statuses: []string{"COMPLETED"}}, "COMPLETED with a hash", []string{"COMPLETED with a hash"}},
		"each status for one read": {
			cpnfake.Life{Reads: 1},
			"PENDING",
			[]string{"PENDING", "BROADCASTED", "COMPLETED with a hash", "COMPLETED with a hash"},
		},
		"each status for two reads": {
			cpnfake.Life{Reads: 2},
			"PENDING",
			[]string{"PENDING", "PENDING", "BROADCASTED", "BROADCASTED", "COMPLETED with a hash"},
		},
		"stuck before it is broadcast": {cpnfake.Life{Statuses: []string{"PENDING"}, Reads: 1}, "PENDING", []string{"PENDING", "PENDING", "PENDING"}},
		"stuck after it was broadcast": {
			cpnfake.Life{Statuses: []string{"PENDING", "BROADCASTED"}},
			"PENDING",
			[]string{"BROADCASTED", "BROADCASTED"},
		},
		"failed before it is broadcast": {
			cpnfake.Life{Statuses: []string{"PENDING", "FAILED"}, Reads: 1, FailureReason: "NONCE_TOO_LOW"},
			"PENDING",
			[]string{"PENDING", "FAILED because of NONCE_TOO_LOW"},
		},
		"failed after it was broadcast": {
			cpnfake.Life{Statuses: []string{"PENDING", "BROADCASTED", "FAILED"}},
			"PENDING",
			[]string{"FAILED because of FAILED_ONCHAIN"},
		},
		"failed at once":        {cpnfake.Life{Statuses: []string{"FAILED"}}, "FAILED because of FAILED_ONCHAIN", []string{"FAILED because of FAILED_ONCHAIN"}},
		"a status nobody knows": {cpnfake.Life{Statuses: []string{"PENDING", "HELD"}}, "PENDING", []string{"HELD"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			fake, c := waiting(t)
			fake.SetLife(tc.life)
			if got := c.stages(2); got[1] != "CREATED" {
				t.Errorf("before it is submitted it is %s", got)
			}
			if got := c.post(submitPath, signed).stage(t); got != tc.response {
				t.Errorf("the response says %s, want %s", got, tc.response)
			}
			if diff := cmp.Diff(tc.reads, c.stages(len(tc.reads))); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestLife_ofOneTransaction(t *testing.T) {
	t.Parallel()
	fake, c := waiting(t)
	fake.SetLife(cpnfake.Life{Reads: 5})
	own := cpnfake.Life{Statuses: []string{"PENDING", "FAILED"}, FailureReason: "OUT_OF_GAS"}
	fake.SetTransaction(key2, func(tr *cpnfake.Transaction) { tr.Life = &own })
	fake.Transactions()[0].Life.Statuses[1] = "changed"
	c.post(submitPath, signed).expect(t, rejection{})
	own.Statuses[1] = "changed"
	if got := c.stages(1)[0]; got != "FAILED because of OUT_OF_GAS" {
		t.Errorf("it is %s", got)
	}
	c.post(transactionsPath, transaction(nil)).expect(t, rejection{}) // the payment may have another
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
