// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"encoding/json"
	"fmt"
	"maps"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

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

// TestSubmission_waits submits with each wait. Every later plan is empty, and needs no signature.
func TestSubmission_waits(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		waitFor any
		life    cpnfake.Life
		status  string // in state after the apply
	}{
		"no wait":             {nil, cpnfake.Life{Reads: 100}, "PENDING"},
		"BROADCASTED":         {"BROADCASTED", cpnfake.Life{Statuses: []string{"PENDING", "BROADCASTED", "COMPLETED"}, Reads: 1}, "BROADCASTED"},
		"COMPLETED":           {"COMPLETED", cpnfake.Life{}, "COMPLETED"},
		"BROADCASTED at once": {"BROADCASTED", cpnfake.Life{Statuses: []string{"COMPLETED"}}, "COMPLETED"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newSubmission(t, attributes{"wait_for": tc.waitFor})
			s.fake.SetLife(tc.life)
			s.succeeds().are(t, submits)
			if got := s.state(); got["status"] != tc.status || (got["transaction_hash"] != nil) != (tc.status == "COMPLETED") {
				t.Errorf("state has %v", got)
			}
			s.sign("")
			s.fake.MoveTransaction(submittedID, "COMPLETED")
			s.plansNothing()
			s.refresh().are(t)
			if diff := cmp.Diff(submissionInState(t, s.transaction(), map[string]any{"wait_for": tc.waitFor}), s.state()); diff != "" {
				t.Error(diff)
			}
			s.plansNothing()
			s.once()
		})
	}
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

// TestSubmission_identity follows the identity of a submission: [walkProcess.storedIdentity]
// checks it after each call. Terraform before 1.12 sends no identity back.
func TestSubmission_identity(t *testing.T) {
	t.Parallel()
	for _, status := range []string{"CREATED", "PENDING"} {
		for _, noIdentity := range []bool{false, true} {
			t.Run(fmt.Sprintf("%s, no identity stored: %t", status, noIdentity), func(t *testing.T) {
				t.Parallel()
				s := newSubmission(t, nil)
				s.noIdentity = noIdentity
				s.fake.MoveTransaction(submittedID, status)
				s.succeeds()
				s.set("timeouts", map[string]any{"read": "2m"})
				s.succeeds()
				if (s.objects["a"].identity == nil) != noIdentity {
					t.Errorf("the identity is %v", s.objects["a"].identity)
				}
			})
		}
	}
}

// TestSubmission_keyInResponse shows that a response which repeats the API key is taken, and
// the API key is not.
func TestSubmission_keyInResponse(t *testing.T) {
	t.Parallel()
	s := newSubmission(t, nil)
	s.fake.EditResponses(func(operation string, data map[string]any) {
		if operation == cpnfake.SubmitTransaction {
			data["transactionHash"] = testKey
		}
	})
	if left := renderAll(s.succeeds()) + s.objects["a"].value.String(); strings.Contains(left, "test-secret") {
		t.Error(left)
	}
	s.once()
}

// TestSubmission_removed shows that nothing is sent to remove a submission from state.
func TestSubmission_removed(t *testing.T) {
	t.Parallel()
	s := newSubmission(t, nil)
	s.succeeds()
	before := s.fake.Counts().Requests
	s.declared, s.noRefresh = map[string]attributes{}, true
	changes, diags := s.plan()
	diags.are(t, "warning: The submission stays at CPN; Terraform removes it from state")
	if len(changes) != 1 || !changes[0].planned.Equal(tftypes.NewValue(s.objects["a"].value.Type(), nil)) {
		t.Errorf("planned %v", changes)
	}
	if s.succeeds(); s.state() != nil || s.fake.Counts().Requests != before {
		t.Errorf("state has %v", s.state())
	}
}
