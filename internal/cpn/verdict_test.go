// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package cpn

import (
	"io"
	"testing"
)

func TestClassify(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		result result
		code   Code
		want   verdict
	}{
		"created":                             {result{status: 201, sent: true, found: true}, 0, succeeded},
		"any 2xx with the resource":           {result{status: 299, sent: true, found: true}, 0, succeeded},
		"a conflict that returns it":          {result{status: 409, sent: true, found: true}, 0, succeeded},
		"never sent":                          {result{err: io.EOF}, 0, unsent},
		"cannot be sent":                      {result{err: lastingError{io.EOF}}, 0, rejected},
		"a lasting failure after it was sent": {result{err: lastingError{io.EOF}, sent: true}, 0, uncertain},
		"lost after it was sent":              {result{err: io.EOF, sent: true}, 0, uncertain},
		"a truncated 2xx":                     {result{status: 201, err: io.EOF, sent: true}, 0, uncertain},
		"a 2xx without the resource":          {result{status: 200, sent: true}, 0, uncertain},
		"204 has no resource":                 {result{status: 204, sent: true}, 0, uncertain},
		"a redirect":                          {result{status: 302, sent: true}, 0, rejected},
		"bad request":                         {result{status: 400, sent: true}, CodeParameterInvalid, rejected},
		"a truncated 4xx":                     {result{status: 400, err: io.EOF, sent: true}, 0, rejected},
		"unauthorized":                        {result{status: 401, sent: true}, CodeUnauthorized, rejected},
		"forbidden":                           {result{status: 403, sent: true}, CodeForbidden, rejected},
		"not found":                           {result{status: 404, sent: true}, 0, rejected},
		"unprocessable":                       {result{status: 422, sent: true}, 0, rejected},
		"any other 4xx":                       {result{status: 418, sent: true}, 0, rejected},
		"request timeout":                     {result{status: 408, sent: true}, 0, uncertain},
		"too many requests":                   {result{status: 429, sent: true}, CodeTooManyRequests, limited},
		"internal error":                      {result{status: 500, sent: true}, CodeUnknown, uncertain},
		"bad gateway":                         {result{status: 502, sent: true}, 0, uncertain},
		"unavailable":                         {result{status: 503, sent: true}, 0, uncertain},
		"gateway timeout":                     {result{status: 504, sent: true}, 0, uncertain},
		"already processed":                   {result{status: 409, sent: true}, CodeAlreadyProcessed, conflicted},
		"a truncated conflict":                {result{status: 409, err: io.EOF, sent: true}, 0, uncertain},
		"an unreadable conflict":              {result{status: 409, sent: true}, 0, uncertain},
		"another conflict":                    {result{status: 409, sent: true}, CodeParameterInvalid, rejected},
		"processed, with another status":      {result{status: 400, sent: true}, CodeAlreadyProcessed, conflicted},
		"processed, with a server error":      {result{status: 500, sent: true}, CodeAlreadyProcessed, uncertain},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if got := classify(tc.result, tc.code); got != tc.want {
				t.Errorf("classify(%+v, %d) = %d, want %d", tc.result, tc.code, got, tc.want)
			}
		})
	}
}
