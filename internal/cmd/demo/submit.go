// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"context"
	"crypto/ed25519"
	_ "embed"
	"fmt"
	"os"
)

// sign shows what the message pays, and signs it as an operator does: outside Terraform.
func (d *demo) sign(ctx context.Context) error {
	d.announce("4. Check the message, then sign it outside Terraform.")
	d.show(plain, "Compare these values with the payment before you sign (1 USDC = 1000000):")
	if err := d.showOutputs(ctx, "message_details.to", "message_details.value"); err != nil {
		return err
	}
	message, err := d.terraform(ctx, "output", "-raw", "message_to_be_signed")
	if err != nil {
		return err
	}
	if d.signed, err = signOnce([]byte(message)); err != nil {
		return err
	}
	d.show(plain, "The demo signs with a throw-away key. In production, your wallet signs.")
	d.showValue("signed_transaction", d.signed)
	return nil
}

// signOnce signs a message with a new key and throws the key away. CPN would reject the
// signature: a wallet signs EIP-712 typed data with secp256k1, which Go's standard library
// does not have. The simulator verifies no signature, only its form.
func signOnce(message []byte) (string, error) {
	_, key, err := ed25519.GenerateKey(nil)
	if err != nil {
		return "", err
	}
	return fmt.Sprintf("0x%x", ed25519.Sign(key, message)), nil
}

// submission is added to the configuration once there is something to submit.
//
//go:embed submission.tf
var submission []byte

// submit submits the signed transaction. An environment variable carries the signature, so
// that it is in no file.
func (d *demo) submit(ctx context.Context) error {
	d.announce("5. %s apply: add cpn_transaction_submission, wait for COMPLETED.", d.cliName())
	if err := os.WriteFile(d.path("work", "submission.tf"), submission, 0o600); err != nil {
		return err
	}
	text, err := d.terraformWith(ctx, []string{"TF_VAR_signed_transaction=" + d.signed},
		"apply", "-auto-approve", "-input=false", "-no-color")
	if err != nil {
		return err
	}
	counts, err := d.cpn.counts(ctx)
	if err != nil {
		return err
	}
	if counts.Submits != 1 || counts.Submitted != 1 {
		return bug("the simulator counted %d submits and accepted %d, want 1 and 1", counts.Submits, counts.Submitted)
	}
	d.show(plain, "The provider submitted the signed transaction, then waited: 1 submit.")
	d.show(green, lineOf(text, "Apply complete!"))
	return d.showOutputs(ctx, "status", "transaction_hash")
}
