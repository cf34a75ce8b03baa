// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	_ "embed"
	"errors"
	"flag"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpnfake"
)

// usage is the help text. It is written for reading, and a test compares it with the flags.
//
//go:embed usage.txt
var usage string

// settings is what the flags say.
type settings struct {
	listen      string
	allowRemote bool
	apiKey      string
	latency     time.Duration
	quiet       bool
	repeats     cpnfake.Repeats
	notFound    int
	every       cpnfake.Payment // what each payment has in common
	payments    []cpnfake.Payment
	life        cpnfake.Life
	faults      []cpnfake.Fault
	seed        string
	command     []string
}

// parse reads the command line.
func parse(args []string) (settings, error) {
	s := settings{notFound: http.StatusBadRequest, every: cpnfake.Payment{Blockchain: cpnfake.Blockchains()[0]}}
	flags := s.flags()
	if err := flags.Parse(args); err != nil {
		if errors.Is(err, flag.ErrHelp) {
			return s, err
		}
		return s, fmt.Errorf("%w\n(cpn-fake --help lists the flags)", err)
	}
	s.command = flags.Args()
	return s, nil
}

// flags defines the flags.
func (s *settings) flags() *flag.FlagSet {
	flags := flag.NewFlagSet("cpn-fake", flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	flags.StringVar(&s.listen, "listen", "127.0.0.1:0", "")
	flags.BoolVar(&s.allowRemote, "allow-remote", false, "")
	flags.Func("api-key", "", s.setAPIKey)
	flags.Func("latency", "", s.setLatency)
	flags.BoolVar(&s.quiet, "quiet", false, "")
	flags.Func("repeated-keys", "", s.setRepeats)
	flags.Func("not-found", "", s.setNotFound)
	flags.Func("blockchain", "", s.setBlockchain)
	flags.StringVar(&s.every.SenderAddress, "wallet", "", "")
	flags.BoolVar(&s.every.AnySignature, "any-signature", false, "")
	flags.Func("hostile", "", each(&s.every.Hostile, cpnfake.HostileMessages()))
	flags.Func("payment", "", s.addPayment)
	flags.Func("statuses", "", each(&s.life.Statuses, cpnfake.TransactionStatuses()[1:])) // a submitted transaction is not CREATED
	flags.Func("reads", "", s.setReads)
	flags.StringVar(&s.life.FailureReason, "failure-reason", "", "")
	flags.Func("fault", "", s.addFault)
	flags.StringVar(&s.seed, "seed", "", "")
	return flags
}

// apply brings a simulator into its first state.
func (s *settings) apply(fake *cpnfake.Server) {
	fake.SetSeed(s.seed)
	fake.SetAPIKey(s.apiKey)
	fake.SetLatency(s.latency)
	fake.SetRepeats(s.repeats)
	fake.SetNotFound(s.notFound)
	fake.SetLife(s.life)
	fake.SetPayments(func(p *cpnfake.Payment) {
		p.Blockchain, p.SenderAddress = s.every.Blockchain, s.every.SenderAddress
		p.AnySignature, p.Hostile = s.every.AnySignature, s.every.Hostile
	})
	for _, payment := range s.payments {
		fake.SetPayment(payment.ID, func(p *cpnfake.Payment) {
			p.Status, p.Expired, p.Unknown = payment.Status, payment.Expired, payment.Unknown
		})
	}
	fake.Inject(s.faults...)
}

func (s *settings) setAPIKey(text string) error {
	parts := strings.Split(text, ":")
	if len(parts) != 3 || slices.Contains(parts, "") || strings.ContainsAny(text, " \t\r\n") {
		return errors.New("use the form PREFIX:ID:SECRET, such as TEST_API_KEY:local:test")
	}
	s.apiKey = text
	return nil
}

func (s *settings) setLatency(text string) (err error) {
	if s.latency, err = time.ParseDuration(text); err != nil || s.latency < 0 {
		return errors.New("use a duration such as 200ms or 1s")
	}
	return nil
}

func (s *settings) setRepeats(text string) error {
	// In the order of the constants.
	names := []string{"replay", "conflict", "conflict-with-data", "replay-rejections", "payment-first"}
	s.repeats = cpnfake.Repeats(slices.Index(names, text))
	return oneOf(text, names)
}

func (s *settings) setNotFound(text string) (err error) {
	if s.notFound, err = strconv.Atoi(text); err != nil {
		return err
	}
	return oneOf(text, []string{"400", "404"})
}

func (s *settings) setBlockchain(text string) error {
	s.every.Blockchain = text
	return oneOf(text, cpnfake.Blockchains())
}

func (s *settings) addPayment(text string) error {
	id, status, _ := strings.Cut(text, "=")
	if !cpnfake.IsUUID(id) {
		return errors.New("use the form UUID=STATUS")
	}
	p := cpnfake.Payment{ID: id, Status: status, Expired: status == "expired", Unknown: status == "unknown"}
	if p.Expired || p.Unknown {
		p.Status = "CRYPTO_FUNDS_PENDING"
	}
	s.payments = append(s.payments, p)
	return oneOf(status, append(cpnfake.PaymentStatuses(), "expired", "unknown"))
}

func (s *settings) setReads(text string) (err error) {
	if s.life.Reads, err = strconv.Atoi(text); err != nil || s.life.Reads < 0 {
		return errors.New("use a number, 0 or more")
	}
	return nil
}

// each returns what sets a list of allowed values.
func each(list *[]string, allowed []string) func(string) error {
	return func(text string) error {
		*list = strings.Split(text, ",")
		for _, value := range *list {
			if err := oneOf(value, allowed); err != nil {
				return err
			}
		}
		return nil
	}
}

// oneOf rejects a value that is not in a list.
func oneOf(value string, allowed []string) error {
	if slices.Contains(allowed, value) {
		return nil
	}
	return fmt.Errorf("%q is none of %s", value, strings.Join(allowed, ", "))
}
