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
		reply   reply
		code    Code
		missing error
		want    verdict
	}{
		"created":                             {reply{status: 201, sent: true}, 0, nil, succeeded},
		"any 2xx with the resource":           {reply{status: 299, sent: true}, 0, nil, succeeded},
		"a conflict that returns it":          {reply{status: 409, sent: true}, 0, nil, succeeded},
		"never sent":                          {reply{err: io.EOF}, 0, noData, unsent},
		"cannot be sent":                      {reply{err: lastingError{io.EOF}}, 0, noData, unreachable},
		"a lasting failure after it was sent": {reply{err: lastingError{io.EOF}, sent: true}, 0, noData, uncertain},
		"lost after it was sent":              {reply{err: io.EOF, sent: true}, 0, noData, uncertain},
		"a truncated 2xx":                     {reply{status: 201, err: io.EOF, sent: true}, 0, noData, uncertain},
		"a 2xx without the resource":          {reply{status: 200, sent: true}, 0, noData, uncertain},
		"204 has no resource":                 {reply{status: 204, sent: true}, 0, noData, uncertain},
		"a redirect":                          {reply{status: 302, sent: true}, 0, noData, refused},
		"bad request":                         {reply{status: 400, sent: true}, CodeParameterInvalid, noData, refused},
		"a truncated 4xx":                     {reply{status: 400, err: io.EOF, sent: true}, 0, noData, refused},
		"a 4xx with the resource":             {reply{status: 400, sent: true}, 0, nil, refused},
		"unauthorized":                        {reply{status: 401, sent: true}, CodeUnauthorized, noData, refused},
		"forbidden":                           {reply{status: 403, sent: true}, CodeForbidden, noData, refused},
		"not found":                           {reply{status: 404, sent: true}, 0, noData, refused},
		"unprocessable":                       {reply{status: 422, sent: true}, 0, noData, refused},
		"any other 4xx":                       {reply{status: 418, sent: true}, 0, noData, refused},
		"request timeout":                     {reply{status: 408, sent: true}, 0, noData, uncertain},
		"too many requests":                   {reply{status: 429, sent: true}, CodeTooManyRequests, noData, limited},
		"internal error":                      {reply{status: 500, sent: true}, CodeUnknown, noData, uncertain},
		"bad gateway":                         {reply{status: 502, sent: true}, 0, noData, uncertain},
		"unavailable":                         {reply{status: 503, sent: true}, 0, noData, uncertain},
		"gateway timeout":                     {reply{status: 504, sent: true}, 0, noData, uncertain},
		"a 5xx with the resource":             {reply{status: 500, sent: true}, 0, nil, uncertain},
		"already processed":                   {reply{status: 409, sent: true}, CodeAlreadyProcessed, noData, conflicted},
		"a truncated conflict":                {reply{status: 409, err: io.EOF, sent: true}, 0, noData, uncertain},
		"an unreadable conflict":              {reply{status: 409, sent: true}, 0, noData, uncertain},
		"another conflict":                    {reply{status: 409, sent: true}, CodeParameterInvalid, noData, refused},
		"processed, with another status":      {reply{status: 400, sent: true}, CodeAlreadyProcessed, noData, conflicted},
		"processed, with a server error":      {reply{status: 500, sent: true}, CodeAlreadyProcessed, noData, uncertain},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if got := classify(tc.reply, tc.code, tc.missing); got != tc.want {
				t.Errorf("classify(%+v, %d, %v) = %d, want %d", tc.reply, tc.code, tc.missing, got, tc.want)
			}
		})
	}
}
