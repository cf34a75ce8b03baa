// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"errors"
	"fmt"
	"path"
	"runtime"
	"strings"
)

// deepest is how many calls a bug report lists.
const deepest = 12

// describePanic describes a recovered panic for a bug report: its kind, and where it
// happened.
//
// It omits the panic's value, which may contain anything, even the API key. The runtime's
// own errors contain only indices and types.
func describePanic(cause any) string {
	kind := fmt.Sprintf("%T", cause)
	if err, ok := cause.(error); ok {
		if said, ok := errors.AsType[runtime.Error](err); ok {
			kind = said.Error()
		}
	}
	lines := []string{"  " + kind}
	callers := make([]uintptr, deepest)
	frames := runtime.CallersFrames(callers[:runtime.Callers(2, callers)])
	for more := true; more; {
		var frame runtime.Frame
		frame, more = frames.Next()
		if strings.HasPrefix(frame.Function, "runtime.") {
			continue
		}
		lines = append(lines, fmt.Sprintf("  %s (%s:%d)", path.Base(frame.Function), path.Base(frame.File), frame.Line))
	}
	return strings.Join(lines, "\n")
}
