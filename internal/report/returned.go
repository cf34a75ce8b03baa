// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package report

import (
	"fmt"
	"slices"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpn"
)

// Returned collects the inputs of which a response has another value than was sent.
// State keeps the configured value; the operator must know that CPN understood
// something else.
type Returned struct {
	Subject     Subject
	CPNID       string
	Diagnostics diag.Diagnostics
}

// Text compares one input with what was returned. Neither is shown: an input may come from a
// sensitive variable, and Terraform does not mask a provider's messages.
func (r *Returned) Text(attribute, sent string, returned *string) {
	if returned == nil || *returned == sent {
		return
	}
	a, b := []rune(sent), []rune(*returned)
	same := 0
	for same < min(len(a), len(b)) && a[same] == b[same] {
		same++
	}
	r.differ(attribute, fmt.Sprintf("CPN returned %d characters instead of %d; the first %d are the same.", len(b), len(a), same))
}

// Elements compares an input of several values with what was returned.
func (r *Returned) Elements(attribute string, sent, returned []string) {
	added := slices.Clone(returned)
	for _, element := range sent {
		if i := slices.Index(added, element); i >= 0 {
			added = slices.Delete(added, i, i+1)
		}
	}
	if kept := len(returned) - len(added); kept != len(sent) || kept != len(returned) {
		r.differ(attribute, fmt.Sprintf("CPN returned %d values instead of %d, with %d in common.", len(returned), len(sent), kept))
	}
}

// differ records a difference.
func (r *Returned) differ(attribute, how string) {
	r.Diagnostics.Append(message{
		summary: "CPN returned a different " + attribute,
		do:      []string{fmt.Sprintf("Ask Circle support which %s the %s has.", attribute, r.Subject.Noun)},
		exists:  fmt.Sprintf("The %s exists. State keeps the configured value.", r.Subject.Noun), cause: how,
		evidence: labeled(r.Subject.IDAttribute, cpn.Printable(r.CPNID)), topic: topicResponseDiffers,
	}.warningAt(path.Root(attribute)))
}

// clockSlack is how much earlier than the first attempt a ticket may have been created and
// still be new: HTTP dates have whole seconds.
const clockSlack = 2 * time.Second

// ReplayedTicket warns if CPN returned a ticket that existed before the first attempt.
// created, RFC 3339, says when it was created, and now when it was returned, both by CPN's
// clock. took is the time since the first attempt. If either date is missing, nothing is
// known.
func (s Subject) ReplayedTicket(created *string, now time.Time, took time.Duration) diag.Diagnostics {
	if created == nil || now.IsZero() {
		return nil
	}
	date, err := time.Parse(time.RFC3339, *created)
	if err != nil || !date.Before(now.Add(-took-clockSlack)) {
		return nil
	}
	m := s.replayed()
	m.cause = "It was created with this id and these inputs on " + date.Format(time.RFC3339) + "."
	return diag.Diagnostics{m.warning()}
}

// ReplayedTransaction warns that CPN returned a transaction that existed before.
// created is the status in the response to the create, and now what was read after it.
func (s Subject) ReplayedTransaction(created, now string) diag.Diagnostics {
	m := s.replayed()
	if now != cpn.StatusCreated && now != cpn.StatusFailed {
		// CPN rejects another transaction until this one is FAILED.
		m.never, m.do = notAgain(now), nil
	}
	m.cause = fmt.Sprintf("Its status is %s; a new transaction is %s.", orUnknown(now), cpn.StatusCreated)
	if created != "" && created != now {
		m.cause = fmt.Sprintf("CPN repeated its first response (%s); the status is now %s.", orUnknown(created), orUnknown(now))
	}
	return diag.Diagnostics{m.warning()}
}

func (s Subject) replayed() message {
	return message{
		summary: fmt.Sprintf("CPN returned an earlier %s", s.Name), do: []string{fmt.Sprintf("To create another %s, change `id`.", s.Noun)},
		exists: fmt.Sprintf("This run created no %[1]s. State has the earlier %[1]s.", s.Noun), topic: topicEarlier,
	}
}
