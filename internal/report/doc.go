// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

// Package report holds every message that an operator reads about CPN: errors and
// warnings, with what to do first and the evidence last. It knows no requests of the
// framework and no models: each message is built in one place, from plain values.
package report
