// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package report

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpn"
)

// findings are what [cpn.CheckMessage] may find.
func findings() map[cpn.Check]cpn.Finding {
	const wallet, thief = "0x57414adbBbc4BBA36f1dE26b2dc1648b28ae7799", "0x00000000000000000000000000000000deadbeef"
	const payee, spender = "0xded12af48fb343b446bcbe739c5211636896362b", "0x8ea7239f185CC32AB1Ff698f1b1A3aAB615D6d2c"
	const permitted = "message_details.permitted_amount"
	all := map[cpn.Check]cpn.Finding{}
	for check, evidence := range map[cpn.Check][][2]string{
		cpn.CheckMembers:  {{"message_details.value", "0xa8986a"}, {"message_details.max_fee", "not declared and given as documented"}},
		cpn.CheckPayee:    {{"destination_address", payee}, {"message_details.to", thief}},
		cpn.CheckMore:     {{"amount", "11.948672 USDC"}, {permitted, "12948672 (12.948672 USDC)"}},
		cpn.CheckToken:    {{"USDC on ETH-SEPOLIA", "0x1c7D4B196Cb0C7B01d743Fbc6116a902379C7238"}, {"message_details.token", thief}},
		cpn.CheckContract: {{"Permit2", "0x000000000022D473030F116dDEE9F6B43aC78BA3"}, {"message_details.verifying_contract", thief}},
		cpn.CheckChain:    {{"blockchain", "ETH-SEPOLIA (chain_id 11155111)"}, {"message_details.chain_id", "1"}},
		cpn.CheckPayer:    {{"sender_address", wallet}, {"message_details.from", thief}},
		cpn.CheckSum: {
			{"message_details.value", "11048874 (11.048874 USDC)"},
			{"message_details.max_fee", "899798 (0.899798 USDC)"},
			{"value + max_fee", "11948672 (11.948672 USDC)"},
			{permitted, "12948672 (12.948672 USDC)"},
		},
		cpn.CheckDigest: {
			{"encoded_message_to_be_signed", "0x7510dd4af555ad5d3a6d7a0ced0b0f4a7e2a9f4c3d5a7c9f0a0b0c0d0e0f1011"},
			{"digest of message_to_be_signed", "0xabc6f65eb8b2c264ae486b7244e9ca887cd0f8bd29422f651042665c14974ef3"},
		},
		cpn.CheckLess:    {{"amount", "15.000000 USDC"}, {permitted, "14174474 (14.174474 USDC)"}},
		cpn.CheckSpender: {{"settlement contract", "0x355e0a2a4B7563e0E00C90deD9Aa914c119Ee868"}, {"message_details.spender", spender}},
	} {
		all[check] = cpn.Finding{Check: check, Evidence: evidence}
	}
	return all
}

// found selects findings.
func found(checks ...cpn.Check) []cpn.Finding {
	var some []cpn.Finding
	for _, check := range checks {
		some = append(some, findings()[check])
	}
	return some
}

// findingMessages are about a message that somebody may sign.
func findingMessages() table {
	signed := func(status string, checks ...cpn.Check) diag.Diagnostics {
		return MessageFindings(paymentID, transactionID, status, found(checks...))
	}
	blocked := func(checks ...cpn.Check) diag.Diagnostics {
		return SubmissionBlocked(paymentID, transactionID, found(checks...))
	}
	return table{
		"message that cannot be read":          signed(cpn.StatusCreated, cpn.CheckMembers),
		"message pays another address":         signed(cpn.StatusCreated, cpn.CheckPayee, cpn.CheckMore, cpn.CheckChain, cpn.CheckPayer, cpn.CheckSum),
		"message takes more":                   signed(cpn.StatusCreated, cpn.CheckMore),
		"message takes more once submitted":    signed(cpn.StatusPending, cpn.CheckMore),
		"message takes more once completed":    signed(cpn.StatusCompleted, cpn.CheckMore, cpn.CheckSpender),
		"message takes more once failed":       signed(cpn.StatusFailed, cpn.CheckMore),
		"message takes more without status":    signed("", cpn.CheckMore),
		"message moves another token":          signed(cpn.StatusCreated, cpn.CheckToken),
		"message is for another contract":      signed(cpn.StatusCreated, cpn.CheckContract),
		"message is for another chain":         signed(cpn.StatusCreated, cpn.CheckChain),
		"message pays from another wallet":     signed(cpn.StatusCreated, cpn.CheckPayer),
		"message does not add up":              signed(cpn.StatusCreated, cpn.CheckSum),
		"message has another digest":           signed(cpn.StatusCreated, cpn.CheckDigest),
		"message takes less":                   signed(cpn.StatusCreated, cpn.CheckLess),
		"message takes less once submitted":    signed(cpn.StatusBroadcasted, cpn.CheckLess),
		"message of another spender":           signed(cpn.StatusCreated, cpn.CheckSpender),
		"message of another spender once paid": signed(cpn.StatusCompleted, cpn.CheckSpender),
		"message not checked":                  {NotChecked(paymentID, transactionID, "ETH-SEPOLIA", "EIP3009")},
		"submission pays another address":      blocked(cpn.CheckPayee, cpn.CheckMore, cpn.CheckSpender),
		"submission that cannot be read":       blocked(cpn.CheckMembers),
		"submission takes less":                blocked(cpn.CheckLess),
		"submission of another spender":        blocked(cpn.CheckSpender),
	}
}

