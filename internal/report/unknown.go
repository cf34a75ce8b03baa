// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package report

import (
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpn"
)

// unknown explains a create after which the object may or may not exist.
func (f Failure) unknown() diag.Diagnostics {
	summary := "Outcome unknown: CPN may have created the " + f.Subject.Name
	if f.Err.Ended == cpn.EndedFinal && f.Err.StatusCode != 0 {
		return f.error(summary, f.rejectedSince(), "An earlier attempt had no response. The last one: "+f.Err.Error()+".")
	}
	return f.error(summary, f.again(), sentences(f.sameKey(), f.lastResult(), f.ended()))
}

// again says how the outcome becomes known.
func (f Failure) again() string {
	return steps(f.untaint(), fmt.Sprintf("Run `terraform apply` again soon. Change no id or input, and do not create the %s elsewhere.", f.Subject.Name))
}

// untaint says how an unfinished object is completed in place. In place nothing is
// ever taken out of state, whatever interrupts it.
func (f Failure) untaint() string {
	if !f.isTainted() {
		return ""
	}
	return fmt.Sprintf("Run `terraform untaint ADDRESS`, so that the next apply completes the %s in place.", f.Subject.Name)
}

// isTainted reports whether state has an unfinished object that Terraform has marked
// as tainted.
func (f Failure) isTainted() bool { return f.Generated && !f.InPlace }

// sameKey says why a retry is safe.
func (f Failure) sameKey() string {
	return fmt.Sprintf("The retry uses the same idempotency key: CPN returns the existing %s or creates it. CPN does not document how long it "+
		"retains idempotency keys.", f.Subject.Name)
}

// rejectedSince says what to do when an attempt may have been carried out and CPN, or
// somebody in its place, has rejected a later one.
func (f Failure) rejectedSince() string {
	if f.Err.Envelope && isLasting(f.Err) {
		return steps(capitalized(f.Subject.Check), f.ifItExists(), fmt.Sprintf("If no %s exists: %s", f.Subject.Name, sentences(f.release(), remedyFor(f.Err))))
	}
	stays := ""
	if isStorable(f.Err) {
		stays = sentences("If the rejection stays, "+f.Subject.Check, f.ifItExists(), fmt.Sprintf("If no %s exists, %s.", f.Subject.Name, f.startOver()))
	}
	return steps(remedyFor(f.Err), f.untaint(), "Run `terraform apply` again, with unchanged id and inputs.", stays)
}

// ifItExists says how to go on when the object turns out to exist.
func (f Failure) ifItExists() string {
	return fmt.Sprintf("If the %s exists: %s", f.Subject.Name, sentences(f.release(), f.Subject.Adopt))
}

// startOver says how to create the object under another idempotency key.
func (f Failure) startOver() string {
	if f.Generated {
		return "run `terraform state rm ADDRESS`, then `terraform apply`"
	}
	return "change `id`"
}

// release takes an unfinished object out of state, which ends what cannot be completed.
func (f Failure) release() string {
	if !f.Generated {
		return ""
	}
	return "Run `terraform state rm ADDRESS`."
}
