// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package report

// Subject is what messages say of one type of object.
type Subject struct {
	Name        string // "support ticket"
	Verb        string // "open", as in "Could not open the support ticket"
	IDAttribute string // the attribute with CPN's ID, "ticket_id"
	// Members are CPN's names for the inputs, and the attributes they come from.
	Members map[string]string
	// Check, which goes on a sentence, says how to find out whether CPN has an object,
	// and Adopt how to manage one that exists, "" where that cannot be done.
	Check, Adopt string
	// Elsewhere says where to find what CPN does not return, "" where nowhere.
	Elsewhere string
}

// Action completes "Could not …".
func (s Subject) Action() string { return s.Verb + " the " + s.Name }
