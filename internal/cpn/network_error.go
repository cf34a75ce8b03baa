// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package cpn

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"syscall"
)

// lastingError is a failure that waiting does not end: somebody has to change something.
type lastingError struct{ error }

// Unwrap lets errors.As find the cause.
func (e lastingError) Unwrap() error { return e.error }

// plainError describes a network failure in plain words. sent says that a response was
// due.
func plainError(ctx context.Context, err error, sent bool) error {
	if cause := context.Cause(ctx); cause != nil {
		return cause
	}
	var (
		dns         *net.DNSError
		certificate *tls.CertificateVerificationError
		authority   x509.UnknownAuthorityError
		noTLS       tls.RecordHeaderError
		operation   *net.OpError
		lasting     lastingError
	)
	isOperation := errors.As(err, &operation)
	switch {
	case errors.Is(err, errSentOnce):
		return errSentOnce
	case errors.As(err, &lasting):
		return lasting
	case isOperation && (operation.Op == "proxyconnect" || operation.Op == "socks connect"):
		return fmt.Errorf("no connection to the proxy: %w", plainError(ctx, operation.Err, false))
	case errors.As(err, &dns) && dns.IsNotFound:
		return lastingError{fmt.Errorf("the host name %q does not exist", dns.Name)}
	case errors.As(err, &dns):
		return fmt.Errorf("the host name %q could not be looked up", dns.Name)
	case errors.As(err, &authority):
		return lastingError{fmt.Errorf("the server's certificate is not trusted: %w (%s)", authority, trustRemedy())}
	case errors.As(err, &certificate):
		return lastingError{fmt.Errorf("the server's certificate is not trusted: %w", certificate.Err)}
	case !sent && errors.As(err, &noTLS):
		return lastingError{errors.New("the server does not support TLS")}
	case isOperation && operation.Op == "remote error":
		return lastingError{fmt.Errorf("the server rejected the TLS connection (%w)", operation.Err)}
	case errors.Is(err, syscall.ECONNREFUSED):
		return errors.New("connection refused")
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, syscall.ECONNRESET):
		return errors.New("connection closed before a response")
	case isOperation:
		return operation
	case sent:
		return quoting{"the response could not be read (", innermost(err).Error(), ")"}
	default:
		return err
	}
}

// trustRemedy says how to trust an authority of your own.
func trustRemedy() string {
	if file := os.Getenv("SSL_CERT_FILE"); file != "" {
		if _, err := os.Stat(file); err != nil {
			return "SSL_CERT_FILE names a file that cannot be read"
		}
	}
	return "add your own authority to the system's trust store, or on Linux set SSL_CERT_FILE"
}

// innermost returns the cause of an error, without what wraps it.
func innermost(err error) error {
	for inner := errors.Unwrap(err); inner != nil; inner = errors.Unwrap(err) {
		err = inner
	}
	return err
}
