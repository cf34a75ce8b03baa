// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package cpnfake

import (
	"bytes"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"math/big"
	"slices"
	"strings"
)

// transferProgram moves tokens on Solana. Its instruction 12 transfers an amount of a token
// with so many decimals.
const (
	transferProgram = "TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA"
	transferChecked = 12
)

// solanaMessage makes up the message that is signed for a transaction on Solana: version 0,
// signed by CPN, which pays the gas, and by the sender, whose USDC it moves.
func solanaMessage(t *Transaction) []byte {
	derived := func(name string) [32]byte { return sha256.Sum256([]byte(name + " of " + t.ID)) }
	known := func(address string) [32]byte {
		key, ok := decodeKey(address)
		if !ok {
			key = sha256.Sum256([]byte(address)) // a test has set a text that is no address
		}
		return key
	}
	accounts := [...][32]byte{
		sha256.Sum256([]byte("CPN's wallet for gas")), known(t.SenderAddress), // both sign
		derived("source"), derived("destination"), // they change
		known(chainOf(t.Blockchain).usdc), known(transferProgram), // they are only read
	}
	message := []byte{0x80, 2, 1, 2, byte(len(accounts))} // version 0; signers, read-only signers, other read-only ones
	for _, account := range accounts {
		message = append(message, account[:]...)
	}
	blockhash := derived("blockhash")
	message = append(message, blockhash[:]...)
	message = append(message, 1, 5, 4, 2, 4, 3, 1) // one instruction, its program, its accounts
	const dataSize, usdcDecimals = 10, 6
	message = append(message, dataSize, transferChecked)
	message = binary.LittleEndian.AppendUint64(message, t.Amount.units().Uint64())
	return append(message, usdcDecimals, 0) // no address lookup tables
}

// solanaTransaction splits a serialized transaction into its signatures and its message.
func solanaTransaction(text string) (signatures [][]byte, message []byte, ok bool) {
	raw, err := base64.StdEncoding.Strict().DecodeString(text)
	if err != nil || len(raw) == 0 || raw[0] > 0x7f {
		return nil, nil, false // more than 127 signatures do not fit into a transaction
	}
	length := int(raw[0]) * ed25519.SignatureSize
	if len(raw) < 1+length {
		return nil, nil, false
	}
	return slices.Collect(slices.Chunk(raw[1:1+length], ed25519.SignatureSize)), raw[1+length:], true
}

// solanaSigner finds the place of a wallet among the signers of a message.
func solanaSigner(message []byte, wallet [32]byte) int {
	header := 0
	if len(message) > 0 && message[0]&0x80 != 0 {
		header = 1 // the version
	}
	const headerSize = 3
	if len(message) < header+headerSize+1 {
		return -1
	}
	signers, accounts := int(message[header]), message[header+headerSize+1:]
	if len(accounts) < signers*len(wallet) {
		return -1
	}
	keys := slices.Collect(slices.Chunk(accounts[:signers*len(wallet)], len(wallet)))
	return slices.IndexFunc(keys, func(key []byte) bool { return bytes.Equal(key, wallet[:]) })
}

// rejectSolana says what is wrong with a partially signed transaction; 0 is nothing.
func rejectSolana(t *Transaction, signed string) int {
	signatures, message, ok := solanaTransaction(signed)
	if !ok {
		return codeSignedInvalid
	}
	if base64.StdEncoding.EncodeToString(message) != t.EncodedMessageToBeSigned {
		return codePayloadMismatch
	}
	wallet, _ := decodeKey(t.SenderAddress)
	at := solanaSigner(message, wallet)
	if at < 0 || at >= len(signatures) || !ed25519.Verify(wallet[:], message, signatures[at]) {
		return codeSignatureInvalid
	}
	return 0
}

const base58Digits = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"

// encodeBase58 writes bytes as Solana writes addresses and signatures.
func encodeBase58(raw []byte) string {
	n, base, digit := new(big.Int).SetBytes(raw), big.NewInt(58), new(big.Int)
	var text []byte
	for n.Sign() > 0 {
		n.DivMod(n, base, digit)
		text = append(text, base58Digits[digit.Int64()])
	}
	for i := 0; i < len(raw) && raw[i] == 0; i++ {
		text = append(text, base58Digits[0])
	}
	slices.Reverse(text)
	return string(text)
}

// decodeKey reads an address on Solana, which is a public key of 32 bytes. It is false for a
// text that is none.
func decodeKey(text string) ([32]byte, bool) {
	var key [32]byte
	n := new(big.Int)
	for _, r := range text {
		digit := strings.IndexRune(base58Digits, r)
		if digit < 0 {
			return key, false
		}
		n.Mul(n, big.NewInt(58)).Add(n, big.NewInt(int64(digit)))
	}
	if n.BitLen() > 8*len(key) {
		return key, false
	}
	n.FillBytes(key[:])
	return key, true
}
