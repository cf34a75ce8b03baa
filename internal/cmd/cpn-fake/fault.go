// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"fmt"
	"net/http"
	"strings"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpnfake"
)

// addFault queues a fault for one request: the next create or submission, or after @ the next
// request to a path.
func (s *settings) addFault(text string) error {
	name, path, bound := strings.Cut(text, "@")
	name, path = strings.TrimSpace(name), strings.TrimSpace(path)
	if bound && !cpnfake.ServesPath(path) {
		return fmt.Errorf("%q is no path of CPN's API:\n%s", path, lines(cpnfake.Paths()))
	}
	fault, ok := cpnfake.FaultNamed(name, path)
	if !ok {
		return unknownFault(name)
	}
	if !bound {
		fault.Method = http.MethodPost
	}
	s.faults = append(s.faults, fault)
	return nil
}

// unknownFault shows the names that are like one that does not exist, or all if none is.
func unknownFault(name string) error {
	var like []string
	for _, known := range cpnfake.FaultNames() {
		if name != "" && strings.Contains(strings.ToLower(known), strings.ToLower(name)) {
			like = append(like, known)
		}
	}
	if len(like) > 0 {
		return fmt.Errorf("no fault is called %q. Do you mean:\n%s", name, lines(like))
	}
	return fmt.Errorf("no fault is called %q. Valid names, and codes of CPN such as 290305:\n%s", name, lines(cpnfake.FaultNames()))
}

// lines writes each name in a line of its own.
func lines(names []string) string { return "  " + strings.Join(names, "\n  ") }
