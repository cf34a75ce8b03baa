// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package cpnfake

import (
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strconv"
	"time"
)

// Faults has every fault that a client should be tested with, by its name. A test that ranges
// over it also covers faults that are added later.
func Faults() map[string]Fault {
	faults := map[string]Fault{
		"connection dropped before the work": {Drop: true},
		"connection dropped after the work":  {Drop: true, After: true},
		"hang before the work":               {Hang: true},
		"hang after the work":                {Hang: true, After: true},
		"late response":                      {Delay: 20 * time.Millisecond},
		"slow body":                          {Slow: 20 * time.Microsecond},
		"truncated body":                     {Truncate: true},
		"truncated error":                    {Truncate: true, Status: http.StatusInternalServerError},

		"400 without location": {Status: http.StatusBadRequest},
		"401 with code 4":      {Status: http.StatusUnauthorized},
		"401 with code 401":    {Status: http.StatusUnauthorized, Code: http.StatusUnauthorized},
		"403":                  {Status: http.StatusForbidden},
		"404":                  {Status: http.StatusNotFound},
		"422":                  {Status: http.StatusUnprocessableEntity},
		"409 without the work": {Status: http.StatusConflict},
		"409 after the work":   {Status: http.StatusConflict, After: true},
	}
	for _, status := range []int{408, 500, 502, 503, 504} {
		faults[fmt.Sprintf("%d before the work", status)] = Fault{Status: status}
		faults[fmt.Sprintf("%d after the work", status)] = Fault{Status: status, After: true}
	}
	for name, wait := range map[string]string{
		"without Retry-After":             "",
		"with Retry-After":                "1",
		"with Retry-After of zero":        "0",
		"with a Retry-After in the past":  "Mon, 02 Jan 2006 15:04:05 GMT",
		"with a Retry-After far too long": "86400",
		"with a negative Retry-After":     "-1",
		"with a Retry-After of nonsense":  "soon",
	} {
		faults["429 "+name] = Fault{Status: http.StatusTooManyRequests, Header: map[string]string{"Retry-After": wait}}
	}
	maps.Copy(faults, foreignResponses())
	return faults
}

// foreignResponses are complete responses that are not from CPN, or not in CPN's form.
func foreignResponses() map[string]Fault {
	html := func(status int, after bool) Fault {
		return Fault{
			Status: status,
			After:  after,
			Body:   "<!DOCTYPE html><html><head><title>Proxy</title></head><body>Nothing to see here.</body></html>",
			Header: map[string]string{"Content-Type": "text/html; charset=utf-8", "X-Request-Id": ""},
		}
	}
	redirect := func(status int) Fault {
		return Fault{Status: status, Header: map[string]string{"Location": "/moved"}}
	}
	return map[string]Fault{
		"HTML from a proxy":                    html(http.StatusBadGateway, false),
		"HTML from a proxy after the work":     html(http.StatusBadGateway, true),
		"HTML from a proxy that says 200":      html(http.StatusOK, false),
		"HTML from a proxy that says 403":      html(http.StatusForbidden, false),
		"HTML from a proxy that says 404":      html(http.StatusNotFound, false),
		"redirect":                             redirect(http.StatusFound),
		"redirect that keeps the method":       redirect(http.StatusTemporaryRedirect),
		"permanent redirect":                   redirect(http.StatusPermanentRedirect),
		"redirect to nowhere":                  {Status: http.StatusFound},
		"empty body":                           {Status: http.StatusCreated, After: true},
		"empty error":                          {Status: http.StatusInternalServerError, Body: " "},
		"no content":                           {Status: http.StatusNoContent, After: true},
		"garbage body":                         {Body: "\x00\xff\xfe]}garbage", After: true},
		"JSON array":                           {Body: `["data"]`, After: true},
		"JSON without data":                    {Body: `{}`, After: true},
		"data that is null":                    {Body: `{"data":null}`, After: true},
		"data without members":                 {Body: `{"data":{}}`, After: true},
		"data with wrong types":                {Body: `{"data":{"id":17,"paymentId":[],"metadata":"x"}}`, After: true},
		"error with wrong types":               {Status: http.StatusBadRequest, Body: `{"code":"2","message":5,"errors":{}}`},
		"error envelope that says 200":         {Status: http.StatusOK, Body: `{"code":-1,"message":"Unknown error"}`, After: true},
		"another content type":                 {Header: map[string]string{"Content-Type": "text/plain"}},
		"no request ID":                        {Header: map[string]string{"X-Request-Id": ""}},
		"error with a request ID that is none": {Status: http.StatusBadRequest, Header: map[string]string{"X-Request-Id": "none"}},
	}
}

// named has every fault that has a name: those of [Faults] and all errors of CPN.
func named() map[string]Fault {
	faults := Faults()
	maps.Copy(faults, apiErrors())
	return faults
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
	fault, ok := named()[name]
	fault.Name = name
	if path != "" {
		fault.Path, fault.Operation = path, ""
	}
	return fault, ok
}

// FaultNames lists the names that [FaultNamed] knows, in alphabetical order.
func FaultNames() []string { return slices.Sorted(maps.Keys(named())) }

// Paths lists the paths of CPN's API, with the names of their UUIDs in braces.
func Paths() []string {
	var paths []string
	for _, route := range routes() {
		paths = append(paths, route.path)
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
