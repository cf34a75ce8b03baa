// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package validators

import (
	"errors"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
)

// NotBlank accepts text that has more than white space in it.
func NotBlank() validator.String {
	return Text("text", func(text string) error {
		if strings.TrimSpace(text) == "" {
			return errors.New("it is blank")
		}
		return nil
	})
}
