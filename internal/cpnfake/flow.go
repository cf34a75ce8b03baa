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

// carry passes on what comes, until no more does.
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

// pass passes on some bytes, and the end of all if that came with them.
func (f flow) pass(piece []byte, end error) {
	_, err := f.to.Write(piece)
	switch {
	case errors.Is(err, os.ErrDeadlineExceeded):
		// The flow is silent. What comes is lost, and its end too: to write no byte at
		// all fails like that as well.
	case err == nil && end == nil:
	case err == nil && errors.Is(end, io.EOF):
		f.hangUp()
	default:
		f.cut()
	}
}

// hangUp says that no more comes. The other side may have more to say.
func (f flow) hangUp() {
	if half, ok := f.to.(interface{ CloseWrite() error }); ok {
		_ = half.CloseWrite()
	}
}

// silence lets nothing out any more. A deadline does that, for a write too that waits for
// a reader who never reads.
func (f flow) silence() { _ = f.to.SetWriteDeadline(time.Unix(0, 0)) }

// cut closes the connection, both ways.
func (f flow) cut() {
	_ = f.to.Close()
	_ = f.from.Close()
}
