// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package validators

import (
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
)

// maxSeed is the most characters a seed may have.
const maxSeed = 255

// Seed accepts the seed of an idempotency key: 1 to 255 printable characters.
func Seed() validator.String {
	return Text("1 to 255 printable characters, or omit it", checkSeed)
}

// checkSeed says what keeps text from being a seed. A control character would
// make two seeds that look the same.
func checkSeed(text string) error {
	if text == "" {
		return errors.New("it is empty")
	}
	if n := utf8.RuneCountInString(text); n > maxSeed {
		return fmt.Errorf("it has %d characters", n)
	}
	if strings.TrimSpace(text) != text {
		return errors.New("it begins or ends with white space")
	}
	for i, r := range text {
		if !visible(r) {
			return fmt.Errorf("it contains the invisible character %U after %d bytes", r, i)
		}
	}
	return nil
}
