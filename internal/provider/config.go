// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpn"
	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/report"
	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/validators"
)

// What each setting may be, completing "Set … to".
const (
	keyForm     = "an API key of the form PREFIX:ID:SECRET"
	wantBaseURL = "an absolute https URL, such as " + cpn.DefaultBaseURL
)

var wantMaxRetries = fmt.Sprintf("a number from 0 to %d", maxMaxRetries)

// providerModel is the provider block.
type providerModel struct {
	APIKey         types.String `tfsdk:"api_key"`
	Environment    types.String `tfsdk:"environment"`
	BaseURL        types.String `tfsdk:"base_url"`
	RequestTimeout types.String `tfsdk:"request_timeout"`
	MaxRetries     types.Int64  `tfsdk:"max_retries"`
}

// settings are the resolved values of the provider block and the environment, and their errors.
type settings struct {
	client cpn.Config
	// unknown says that a value of the block is not yet known, as may happen in a plan.
	unknown bool
	// keyless says that neither the block nor the environment has an API key.
	keyless bool

	getenv func(string) string
	source string // of the text that was read last, for its error
	diags  diag.Diagnostics
}

// resolve reads each setting from the block, or else from the environment, where an empty
// variable counts as unset. A value that is unknown during a plan is not an error: whatever
// needs it waits until it is known.
func (m providerModel) resolve(getenv func(string) string) (settings, diag.Diagnostics) {
	s := settings{getenv: getenv}
	text, hasKey := s.text("api_key", m.APIKey, "")
	if hasKey {
		key, err := cpn.ParseAPIKey(text)
		s.check("api_key", keyForm, err)
		s.client.APIKey, s.client.APIKeySource = key, s.source
	}
	if text, ok := s.text("environment", m.Environment, ""); ok {
		s.environment(text)
	}
	if text, ok := s.text("base_url", m.BaseURL, cpn.DefaultBaseURL); ok {
		u, err := cpn.ParseBaseURL(text)
		s.check("base_url", wantBaseURL, err)
		s.client.BaseURL, s.client.BaseURLSource = u, s.source
	}
	if text, ok := s.text("request_timeout", m.RequestTimeout, defaultRequestTimeout); ok {
		timeout, err := validators.ParseDuration(text)
		s.check("request_timeout", validators.WantDuration, err)
		s.client.RequestTimeout = timeout
	}
	if text, ok := s.text("max_retries", numberText(m.MaxRetries), defaultMaxRetries); ok {
		retries, err := parseMaxRetries(text)
		s.check("max_retries", wantMaxRetries, err)
		s.client.MaxRetries = retries
	}
	if !hasKey && !m.APIKey.IsUnknown() {
		s.keyless = true
		s.diags.Append(report.NoAPIKey())
	}
	return s, s.diags
}

// text returns a setting: the value of the block, of the environment, or fallback. It returns
// false if there is none, or while the block's value is unknown.
func (s *settings) text(attribute string, value types.String, fallback string) (string, bool) {
	variable := "CPN_" + strings.ToUpper(attribute)
	switch {
	case value.IsUnknown():
		s.unknown = true
		return "", false
	case !value.IsNull():
		s.source = attribute
		return value.ValueString(), true
	case s.getenv(variable) != "":
		s.source = variable
		return s.getenv(variable), true
	}
	s.source = "the default " + attribute
	return fallback, fallback != ""
}

// check records what is wrong with the text that was read last. err must not
// repeat a secret.
func (s *settings) check(attribute, want string, err error) {
	if err != nil {
		s.diags.Append(report.InvalidSetting(attribute, s.source, want, err))
	}
}

// environment blocks an API key of the other environment.
func (s *settings) environment(text string) {
	own := map[string]string{environmentTest: cpn.TestKeyPrefix, environmentLive: cpn.LiveKeyPrefix}
	other := map[string]string{environmentTest: cpn.LiveKeyPrefix, environmentLive: cpn.TestKeyPrefix}
	switch {
	case !slices.Contains(environments(), text):
		s.check("environment", oneOfText(environments()), errors.New("it is another value"))
	case strings.EqualFold(s.client.APIKey.Prefix(), other[text]):
		s.diags.Append(report.WrongEnvironment(text, own[text], other[text], s.source))
	}
}

func parseMaxRetries(text string) (int, error) {
	n, err := strconv.Atoi(text)
	if err != nil || n < 0 || n > maxMaxRetries {
		return 0, errors.New("it is not a number in this range")
	}
	return n, nil
}

func numberText(n types.Int64) types.String {
	switch {
	case n.IsUnknown():
		return types.StringUnknown()
	case n.IsNull():
		return types.StringNull()
	}
	return types.StringValue(strconv.FormatInt(n.ValueInt64(), 10))
}
