// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package validators

import (
	"errors"
	"net/mail"
	"strings"
	"unicode"

	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
)

// Email accepts one bare email address.
func Email() validator.String {
	return Text(`one email address, such as "help@ofi.com"`, checkEmail)
}

// checkEmail says what keeps text from being one bare address, as in
// "help@ofi.com": no display name, no angle brackets, no white space, one @.
func checkEmail(text string) error {
	if text == "" {
		return errors.New("it is empty")
	}
	address, err := mail.ParseAddress(text)
	if err != nil || address.Address != text || strings.Count(text, "@") != 1 || !printable(text) {
		// The value may come from a sensitive variable, so it is not shown.
		return errors.New("it is not an email address alone, without a display name or white space")
	}
	if _, domain, _ := strings.Cut(text, "@"); !strings.Contains(domain, ".") {
		return errors.New(`it has no domain with a dot, such as "ofi.com"`)
	}
	return nil
}

// printable reports whether text shows all that is in it: no white space, and
// nothing that cannot be seen.
func printable(text string) bool {
	return !strings.ContainsFunc(text, func(r rune) bool { return unicode.IsSpace(r) || !visible(r) })
}
