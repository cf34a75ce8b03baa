// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"strings"
)

// This file checks the form of what a wallet signed and returned, as far as it can be known
// without the chain. No error shows any of it.

// signatureSize is how many bytes the signature of an ordinary wallet has. That of a contract
// wallet has any number.
const signatureSize = 65

// checkSignedMessage accepts the typed data of an EVM chain, or the base64 text of Solana.
func checkSignedMessage(text string) error {
	if err := checkCopied(text); err != nil {
		return err
	}
	_, err := base64.StdEncoding.Strict().DecodeString(text)
	if err != nil && !json.Valid([]byte(text)) {
		return errors.New("it is neither JSON text nor base64 text")
	}
	return nil
}

// checkSigned accepts a signature in hexadecimal text, or a partially signed transaction in
// base64 text.
func checkSigned(text string) error {
	if err := checkCopied(text); err != nil {
		return err
	}
	digits, isHex := strings.CutPrefix(text, "0x")
	raw, err := hex.DecodeString(digits)
	switch {
	case isHex && (err != nil || digits == ""):
		return errors.New("it is not an even number of hexadecimal digits after 0x")
	case isHex && isRawTransaction(raw):
		return errors.New("it is a complete raw transaction (RLP), and not the signature of the message")
	case isHex:
		return nil
	case err == nil:
		return errors.New("it lacks 0x")
	}
	if _, err := base64.StdEncoding.Strict().DecodeString(text); err != nil {
		return errors.New("it is neither hexadecimal text after 0x nor base64 text")
	}
	return nil
}

// checkCopied names what copying a text from a file or a terminal adds to it.
func checkCopied(text string) error {
	const quotes = "\"'`"
	switch {
	case text == "":
		return errors.New("it is empty")
	case strings.HasPrefix(text, "\ufeff"):
		return errors.New("it begins with a byte order mark")
	case strings.ContainsAny(text[len(text)-1:], "\r\n"):
		return errors.New("it ends with a line end, which trimspace() removes")
	case strings.TrimSpace(text) != text:
		return errors.New("it begins or ends with white space, which trimspace() removes")
	case strings.ContainsAny(text[:1], quotes) || strings.ContainsAny(text[len(text)-1:], quotes):
		return errors.New("it is in quotes")
	}
	return nil
}

// isRawTransaction reports whether bytes are a signed transaction of an EVM chain: a list in
// RLP of 56 bytes or more, whose length stands at its start, after a type or without one.
func isRawTransaction(raw []byte) bool {
	const lastType, lengthOfLength = 4, 0xf7
	if len(raw) == signatureSize || len(raw) < 56 {
		return false
	}
	if raw[0] <= lastType {
		raw = raw[1:]
	}
	n := int(raw[0]) - lengthOfLength
	if n < 1 || n > 3 {
		return false
	}
	length := 0
	for _, b := range raw[1 : 1+n] {
		length = length<<8 | int(b)
	}
	return length == len(raw)-1-n
}
