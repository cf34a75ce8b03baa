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

// demo is one showing.
type demo struct {
	out     io.Writer
	scratch string
	cli     string // path of terraform or tofu
	cpn     *standIn
}

// show goes through the steps.
func (d *demo) show(ctx context.Context) (err error) {
	say(d.out, "The Terraform provider for Circle Payments Network (CPN) at work. A stand-in\n"+
		"takes CPN's place on this machine: no account, no real key, no network.")
	if err := d.copyExample(); err != nil {
		return err
	}

	d.announce("1. Build the provider and the stand-in, which takes a while the first time.")
	fake, err := d.build(ctx)
	if err != nil {
		return err
	}
	if d.cpn, err = startStandIn(ctx, fake); err != nil {
		return err
	}
	defer func() { err = errors.Join(err, d.cpn.end()) }()
	d.detail("The stand-in for CPN listens on " + d.cpn.url + ".")

	for _, step := range []func(context.Context) error{d.init, d.apply, d.planAgain, d.loseReply, d.destroy} {
		if err := step(ctx); err != nil {
			return err
		}
	}
	say(d.out, "")
	return nil
}

// announce says what a step shows.
func (d *demo) announce(format string, args ...any) { say(d.out, "\n"+format, args...) }

// detail shows text, if there is any, as part of a step.
func (d *demo) detail(text string) {
	for line := range strings.Lines(text) {
		say(d.out, "%s", strings.TrimRight("   "+line, " \r\n"))
	}
}

func (d *demo) init(ctx context.Context) error {
	d.announce("2. %s init: the provider is installed from a folder, without a registry.", d.cliName())
	if _, err := d.terraform(ctx, "init", "-input=false", "-no-color"); err != nil {
		return err
	}
	text, err := d.terraform(ctx, "version")
	if err != nil {
		return err
	}
	for line := range strings.Lines(text) {
		if !strings.HasPrefix(line, "on ") {
			d.detail(line)
		}
	}
	return nil
}

func (d *demo) apply(ctx context.Context) error {
	d.announce("3. %s apply: examples/demo makes a support ticket and a transaction.", d.cliName())
	text, err := d.terraform(ctx, "apply", "-auto-approve", "-input=false", "-no-color")
	if err != nil {
		return err
	}
	d.detail(lineOf(text, "Apply complete!"))
	outputs, err := d.outputs(ctx)
	if err != nil {
		return err
	}
	for _, name := range []string{"ticket_id", "case_ref_id", "transaction_id", "status", "idempotency_key", "message_to_be_signed"} {
		if outputs[name] == "" {
			return fmt.Errorf("apply left no output %s", name)
		}
		d.detail(fmt.Sprintf("%-20s = %s", name, shorten(outputs[name])))
	}
	return nil
}

func (d *demo) planAgain(ctx context.Context) error {
	d.announce("4. %s plan: a second plan is empty, because what was made is as declared.", d.cliName())
	text, err := d.terraform(ctx, "plan", "-detailed-exitcode", "-input=false", "-no-color")
	if exit := new(exec.ExitError); errors.As(err, &exit) && exit.ExitCode() == 2 {
		return fmt.Errorf("the second plan is not empty: %w", err)
	}
	d.detail(lineOf(text, "No changes."))
	return err
}

// secondTicket is added to the configuration once examples/demo is applied.
//
//go:embed second_ticket.tf
var secondTicket []byte

func (d *demo) loseReply(ctx context.Context) error {
	d.announce("5. %s apply: another ticket, whose reply gets lost, is not made twice.", d.cliName())
	if err := os.WriteFile(d.path("work", "second_ticket.tf"), secondTicket, 0o600); err != nil {
		return err
	}
	before, err := d.cpn.counts(ctx)
	if err != nil {
		return err
	}
	if err := d.cpn.spoil(ctx, cpnfake.Fault{Operation: cpnfake.CreateSupportTicket, After: true, Drop: true}); err != nil {
		return err
	}
	text, err := d.terraform(ctx, "apply", "-auto-approve", "-input=false", "-no-color")
	if err != nil {
		return err
	}
	d.detail(lineOf(text, "Apply complete!"))
	after, err := d.cpn.counts(ctx)
	if err != nil {
		return err
	}
	requests, tickets := after.Creates-before.Creates, after.Tickets-before.Tickets
	if requests != 2 || tickets != 1 {
		return fmt.Errorf("the stand-in counts %d requests to create and %d new tickets, want 2 and 1", requests, tickets)
	}
	d.detail("The stand-in made the ticket and dropped the connection. The provider asked\n" +
		"again, with the same idempotency key: 2 requests to create, 1 new ticket.")
	return nil
}

func (d *demo) destroy(ctx context.Context) error {
	d.announce("6. %s destroy: CPN deletes nothing, so the provider warns of what stays.", d.cliName())
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
		return errors.New("destroy did not warn of what stays at CPN")
	}
	for _, warning := range warnings {
		d.detail(warning + "\n")
	}
	for _, m := range messages {
		d.detail(lineOf(m.Text, "Destroy complete!"))
	}
	return nil
}