// TestMessageFindings_haveSummariesOfTheirOwn shows that Terraform folds no two of these
// warnings, also of transactions whose IDs were created within a minute and begin alike.
func TestMessageFindings_haveSummariesOfTheirOwn(t *testing.T) {
	t.Parallel()
	summaries := map[string]bool{}
	for _, id := range []string{"019bdf32-7c1a-7aaa-8000-00000000000a", "019bdf32-7c1b-7bbb-8000-00000000000b"} {
		for check := range findings() {
			for _, d := range append(MessageFindings(paymentID, id, cpn.StatusCreated, found(check)), NotChecked(paymentID, id, "ETH", "")) {
				summaries[d.Summary()] = true
			}
		}
	}
	if want := 2 * (len(findings()) + 1); len(summaries) != want {
		t.Errorf("%d summaries, want %d: %v", len(summaries), want, summaries)
	}
}

// TestMessageFindings_severity shows what forbids signing, and what blocks a submission.
func TestMessageFindings_severity(t *testing.T) {
	t.Parallel()
	for check := range findings() {
		signed, submitted := MessageFindings(paymentID, transactionID, "", found(check)), SubmissionBlocked(paymentID, transactionID, found(check))
		if len(signed) != 1 || signed.HasError() || strings.HasPrefix(signed[0].Summary(), "DO NOT SIGN: ") != check.DoNotSign() {
			t.Errorf("check %d: %s", check, printed(signed))
		}
		if len(submitted) != 1 || submitted.HasError() != check.DoNotSign() || strings.HasPrefix(submitted[0].Summary(), "DO NOT SUBMIT: ") != check.DoNotSign() {
			t.Errorf("check %d: %s", check, printed(submitted))
		}
	}
	if got := append(MessageFindings(paymentID, transactionID, "", nil), SubmissionBlocked(paymentID, transactionID, nil)...); got != nil {
		t.Errorf("no finding: %s", printed(got))
	}
}

