// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package cpn

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
)

const canary = "TEST_API_KEY:canary-id:canary-secret"

func TestParseAPIKey_rejects(t *testing.T) {
	t.Parallel()
	for name, text := range map[string]string{
		"empty":               "",
		"in quotes":           `"` + canary + `"`,
		"in single quotes":    "'" + canary + "'",
		"half in quotes":      canary + `"`,
		"in curly quotes":     "“" + canary + "”",
		"one part":            "canary",
		"two parts":           "canary:canary",
		"four parts":          "canary:canary:canary:canary",
		"an empty prefix":     ":canary:canary",
		"an empty ID":         "canary::canary",
		"an empty secret":     "canary:canary:",
		"a trailing line end": canary + "\n",
		"a space":             "canary:can ary:canary",
		"a no-break space":    "canary:can\u00a0ary:canary",
		"a control character": "canary:canary:can\x00ary",
		"a zero-width space":  "canary:canary:can\u200bary",
		"invalid UTF-8":       "canary:canary:\xff",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := ParseAPIKey(text)
			if err == nil {
				t.Fatal("accepted")
			}
			if strings.Contains(err.Error(), "canary") {
				t.Errorf("the error shows the key: %v", err)
			}
		})
	}
}

func TestAPIKey_isNeverPrinted(t *testing.T) {
	t.Parallel()
	key, err := ParseAPIKey(canary)
	if err != nil {
		t.Fatal(err)
	}
	if got := key.reveal(); got != canary {
		t.Errorf("reveal() = %q", got)
	}
	if got := key.Prefix(); got != TestKeyPrefix {
		t.Errorf("Prefix() = %q", got)
	}
	client := New(Config{APIKey: key})
	text, err := json.Marshal(map[string]any{"key": key, "pointer": &key})
	if err != nil {
		t.Fatal(err)
	}
	printed := []string{string(text)}
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%d", "%x"} {
		printed = append(printed, fmt.Sprintf(verb, key), fmt.Sprintf(verb, &key),
			fmt.Sprintf(verb, client), fmt.Sprintf(verb, *client), fmt.Sprintf(verb, client.config))
	}
	for _, text := range printed {
		if strings.Contains(text, "canary") || strings.Contains(text, fmt.Sprintf("%x", "canary")) {
			t.Errorf("the key was printed: %s", text)
		}
	}
}

func TestAPIKey_zeroValueIsEmpty(t *testing.T) {
	t.Parallel()
	if got := (APIKey{}).reveal() + (APIKey{}).Prefix(); got != "" {
		t.Errorf("an unset key is %q", got)
	}
}
