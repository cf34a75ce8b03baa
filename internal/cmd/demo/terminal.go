// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"fmt"
	"io"
	"os"
	"strings"
)

// style is how a terminal shows a line: the parameter of the escape sequence.
type style string

const (
	plain  style = ""
	bold   style = "1"
	green  style = "32"
	yellow style = "33"
)

// announce says what a step shows.
func (d *demo) announce(format string, args ...any) {
	say(d.out, "")
	d.line(bold, fmt.Sprintf(format, args...))
}

// show shows text as part of a step. Empty text shows nothing.
func (d *demo) show(s style, text string) {
	for line := range strings.Lines(text) {
		d.line(s, strings.TrimRight("   "+line, " \r\n"))
	}
}

// showValue shows a value and its name as part of a step.
func (d *demo) showValue(name, value string) {
	d.show(plain, fmt.Sprintf("%-21s = %s", name, shorten(value)))
}

func (d *demo) line(s style, text string) {
	if d.color && s != plain {
		text = "\x1b[" + string(s) + "m" + text + "\x1b[0m"
	}
	say(d.out, "%s", text)
}

// hasColor reports whether w is a terminal whose user has not turned colors off.
func hasColor(w io.Writer) bool {
	file, ok := w.(*os.File)
	if !ok || os.Getenv("NO_COLOR") != "" || os.Getenv("TERM") == "dumb" {
		return false
	}
	info, err := file.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}

// say writes one line. If that fails, nobody is left to tell.
func say(w io.Writer, format string, args ...any) {
	_, _ = fmt.Fprintf(w, format+"\n", args...)
}
