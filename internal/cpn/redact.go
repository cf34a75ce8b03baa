// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package cpn

import "errors"

// redaction keeps secrets and inputs out of messages and logs.
type redaction struct {
	key    APIKey
	inputs private
	signed signed
}

// ours returns a text that is not CPN's, such as a sentence of this package about a network
// error, or a request ID. It may still quote a secret, but no input: a word of ours that is
// also a value of metadata is not replaced.
func (r redaction) ours(text string, most int) string { return r.key.show(r.signed.hide(text), most) }

// theirs returns a text that CPN has written.
func (r redaction) theirs(text string, most int) string { return r.ours(r.inputs.hide(text), most) }

// said returns what an error says.
func (r redaction) said(err error) string {
	if q, ok := errors.AsType[quoting](err); ok {
		return r.ours(q.before, maxPrinted) + r.theirs(q.quoted, maxPrinted) + q.after
	}
	return r.ours(err.Error(), maxPrinted)
}

// quoting is an error of this package that quotes text from the network.
type quoting struct{ before, quoted, after string }

func (q quoting) Error() string { return q.before + q.quoted + q.after }
