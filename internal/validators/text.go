// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

// Package validators checks attribute values at plan. It adds what the framework's
// validators lack, or would show: an email address. A check reads one value and knows
// nothing of CPN.
package validators

import (
	"context"
	"errors"
	"fmt"
	"net/mail"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/google/uuid"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/report"
)

// text is a check of a string by a pure function.
type text struct {
	want  string
	check func(types.String) error
}

// Text accepts null, and what check accepts. want completes "Set … to"; check's error says what
// is wrong, as a clause such as "it is empty", and must not repeat a secret.
func Text(want string, check func(string) error) validator.String {
	return text{want, func(value types.String) error {
		if value.IsNull() {
			return nil
		}
		return check(value.ValueString())
	}}
}

func (v text) Description(context.Context) string { return "must be " + v.want }

func (v text) MarkdownDescription(ctx context.Context) string { return v.Description(ctx) }

func (v text) ValidateString(_ context.Context, req validator.StringRequest, resp *validator.StringResponse) {
	if req.ConfigValue.IsUnknown() {
		return
	}
	if err := v.check(req.ConfigValue); err != nil {
		resp.Diagnostics.Append(report.InvalidValue(req.Path, v.want, err))
	}
}

// Parsed accepts what parse accepts.
func Parsed[T any](want string, parse func(string) (T, error)) validator.String {
	return Text(want, func(text string) error {
		_, err := parse(text)
		return err
	})
}

// NotNull rejects null as an element of a list or a map. Unlike the framework's own check it
// names the element.
func NotNull() validator.String {
	return text{"a text, or remove it", func(value types.String) error {
		if value.IsNull() {
			return errors.New("it is null")
		}
		return nil
	}}
}

// WantDuration completes "Set … to".
const WantDuration = `a positive duration, such as "30s", "5m" or "1h30m"`

// Duration accepts a positive duration in Go's notation.
func Duration() validator.String { return Parsed(WantDuration, ParseDuration) }

// ParseDuration reads a positive duration in Go's notation, such as "30s".
func ParseDuration(text string) (time.Duration, error) {
	d, err := time.ParseDuration(text)
	if err != nil {
		return 0, fmt.Errorf("%s is not a duration", quoted(text))
	}
	if d <= 0 {
		return 0, errors.New("it is zero or negative")
	}
	return d, nil
}

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

// NotBlank accepts text that has more than white space in it.
func NotBlank() validator.String {
	return Text("text that is not blank", func(text string) error {
		if !strings.ContainsFunc(text, func(r rune) bool { return visible(r) && !unicode.IsSpace(r) }) {
			return errors.New("it is blank")
		}
		return nil
	})
}

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
		return fmt.Errorf("%s is not a UUID", quoted(text))
	}
	return nil
}

// quoted returns a text for an error, but not one that may be an API key in the wrong place.
func quoted(text string) string {
	if strings.Contains(text, ":") {
		return "this value"
	}
	return strconv.Quote(text)
}

// invisible are characters that count as printable and show nothing: letters that
// fill, a pattern of no dots, and a joiner of marks.
const invisible = "\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0"

// visible reports whether a character can be seen, if only as a blank. Of the marks
// that choose a variant of the character before them nobody sees the difference.
func visible(r rune) bool {
	return unicode.IsPrint(r) && !strings.ContainsRune(invisible, r) && !unicode.Is(unicode.Variation_Selector, r)
}
