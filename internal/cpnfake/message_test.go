// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package cpnfake_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpnfake"
)

var rewrite = flag.Bool("rewrite", false, "rewrite the golden files")

// data is the data member of a response.
func (a response) data(t *testing.T) map[string]any {
	t.Helper()
	var envelope struct{ Data map[string]any }
	decoder := json.NewDecoder(strings.NewReader(a.body))
	decoder.UseNumber()
	if err := decoder.Decode(&envelope); err != nil || a.err != nil || envelope.Data == nil {
		t.Fatalf("no data: %v, %v: %s", a.err, err, a.body)
	}
	return envelope.Data
}

// begun returns the data of a transaction that was just created, of a payment with changes.
func begun(t *testing.T, edit func(*cpnfake.Payment)) (*cpnfake.Server, *client, map[string]any) {
	t.Helper()
	fake, c := start(t)
	if edit != nil {
		fake.SetPayment(payment, edit)
	}
	return fake, c, c.post(transactionsPath, transaction(map[string]any{"metadata": map[string]string{"b": "2", "a": ""}})).data(t)
}

// TestCreateTransaction_isAsDocumented compares whole responses, down to the order of the
// message's members.
func TestCreateTransaction_isAsDocumented(t *testing.T) {
	t.Parallel()
	for _, blockchain := range cpnfake.Blockchains() {
		t.Run(blockchain, func(t *testing.T) {
			t.Parallel()
			fake, c := start(t)
			fake.SetPayments(func(p *cpnfake.Payment) { p.Blockchain = blockchain })
			got := c.post(transactionsPath, transaction(map[string]any{"metadata": map[string]string{"b": "2", "a": ""}}))
			c.get(transactionsPath+"/"+fake.Transactions()[0].ID).is(t, http.StatusOK, got.body)
			var indented bytes.Buffer
			if err := json.Indent(&indented, []byte(got.body), "", "  "); err != nil || got.status != http.StatusCreated {
				t.Fatalf("the response is %d %s: %v", got.status, got.body, err)
			}
			indented.WriteByte('\n')
			file := filepath.Join("testdata", "transaction_"+blockchain+".json")
			if *rewrite {
				if err := os.WriteFile(file, indented.Bytes(), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(strings.ReplaceAll(string(want), "\r\n", "\n"), indented.String()); diff != "" {
				t.Errorf("run go test ./internal/cpnfake -rewrite, and read what changes: %s", diff)
			}
		})
	}
}

// A wallet whose message was damaged on the way signs nothing that CPN accepts.
func TestMessageToBeSigned_isSentByteForByte(t *testing.T) {
	t.Parallel()
	fake, c, _ := begun(t, nil)
	odd := "{ \"b\" : 1e400,\n\t\"a\":-0 }"
	fake.SetTransaction(fake.Transactions()[0].ID, func(tr *cpnfake.Transaction) { tr.MessageToBeSigned = odd })
	got := c.get(transactionsPath + "/" + fake.Transactions()[0].ID)
	if !strings.Contains(got.body, `"messageToBeSigned":`+odd+`,`) {
		t.Errorf("a message set by a test was not sent unchanged: %s", got.body)
	}
	if encoded, there := got.data(t)["encodedMessageToBeSigned"]; there {
		t.Errorf("a message that is no typed data has the digest %s", encoded)
	}
}

// What a test changes in a transaction decides its message, and the message its digest.
func TestSetTransaction_keepsTheMessageRight(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		edit func(*cpnfake.Transaction)
		says []string
	}{
		"another amount": {
			func(tr *cpnfake.Transaction) { tr.Amount.Amount = "110.27" },
			[]string{`"amount":"110270000"`, `"value":109370202,`, `"maxFee":"899798"`},
		},
		"less than the fee": {
			func(tr *cpnfake.Transaction) { tr.Amount.Amount = "0.5" },
			[]string{`"amount":"500000"`, `"value":500000,`, `"maxFee":"0"`},
		},
		"no amount":      {func(tr *cpnfake.Transaction) { tr.Amount.Amount = "all" }, []string{`"amount":"0"`}},
		"another chain":  {func(tr *cpnfake.Transaction) { tr.Blockchain = "ARC-TESTNET" }, []string{`"chainId":"5042002"`, `"0x3600000000000000000000000000000000000000"`}},
		"another wallet": {func(tr *cpnfake.Transaction) { tr.SenderAddress = "0x00000000000000000000000000000000000000bb" }, []string{`"from":"0x00000000000000000000000000000000000000bb"`}},
		"another expiry": {func(tr *cpnfake.Transaction) { tr.ExpireDate = "2026-01-01T00:00:00Z" }, []string{`"validBefore":"1767225600"`, `"deadline":"1767226740"`}},
		"no expiry":      {func(tr *cpnfake.Transaction) { tr.ExpireDate = "soon" }, []string{`"validBefore":"4102448400"`}},
		"another message": {func(tr *cpnfake.Transaction) {
			tr.MessageToBeSigned = `{"types":{"EIP712Domain":[],"A":[]},"primaryType":"A","message":{},"domain":{}}`
		}, []string{`"A"`}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			fake, _ := start(t)
			fake.SetTransaction(key2, func(tr *cpnfake.Transaction) {
				tr.PaymentID = payment
				tc.edit(tr)
			})
			got := fake.Transactions()[0]
			for _, part := range tc.says {
				if !strings.Contains(got.MessageToBeSigned, part) {
					t.Errorf("the message does not say %s: %s", part, got.MessageToBeSigned)
				}
			}
			if want := cpnfake.Digest(got.MessageToBeSigned); got.EncodedMessageToBeSigned != want || want == "" {
				t.Errorf("the encoded message is %q, want %q", got.EncodedMessageToBeSigned, want)
			}
		})
	}
}
