// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package cpnfake

import (
	"context"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"github.com/hyperledger/firefly-signer/pkg/eip712"
	"github.com/hyperledger/firefly-signer/pkg/secp256k1"
)

// Wallet is a throw-away wallet. Its key is no secret, so nothing of value may belong to it.
type Wallet struct {
	evm    *secp256k1.KeyPair
	solana ed25519.PrivateKey
}

// NewWallet returns the wallet of a text, always the same one. The wallet of "" is the one
// that payments belong to by default.
func NewWallet(of string) Wallet {
	key := sha256.Sum256([]byte("throw-away wallet of cpn-fake " + of))
	return Wallet{secp256k1.KeyPairFromBytes(key[:]), ed25519.NewKeyFromSeed(key[:])}
}

// Address is the wallet's address on a blockchain.
func (w Wallet) Address(blockchain string) string {
	if isSolana(blockchain) {
		return encodeBase58(w.solana[ed25519.SeedSize:])
	}
	return w.evm.Address.String()
}

// SignTypedData signs the messageToBeSigned of an EVM chain, and returns the signature of 65
// bytes as hexadecimal text with 0x.
func (w Wallet) SignTypedData(message string) (string, error) {
	digest, err := typedDataDigest(message)
	if err != nil {
		return "", fmt.Errorf("the message is not EIP-712 typed data: %w", err)
	}
	signature, err := w.evm.SignDirect(digest)
	if err != nil {
		return "", err
	}
	return fmt.Sprintf("0x%x", signature.CompactRSV()), nil
}

// SignSolana signs the encodedMessageToBeSigned of Solana, and returns the transaction in
// base64 with no other signature.
func (w Wallet) SignSolana(encoded string) (string, error) {
	message, err := base64.StdEncoding.Strict().DecodeString(encoded)
	if err != nil {
		return "", fmt.Errorf("the message is not base64: %w", err)
	}
	at := solanaSigner(message, [32]byte(w.solana[ed25519.SeedSize:]))
	if at < 0 {
		return "", errors.New("the message is not for this wallet: use the wallet of sender_address")
	}
	signers := message[0]
	if signers&0x80 != 0 { // the version
		signers = message[1]
	}
	transaction := append([]byte{signers}, make([]byte, int(signers)*ed25519.SignatureSize)...)
	copy(transaction[1+at*ed25519.SignatureSize:], ed25519.Sign(w.solana, message))
	return base64.StdEncoding.EncodeToString(append(transaction, message...)), nil
}

// Digest returns the EIP-712 digest of a message as CPN sends it, 0x and 64 digits. It is ""
// for a message that is not typed data.
func Digest(message string) string {
	digest, err := typedDataDigest(message)
	if err != nil {
		return ""
	}
	return fmt.Sprintf("0x%x", digest)
}

// typedDataDigest returns what a wallet signs of typed data.
func typedDataDigest(message string) ([]byte, error) {
	decoder := json.NewDecoder(strings.NewReader(message))
	decoder.UseNumber()
	var data eip712.TypedData
	if err := decoder.Decode(&data); err != nil {
		return nil, err
	}
	if data.Types[eip712.EIP712Domain] == nil {
		// The library would take a missing type for an empty one.
		return nil, errors.New("types has no EIP712Domain")
	}
	return eip712.EncodeTypedDataV4(context.Background(), &data)
}

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
