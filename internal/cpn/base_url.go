// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package cpn

import (
	"errors"
	"fmt"
	"net"
	"net/url"
	"strings"
	"unicode"
)

// ParseBaseURL accepts an absolute https URL, with or without a path prefix. Plain http is
// accepted for loopback hosts only, where nobody can eavesdrop. Circle's own pages call
// https://api.circle.com/v1/cpn the base URL, so that is rejected by name. The returned URL
// has no trailing slash. The error never contains user info.
func ParseBaseURL(text string) (*url.URL, error) {
	u, err := url.Parse(text)
	switch {
	case err != nil:
		return nil, errors.New("it is not a URL")
	case strings.ContainsFunc(text+u.Path, func(r rune) bool { return unicode.IsSpace(r) || !unicode.IsPrint(r) }):
		return nil, errors.New("it contains white space or an invisible character")
	case u.User != nil:
		return nil, errors.New("it contains a user name or password")
	case u.Scheme != "https" && u.Scheme != "http", u.Hostname() == "":
		return nil, errors.New("it is not an absolute URL")
	case u.Scheme == "http" && !isLoopback(u.Hostname()):
		return nil, errors.New("plain http would show the API key to the network; it is for loopback hosts only")
	case u.RawQuery != "" || u.ForceQuery || strings.Contains(text, "#"):
		return nil, errors.New("it has a query or a fragment")
	}
	u.Path, u.RawPath = strings.TrimRight(u.Path, "/"), strings.TrimRight(u.RawPath, "/")
	for _, version := range []string{"/v1/cpn", "/v2/cpn"} {
		if strings.HasSuffix(u.Path, version) {
			return nil, fmt.Errorf("it ends with %s, which the provider appends itself", version)
		}
	}
	return u, nil
}

// isLoopback reports whether host can only be this machine.
func isLoopback(host string) bool {
	ip := net.ParseIP(host)
	return strings.EqualFold(host, "localhost") || ip != nil && ip.IsLoopback()
}
