// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

// Package createonly implements the life of a resource that CPN can create but neither
// change nor delete: it is planned, created exactly once, completed after a lost response,
// and removed from state.
//
// The package knows neither the types of resources nor the wording of messages. A resource
// embeds [Resource] and implements [Model] and [Creator].
package createonly
