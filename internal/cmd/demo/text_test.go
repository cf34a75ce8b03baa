// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"strings"
	"testing"
)

func TestShorten(t *testing.T) {
	t.Parallel()
	fits := strings.Repeat("ä", valueWidth)
	for value, want := range map[string]string{
		"":         "",
		fits:       fits,
		fits + "ß": strings.Repeat("ä", cutWidth) + "… (43 characters)",
	} {
		if got := shorten(value); got != want {
			t.Errorf("shorten(%q) = %q, want %q", value, got, want)
		}
	}
}

func TestWarningsIn(t *testing.T) {
	t.Parallel()
	messages, err := messagesIn(`{"@message":"Plan: 0 to add"}
{"@message":"Warning: C","diagnostic":{"severity":"warning","summary":"C"}}
{"@message":"Warning: A","diagnostic":{"severity":"warning","summary":"A","detail":"first\n\nmore\n\n  id: 1\n\n  help: here"}}
{"@message":"Warning: A","diagnostic":{"severity":"warning","summary":"A","detail":"second"}}
{"@message":"Error: B","diagnostic":{"severity":"error","summary":"B","detail":"third"}}
`)
	if err != nil {
		t.Fatal(err)
	}
	if got, want := strings.Join(warningsIn(messages), "|"), "A|C"; got != want {
		t.Errorf("warningsIn() = %q, want %q", got, want)
	}
}
