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
	"slices"
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

// Each name stands for one difference from an honest message, two names for two, and a wallet
// can sign them all. The encoded message belongs to the message, except with "digest".
func TestHostileMessages(t *testing.T) {
	t.Parallel()
	const stranger = `"0x00000000000000000000000000000000000000aa"`
	const payee, permit2 = `"to":"0x57414adb2e3bfb0e1a4c4d7e2a1a8a0d9c3f7799"`, `"verifyingContract":"0x000000000022D473030F116dDEE9F6B43aC78BA3"`
	const settlement, older = `"spender":"0x355e0a2a4B7563e0E00C90deD9Aa914c119Ee868"`, `"spender":"0xe2b17d0c1736dc7c462abc4233c91bdb9f27dd1d"`
	const maxFee = `{"name":"maxFee","type":"uint256"},`
	payer := `"from":"` + cpnfake.NewWallet("").Address("ETH-SEPOLIA") + `"`
	differences := map[string][]string{ // old and new, old and new
		"chain":                     {`"chainId":"11155111"`, `"chainId":"1"`},
		"contract":                  {permit2, `"verifyingContract":` + stranger},
		"digest":                    nil,
		"less than described":       {`"amount":"11948672"`, `"amount":"10948672"`, `"value":11048874`, `"value":10048874`},
		"member declared otherwise": {maxFee, strings.Replace(maxFee, "256", "128", 1)},
		"member missing":            {payee + ",", "", `{"name":"to","type":"address"},`, ""},
		"member not declared":       {maxFee, ""},
		"more than described":       {`"amount":"11948672"`, `"amount":"12948672"`, `"value":11048874`, `"value":12048874`},
		"payee":                     {payee, `"to":` + stranger},
		"payer":                     {payer, `"from":` + stranger},
		"spender":                   {settlement, older},
		"sum":                       {`"maxFee":"899798"`, `"maxFee":"899797"`},
		"token":                     {`"token":"0x1c7D4B196Cb0C7B01d743Fbc6116a902379C7238"`, `"token":` + stranger},
		"payee,sum":                 {payee, `"to":` + stranger, `"maxFee":"899798"`, `"maxFee":"899797"`},
	}
	for _, name := range cpnfake.HostileMessages() {
		if _, tried := differences[name]; !tried {
			t.Errorf("%s is not tried", name)
		}
	}
	honest, _, _ := begun(t, nil)
	for name, replaced := range differences {
		fake, _, data := begun(t, func(p *cpnfake.Payment) { p.Hostile = strings.Split(name, ",") })
		got, want := fake.Transactions()[0].MessageToBeSigned, honest.Transactions()[0].MessageToBeSigned
		for pair := range slices.Chunk(replaced, 2) {
			if !strings.Contains(want, pair[0]) {
				t.Errorf("no honest message says %s", pair[0])
			}
			want = strings.Replace(want, pair[0], pair[1], 1)
		}
		if got != want {
			t.Errorf("%s: the message is\n%s\nwant\n%s", name, got, want)
		}
		if right := data["encodedMessageToBeSigned"] == cpnfake.Digest(got); right == (name == "digest") {
			t.Errorf("%s: the encoded message is %s", name, data["encodedMessageToBeSigned"])
		}
		if _, err := cpnfake.NewWallet("").SignTypedData(got); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	fake, _, _ := begun(t, func(p *cpnfake.Payment) { p.Blockchain, p.Hostile = "ETH", []string{"chain"} })
	if got := fake.Transactions()[0].MessageToBeSigned; !strings.Contains(got, `"chainId":"137"`) {
		t.Errorf("on ETH the message is for ETH: %s", got)
	}
}
