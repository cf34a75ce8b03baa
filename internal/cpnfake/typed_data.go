// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package cpnfake

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"github.com/hyperledger/firefly-signer/pkg/eip712"
)

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
