// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package cpnfake

// Reset drops everything that the server holds: tickets, transactions, payments,
// idempotency keys, faults, the request log and the counts. Settings such as the API key
// and the seed stay.
func (s *Server) Reset() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.faults, s.tickets, s.transactions, s.requests = nil, nil, nil, nil
	s.counts = Counts{}
	clear(s.responses)
	clear(s.rejections)
	clear(s.payments)
	s.paymentEdits = nil
	clear(s.courses)
	clear(s.derived)
}
