// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package cpnfake

import (
	"context"
	"encoding/base64"
	"encoding/hex"
	"strings"

	"github.com/hyperledger/firefly-signer/pkg/secp256k1"
)

// AcceptAnySignature makes the server verify no signature of a transaction that exists or is
// created, as if each wallet were a contract that accepts it. Its form still counts: pairs of
// hexadecimal digits after 0x, or base64.
func (s *Server) AcceptAnySignature() {
	s.SetPayments(func(p *Payment) { p.AnySignature = true })
}

// rejectSignature says what is wrong with a signed transaction; 0 is nothing. CPN does not
// document which of its codes for a malformed one comes when.
func rejectSignature(t *Transaction, p *Payment, signed string) int {
	switch {
	case p.AnySignature && isSigned(signed):
		return 0
	case p.AnySignature:
		return codeSignedInvalid
	case isSolana(t.Blockchain):
		return rejectSolana(t, signed)
	}
	digits, prefixed := strings.CutPrefix(signed, "0x")
	raw, err := hex.DecodeString(digits)
	if !prefixed || err != nil {
		return codeSignedInvalid
	}
	signature, err := secp256k1.DecodeCompactRSV(context.Background(), raw)
	if err != nil || raw[len(raw)-1] != 27 && raw[len(raw)-1] != 28 { // Permit2 takes no other recovery ID
		return codeSignatureInvalid
	}
	digest, err := typedDataDigest(t.MessageToBeSigned)
	if err != nil {
		return codeSignatureUnverified // nobody can have signed it
	}
	signer, err := signature.RecoverDirect(digest, 0)
	if err != nil {
		return codeSignatureInvalid
	}
	if !strings.EqualFold(signer.String(), t.SenderAddress) {
		return codeSignatureUnverified
	}
	return 0
}

// isSigned accepts the form of a signed transaction: hexadecimal digits in pairs after 0x, as
// on EVM chains, or base64, as on Solana.
func isSigned(text string) bool {
	if digits, ok := strings.CutPrefix(text, "0x"); ok {
		raw, err := hex.DecodeString(digits)
		return err == nil && len(raw) > 0
	}
	raw, err := base64.StdEncoding.Strict().DecodeString(text)
	return err == nil && len(raw) > 0 && !strings.ContainsAny(text, "\r\n")
}
