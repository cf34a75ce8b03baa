// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

// Package cpn is a client for the Circle Payments Network REST API, limited to
// the calls that open support tickets, create transactions, submit them once they
// are signed, and read back what can be read. It knows HTTP and JSON and nothing of
// Terraform.
//
// Every call that creates something carries an idempotency key chosen by the caller, which is
// what makes it safe for [Client] to repeat a request whose outcome it never
// learned. A submit has none, and is not repeated once CPN may have received it. What
// is known of the outcome is part of every [Error].
package cpn
