// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package cpnfake

import (
	"maps"
	"net/http"
	"time"
)

// Faults names every fault that a client should be tested with. A test that ranges over it
// also covers faults that are added later.
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

		"408 before the work": {Status: http.StatusRequestTimeout},
		"408 after the work":  {Status: http.StatusRequestTimeout, After: true},
		"500 before the work": {Status: http.StatusInternalServerError},
		"500 after the work":  {Status: http.StatusInternalServerError, After: true},
		"502 before the work": {Status: http.StatusBadGateway},
		"502 after the work":  {Status: http.StatusBadGateway, After: true},
		"503 before the work": {Status: http.StatusServiceUnavailable},
		"503 after the work":  {Status: http.StatusServiceUnavailable, After: true},
		"504 before the work": {Status: http.StatusGatewayTimeout},
		"504 after the work":  {Status: http.StatusGatewayTimeout, After: true},

		"400 without location": {Status: http.StatusBadRequest},
		"401 with code 4":      {Status: http.StatusUnauthorized},
		"401 with code 401":    {Status: http.StatusUnauthorized, Code: http.StatusUnauthorized},
		"403":                  {Status: http.StatusForbidden},
		"404":                  {Status: http.StatusNotFound},
		"422":                  {Status: http.StatusUnprocessableEntity},
		"409 without the work": {Status: http.StatusConflict},
		"409 after the work":   {Status: http.StatusConflict, After: true},
	}
	maps.Copy(faults, rateLimits())
	maps.Copy(faults, foreignResponses())
	return faults
}

// rateLimits are the responses that tell a client to slow down.
func rateLimits() map[string]Fault {
	limited := func(retryAfter string) Fault {
		return Fault{Status: http.StatusTooManyRequests, Header: map[string]string{"Retry-After": retryAfter}}
	}
	return map[string]Fault{
		"429 without Retry-After":             limited(""),
		"429 with Retry-After":                limited("1"),
		"429 with Retry-After of zero":        limited("0"),
		"429 with a Retry-After in the past":  limited("Mon, 02 Jan 2006 15:04:05 GMT"),
		"429 with a Retry-After far too long": limited("86400"),
		"429 with a negative Retry-After":     limited("-1"),
		"429 with a Retry-After of nonsense":  limited("soon"),
	}
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
