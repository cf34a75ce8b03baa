// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package validators_test

import (
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/validators"
)

func TestStringValidators(t *testing.T) {
	t.Parallel()
	const apiKey = "TEST_API_KEY:id:secret" // of a variable in the wrong place
	at := path.Root("attribute")
	for name, tc := range map[string]struct {
		validator validator.String
		accepts   []string
		refuses   map[string]string
	}{
		"UUID": {
			validators.UUID(),
			[]string{"c4d1da72-111e-4d52-bdbf-2e74a2d803d5", "C4D1DA72-111E-4D52-BDBF-2E74A2D803D5"},
			map[string]string{
				"empty":          "",
				"an API key":     apiKey,
				"braces":         "{c4d1da72-111e-4d52-bdbf-2e74a2d803d5}",
				"a URN":          "urn:uuid:c4d1da72-111e-4d52-bdbf-2e74a2d803d5",
				"bare digits":    "c4d1da72111e4d52bdbf2e74a2d803d5",
				"another letter": "g4d1da72-111e-4d52-bdbf-2e74a2d803d5",
				"other hyphens":  "c4d1da721-11e-4d52-bdbf-2e74a2d803d5",
				"a space":        " c4d1da72-111e-4d52-bdbf-2e74a2d803d5",
				"quotes":         `"c4d1da72-111e-4d52-bdbf-2e74a2d803d"`,
			},
		},
		"email": {
			validators.Email(),
			[]string{"help@ofi.com", "first.last+tag@sub.example.co.uk", "o'brien@example.com", "ü@example.com"},
			map[string]string{
				"empty":               "",
				"no @":                "help.ofi.com",
				"two @":               "help@@ofi.com",
				"two @ with a quote":  `"a@b"@ofi.com`,
				"a display name":      "Help <help@ofi.com>",
				"angle brackets":      "<help@ofi.com>",
				"a comment":           "help@ofi.com (desk)",
				"a space inside":      "he lp@ofi.com",
				"a quoted space":      `"he lp"@ofi.com`,
				"a leading space":     " help@ofi.com",
				"a trailing line end": "help@ofi.com\n",
				"a zero-width space":  "\u200bhelp@ofi.com",
				"two addresses":       "help@ofi.com,desk@ofi.com",
				"no domain":           "help@",
				"no dot in a domain":  "help@ofi",
				"a dot before the @":  "first.last@ofi",
				"a dot at the end":    "help@ofi.",
				"no local part":       "@ofi.com",
			},
		},
		"seed": {
			validators.Seed(),
			[]string{"x", "INC-4711/delay", "Zürich 2026 \U0001f600", strings.Repeat("ü", 255)},
			map[string]string{
				"empty":                "",
				"256 characters":       strings.Repeat("x", 256),
				"a control character":  "INC\x07",
				"a line end":           "INC\n",
				"a zero-width space":   "INC\u200b",
				"a blank at the end":   "INC-1 ",
				"blanks alone":         "  ",
				"a no-break space":     "INC\u00a04711",
				"a pattern of no dots": "\u2800",
				"a filler":             "INC\u3164",
				"a joiner of marks":    "INC\u034f",
				"a variant":            "INC\ufe0f",
			},
		},
		"duration": {
			validators.Duration(),
			[]string{"30s", "1h30m", "1.5s", "1ns"},
			map[string]string{"empty": "", "an API key": apiKey, "no unit": "30", "a word": "soon", "zero": "0s", "negative": "-1s", "a day": "1d"},
		},
		"text": {
			validators.NotBlank(),
			[]string{"x", " x\n"},
			map[string]string{"empty": "", "white space": " \t\n\u00a0", "nothing of width": "\u200b", "no dots": "\u2800", "fillers": "\u3164\uffa0", "marks alone": "\u034f\ufe0f"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for _, text := range tc.accepts {
				if got := validate(t, tc.validator, at, types.StringValue(text)); got != "" {
					t.Errorf("%q: %s", text, got)
				}
			}
			for what, text := range tc.refuses {
				got := validate(t, tc.validator, at, types.StringValue(text))
				if !strings.HasPrefix(got, "Invalid attribute: Set attribute to ") || strings.Contains(got, apiKey) {
					t.Errorf("%s: %q", what, got)
				}
			}
			for _, open := range []types.String{types.StringNull(), types.StringUnknown()} {
				if got := validate(t, tc.validator, at, open); got != "" {
					t.Errorf("%v: %s", open, got)
				}
			}
		})
	}
}

func validate(t *testing.T, v validator.String, at path.Path, value types.String) string {
	t.Helper()
	req := validator.StringRequest{Path: at, ConfigValue: value}
	var resp validator.StringResponse
	v.ValidateString(t.Context(), req, &resp)
	var out []string
	for _, d := range resp.Diagnostics {
		out = append(out, d.Summary()+": "+d.Detail())
	}
	return strings.Join(out, "; ")
}

func TestUnique(t *testing.T) {
	t.Parallel()
	list := func(elements ...attr.Value) types.List { return types.ListValueMust(types.StringType, elements) }
	a, b := types.StringValue("secret@example.com"), types.StringValue("b@example.com")
	for name, tc := range map[string]struct {
		list types.List
		want string
	}{
		"null":              {types.ListNull(types.StringType), ""},
		"unknown":           {types.ListUnknown(types.StringType), ""},
		"different":         {list(a, b), ""},
		"unknown twice":     {list(types.StringUnknown(), types.StringUnknown()), ""},
		"null twice":        {list(types.StringNull(), types.StringNull()), ""},
		"one twice":         {list(b, a, b), "Remove element 0 or 2."},
		"one of them twice": {list(a, b, b), "Remove element 1 or 2."},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			req := validator.ListRequest{Path: path.Root("cc_emails"), ConfigValue: tc.list}
			var resp validator.ListResponse
			validators.Unique().ValidateList(t.Context(), req, &resp)
			got := ""
			for _, d := range resp.Diagnostics {
				got += d.Detail()
			}
			first, _, _ := strings.Cut(got, "\n")
			if first != tc.want || strings.Contains(got, "example.com") {
				t.Errorf("got %q, want %q", got, tc.want)
			}
		})
	}
}

// TestNotNull rejects null alone, at the element that is null.
func TestNotNull(t *testing.T) {
	t.Parallel()
	element := path.Root("metadata").AtMapKey("order")
	for name, tc := range map[string]struct {
		value types.String
		want  string
	}{
		"null":    {types.StringNull(), "Invalid metadata[\"order\"]: Set metadata[\"order\"] to a text, or remove it.\n\nIt is null."},
		"unknown": {types.StringUnknown(), ""},
		"empty":   {types.StringValue(""), ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := validate(t, validators.NotNull(), element, tc.value)
			if !strings.HasPrefix(got, tc.want) || got != "" && tc.want == "" {
				t.Errorf("got %q, want %q", got, tc.want)
			}
		})
	}
}
