// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package submission

import (
	"context"
	"encoding/json"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpn"
)

const (
	before       = "warning: The transaction was submitted before this run"
	unknown      = "error: Outcome unknown: CPN may have the signed transaction"
	notSubmitted = "error: The transaction is not submitted: CPN accepted no request"
	wasRejected  = "error: CPN rejected the signed transaction"
)

// TestSubmit_outcomes is the table of what happens to a submission, whole: which calls are
// made when, what goes to state, and what the operator reads.
func TestSubmit_outcomes(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		steps               []step
		calls, status, says string
	}{
		"submitted":           {[]step{read("CREATED"), submitted()}, "read 0s, submit 0s", "PENDING", ""},
		"PENDING before":      {[]step{read("PENDING")}, "read 0s", "PENDING", before},
		"BROADCASTED before":  {[]step{read("BROADCASTED")}, "read 0s", "BROADCASTED", before},
		"COMPLETED before":    {[]step{read("COMPLETED")}, "read 0s", "COMPLETED", before},
		"a new status before": {[]step{read("SETTLING")}, "read 0s", "none", "error: Not submitted by this run: the provider does not know the status"},
		"FAILED before":       {[]step{read("FAILED")}, "read 0s", "FAILED", "error: The transaction FAILED: OUT_OF_GAS"},
		"no status":           {[]step{read("")}, "read 0s", "none", "error: Could not read the transaction before its submission"},
		"unread":              {[]step{unread()}, "read 0s", "none", "error: Could not read the transaction before its submission"},

		"lost, and CPN has it":         {[]step{read("CREATED"), fails(lost()), read("PENDING")}, "read 0s, submit 0s, read 500ms", "PENDING", ""},
		"lost, and CPN has settled it": {[]step{read("CREATED"), fails(lost()), read("COMPLETED")}, "read 0s, submit 0s, read 500ms", "COMPLETED", ""},
		"lost, and it FAILED": {
			[]step{read("CREATED"), fails(lost()), read("FAILED")}, "read 0s, submit 0s, read 500ms", "FAILED", "error: The transaction FAILED: OUT_OF_GAS",
		},
		"lost, and CPN does not have it": {
			[]step{read("CREATED"), fails(lost()), read("CREATED"), submitted()}, "read 0s, submit 0s, read 500ms, submit 500ms", "PENDING", "",
		},
		"lost, and unread":     {[]step{read("CREATED"), fails(lost()), unread()}, "read 0s, submit 0s, read 500ms", "none", unknown},
		"lost, without status": {[]step{read("CREATED"), fails(lost()), read("")}, "read 0s, submit 0s, read 500ms", "none", unknown},
		"lost each time": {
			[]step{read("CREATED"), fails(lost()), read("CREATED"), fails(lost()), read("CREATED"), fails(lost()), read("CREATED")},
			"read 0s, submit 0s, read 500ms, submit 500ms, read 1.5s, submit 1.5s, read 3.5s", "none", unknown,
		},
		"lost, then rejected": {
			[]step{read("CREATED"), fails(lost()), read("CREATED"), fails(rejected(cpn.CodeInsufficientTokenBalance)), read("CREATED")},
			"read 0s, submit 0s, read 500ms, submit 500ms, read 500ms", "none", wasRejected,
		},
		"lost, then rejected because the blockchain has it": {
			[]step{read("CREATED"), fails(lost()), read("CREATED"), fails(rejected(cpn.CodeNonceAlreadyUsed)), read("CREATED")},
			"read 0s, submit 0s, read 500ms, submit 500ms, read 500ms", "none", unknown,
		},
		"lost, then rejected because CPN has it": {
			[]step{read("CREATED"), fails(lost()), read("CREATED"), fails(rejected(cpn.CodeNonceAlreadyUsed)), read("BROADCASTED")},
			"read 0s, submit 0s, read 500ms, submit 500ms, read 500ms", "BROADCASTED", "",
		},
		"lost, then submitted": {
			[]step{read("CREATED"), fails(lost()), read("CREATED"), fails(rejected(cpn.CodeAlreadySubmitted)), read("PENDING")},
			"read 0s, submit 0s, read 500ms, submit 500ms, read 500ms", "PENDING", "",
		},
		"lost, then never sent": {
			[]step{read("CREATED"), fails(lost()), read("CREATED"), fails(unsent()), read("CREATED")},
			"read 0s, submit 0s, read 500ms, submit 500ms, read 500ms", "none", unknown,
		},
		"lost, then limited": {
			[]step{read("CREATED"), fails(lost()), read("CREATED"), fails(limited()), read("CREATED")},
			"read 0s, submit 0s, read 500ms, submit 500ms, read 500ms", "none", unknown,
		},

		"never sent":                     {[]step{read("CREATED"), fails(unsent())}, "read 0s, submit 0s", "none", notSubmitted},
		"limited":                        {[]step{read("CREATED"), fails(limited())}, "read 0s, submit 0s", "none", notSubmitted},
		"rejected":                       {[]step{read("CREATED"), fails(rejected(cpn.CodeNonceTooLow))}, "read 0s, submit 0s", "none", wasRejected},
		"rejected with a new code":       {[]step{read("CREATED"), fails(rejected(299999))}, "read 0s, submit 0s", "none", wasRejected},
		"rejected at signed_transaction": {[]step{read("CREATED"), fails(rejected(cpn.CodeInvalidSignature))}, "read 0s, submit 0s", "none", "error at signed_transaction: CPN rejected the signed transaction"},
		"rejected at signed_message":     {[]step{read("CREATED"), fails(rejected(cpn.CodePayloadMismatch))}, "read 0s, submit 0s", "none", "error at signed_message: CPN rejected the signed transaction"},
		"another ID":                     {[]step{read("CREATED"), {call: "submit", err: cpn.ErrOddID}}, "read 0s, submit 0s", "none", "error: Could not read the transaction before its submission"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				s := &script{t: t, steps: tc.steps, retries: 2}
				calls, status, diags := s.run(t.Context(), nil)
				if calls != tc.calls || status != tc.status || short(diags) != tc.says {
					t.Errorf("got %s; %s; %s\nwant %s; %s; %s", calls, status, short(diags), tc.calls, tc.status, tc.says)
				}
			})
		})
	}
}

