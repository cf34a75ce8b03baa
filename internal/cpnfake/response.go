// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package cpnfake

import (
	"bytes"
	"context"
	"encoding/json"
	"maps"
	"net/http"
	"slices"
	"strconv"
	"time"
)

// response is what goes back to a client. An empty header value means that the header is absent.
type response struct {
	status int
	header map[string]string
	body   []byte
}

// setHeader sets one header of the response.
func (o *response) setHeader(name, value string) {
	if o.header == nil {
		o.header = map[string]string{}
	}
	o.header[http.CanonicalHeaderKey(name)] = value
}

// send writes the response as the fault demands. It returns false if the client did not get
// all of it.
func (o *response) send(ctx context.Context, w http.ResponseWriter, f Fault) bool {
	o.sendHeader(w)
	body := o.body
	if f.Truncate {
		body = body[:len(body)/2]
	}
	chunk := max(len(body), 1)
	if f.Slow > 0 {
		chunk = 1
	}
	for piece := range slices.Chunk(body, chunk) {
		if _, err := w.Write(piece); err != nil {
			return false
		}
		if f.Slow > 0 || f.Truncate {
			// A writer that cannot flush sends everything at the end.
			_ = http.NewResponseController(w).Flush()
		}
		if !pause(ctx, f.Slow) {
			return false
		}
	}
	return !f.Truncate
}

// sendHeader writes the status and the headers, with the length of the whole body.
func (o *response) sendHeader(w http.ResponseWriter) {
	header := w.Header()
	if len(o.body) > 0 {
		header.Set("Content-Type", "application/json")
	}
	if o.status != http.StatusNoContent {
		header.Set("Content-Length", strconv.Itoa(len(o.body)))
	}
	for name, value := range o.header {
		header.Set(name, value)
		if value == "" {
			header.Del(name)
		}
	}
	w.WriteHeader(o.status)
}

// pause waits, and returns false if the context ends first.
func pause(ctx context.Context, d time.Duration) bool {
	if d <= 0 {
		return true
	}
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return false
	case <-timer.C:
		return true
	}
}

// success is the response {"data": …}, edited by the function of [Server.EditResponses].
func (s *Server) success(operation string, status int, data map[string]any) response {
	data, _ = deepCopy(data).(map[string]any)
	if s.edit != nil {
		s.edit(operation, data)
	}
	body, err := envelope(data)
	if err != nil {
		return reject(http.StatusInternalServerError, codeUnknown).response()
	}
	return response{status: status, body: body}
}

// envelope encodes {"data": …}. [json.Marshal] would compact and escape raw text, so the
// members are written one by one, and raw members unchanged.
func envelope(data map[string]any) ([]byte, error) {
	var b bytes.Buffer
	b.WriteString(`{"data":{`)
	for i, name := range slices.Sorted(maps.Keys(data)) {
		if i > 0 {
			b.WriteByte(',')
		}
		key, _ := json.Marshal(name) // strings always have a JSON form
		value, raw := data[name].(json.RawMessage)
		if !raw {
			var err error
			if value, err = json.Marshal(data[name]); err != nil {
				return nil, err
			}
		}
		b.Write(key)
		b.WriteByte(':')
		b.Write(value)
	}
	b.WriteString("}}")
	return b.Bytes(), nil
}

// deepCopy copies the mutable JSON values that are used here.
func deepCopy(v any) any {
	switch v := v.(type) {
	case map[string]any:
		copied := make(map[string]any, len(v))
		for name, member := range v {
			copied[name] = deepCopy(member)
		}
		return copied
	case []any:
		copied := make([]any, 0, len(v))
		for _, element := range v {
			copied = append(copied, deepCopy(element))
		}
		return copied
	case json.RawMessage:
		return json.RawMessage(bytes.Clone(v))
	}
	return v
}