// submissionMessages are about a transaction that is to be signed, and submitted.
func submissionMessages() map[string]table {
	s := Submission{PaymentID: paymentID, TransactionID: transactionID}
	const server = "api.circle.com (from the default base_url)"
	unknown := &cpn.Error{Outcome: cpn.OutcomeUnknown, Ended: cpn.EndedMaybeSent, Attempts: attempts(lost), Server: server}
	interrupted := &cpn.Error{Outcome: cpn.OutcomeUnknown, Ended: cpn.EndedMaybeSent, Attempts: attempts("interrupted before a response")}
	unread := &cpn.Error{Ended: cpn.EndedRetries, Attempts: attempts(lost), Server: server}
	unsent := cpn.Error{Ended: cpn.EndedRetries, Attempts: attempts(unreachable, unreachable), Server: server}
	unauthorized := rejection(401, 4, "unauthorized")
	unauthorized.APIKeySource = "CPN_API_KEY"
	rejected := func(e cpn.Error) diag.Diagnostics { return s.Rejected(&e) }
	proxy := rejection(403, 0, "Forbidden")
	busy := rejection(429, 429, "Too Many Requests")
	onchain, allowance := rejection(400, cpn.CodePermit2NonceAlreadyUsed, "nonce used"), rejection(400, cpn.CodeInsufficientAllowanceToPermit2, "allowance")
	onchain.Attempts = attempts(lost, onchain.Message)
	funded := Submission{PaymentID: paymentID, TransactionID: transactionID, SenderAddress: "0x57414adbba3ceba52b3d4b7b1d9b4d28bbb67799", Amount: "11.948672"}
	since := time.Date(2026, 11, 20, 3, 4, 5, 0, time.UTC)
	return map[string]table{
		"submission": {
			"submission not in base64":          s.NotBase64(),
			"submission not in hex":             s.NotHex(),
			"submission twice":                  s.Twice(),
			"submission without signature":      {s.Missing("signed_transaction")},
			"submission unread":                 s.Unread("timeouts.read", unread),
			"submitted before":                  s.Before(cpn.StatusPending),
			"submission with an unknown status": s.UnknownStatus("SCREENING"),
			"plan without a signature unread":   {s.PlanUnread(unread)},
		},
		"submission_outcome": {
			"submission rejected":                                       rejected(rejection(400, 290312, "insufficient balance")),
			"submission rejected at signature":                          rejected(rejection(400, cpn.CodeInvalidSignature, "invalid signature")),
			"submission rejected at message":                            rejected(rejection(400, cpn.CodePayloadMismatch, "payload mismatch")),
			"submission rejected as expired":                            rejected(rejection(400, 290309, "expired")),
			"submission rejected as raw":                                rejected(rejection(400, cpn.CodeNonceTooLow, "nonce too low")),
			"submission rejected with a new code":                       rejected(rejection(400, 299999, "something new")),
			"submission rejected for allowance":                         funded.Rejected(&allowance),
			"submission rejected for an allowance of an unknown amount": rejected(allowance),
			"submission not sent":                                       rejected(unsent),
			"submission interrupted":                                    rejected(cpn.Error{Ended: cpn.EndedInterrupt}),
			"submission rate limit":                                     rejected(endedAs(busy, cpn.EndedDeadline)),
			"submission rate limit long wait":                           rejected(endedAs(busy, cpn.EndedRetryAfter)),
			"submission out of time":                                    rejected(endedAs(unsent, cpn.EndedDeadline)),
			"submission rejected unauthorized":                          rejected(unauthorized),
			"submission unknown":                                        s.Unknown(unknown, unread),
			"submission unknown interrupted":                            s.Unknown(interrupted, &cpn.Error{Ended: cpn.EndedInterrupt}),
			"submission unknown without status":                         s.Unknown(unknown, errors.New("CPN's response has no status")),
			"submission still created":                                  s.StillCreated(unknown),
			"submission still created proxy":                            s.StillCreated(&proxy),
			"submission onchain":                                        s.Onchain(&onchain, nil),
			"submission onchain interrupted":                            s.Onchain(&onchain, &cpn.Error{Ended: cpn.EndedInterrupt}),
		},
		"submission_wait": {
			"wait expired":                     s.WaitEnded(cpn.StatusPending, cpn.StatusCompleted, since, context.DeadlineExceeded, nil),
			"wait interrupted":                 s.WaitEnded(cpn.StatusBroadcasted, cpn.StatusCompleted, since, context.Canceled, nil),
			"wait unread":                      s.WaitEnded(cpn.StatusPending, cpn.StatusBroadcasted, since, context.DeadlineExceeded, unread),
			"wait never read":                  s.WaitEnded("", cpn.StatusCompleted, time.Time{}, context.DeadlineExceeded, errors.New("CPN's response has no status")),
			"wait for any status":              s.WaitEnded("", "", time.Time{}, context.DeadlineExceeded, unread),
			"wait for a transaction to submit": s.CreatedAfterAll(),
		},
		"transaction_failed": {
			"submission failed":                  s.Failed("INSUFFICIENT_TOKEN_BALANCE", ""),
			"submission failed onchain":          s.Failed("FAILED_ONCHAIN", "0x5f2c3a9b1d4e6f708192a3b4c5d6e7f8091a2b3c4d5e6f708192a3b4c5d6e7f8"),
			"submission failed on solana":        s.Failed("SOL_TX_ALREADY_IN_CACHE", ""),
			"submission failed for a new reason": s.Failed("SOMETHING_NEW", ""),
			"submission failed for no reason":    s.Failed("", ""),
		},
	}
}
