// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

// Package cpn is a client for the Circle Payments Network REST API, limited to
// the calls that open support tickets, create transactions, submit them once they
// are signed, and read back what can be read. It knows HTTP and JSON and nothing of
// Terraform.
//
// Every call that creates something carries an idempotency key chosen by the caller, which is
// what makes it safe for [Client] to repeat a request whose outcome it never
// learned. A submit has none, so the client does not repeat it once CPN may have received
// it. What is known of the outcome is part of every [Error].
package cpn

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"strings"
	"time"
	"unicode"
)

// DefaultBaseURL is CPN's address, for test and live API keys alike.
const DefaultBaseURL = "https://api.circle.com"

// Config configures a [Client].
type Config struct {
	// BaseURL is CPN's address, as [ParseBaseURL] returns it.
	BaseURL *url.URL
	// BaseURLSource says where BaseURL comes from, for errors: "CPN_BASE_URL".
	BaseURLSource string
	// APIKey authenticates every request, and goes to the host of BaseURL only.
	APIKey APIKey
	// APIKeySource says where APIKey comes from, for errors: "CPN_API_KEY".
	APIKeySource string
	// UserAgent is sent with every request.
	UserAgent string
	// RequestTimeout bounds one attempt, from dialing to the end of the response.
	RequestTimeout time.Duration
	// MaxRetries is the maximum number of retries after the first attempt. Attempts that
	// end in HTTP 429 do not count: time alone bounds them.
	MaxRetries int
	// Log, if set, is called after every attempt.
	Log func(context.Context, Attempt)
}

// Client calls CPN. It is safe for concurrent use.
type Client struct {
	config    Config
	transport http.RoundTripper
	silence   *silence
}

// New returns a client. It sends nothing before its first call.
//
// It uses a transport and not an [http.Client], which would follow redirects: that could
// send the API key to another host, and could retry a create without a decision to do so.
func New(config Config) *Client {
	return &Client{config: config, transport: newTransport(), silence: &silence{}}
}

// server names the host of the base URL and where that comes from. A host name
// comes from configuration, so it is shown escaped.
func (c Config) server() string {
	host := Printable(c.BaseURL.Host)
	if c.BaseURLSource == "" {
		return host
	}
	return host + " (from " + c.BaseURLSource + ")"
}

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

// HasAPIKey reports whether a text contains the API key.
func (c *Client) HasAPIKey(text string) bool { return c.config.APIKey.redact(text) != text }
