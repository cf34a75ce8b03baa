// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package cpn

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

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

// private are the values of inputs that may come from sensitive variables, each with CPN's
// name for the input. Terraform does not mask a provider's messages, so if CPN repeats such
// a value in an error, the name replaces it.
type private []namedValue

type namedValue struct{ member, value string }

// minPrivate is the least length of a value to be replaced, in bytes: a shorter value
// occurs in any text.
const minPrivate = 4

// hide replaces values in text by their names, unchanged or as in JSON, longest first: a
// description may contain the email address.
//
// It takes linear time, unlike regular expressions: a value may have 1 MiB.
func (p private) hide(text string) string {
	members := map[string]string{} // by the form of the value in the text
	for _, v := range p {
		if len(v.value) < minPrivate || len(v.value) > len(text) {
			continue
		}
		members[v.value] = v.member
		quoted := string(inJSON(v.value))
		members[quoted[1:len(quoted)-1]] = v.member
	}
	longest := func(a, b string) int { return cmp.Or(cmp.Compare(len(b), len(a)), cmp.Compare(a, b)) }
	var pairs []string
	for _, form := range slices.SortedFunc(maps.Keys(members), longest) {
		pairs = append(pairs, form, "(the value of "+members[form]+")")
	}
	return strings.NewReplacer(pairs...).Replace(text)
}

// signed is a signed transaction. Whoever has it can broadcast it, so no message shows
// it, and none shows a part, as a server's error might quote one.
type signed string

const (
	// minPart is how many bytes a part has at least. A shorter one gives nothing away,
	// and occurs in amounts and IDs too.
	minPart = 16
	// leftOut replaces a text that quotes a signed transaction.
	leftOut = "(CPN's text is left out, because it quotes the signed transaction)"
)

// hide replaces a text that has a part of the signed transaction, in either letter case.
//
// It takes linear time: what begins at each place of the text is looked up among all
// parts of the least length.
func (s signed) hide(text string) string {
	size := min(minPart, len(s))
	if size < minPrivate {
		return text
	}
	parts, secret, lower := map[string]bool{}, strings.ToLower(string(s)), strings.ToLower(text)
	for i := size; i <= len(secret); i++ {
		parts[secret[i-size:i]] = true
	}
	for i := size; i <= len(lower); i++ {
		if parts[lower[i-size:i]] {
			return leftOut
		}
	}
	return text
}

const (
	// maxPrinted is how many characters of one text from the network are shown.
	maxPrinted = 1000
	// maxCompared is the same for text to be compared. The longest text that CPN
	// documents, metadata, has some 27,000 characters.
	maxCompared = 30_000
	// maxMarks is how many marks a character may have; more would cover other lines.
	maxMarks = 3
	// fillers count as printable and show nothing.
	fillers = "\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0"
)

// Printable returns text from the network in a form that cannot repaint a terminal, hide
// in a log line or fill a screen: unprintable characters are escaped, and a long text is
// cut, with a note.
func Printable(text string) string { return printable(text, maxPrinted) }

// Comparable is [Printable] for text that an operator compares or copies whole.
func Comparable(text string) string { return printable(text, maxCompared) }

func printable(text string, most int) string {
	var b strings.Builder
	n, marks := 0, 0
	for i, r := range text {
		if n == most {
			return fmt.Sprintf("%s… (%d more characters)", b.String(), utf8.RuneCountInString(text[i:]))
		}
		n++
		if marks++; !unicode.Is(unicode.M, r) {
			marks = 0
		}
		if unicode.IsPrint(r) && r != utf8.RuneError && marks <= maxMarks && !strings.ContainsRune(fillers, r) {
			b.WriteRune(r)
			continue
		}
		b.WriteString(strings.Trim(strconv.QuoteRuneToASCII(r), "'"))
	}
	return b.String()
}
