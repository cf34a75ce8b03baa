// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package submission

import (
	"cmp"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"sync"
	"testing"
	"time"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpn"
	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpnfake"
)

// TestRun_faults meets every fault of the simulator with the submit, with and without retries, and
// with each of the first three reads. All of it is waiting, so many run at a time.
func TestRun_faults(t *testing.T) {
	t.Parallel()
	var all sync.WaitGroup
	turns := make(chan struct{}, 96)
	for name, fault := range cpnfake.Faults() {
		for _, play := range []struct{ at, retries int }{{0, 0}, {0, 2}, {1, 2}, {2, 0}, {3, 2}} {
			all.Go(func() {
				turns <- struct{}{}
				defer func() { <-turns }()
				for _, problem := range meet(t, fault, play.at, play.retries) {
					t.Errorf("%s, read %d, %d retries: %s", name, play.at, play.retries, problem)
				}
			})
		}
	}
	all.Wait()
}

// meet runs a submission that meets a fault, and then again. CPN never gets the signed form
// once it has it, what a run returns is true, and the second run ends the matter.
func meet(t *testing.T, fault cpnfake.Fault, at, retries int) (problems []string) {
	t.Helper()
	problem := func(format string, args ...any) { problems = append(problems, fmt.Sprintf(format, args...)) }
	fake := cpnfake.New()
	fake.AcceptAnySignature()
	fake.SetTransaction(transactionID, func(t *cpnfake.Transaction) { t.PaymentID = paymentID })
	server := httptest.NewServer(fake)
	defer server.Close()
	inject(fake, fault, at)
	found, diags := simulated(t, fake, server.URL, retries, time.Second).Run(t.Context())
	n := fake.Counts().SubmitCounts
	if n.Submitted > 1 || n.Resubmits != 0 {
		problem("CPN got %+v", n)
	}
	if found != nil && n.Submitted == 0 || found == nil && !diags.HasError() {
		problem("returned %+v, %s after %+v", found, short(diags), n)
	}
	fake.ClearFaults()
	if _, diags := simulated(t, fake, server.URL, retries, time.Minute).Run(t.Context()); diags.HasError() {
		problem("the next run: %s", short(diags))
	}
	if n := fake.Counts().SubmitCounts; n.Submitted != 1 || n.Resubmits != 0 {
		problem("in the end CPN got %+v", n)
	}
	return problems
}

// inject makes read number at meet a fault, counting from 1, or the submit if it is 0. If a
// read after the first is to meet it, the response to the submit is lost.
func inject(fake *cpnfake.Server, fault cpnfake.Fault, at int) {
	if at == 0 {
		fault.Operation = cpnfake.SubmitTransaction
		fake.Inject(fault)
		return
	}
	fault.Operation, fault.Times = cpnfake.GetTransaction, 9
	for range at - 1 {
		fake.Inject(cpnfake.Fault{Operation: cpnfake.GetTransaction})
	}
	fake.Inject(fault, cpnfake.Fault{Operation: cpnfake.SubmitTransaction, After: true, Drop: true})
}

// simulated returns a submission of a CREATED transaction of the simulator at address, each
// attempt of which has this time.
func simulated(t *testing.T, fake *cpnfake.Server, address string, retries int, timeout time.Duration) Submission {
	t.Helper()
	base, noURL := url.Parse(address)
	key, noKey := cpn.ParseAPIKey("TEST_API_KEY:a:b")
	if err := errors.Join(noURL, noKey); err != nil {
		t.Error(err)
	}
	client := cpn.New(cpn.Config{BaseURL: base, APIKey: key, RequestTimeout: timeout, MaxRetries: retries})
	return Submission{
		Client: client, PaymentID: paymentID, TransactionID: transactionID, SignedMessage: fake.Transactions()[0].MessageToBeSigned,
		SignedTransaction: signedText, Timeout: 8 * timeout, ReadTimeout: 3 * timeout,
	}
}

// TestSubmit_documentedErrors shows what each error that CPN documents says, and at which input, if
// the transaction stays CREATED. One of them is no rejection: [TestAfter] has it.
func TestSubmit_documentedErrors(t *testing.T) {
	t.Parallel()
	const badMessage, allowance = "error at signed_message: CPN rejected the signed transaction", "error: Permit2 may not take this amount from the wallet"
	says := map[int]string{
		290303: unknown, 290307: unknown, 290333: unknown, 290338: unknown, 290318: onchain, 290341: onchain,
		290321: badSignature, 290327: badSignature, 290339: badSignature, 290311: badMessage, 290340: allowance,
	}
	scenes := map[string]scene{}
	for name, fault := range cpnfake.SubmitErrors() {
		if fault.Status != http.StatusBadRequest {
			continue
		}
		failure := fails(rejected(cpn.Code(fault.Code)))
		scenes[name] = plays(anyCalls, "none", cmp.Or(says[fault.Code], wasRejected), read("CREATED"), failure, read("CREATED")).
			saying(fmt.Sprintf("(code %d)", fault.Code))
	}
	play(t, scenes)
}
