// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package cpnfake

import (
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"

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