// TestSubmit_looksUp shows that the status decides after a failure that says that the
// transaction was submitted, and after one that is not CPN's. There is no second attempt.
func TestSubmit_looksUp(t *testing.T) {
	t.Parallel()
	for name, failure := range map[string]*cpn.Error{
		"290303": rejected(cpn.CodeInvalidTransactionStatus), "290307": rejected(cpn.CodeAlreadySubmitted),
		"290333": rejected(cpn.CodeBroadcastingInProgress), "a proxy's 403": foreign(403), "a proxy's 404": foreign(404), "a redirect": foreign(307),
	} {
		for now, want := range map[string][2]string{
			"PENDING": {"PENDING", before}, "BROADCASTED": {"BROADCASTED", before}, "FAILED": {"FAILED", "error: The transaction FAILED: OUT_OF_GAS"},
			"CREATED": {"none", unknown}, "": {"none", unknown},
		} {
			t.Run(name+", then "+now, func(t *testing.T) {
				t.Parallel()
				synctest.Test(t, func(t *testing.T) {
					s := &script{t: t, steps: []step{read("CREATED"), fails(failure), read(now)}, retries: 8}
					calls, status, diags := s.run(t.Context(), nil)
					if calls != "read 0s, submit 0s, read 0s" || status != want[0] || short(diags) != want[1] {
						t.Errorf("%s; %s; %s", calls, status, short(diags))
					}
				})
			})
		}
	}
}

