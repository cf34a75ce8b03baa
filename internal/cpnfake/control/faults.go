// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package control

import (
	"fmt"
	"net/http"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpnfake"
)

// fault is a fault as the control API shows and takes it.
type fault struct {
	Name   string `json:"name"`
	Times  *int   `json:"times,omitempty"`
	Method string `json:"method,omitempty"`
	Path   string `json:"path,omitempty"`
}

// inject queues a fault.
func (s simulator) inject(c call) (any, error) {
	var in fault
	if err := c.read(&in, "name", "times", "method", "path"); err != nil {
		return nil, err
	}
	f, ok := cpnfake.NamedFaults()[in.Name]
	switch {
	case !ok:
		return nil, notOneOf("name", in.Name, cpnfake.FaultNames())
	case in.Times != nil && *in.Times < 1:
		return nil, &problem{Reason: fmt.Sprintf("times is %d: it must be at least 1", *in.Times)}
	case in.Method != "" && in.Method != http.MethodGet && in.Method != http.MethodPost:
		return nil, notOneOf("method", in.Method, []string{http.MethodGet, http.MethodPost})
	case in.Path != "" && !cpnfake.ServesPath(in.Path):
		return nil, notOneOf("path", in.Path, cpnfake.Paths())
	}
	f.Method, f.Path, f.Times = in.Method, in.Path, 1
	if in.Times != nil {
		f.Times = *in.Times
	}
	s.Inject(f)
	return s.faults(c)
}

// faults lists the queue.
func (s simulator) faults(call) (any, error) {
	queued := []fault{}
	for _, f := range s.QueuedFaults() {
		times := max(f.Times, 1)
		queued = append(queued, fault{Name: f.Name, Times: &times, Method: f.Method, Path: f.Path})
	}
	return map[string]any{"faults": queued, "names": cpnfake.FaultNames()}, nil
}

// clearFaults empties the queue.
func (s simulator) clearFaults(c call) (any, error) {
	s.ClearFaults()
	return s.faults(c)
}
