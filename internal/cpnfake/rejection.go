// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package cpnfake

import (
	"encoding/json"
)

// problem is one element of the "errors" member.
type problem struct {
	Error    string  `json:"error"`
	Location *string `json:"location"` // null for the body as a whole
	Message  string  `json:"message"`
}

// missingOrInvalid is the only value of error in a [problem] that CPN documents.
const missingOrInvalid = "MISSING_OR_INVALID_FIELD"

// at returns a problem with the member that location names.
func at(location, message string) problem {
	return problem{Error: missingOrInvalid, Location: &location, Message: message}
}

// rejection is CPN's error envelope with its HTTP status.
type rejection struct {
	status   int
	Code     int       `json:"code"`
	Message  string    `json:"message"`
	Problems []problem `json:"errors,omitempty"`
}

// reject returns a rejection with the usual text of its code.
func reject(status, code int, problems ...problem) *rejection {
	return &rejection{status: status, Code: code, Message: words(status, code), Problems: problems}
}

// response encodes the rejection.
func (f *rejection) response() response {
	body, _ := json.Marshal(f) // numbers and strings always have a JSON form
	return response{status: f.status, body: body}
}