// TestSubmit_sendsWhatWasSigned shows what keeps a signed form from being sent: inputs that
// are missing, another message, and a message that moves money from or to somebody else.
func TestSubmit_sendsWhatWasSigned(t *testing.T) {
	t.Parallel()
	const sent, kept = "read 0s, submit 0s", "read 0s"
	for name, tc := range map[string]struct {
		message, signed string // "" for the usual ones
		edit            func(*Submission)
		calls, says     string
	}{
		"null message":     {edit: func(s *Submission) { s.SignedMessage = "" }, calls: kept, says: "error at signed_message: Nothing to submit: signed_message is null"},
		"null transaction": {edit: func(s *Submission) { s.SignedTransaction = "" }, calls: kept, says: "error at signed_transaction: Nothing to submit: signed_transaction is null"},
		"another message":  {signed: `{"a":1,"b":[3]}`, calls: kept, says: "error at signed_message: DO NOT SUBMIT: signed_message is not the transaction's message"},
		"rounded number": {
			message: `{"n":9007199254740993}`, signed: `{"n":9007199254740992}`, calls: kept,
			says: "error at signed_message: DO NOT SUBMIT: signed_message is not the transaction's message",
		},
		"another form of the message": {message: `{"n":9007199254740993,"t":"é"}`, signed: `{ "t": "\u00e9", "n": 9007199254740993 }`, calls: sent},
		"no message at CPN":           {message: "-", signed: `{}`, calls: kept, says: "error at signed_message: DO NOT SUBMIT: signed_message is not the transaction's message"},
		"null at CPN":                 {message: "null", calls: kept, says: "error at signed_message: DO NOT SUBMIT: signed_message is not the transaction's message"},
		"as described":                {message: intent("F0", "70", "1500000", "1"), calls: sent},
		"to somebody else": {
			message: intent("f0", "99", "1500000", "1"), calls: kept, says: "error at signed_message: DO NOT SUBMIT: the message pays another address",
		},
		"from somebody else": {
			message: intent("99", "70", "1500000", "1"), calls: kept, says: "error at signed_message: DO NOT SUBMIT: the message pays from another wallet",
		},
		"from somebody else, and less": {
			message: intent("99", "70", "1", "1"), calls: kept,
			says: "error at signed_message: DO NOT SUBMIT: the message pays from another wallet; warning at signed_message: The message takes less than CPN says (…0a6c1d0e7f11)",
		},
		"more":          {message: intent("f0", "70", "1500001", "1"), calls: kept, says: "error at signed_message: DO NOT SUBMIT: the message takes more than CPN says"},
		"less":          {message: intent("f0", "70", "1", "1"), calls: sent, says: "warning at signed_message: The message takes less than CPN says (…0a6c1d0e7f11)"},
		"another chain": {message: intent("f0", "70", "1500000", "137"), calls: kept, says: "error at signed_message: DO NOT SUBMIT: the message is for another blockchain"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				created := read("CREATED")
				created.edit = func(found *cpn.Transaction) { describe(found, tc.message) }
				s := &script{t: t, steps: []step{created, submitted()}}
				calls, status, diags := s.run(t.Context(), func(s *Submission) {
					if text := strings.TrimPrefix(tc.message, "-"); text != "" {
						s.SignedMessage = text
					}
					if tc.signed != "" {
						s.SignedMessage = tc.signed
					}
					if tc.edit != nil {
						tc.edit(s)
					}
				})
				if calls != tc.calls || (status == "none") != (calls == kept) || short(diags) != tc.says {
					t.Errorf("got %s; %s; %s\nwant %s; %s", calls, status, short(diags), tc.calls, tc.says)
				}
			})
		})
	}
}

// intent is a payment intent that moves this much without a fee. The addresses are their ends.
func intent(from, to, value, chain string) string {
	return `{"types":{` +
		`"PermitWitnessTransferFrom":[{"name":"permitted","type":"TokenPermissions"},{"name":"spender","type":"address"},{"name":"witness","type":"PaymentIntent"}],` +
		`"TokenPermissions":[{"name":"token","type":"address"},{"name":"amount","type":"uint256"}],` +
		`"PaymentIntent":[{"name":"from","type":"address"},{"name":"to","type":"address"},{"name":"value","type":"uint256"},{"name":"maxFee","type":"uint256"}]},` +
		`"domain":{"name":"Permit2","chainId":` + chain + `,"verifyingContract":"0x000000000022D473030F116dDEE9F6B43aC78BA3"},` +
		`"primaryType":"PermitWitnessTransferFrom","message":{"permitted":{"token":"0xA0b86991c6218b36c1d19D4a2e9Eb0cE3606eB48","amount":"` + value + `"},` +
		`"spender":"0x355e0a2a4B7563e0E00C90deD9Aa914c119Ee868",` +
		`"witness":{"from":"` + address(from) + `","to":"` + address(to) + `","value":` + value + `,"maxFee":"0"}}}`
}

// address returns an address that ends so.
func address(end string) string { return "0x" + strings.Repeat("0", 38) + end }

