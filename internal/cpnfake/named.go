// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package cpnfake

import (
	"maps"
	"slices"
	"strconv"
)

// NamedFaults has every fault that has a name: those of [Faults] and [APIErrors]. Each
// carries its name into the request log.
func NamedFaults() map[string]Fault {
	named := Faults()
	maps.Copy(named, APIErrors())
	for name, fault := range named {
		fault.Name = name
		named[name] = fault
	}
	return named
}

// FaultNamed returns the fault with a name, or with one of CPN's error codes from 290000 on.
// path, of CPN's API, is the only one whose requests meet it, whatever the operation is that
// they would meet it by default; "" is any.
func FaultNamed(name, path string) (Fault, bool) {
	for _, e := range errorCodes() {
		if e.code >= 290000 && strconv.Itoa(e.code) == name {
			name = e.name
		}
	}
	fault, ok := NamedFaults()[name]
	if path != "" {
		fault.Path, fault.Operation = path, ""
	}
	return fault, ok
}

// FaultNames lists the names of [NamedFaults] in alphabetical order.
func FaultNames() []string { return slices.Sorted(maps.Keys(NamedFaults())) }

// Paths lists the paths of CPN's API, with the names of their UUIDs in braces.
func Paths() []string {
	var paths []string
	for _, route := range routes() {
		if !slices.Contains(paths, route.path) {
			paths = append(paths, route.path)
		}
	}
	return paths
}

// ServesPath reports whether CPN's API has this path. A UUID in it may be replaced by a name
// in braces.
func ServesPath(path string) bool {
	return slices.ContainsFunc(Paths(), func(pattern string) bool {
		_, ok := match(pattern, path)
		return ok
	})
}
