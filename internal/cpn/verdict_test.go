// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package cpn

import (
	"errors"
	"io"
	"testing"
)

func TestClassify(t *testing.T) {
	t.Parallel()
	noData := errors.New("no data")
	for name, tc := range map[string]struct {
		result  result
		code    Code
		missing error
		want    verdict
	}{
		"created":                             {result{status: 201, sent: true}, 0, nil, succeeded},
		"any 2xx with the resource":           {result{status: 299, sent: true}, 0, nil, succeeded},
		"a conflict that returns it":          {result{status: 409, sent: true}, 0, nil, succeeded},
		"never sent":                          {result{err: io.EOF}, 0, noData, unsent},
		"cannot be sent":                      {result{err: lastingError{io.EOF}}, 0, noData, unreachable},
		"a lasting failure after it was sent": {result{err: lastingError{io.EOF}, sent: true}, 0, noData, uncertain},
		"lost after it was sent":              {result{err: io.EOF, sent: true}, 0, noData, uncertain},
		"a truncated 2xx":                     {result{status: 201, err: io.EOF, sent: true}, 0, noData, uncertain},
		"a 2xx without the resource":          {result{status: 200, sent: true}, 0, noData, uncertain},
		"204 has no resource":                 {result{status: 204, sent: true}, 0, noData, uncertain},
		"a redirect":                          {result{status: 302, sent: true}, 0, noData, rejected},
		"bad request":                         {result{status: 400, sent: true}, CodeParameterInvalid, noData, rejected},
		"a truncated 4xx":                     {result{status: 400, err: io.EOF, sent: true}, 0, noData, rejected},
		"a 4xx with the resource":             {result{status: 400, sent: true}, 0, nil, rejected},
		"unauthorized":                        {result{status: 401, sent: true}, CodeUnauthorized, noData, rejected},
		"forbidden":                           {result{status: 403, sent: true}, CodeForbidden, noData, rejected},
		"not found":                           {result{status: 404, sent: true}, 0, noData, rejected},
		"unprocessable":                       {result{status: 422, sent: true}, 0, noData, rejected},
		"any other 4xx":                       {result{status: 418, sent: true}, 0, noData, rejected},
		"request timeout":                     {result{status: 408, sent: true}, 0, noData, uncertain},
		"too many requests":                   {result{status: 429, sent: true}, CodeTooManyRequests, noData, limited},
		"internal error":                      {result{status: 500, sent: true}, CodeUnknown, noData, uncertain},
		"bad gateway":                         {result{status: 502, sent: true}, 0, noData, uncertain},
		"unavailable":                         {result{status: 503, sent: true}, 0, noData, uncertain},
		"gateway timeout":                     {result{status: 504, sent: true}, 0, noData, uncertain},
		"a 5xx with the resource":             {result{status: 500, sent: true}, 0, nil, uncertain},
		"already processed":                   {result{status: 409, sent: true}, CodeAlreadyProcessed, noData, conflicted},
		"a truncated conflict":                {result{status: 409, err: io.EOF, sent: true}, 0, noData, uncertain},
		"an unreadable conflict":              {result{status: 409, sent: true}, 0, noData, uncertain},
		"another conflict":                    {result{status: 409, sent: true}, CodeParameterInvalid, noData, rejected},
		"processed, with another status":      {result{status: 400, sent: true}, CodeAlreadyProcessed, noData, conflicted},
		"processed, with a server error":      {result{status: 500, sent: true}, CodeAlreadyProcessed, noData, uncertain},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if got := classify(tc.result, tc.code, tc.missing); got != tc.want {
				t.Errorf("classify(%+v, %d, %v) = %d, want %d", tc.result, tc.code, tc.missing, got, tc.want)
			}
		})
	}
}
