// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package cpn

import (
	"io"
	"net"
	"strings"
	"testing"
	"time"
)

// TestHostile_bytes shows how an attempt ends with a server that does not follow HTTP.
func TestHostile_bytes(t *testing.T) {
	t.Parallel()
	const (
		unreadable = "the response could not be read ("
		late       = "no response within 3s"
		head       = "HTTP/1.1 201 Created\r\n"
	)
	for name, tc := range map[string]struct {
		first, then string
		pause       time.Duration // before each write of then, which is written again and again
		result      string
	}{
		"an endless status line":    {"", strings.Repeat("x", 1<<10), 0, unreadable},
		"a slow status line":        {"HTTP/1.1 2", "0", 50 * time.Millisecond, late},
		"an endless header":         {head + "X: ", strings.Repeat("x", 1<<10), 0, unreadable},
		"endless headers":           {head, "X: y\r\n", 0, unreadable},
		"slow headers":              {head + "X: ", "y", 50 * time.Millisecond, late},
		"another protocol":          {"HTTP/1.1 101 x\r\nConnection: upgrade\r\nUpgrade: x\r\n\r\n", "y", 50 * time.Millisecond, "HTTP status 101 is not a response to this request"},
		"no status":                 {"HTTP/1.1 000 x\r\n\r\n", "", 0, "HTTP status 000 is not a response to this request"},
		"a status that nobody has":  {"HTTP/1.1 999 x\r\n\r\n", "", 0, "HTTP 999: not JSON"},
		"a status of four digits":   {"HTTP/1.1 1000 x\r\n\r\n", "", 0, unreadable},
		"two lengths":               {head + "Content-Length: 5\r\nContent-Length: 7\r\n\r\n" + created, "", 0, unreadable},
		"a length below zero":       {head + "Content-Length: -5\r\n\r\n" + created, "", 0, unreadable},
		"a chunk of 16 EiB":         {head + "Transfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\nhello", "", 0, "HTTP 201, but connection closed"},
		"endless chunk extensions":  {head + "Transfer-Encoding: chunked\r\n\r\n1", ";x=y", 0, "HTTP 201, but " + unreadable},
		"empty chunks, endless":     {head + "Transfer-Encoding: chunked\r\n\r\n", "1;" + strings.Repeat("x", 100) + "\r\n \r\n", 0, "HTTP 201, but " + unreadable},
		"an escape sequence":        {"HTTP/1.1 500 x\r\nX-Request-Id: a\x1b[2Jb\r\n\r\n", "", 0, unreadable + `malformed MIME header line: "X-Request-Id: a\x1b[2Jb"`},
		"one where the status goes": {"\x1b[2J\r\n\r\n", "", 0, unreadable + `malformed HTTP response "\x1b[2J"`},
		"an empty line":             {"\r\n\r\n", "", 0, unreadable},
		"frames of HTTP/2":          {"\x00\x00\x12\x04\x00\x00\x00\x00\x00", "", 0, unreadable},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := dial(t, "http://"+accept(t, func(conn net.Conn) {
				readRequest(conn)
				_, err := io.WriteString(conn, tc.first)
				for tc.then != "" && err == nil {
					<-time.After(tc.pause)
					_, err = io.WriteString(conn, tc.then)
				}
			}))
			c.config.RequestTimeout = patience(tc.result)
			got := ask(t, c)
			if got.Outcome != OutcomeUnknown || !strings.HasPrefix(got.Attempts[0].Result, tc.result) {
				t.Errorf("outcome %d, %q; want it unknown, %q", got.Outcome, got.Attempts[0].Result, tc.result)
			}
		})
	}
}
