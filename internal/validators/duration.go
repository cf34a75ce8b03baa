// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package validators

import (
	"errors"
	"fmt"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
)

// WantDuration completes "Set … to".
const WantDuration = `a positive duration, such as "30s", "5m" or "1h30m"`

// Duration accepts a positive duration in Go's notation.
func Duration() validator.String {
	return Text(WantDuration, func(text string) error {
		_, err := ParseDuration(text)
		return err
	})
}

// ParseDuration reads a positive duration in Go's notation, such as "30s".
func ParseDuration(text string) (time.Duration, error) {
	d, err := time.ParseDuration(text)
	if err != nil {
		return 0, fmt.Errorf("%q is not a duration", text)
	}
	if d <= 0 {
		return 0, errors.New("it is zero or negative")
	}
	return d, nil
}
