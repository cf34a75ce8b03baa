// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package cpn

import (
	"context"
	"net/http"
	"net/url"
	"time"
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
