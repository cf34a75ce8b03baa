// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpn"
)

func getenv(environment map[string]string) func(string) string {
	return func(name string) string { return environment[name] }
}

func TestResolve_settings(t *testing.T) {
	t.Parallel()
	everything := map[string]string{
		"CPN_API_KEY": testKey, "CPN_ENVIRONMENT": "test", "CPN_BASE_URL": "https://env.example/x/", "CPN_REQUEST_TIMEOUT": "7s", "CPN_MAX_RETRIES": "0",
	}
	type want struct {
		prefix, url string
		timeout     time.Duration
		retries     int
		unknown     bool
		keyless     bool
	}
	for name, tc := range map[string]struct {
		block       func(*providerModel)
		environment map[string]string
		want        want
	}{
		"defaults":        {nil, map[string]string{"CPN_API_KEY": testKey}, want{cpn.TestKeyPrefix, "https://api.circle.com", 30 * time.Second, 8, false, false}},
		"the environment": {nil, everything, want{cpn.TestKeyPrefix, "https://env.example/x", 7 * time.Second, 0, false, false}},
		"the block wins": {
			func(m *providerModel) {
				m.APIKey, m.Environment = types.StringValue("LIVE_API_KEY:a:b"), types.StringValue("live")
				m.BaseURL, m.RequestTimeout, m.MaxRetries = types.StringValue("https://block.example"), types.StringValue("1m"), types.Int64Value(10)
			}, everything,
			want{cpn.LiveKeyPrefix, "https://block.example", time.Minute, 10, false, false},
		},
		"an empty variable is unset": {
			nil,
			map[string]string{"CPN_API_KEY": testKey, "CPN_BASE_URL": "", "CPN_MAX_RETRIES": ""},
			want{cpn.TestKeyPrefix, "https://api.circle.com", 30 * time.Second, 8, false, false},
		},
		"no key": {nil, nil, want{"", "https://api.circle.com", 30 * time.Second, 8, false, true}},
		"an unknown key is not a missing key": {
			func(m *providerModel) { m.APIKey = types.StringUnknown() }, everything, want{"", "https://env.example/x", 7 * time.Second, 0, true, false},
		},
		"any unknown value makes the settings unknown": {
			func(m *providerModel) { m.MaxRetries = types.Int64Unknown() }, everything,
			want{cpn.TestKeyPrefix, "https://env.example/x", 7 * time.Second, 0, true, false},
		},
		"a key with another product's prefix passes the check": {
			func(m *providerModel) {
				m.APIKey, m.Environment = types.StringValue("SAND:a:b"), types.StringValue("live")
			}, nil,
			want{"SAND", "https://api.circle.com", 30 * time.Second, 8, false, false},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var m providerModel
			if tc.block != nil {
				tc.block(&m)
			}
			s, diags := m.resolve(getenv(tc.environment))
			got := want{s.client.APIKey.Prefix(), s.client.BaseURL.String(), s.client.RequestTimeout, s.client.MaxRetries, s.unknown, s.keyless}
			if got != tc.want || diags.HasError() {
				t.Errorf("got %+v, want %+v (%v)", got, tc.want, diags)
			}
			if warned := diags.WarningsCount() == 1; warned != tc.want.keyless {
				t.Errorf("warnings: %v", diags)
			}
		})
	}
}

func TestResolve_rejects(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		environment map[string]string
		at, says    string
	}{
		"a live key with environment test": {
			map[string]string{"CPN_API_KEY": "LIVE_API_KEY:canary:canary", "CPN_ENVIRONMENT": "test"},
			"environment", "Use an API key that begins with TEST_API_KEY.|The environment comes from CPN_ENVIRONMENT.",
		},
		"a test key with environment live": {
			map[string]string{"CPN_API_KEY": "TEST_API_KEY:canary:canary", "CPN_ENVIRONMENT": "live"},
			"environment", "Use an API key that begins with LIVE_API_KEY.|The environment comes from CPN_ENVIRONMENT.",
		},
		"an unknown environment":    {map[string]string{"CPN_ENVIRONMENT": "prod"}, "environment", "Set CPN_ENVIRONMENT to one of test, live."},
		"a malformed key":           {map[string]string{"CPN_API_KEY": "canary"}, "api_key", "Set CPN_API_KEY to an API key of the form|three non-empty parts"},
		"plain http":                {map[string]string{"CPN_BASE_URL": "http://api.circle.com"}, "base_url", "Set CPN_BASE_URL to an absolute https URL|Plain http"},
		"not a duration":            {map[string]string{"CPN_REQUEST_TIMEOUT": "soon"}, "request_timeout", "Set CPN_REQUEST_TIMEOUT to a positive duration|\"soon\" is"},
		"not a number":              {map[string]string{"CPN_MAX_RETRIES": "many"}, "max_retries", "Set CPN_MAX_RETRIES to a number from 0 to 20."},
		"a number that is too high": {map[string]string{"CPN_MAX_RETRIES": "21"}, "max_retries", "Set CPN_MAX_RETRIES to a number from 0 to 20."},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, diags := providerModel{}.resolve(getenv(tc.environment))
			found := diags.Errors()
			if len(found) != 1 || !saysAll(found[0].Detail(), tc.says) {
				t.Fatalf("want %q, got %v", tc.says, diags)
			}
			if at, ok := found[0].(diag.DiagnosticWithPath); !ok || !at.Path().Equal(path.Root(tc.at)) {
				t.Errorf("want it at %s, got %v", tc.at, diags)
			}
			if strings.Contains(fmt.Sprint(diags), "canary") {
				t.Errorf("the error shows a secret: %v", diags)
			}
		})
	}
}

func TestUserAgent(t *testing.T) {
	t.Parallel()
	const plain = "Terraform/1.11.4 (+https://www.terraform.io) terraform-provider-cpn/1.2.3"
	if got := userAgent("1.11.4", "1.2.3", getenv(nil)); got != plain {
		t.Errorf("got %q", got)
	}
	if got := userAgent("1.11.4", "1.2.3", getenv(map[string]string{"TF_APPEND_USER_AGENT": " runbook/7\n"})); got != plain+" runbook/7" {
		t.Errorf("got %q", got)
	}
}
