// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"regexp"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// named renames the resource of a block.
func named(name, block string) string { return strings.Replace(block, `"test"`, `"`+name+`"`, 1) }

const duplicateTickets = "Two resources would manage the same support ticket"

// plannedKeyShown finds an idempotency key in a message.
var plannedKeyShown = regexp.MustCompile(`(?m)^  idempotency_key: [0-9a-f]{8}-[0-9a-f-]{27}$`)

func TestDuplicates_areBlocked(t *testing.T) {
	t.Parallel()
	same := `id = "x"`
	later := "resource \"terraform_data\" \"text\" {\n  input = \"It is late.\"\n}\n"
	for name, tc := range map[string]struct {
		first, second []string
		command       string // the command that fails
	}{
		"two new resources":         {nil, []string{named("a", ticketBlock(same)), named("b", ticketBlock(same))}, "plan"},
		"a new and an old resource": {[]string{named("a", ticketBlock(same))}, []string{named("a", ticketBlock(same)), named("b", ticketBlock(same))}, "plan"},
		"spelled differently":       {nil, []string{named("a", ticketBlock(same)), named("b", ticketBlock(same, `payment_id = "`+strings.ToUpper(paymentID)+`"`))}, "plan"},
		"known only at apply":       {nil, []string{later, named("a", ticketBlock(same, `description = terraform_data.text.output`)), named("b", ticketBlock(same, `description = terraform_data.text.output`))}, "apply"},
		"one block with count":      {nil, []string{strings.Replace(ticketBlock(same), "{\n", "{\n  count = 2\n", 1)}, "plan"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			fake, url := startFake(t)
			w := newWorkspace(t, url)
			if tc.first != nil {
				w.configure(tc.first...)
				w.run("apply", "-auto-approve").must(t, 0)
			}
			before := fake.Counts().Creates
			w.configure(tc.second...)
			args := []string{"plan"}
			if tc.command == "apply" {
				w.run("plan").must(t, 0)
				args, before = []string{"apply", "-auto-approve"}, before+1
			}
			d := w.run(args...).must(t, 1).has(t, "error", duplicateTickets)
			if !strings.Contains(d.Detail, "Another resource has the same id and the same inputs.\n\n  id:              x\n") || !plannedKeyShown.MatchString(d.Detail) {
				t.Errorf("says %s", d.Detail)
			}
			if n := fake.Counts().Creates; n != before {
				t.Errorf("%d creates, want %d", n, before)
			}
		})
	}
}

func TestDuplicates_areNot(t *testing.T) {
	t.Parallel()
	same := `id = "x"`
	lifecycle := "  lifecycle {\n    create_before_destroy = true\n  }\n}\n"
	careful := strings.TrimSuffix(ticketBlock(same), "}\n") + lifecycle
	for name, tc := range map[string]struct {
		first, second string
		args          []string
		objects       int
	}{
		"-replace":                             {ticketBlock(same), ticketBlock(same), []string{"-replace=" + ticketAddress}, 1},
		"-replace, create_before_destroy":      {careful, careful, []string{"-replace=" + ticketAddress}, 1},
		"a rename without moved":               {named("old", ticketBlock(same)), ticketBlock(same), nil, 1},
		"another input":                        {ticketBlock(same), ticketBlock(same, `description = "Now."`), nil, 2},
		"another input, create_before_destroy": {careful, strings.Replace(careful, "It is late.", "Now.", 1), nil, 2},
		"the inputs of a replaced resource":    {named("a", ticketBlock(same)), named("a", ticketBlock(same, `description = "Now."`)) + named("b", ticketBlock(same)), nil, 2},
		"a ticket and a transaction":           {ticketBlock(same), ticketBlock(same) + transactionBlock(same), nil, 1},
		"one id with different inputs":         {ticketBlock(same), named("b", ticketBlock(same, `description = "Now."`)) + ticketBlock(same), nil, 2},
		"two resources with generated ids":     {named("a", ticketBlock()), named("a", ticketBlock()) + named("b", ticketBlock()), nil, 2},
		"changed timeouts":                     {ticketBlock(same), ticketBlock(same, `timeouts = { create = "1m" }`), nil, 1},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			fake, url := startFake(t)
			w := newWorkspace(t, url)
			w.configure(tc.first)
			w.run("apply", "-auto-approve").must(t, 0)
			w.configure(tc.second)
			w.run(append([]string{"apply", "-auto-approve"}, tc.args...)...).must(t, 0)
			w.run("plan", "-detailed-exitcode").must(t, 0)
			if n := fake.Counts().Tickets; n != tc.objects {
				t.Errorf("CPN has %d tickets, want %d", n, tc.objects)
			}
		})
	}
}

// TestDuplicates_taint covers the only replacement that Terraform plans in a single call.
func TestDuplicates_taint(t *testing.T) {
	t.Parallel()
	fake, url := startFake(t)
	w := newWorkspace(t, url)
	w.configure(ticketBlock(`id = "x"`))
	w.run("apply", "-auto-approve").must(t, 0)
	w.plain("taint", ticketAddress)
	w.run("apply", "-auto-approve").must(t, 0)
	if n := fake.Counts().Tickets; n != 1 {
		t.Errorf("CPN has %d tickets, want 1", n)
	}
}

// TestDuplicates_atCreate covers the last safeguard, for creates that no plan of the walk has
// seen: an idempotency key is sent for one resource only.
func TestDuplicates_atCreate(t *testing.T) {
	t.Parallel()
	s := newStage(t, "cpn_support_ticket", "x")
	changes, diags := s.core.plan()
	if failed(diags) {
		t.Fatal(renderAll(diags))
	}
	walk := s.core.start()
	null, config := tftypes.NewValue(walk.typ, nil), walk.value(walk.typ, s.core.declared["a"])
	if _, _, diags := walk.apply(null, changes[0].planned, config, nil); failed(diags) {
		t.Fatal(renderAll(diags))
	}
	_, _, diags = walk.apply(null, changes[0].planned, config, nil)
	if got := renderAll(diags); !strings.Contains(got, duplicateTickets) || s.fake.Counts().Creates != 1 {
		t.Errorf("after %d creates: %s", s.fake.Counts().Creates, got)
	}
}

// TestDuplicates_inState shows that two duplicates in state do not block a plan: a destroy
// plans first.
func TestDuplicates_inState(t *testing.T) {
	t.Parallel()
	s := newStage(t, "cpn_support_ticket", "x")
	s.succeeds()
	s.core.declared["b"] = s.core.declared["a"]
	copied := *s.core.objects["a"]
	s.core.objects["b"] = &copied
	changes, diags := s.core.plan()
	got := renderAll(diags)
	if len(changes) != 0 || failed(diags) || !strings.Contains(got, "warning: Two resources manage the same support ticket @ id") {
		t.Errorf("changes %v: %s", changes, got)
	}
}

// TestDuplicates_markDoesNotStay shows that the mark which the first half of a replacement
// leaves for the second half is not stored in state.
func TestDuplicates_markDoesNotStay(t *testing.T) {
	t.Parallel()
	_, url := startFake(t)
	c := newCore(t, "cpn_support_ticket", attributes{"api_key": testKey, "base_url": url})
	c.declared["a"] = validTicket()
	c.declared["a"]["id"] = "x"
	for _, timeouts := range []any{nil, map[string]any{"create": "1m"}} {
		c.declared["a"]["timeouts"] = timeouts
		if diags := c.apply(); len(diags) != 0 {
			t.Fatal(renderAll(diags))
		}
		if private := string(c.objects["a"].private); strings.Contains(private, "planned") {
			t.Errorf("private state has %s", private)
		}
	}
}
