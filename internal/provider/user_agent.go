// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"fmt"
	"strings"
	"unicode"
)

// userAgent identifies the caller, in the form that Terraform providers share.
func userAgent(terraformVersion, version string, getenv func(string) string) string {
	agent := fmt.Sprintf("Terraform/%s (+https://www.terraform.io) terraform-provider-cpn/%s", terraformVersion, version)
	// A header must not contain control characters; a line end slips in from a file.
	more := strings.FieldsFunc(getenv("TF_APPEND_USER_AGENT"), func(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) })
	if len(more) > 0 {
		agent += " " + strings.Join(more, " ")
	}
	return agent
}
