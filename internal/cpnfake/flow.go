// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package cpnfake

import (
	"errors"
	"io"
	"net"
	"os"
	"time"
)

// flow is one direction of a connection through a [Relay].
type flow struct{ to, from net.Conn }

// carry passes on what arrives, until the flow ends.
func (f flow) carry() {
	buffer := make([]byte, 32<<10)
	for {
		n, err := f.from.Read(buffer)
		f.pass(buffer[:n], err)
		if err != nil {
			return
		}
	}
}

// pass passes on some bytes, and the end of the flow if it came with them.
func (f flow) pass(piece []byte, end error) {
	_, err := f.to.Write(piece)
	switch {
	case errors.Is(err, os.ErrDeadlineExceeded):
		// The flow is silent. What arrives is lost, and so is the end: writing no bytes at
		// all fails in the same way.
	case err == nil && end == nil:
	case err == nil && errors.Is(end, io.EOF):
		f.hangUp()
	default:
		f.cut()
	}
}

// hangUp ends this direction. The other side may still send.
func (f flow) hangUp() {
	if half, ok := f.to.(interface{ CloseWrite() error }); ok {
		_ = half.CloseWrite()
	}
}

// silence stops the flow. A deadline does so even for a write that waits for a reader who
// never reads.
func (f flow) silence() { _ = f.to.SetWriteDeadline(time.Unix(0, 0)) }

// cut closes the connection in both directions.
func (f flow) cut() {
	_ = f.to.Close()
	_ = f.from.Close()
}
