// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package protocol

import (
	"errors"
	"fmt"
	"path"
	"runtime"
	"strings"
)

// deepest is how many calls a report of a bug names.
const deepest = 12

// DescribePanic describes a panic that is being recovered for whoever is to mend it: of what
// kind it was, and where.
//
// The values are left out, since they may be anything, the API key included; what
// the runtime itself says names indices and types alone.
func DescribePanic(cause any) string {
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
