// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package cpn

import (
	"context"
	"net/http"
	"net/url"
	"time"
)

// DefaultBaseURL is where CPN answers, for test and live keys alike.
const DefaultBaseURL = "https://api.circle.com"

// Config is what a [Client] needs to know.
type Config struct {
	// BaseURL is CPN's address, as [ParseBaseURL] returns it.
	BaseURL *url.URL
	// BaseURLSource says where BaseURL comes from, for errors: "CPN_BASE_URL".
	BaseURLSource string
	// Key authenticates every request, and goes to the host of BaseURL only.
	Key APIKey
	// UserAgent is sent with every request.
	UserAgent string
	// RequestTimeout bounds one attempt, from dialling to the end of the reply.
	RequestTimeout time.Duration
	// MaxRetries is how often a request is sent again at most; attempts are one more.
	// Those that a server limits with HTTP 429 do not count: time alone bounds them.
	MaxRetries int
	// Log, when set, is told of every attempt after it ended.
	Log func(context.Context, Attempt)
}

// Client speaks to CPN. It is safe for concurrent use.
type Client struct {
	config    Config
	transport http.RoundTripper
	silence   *silence
}

// New returns a client. Nothing is sent before its first call.
//
// It uses the transport itself, and no [http.Client], which would read redirects:
// following one could carry the key to another host, and would repeat a create
// where nobody decided to.
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
