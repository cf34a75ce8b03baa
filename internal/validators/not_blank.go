// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package validators

import (
	"errors"
	"strings"
	"unicode"

	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
)

// NotBlank accepts text that has more than white space in it.
func NotBlank() validator.String {
	return Text("text that is not blank", func(text string) error {
		if !strings.ContainsFunc(text, func(r rune) bool { return visible(r) && !unicode.IsSpace(r) }) {
			return errors.New("it is blank")
		}
		return nil
	})
}
