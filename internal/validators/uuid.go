// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package validators

import (
	"errors"
	"fmt"

	"github.com/google/uuid"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
)

// uuidLength is the length of the canonical form, 8-4-4-4-12.
const uuidLength = 36

// UUID accepts a UUID in its canonical form, in either letter case.
func UUID() validator.String {
	return Text(`a UUID, such as "c4d1da72-111e-4d52-bdbf-2e74a2d803d5"`, CheckUUID)
}

// CheckUUID says what keeps text from being a UUID in its canonical form: 36
// characters, hyphens, no braces, no "urn:uuid:".
func CheckUUID(text string) error {
	switch {
	case text == "":
		return errors.New("it is empty")
	case len(text) != uuidLength || uuid.Validate(text) != nil:
		return fmt.Errorf("%q is not a UUID", text)
	}
	return nil
}
