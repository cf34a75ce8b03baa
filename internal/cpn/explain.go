// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package cpn

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"net/url"
	"syscall"
)

// plainError puts a failure of the network into an operator's words. net/http
// wraps it in the method and the URL, which say nothing about what went wrong.
func plainError(ctx context.Context, err error) error {
	if cause := context.Cause(ctx); cause != nil {
		return cause
	}
	var (
		dns         *net.DNSError
		certificate *tls.CertificateVerificationError
		wrapped     *url.Error
	)
	switch {
	case errors.As(err, &dns) && dns.IsNotFound:
		return fmt.Errorf("the host name %q could not be found", dns.Name)
	case errors.As(err, &dns):
		return fmt.Errorf("the host name %q could not be looked up", dns.Name)
	case errors.As(err, &certificate):
		return fmt.Errorf("the server's certificate is not trusted: %w", certificate.Err)
	case errors.Is(err, syscall.ECONNREFUSED):
		return errors.New("connection refused")
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, syscall.ECONNRESET):
		return errors.New("connection closed before an answer")
	case errors.As(err, &wrapped):
		return wrapped.Err
	default:
		return err
	}
}
