// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package report

import (
	"fmt"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpn"
)

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
		m.never, m.do = notAgain(Transaction{Status: now}), nil
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
