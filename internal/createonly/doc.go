// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

// Package createonly is the life of an object that CPN can create, and neither change
// nor delete: planned, created exactly once, completed when a response is lost, and
// forgotten. It knows no type of object and no wording: a resource embeds [Resource] and fills in a
// [Model] and a [Creator].
package createonly
