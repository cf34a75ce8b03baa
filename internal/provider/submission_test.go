// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"maps"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpnfake"
)

// submissionInState is the submission in state, as it should be with this status.
func submissionInState(t *testing.T, made cpnfake.Transaction, more map[string]any) map[string]any {
	t.Helper()
	want := map[string]any{
		"id": paymentID + "/" + submittedID, "payment_id": paymentID, "transaction_id": submittedID, "signed_message": nil, "signed_transaction": nil,
		"wait_for": nil, "status": made.Status, "transaction_hash": nil, "failure_reason": nil, "message_details": detailsOf(t, made.MessageToBeSigned), "timeouts": nil,
	}
	if made.TransactionHash != "" {
		want["transaction_hash"] = made.TransactionHash
	}
	maps.Copy(want, more)
	return want
}

// submits is what each plan that submits says.
const submits = "warning: This plan submits a payment of " + total + " USDC (…0a6c1d0e7f11)"

// TestSubmission_sends shows what CPN gets. Letter case makes no difference, and state keeps the
// configured one.
func TestSubmission_sends(t *testing.T) {
	t.Parallel()
	s := newSubmission(t, attributes{"payment_id": strings.ToUpper(paymentID), "transaction_id": strings.ToUpper(submittedID)})
	s.succeeds()
	var story []string
	for _, r := range s.fake.Requests() {
		story = append(story, r.Method+" "+r.Path+" "+string(r.Body))
	}
	path := "/v2/cpn/payments/" + paymentID + "/transactions/" + submittedID
	body, _ := json.Marshal(map[string]string{"signedTransaction": signedCanary})
	if diff := cmp.Diff([]string{"GET " + path + " ", "POST " + path + "/submit " + string(body)}, story); diff != "" {
		t.Error(diff)
	}
	if got := s.state()["id"]; got != strings.ToUpper(paymentID+"/"+submittedID) {
		t.Errorf("the id is %v", got)
	}
	s.refresh()
	s.plansNothing()
	s.set("payment_id", paymentID)
	s.set("transaction_id", submittedID)
	s.plansNothing()
	s.once()
}

// TestSubmission_signed creates, signs and submits a transaction on each chain. CPN verifies
// what the wallet signed, which on Solana is the encoded message.
func TestSubmission_signed(t *testing.T) {
	t.Parallel()
	for _, blockchain := range cpnfake.Blockchains() {
		t.Run(blockchain, func(t *testing.T) {
			t.Parallel()
			p := newTransaction(t, nil)
			p.fake.SetPayments(func(p *cpnfake.Payment) { p.Blockchain, p.AnySignature = blockchain, false })
			p.succeeds()
			created, signer := p.state(), cpnfake.NewWallet("")
			message, sign := text(created["message_to_be_signed"]), signer.SignTypedData
			if message == "" {
				message, sign = text(created["encoded_message_to_be_signed"]), signer.SignSolana
			}
			signed, err := sign(message)
			if err != nil || created["sender_address"] != signer.Address(blockchain) {
				t.Fatalf("%v, for %v", err, created)
			}
			s := &play{newCore(t, "cpn_transaction_submission", p.provider), t, p.fake}
			s.declared["a"] = attributes{
				"payment_id": paymentID, "transaction_id": created["transaction_id"], "signed_message": message, "signed_transaction": signed, "wait_for": "COMPLETED",
			}
			s.succeeds()
			if got := s.state(); got["status"] != "COMPLETED" || got["transaction_hash"] != p.fake.Transactions()[0].TransactionHash {
				t.Errorf("state has %v", got)
			}
			if n := p.fake.Transactions()[0].SubmitCounts; n.Submitted != 1 || n.Submits != 1 {
				t.Errorf("CPN got %+v", n)
			}
			p.refresh()
			p.plansNothing()
		})
	}
}

// TestSubmission_form shows what wallets sign and return, and what is easily taken for it: that is
// rejected at its input, and no message shows it.
func TestSubmission_form(t *testing.T) {
	t.Parallel()
	const secret, message, transaction = "5ec12e7", "signed_message", "signed_transaction"
	signature := "0x" + strings.Repeat(secret+"0", 16) + "1b"
	list := hex.EncodeToString(append([]byte{0xf8, 0x6a}, make([]byte, 0x6a)...))
	p := startProcess(t)
	for name, tc := range map[string]struct{ input, value, problem string }{
		"the signature of an ordinary wallet":        {transaction, signature, ""},
		"a signature that begins like a list in RLP": {transaction, "0xf83f" + strings.Repeat("1f", 63), ""},
		"the signature of a contract wallet":         {transaction, "0x" + strings.Repeat("00", 300), ""},
		"a partially signed transaction":             {transaction, base64.StdEncoding.EncodeToString(make([]byte, 200)), ""},
		"no signature":                               {transaction, "", "empty"},
		"a line end":                                 {transaction, signature + "\n", "line end"},
		"a line end of Windows":                      {transaction, signature + "\r\n", "line end"},
		"white space":                                {transaction, " " + signature, "white space"},
		"quotes":                                     {transaction, `"` + signature + `"`, "quotes"},
		"a byte order mark":                          {transaction, "\ufeff" + signature, "byte order mark"},
		"no 0x":                                      {transaction, signature[2:], "lacks 0x"},
		"an odd number of digits":                    {transaction, signature + "0", "even number"},
		"0x alone":                                   {transaction, "0x", "even number"},
		"a raw transaction":                          {transaction, "0x" + list, "raw transaction"},
		"a typed raw transaction":                    {transaction, "0x02" + list, "raw transaction"},
		"a long raw transaction":                     {transaction, "0xf9012c" + strings.Repeat("00", 300), "raw transaction"},
		"neither hex nor base64":                     {transaction, secret + "!", "neither"},
		"base64 without its ending":                  {transaction, "YQ", "neither"},
		"a message":                                  {message, `{"a":9007199254740993}`, ""},
		"an encoded message":                         {message, "AQAB", ""},
		"no message":                                 {message, "", "empty"},
		"a part of a message":                        {message, `{"a":"` + secret, "neither"},
		"more than a message":                        {message, `{"a":` + secret + "}x", "neither"},
		"an encoded message with a line end":         {message, "AQAB\n", "line end"},
		"an encoded message in quotes":               {message, `"AQAB"`, "quotes"},
		"a status that nothing waits for":            {"wait_for", "PENDING", `value must be one of: ["BROADCASTED" "COMPLETED"]`},
		"no payment":                                 {"payment_id", "x", "is not a UUID"},
		"no transaction":                             {"transaction_id", "x", "is not a UUID"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			a := attributes{"payment_id": paymentID, "transaction_id": submittedID, message: "{}", transaction: "0x00"}
			a[tc.input] = tc.value
			got := p.validateResource("cpn_transaction_submission", a)
			if tc.problem != "" {
				rejectedAt(t, got, tc.input, tc.problem)
			} else if len(got) != 0 {
				t.Error(renderAll(got))
			}
			if said := renderAll(got); strings.Contains(said, secret) {
				t.Errorf("the error shows an input: %s", said)
			}
		})
	}
}
