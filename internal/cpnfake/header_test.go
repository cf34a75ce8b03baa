// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package cpnfake_test

import (
	"net/http"
	"testing"
)

func TestRejects_headers(t *testing.T) {
	t.Parallel()
	unauthorized, badBody := rejection{401, 4, ""}, rejection{400, 2, "null"}
	for name, tc := range map[string]struct {
		apiKey        string
		header, value string
		want          rejection // zero if the request is accepted
	}{
		"no bearer":               {"", "Authorization", "", unauthorized},
		"another scheme":          {"", "Authorization", "Basic a:b:c", unauthorized},
		"a bearer of two parts":   {"", "Authorization", "Bearer a:b", unauthorized},
		"a bearer of four parts":  {"", "Authorization", "Bearer a:b:c:d", unauthorized},
		"a bearer's empty part":   {"", "Authorization", "Bearer a::c", unauthorized},
		"a bearer with a space":   {"", "Authorization", "Bearer a:b c:d", unauthorized},
		"a key without a scheme":  {"", "Authorization", "a:b:c", unauthorized},
		"any bearer":              {"", "Authorization", "Bearer a:b:c", rejection{}},
		"a bearer in lower case":  {"", "Authorization", "bearer a:b:c", rejection{}},
		"the configured API key":  {"a:b:c", "Authorization", "Bearer a:b:c", rejection{}},
		"another API key":         {"a:b:c", "Authorization", "Bearer a:b:d", unauthorized},
		"no content type":         {"", "Content-Type", "", badBody},
		"a form":                  {"", "Content-Type", "application/x-www-form-urlencoded", badBody},
		"a content type, charset": {"", "Content-Type", "application/json; charset=utf-8", rejection{}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			fake, c := start(t)
			fake.SetAPIKey(tc.apiKey)
			a := c.do(t.Context(), http.MethodPost, ticketsPath, ticket(nil), map[string]string{tc.header: tc.value})
			a.expect(t, tc.want)
		})
	}
}