// describe gives a transaction a message, "-" for none, and what CPN says about it.
func describe(t *cpn.Transaction, message string) {
	text := func(s string) *string { return &s }
	t.SenderAddress, t.DestinationAddress, t.Blockchain = text(address("f0")), text(address("70")), text("ETH")
	t.Amount = &cpn.Amount{Amount: text("1.50"), Currency: text("USDC")}
	t.MessageType = text("PAYMENT_SETTLEMENT_CONTRACT_V1_0_PAYMENT_INTENT")
	switch message {
	case "":
	case "-":
		t.MessageToBeSigned = nil
	default:
		t.MessageToBeSigned = json.RawMessage(message)
	}
}

// TestSubmit_keepsMessage shows that state can say what was signed, if CPN does not repeat it.
func TestSubmit_keepsMessage(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		sent := submitted()
		sent.edit = func(found *cpn.Transaction) { found.MessageToBeSigned = nil }
		s := &script{t: t, steps: []step{read("CREATED"), sent}}
		found, diags := s.submission(nil).Run(t.Context())
		if found == nil || string(found.MessageToBeSigned) != message || len(diags) != 0 {
			t.Errorf("got %+v; %s", found, short(diags))
		}
	})
}

// TestSubmit_retries shows that max_retries bounds the attempts, each after a read.
func TestSubmit_retries(t *testing.T) {
	t.Parallel()
	for _, retries := range []int{0, 1, 8} {
		synctest.Test(t, func(t *testing.T) {
			steps := []step{read("CREATED")}
			for range retries + 1 {
				steps = append(steps, fails(lost()), read("CREATED"))
			}
			s := &script{t: t, steps: steps, retries: retries}
			calls, _, diags := s.run(t.Context(), nil)
			if n := strings.Count(calls, "submit"); n != retries+1 || short(diags) != unknown {
				t.Errorf("%d attempts with %d retries: %s", n, retries, short(diags))
			}
			if !strings.Contains(diags[0].Detail(), "still CREATED when it was read after the last attempt") {
				t.Error(diags[0].Detail())
			}
		})
	}
}

// TestSubmit_interrupted shows where an interrupt and an expired timeout leave a submission.
func TestSubmit_interrupted(t *testing.T) {
	t.Parallel()
	slow := func(s step) step {
		s.took = 3 * time.Second
		return s
	}
	for name, tc := range map[string]struct {
		steps               []step
		expired             bool // the timeout and not an interrupt, both after 2 s
		calls, status, says string
		cause               string
	}{
		"interrupted in the first read": {
			[]step{slow(read("CREATED"))},
			false,
			"read 0s", "none", "error: Could not read the transaction before its submission", "Terraform was interrupted.",
		},
		"expired in the first read": {
			[]step{slow(read("CREATED"))},
			true,
			"read 0s", "none", "error: Could not read the transaction before its submission", "Timed out (timeouts.create).",
		},
		"a response within the grace": {[]step{read("CREATED"), slow(submitted())}, false, "read 0s, submit 0s", "PENDING", "", ""},
		"lost at the end of the grace": {
			[]step{read("CREATED"), slow(fails(lost()))}, false, "read 0s, submit 0s", "none", unknown, "Terraform was interrupted.",
		},
		// The timeout of the submission leaves time to find out.
		"expired, and CPN has it": {
			[]step{read("CREATED"), slow(fails(lost())), read("PENDING")}, true, "read 0s, submit 0s, read 3s", "PENDING", "", "",
		},
		"expired, and CPN does not have it": {
			[]step{read("CREATED"), slow(fails(lost())), read("CREATED")}, true, "read 0s, submit 0s, read 3s", "none", unknown, "still CREATED",
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				ctx, interrupt := context.WithCancel(t.Context())
				defer interrupt()
				s := &script{t: t, steps: tc.steps, retries: 8}
				calls, status, diags := s.run(ctx, func(s *Submission) {
					if tc.expired {
						s.Timeout = 2 * time.Second
					} else {
						time.AfterFunc(2*time.Second, interrupt)
					}
				})
				if calls != tc.calls || status != tc.status || short(diags) != tc.says {
					t.Errorf("got %s; %s; %s\nwant %s; %s; %s", calls, status, short(diags), tc.calls, tc.status, tc.says)
				}
				if tc.cause != "" && !strings.Contains(diags[0].Detail(), tc.cause) {
					t.Errorf("the message lacks %q: %s", tc.cause, diags[0].Detail())
				}
			})
		})
	}
}
