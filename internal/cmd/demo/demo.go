// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"context"
	_ "embed"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpnfake"
)

// demo is one run of the demo.
type demo struct {
	out     io.Writer
	color   bool
	scratch string
	cli     string // path of terraform or tofu
	cpn     *simulator
}

// run runs the steps in order.
func (d *demo) run(ctx context.Context) (err error) {
	say(d.out, "Apply examples/demo against a local CPN simulator (cpn-fake).\n"+
		"No account or API key is needed, and nothing is sent to CPN.")
	if err := d.copyExample(); err != nil {
		return err
	}

	d.announce("1. Build the provider and the simulator. The first build takes longer.")
	fake, err := d.build(ctx)
	if err != nil {
		return err
	}
	if d.cpn, err = startSimulator(ctx, fake); err != nil {
		return err
	}
	defer func() { err = errors.Join(err, d.cpn.stop()) }()
	d.show(plain, "The simulator listens on "+d.cpn.url+".")

	for _, step := range []func(context.Context) error{d.init, d.apply, d.planAgain, d.loseResponse, d.destroy} {
		if err := step(ctx); err != nil {
			return err
		}
	}
	say(d.out, "")
	return nil
}

func (d *demo) init(ctx context.Context) error {
	d.announce("2. %s init: install the provider from a local folder, without a registry.", d.cliName())
	if _, err := d.terraform(ctx, "init", "-input=false", "-no-color"); err != nil {
		return err
	}
	text, err := d.terraform(ctx, "version")
	if err != nil {
		return err
	}
	for line := range strings.Lines(text) {
		if !strings.HasPrefix(line, "on ") {
			d.show(plain, line)
		}
	}
	return nil
}

func (d *demo) apply(ctx context.Context) error {
	d.announce("3. %s apply: create a support ticket and a transaction.", d.cliName())
	text, err := d.terraform(ctx, "apply", "-auto-approve", "-input=false", "-no-color")
	if err != nil {
		return err
	}
	d.show(green, lineOf(text, "Apply complete!"))
	outputs, err := d.outputs(ctx)
	if err != nil {
		return err
	}
	for _, name := range []string{"ticket_id", "case_ref_id", "transaction_id", "status", "idempotency_key", "message_to_be_signed"} {
		if outputs[name] == "" {
			return bug("apply left no output %s", name)
		}
		d.show(plain, fmt.Sprintf("%-20s = %s", name, shorten(outputs[name])))
	}
	return nil
}

func (d *demo) planAgain(ctx context.Context) error {
	d.announce("4. %s plan: nothing is left to create.", d.cliName())
	text, err := d.terraform(ctx, "plan", "-detailed-exitcode", "-input=false", "-no-color")
	if exit := new(exec.ExitError); errors.As(err, &exit) && exit.ExitCode() == 2 {
		return bug("the second plan is not empty: %w", err)
	}
	d.show(green, lineOf(text, "No changes."))
	return err
}

// secondTicket is added to the configuration after examples/demo has been applied.
//
//go:embed second_ticket.tf
var secondTicket []byte

func (d *demo) loseResponse(ctx context.Context) error {
	d.announce("5. %s apply: create one more ticket, and lose the response.", d.cliName())
	if err := os.WriteFile(d.path("work", "second_ticket.tf"), secondTicket, 0o600); err != nil {
		return err
	}
	before, err := d.cpn.counts(ctx)
	if err != nil {
		return err
	}
	if err := d.cpn.inject(ctx, cpnfake.Fault{Operation: cpnfake.CreateSupportTicket, After: true, Drop: true}); err != nil {
		return err
	}
	text, err := d.terraform(ctx, "apply", "-auto-approve", "-input=false", "-no-color")
	if err != nil {
		return err
	}
	after, err := d.cpn.counts(ctx)
	if err != nil {
		return err
	}
	attempts, tickets := after.Creates-before.Creates, after.Tickets-before.Tickets
	if attempts != 2 || tickets != 1 {
		return bug("the simulator counted %d attempts and %d new tickets, want 2 and 1", attempts, tickets)
	}
	d.show(plain, "The simulator created the ticket, then closed the connection.\n"+
		"The provider retried with the same idempotency key: 2 attempts, 1 ticket.")
	d.show(green, lineOf(text, "Apply complete!"))
	return nil
}

func (d *demo) destroy(ctx context.Context) error {
	d.announce("6. %s destroy: remove all three from state. CPN deletes nothing.", d.cliName())
	text, err := d.terraform(ctx, "destroy", "-auto-approve", "-input=false", "-json")
	if err != nil {
		return err
	}
	messages, err := messagesIn(text)
	if err != nil {
		return err
	}
	warnings := warningsIn(messages)
	if len(warnings) == 0 {
		return bug("destroy did not warn about what stays at CPN")
	}
	for _, summary := range warnings {
		d.show(yellow, "Warning: "+summary)
	}
	for _, m := range messages {
		d.show(green, lineOf(m.Text, "Destroy complete!"))
	}
	return nil
}
