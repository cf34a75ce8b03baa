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
	f, ok := cpnfake.FaultNamed(in.Name, in.Path)
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
	f.Method, f.Times = in.Method, 1
	if in.Times != nil {
		f.Times = *in.Times
	}
	s.Inject(f)
	return fault{Name: f.Name, Times: &f.Times, Method: f.Method, Path: f.Path}, nil
}
