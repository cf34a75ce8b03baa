// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"fmt"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpn"
)

// unknown explains a create after which the object may or may not exist.
func (f failure) unknown() diag.Diagnostics {
	summary := "Outcome unknown: CPN may have created the " + f.kind.name
	if f.err.Ended == cpn.EndedFinal && f.err.StatusCode != 0 {
		return f.error(summary, f.rejectedSince(), "An earlier attempt had no response. The last one: "+f.err.Error()+".")
	}
	return f.error(summary, f.again(), joined(" ", f.sameKey(), f.lastResult(), f.ended()))
}

// again says how the outcome becomes known.
func (f failure) again() string {
	return steps(f.untaint(), fmt.Sprintf("Run `terraform apply` again soon. Change no id or input, and do not create the %s elsewhere.", f.kind.name))
}

// untaint says how an unfinished object is completed in place. In place nothing is
// ever taken out of state, whatever interrupts it.
func (f failure) untaint() string {
	if !f.isTainted() {
		return ""
	}
	return fmt.Sprintf("Run `terraform untaint ADDRESS`, so that the next apply completes the %s in place.", f.kind.name)
}

// isTainted reports whether state has an unfinished object that Terraform has marked
// as tainted.
func (f failure) isTainted() bool { return f.seed.made && !f.inPlace }

// sameKey says why a retry is safe.
func (f failure) sameKey() string {
	return fmt.Sprintf("The retry uses the same idempotency key: CPN returns the existing %s or creates it. CPN does not document how long it "+
		"retains idempotency keys.", f.kind.name)
}

// rejectedSince says what to do when an attempt may have been carried out and CPN, or
// somebody in its place, has rejected a later one.
func (f failure) rejectedSince() string {
	if f.err.Envelope && isLasting(f.err) {
		return steps(sentence(f.kind.check), joined(" ", f.release(), f.kind.adopt), fmt.Sprintf("If no %s exists: %s", f.kind.name, remedyFor(f.err)))
	}
	return steps(remedyFor(f.err), f.untaint(), "Run `terraform apply` again, with unchanged id and inputs.", f.ifItStaysUnknown())
}

// ifItStaysUnknown says what ends a rejection that stays although its cause is gone. One
// that is about who asks ends with its cause.
func (f failure) ifItStaysUnknown() string {
	if !isStorable(f.err) {
		return ""
	}
	another := "change `id`"
	if f.seed.made {
		another = "run `terraform state rm ADDRESS`, then `terraform apply`"
	}
	return fmt.Sprintf("If the rejection stays, %s If no %s exists, %s.", f.kind.check, f.kind.name, another)
}

// release takes an unfinished object out of state, which ends what cannot be completed.
func (f failure) release() string {
	if !f.seed.made {
		return ""
	}
	return "Run `terraform state rm ADDRESS`."
}

// sentence begins a text as a sentence begins.
func sentence(text string) string { return strings.ToUpper(text[:1]) + text[1:] }
