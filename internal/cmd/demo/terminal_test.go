// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"testing"
)

func TestShow(t *testing.T) {
	t.Parallel()
	for want, d := range map[string]demo{
		"\n1. Build\n   done\n\n   a\n\n   b\n":                              {},
		"\n\x1b[1m1. Build\x1b[0m\n\x1b[32m   done\x1b[0m\n\n   a\n\n   b\n": {color: true},
	} {
		var out bytes.Buffer
		d.out = &out
		d.announce("%d. Build", 1)
		d.show(green, "done\n")
		d.show(green, "")
		d.show(plain, "\r\na \n\nb\n")
		if got := out.String(); got != want {
			t.Errorf("color %t: it writes %q, want %q", d.color, got, want)
		}
	}
}

func TestHasColor(t *testing.T) {
	file, err := os.Create(filepath.Join(t.TempDir(), "log"))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = file.Close() }()
	// The null device is a character device, as a terminal is.
	device, err := os.OpenFile(os.DevNull, os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = device.Close() }()
	for name, tc := range map[string]struct {
		out           io.Writer
		noColor, term string
		want          bool
	}{
		"a terminal":          {out: device, term: "xterm", want: true},
		"a terminal, no TERM": {out: device, want: true},
		"NO_COLOR":            {out: device, term: "xterm", noColor: "1"},
		"a dumb terminal":     {out: device, term: "dumb"},
		"a file":              {out: file, term: "xterm"},
		"no file":             {out: new(bytes.Buffer), term: "xterm"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Setenv("NO_COLOR", tc.noColor)
			t.Setenv("TERM", tc.term)
			if got := hasColor(tc.out); got != tc.want {
				t.Errorf("hasColor() = %t, want %t", got, tc.want)
			}
		})
	}
}
