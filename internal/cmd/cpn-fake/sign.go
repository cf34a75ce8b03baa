// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"bytes"
	_ "embed"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"slices"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpnfake"
)

// signUsage is the help text of cpn-fake sign.
//
//go:embed sign.txt
var signUsage string

// sign is a throw-away wallet: it signs a message, or prints its address.
func sign(args []string, stdin io.Reader, stdout io.Writer) error {
	flags := flag.NewFlagSet("cpn-fake sign", flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	of := flags.String("wallet-of", "", "")
	address := flags.Bool("address", false, "")
	blockchain := flags.String("blockchain", cpnfake.Blockchains()[0], "")
	err := flags.Parse(args)
	switch {
	case errors.Is(err, flag.ErrHelp):
		_, err := io.WriteString(stdout, signUsage)
		return err
	case err != nil:
		return fmt.Errorf("%w\n(cpn-fake sign --help lists the flags)", err)
	case flags.NArg() > 1:
		return fmt.Errorf("give one file, not %q", flags.Args())
	case !slices.Contains(cpnfake.Blockchains(), *blockchain):
		return oneOf(*blockchain, cpnfake.Blockchains())
	}
	wallet := cpnfake.NewWallet(*of)
	if *address {
		_, err := fmt.Fprintln(stdout, wallet.Address(*blockchain))
		return err
	}
	signed, err := signMessage(wallet, flags.Arg(0), stdin)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintln(stdout, signed)
	return err
}

// signMessage signs what a file holds, or standard input if file is "".
func signMessage(wallet cpnfake.Wallet, file string, stdin io.Reader) (string, error) {
	read := func() ([]byte, error) { return os.ReadFile(file) }
	if file == "" {
		read = func() ([]byte, error) { return io.ReadAll(stdin) }
	}
	message, err := read()
	if err != nil {
		return "", err
	}
	// White space around a message is a line end of whoever printed it.
	message = bytes.TrimSpace(message)
	if bytes.HasPrefix(message, []byte("{")) {
		return wallet.SignTypedData(string(message))
	}
	return wallet.SignSolana(string(message))
}
