// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package report

import (
	"fmt"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpn"
)

// oldAfter is how long before the create a ticket must have been created to count as
// that of an earlier one: more than clocks differ.
const oldAfter = 5 * time.Minute

// ReplayedTicket warns if CPN returned a ticket that existed before: created, RFC 3339,
// says when, and now when it was returned.
func (s Subject) ReplayedTicket(created *string, now time.Time) diag.Diagnostics {
	if created == nil {
		return nil
	}
	date, err := time.Parse(time.RFC3339, *created)
	if err != nil || now.Sub(date) <= oldAfter {
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
