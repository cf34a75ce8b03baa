// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpnfake"
)

// messages returns what is signed of a transaction on a blockchain.
func messages(t *testing.T, blockchain string) cpnfake.Transaction {
	t.Helper()
	fake := cpnfake.New()
	fake.SetPayments(func(p *cpnfake.Payment) { p.Blockchain = blockchain })
	fake.SetTransaction("a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a12", func(*cpnfake.Transaction) {})
	return fake.Transactions()[0]
}

func TestSign(t *testing.T) {
	t.Parallel()
	evm, solana := messages(t, "ETH-SEPOLIA"), messages(t, "SOL-DEVNET")
	wallet, other := cpnfake.NewWallet(""), cpnfake.NewWallet("x")
	byWallet, _ := wallet.SignTypedData(evm.MessageToBeSigned)
	byOther, _ := other.SignTypedData(evm.MessageToBeSigned)
	onSolana, _ := wallet.SignSolana(solana.EncodedMessageToBeSigned)
	file := filepath.Join(t.TempDir(), "message.json")
	if err := os.WriteFile(file, []byte(evm.MessageToBeSigned), 0o600); err != nil {
		t.Fatal(err)
	}
	for name, tc := range map[string]struct {
		args  []string
		stdin string
		want  string // "" is an error
	}{
		"typed data":               {nil, evm.MessageToBeSigned + "\n", byWallet},
		"a file":                   {[]string{file}, "", byWallet},
		"another wallet":           {[]string{"--wallet-of", "x", file}, "", byOther},
		"Solana":                   {nil, solana.EncodedMessageToBeSigned + "\n", onSolana},
		"an address":               {[]string{"--address"}, "", evm.SenderAddress},
		"an address on Solana":     {[]string{"--address", "--blockchain", "SOL"}, "", solana.SenderAddress},
		"another wallet's":         {[]string{"--address", "--wallet-of", "x"}, "", other.Address("ETH")},
		"an unknown blockchain":    {[]string{"--address", "--blockchain", "BTC"}, "", ""},
		"an unknown flag":          {[]string{"--key"}, "", ""},
		"two files":                {[]string{file, file}, "", ""},
		"no such file":             {[]string{file + "x"}, "", ""},
		"nothing":                  {nil, "", ""},
		"no typed data":            {nil, "{}", ""},
		"Solana, another wallet's": {[]string{"--wallet-of", "x"}, solana.EncodedMessageToBeSigned, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var stdout bytes.Buffer
			err := sign(tc.args, strings.NewReader(tc.stdin), &stdout)
			if got := strings.TrimSuffix(stdout.String(), "\n"); got != tc.want || (err == nil) != (tc.want != "") {
				t.Errorf("it prints %q: %v", got, err)
			}
		})
	}
	if evm.SenderAddress == "" || byWallet == "" || onSolana == "" {
		t.Error("nothing was signed")
	}
	var help bytes.Buffer
	if err := sign([]string{"--help"}, strings.NewReader(""), &help); err != nil || !strings.Contains(help.String(), "--wallet-of TEXT") {
		t.Errorf("the help is %s: %v", help.String(), err)
	}
}
