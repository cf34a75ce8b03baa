// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"context"
	"errors"
	"io"
	"os/exec"
	"strings"
)

// demo is one run of the demo.
type demo struct {
	out     io.Writer
	color   bool
	scratch string
	cli     string // path of terraform or tofu
	cpn     *simulator
	signed  string // the signed transaction, once it is signed
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

	for _, step := range []func(context.Context) error{d.init, d.create, d.sign, d.submit, d.planAgain, d.destroy} {
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

// create creates a ticket and a transaction, and loses the first response about the ticket.
func (d *demo) create(ctx context.Context) error {
	d.announce("3. %s apply: create a ticket and a transaction. One response is lost.", d.cliName())
	if err := d.cpn.inject(ctx, "connection dropped after the work"); err != nil {
		return err
	}
	text, err := d.terraform(ctx, "apply", "-auto-approve", "-input=false", "-no-color")
	if err != nil {
		return err
	}
	counts, err := d.cpn.counts(ctx)
	if err != nil {
		return err
	}
	if counts.Creates != 3 || counts.Tickets != 1 || counts.Transactions != 1 {
		return bug("the simulator counted %d creates, %d tickets and %d transactions, want 3, 1 and 1",
			counts.Creates, counts.Tickets, counts.Transactions)
	}
	d.show(plain, "The simulator created the ticket, then closed the connection.\n"+
		"The provider retried with the same idempotency key: 2 attempts, 1 ticket.")
	d.show(green, lineOf(text, "Apply complete!"))
	return d.showOutputs(ctx, "case_ref_id", "idempotency_key", "transaction_id")
}

func (d *demo) planAgain(ctx context.Context) error {
	d.announce("6. %s plan, without the signature: nothing is left to do.", d.cliName())
	text, err := d.terraform(ctx, "plan", "-detailed-exitcode", "-input=false", "-no-color")
	if exit := new(exec.ExitError); errors.As(err, &exit) && exit.ExitCode() == 2 {
		return bug("the second plan is not empty: %w", err)
	}
	d.show(green, lineOf(text, "No changes."))
	return err
}

func (d *demo) destroy(ctx context.Context) error {
	d.announce("7. %s destroy: remove all three from state. CPN deletes nothing.", d.cliName())
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
