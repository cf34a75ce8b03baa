// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"encoding/base64"
	"encoding/hex"
	"strings"
	"testing"
)

// TestSubmission_form rejects inputs that no wallet returns, at the input, and shows none of
// them. [TestSignedTransaction_form] and [TestSignedMessage_form] have the forms.
func TestSubmission_form(t *testing.T) {
	t.Parallel()
	const secret = "5ec12e7"
	for name, tc := range map[string]struct{ input, value, want string }{
		"a signature":                 {"signed_transaction", "0x" + secret + "0", ""},
		"a partially signed one":      {"signed_transaction", "AQAB", ""},
		"an odd number of digits":     {"signed_transaction", "0x" + secret, "error: Invalid signed_transaction @ signed_transaction"},
		"a line end":                  {"signed_transaction", "0x" + secret + "0\n", "error: Invalid signed_transaction @ signed_transaction"},
		"nothing":                     {"signed_transaction", "", "error: Invalid signed_transaction @ signed_transaction"},
		"a message":                   {"signed_message", `{"a":9007199254740993}`, ""},
		"an encoded message":          {"signed_message", "AQAB", ""},
		"no JSON":                     {"signed_message", `{"a":` + secret + "}x", "error: Invalid signed_message @ signed_message"},
		"a status that nothing waits": {"wait_for", "PENDING", "error: Invalid Attribute Value Match @ wait_for"},
		"no payment":                  {"payment_id", "PENDING", "error: Invalid payment_id @ payment_id"},
		"no transaction":              {"transaction_id", "PENDING", "error: Invalid transaction_id @ transaction_id"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			a := attributes{"payment_id": paymentID, "transaction_id": submittedID, "signed_message": "{}", "signed_transaction": "0x00"}
			a[tc.input] = tc.value
			got := renderAll(startProcess(t).validateResource("cpn_transaction_submission", a))
			if first, _, _ := strings.Cut(got, "\n"); first != tc.want || strings.Contains(got, secret) {
				t.Error(got)
			}
		})
	}
}

// TestSignedTransaction_form holds the check to what wallets return, and to what is easily
// taken for it.
func TestSignedTransaction_form(t *testing.T) {
	t.Parallel()
	signature := "0x" + strings.Repeat("1f", 64) + "1b"
	list := append([]byte{0xf8, 0x6a}, make([]byte, 0x6a)...)
	for name, tc := range map[string]struct{ text, problem string }{
		"the signature of an ordinary wallet":        {signature, ""},
		"a signature that begins like a list in RLP": {"0xf83f" + strings.Repeat("1f", 63), ""},
		"the signature of a contract wallet":         {"0x" + strings.Repeat("00", 300), ""},
		"a partially signed transaction":             {base64.StdEncoding.EncodeToString(make([]byte, 200)), ""},
		"empty":                                      {"", "empty"},
		"a line end":                                 {signature + "\n", "line end"},
		"a line end of Windows":                      {signature + "\r\n", "line end"},
		"white space":                                {" " + signature, "white space"},
		"quotes":                                     {`"` + signature + `"`, "quotes"},
		"a byte order mark":                          {"\ufeff" + signature, "byte order mark"},
		"no 0x":                                      {signature[2:], "lacks 0x"},
		"an odd number of digits":                    {signature + "0", "even number"},
		"0x alone":                                   {"0x", "even number"},
		"a raw transaction":                          {"0x" + hex.EncodeToString(list), "raw transaction"},
		"a typed raw transaction":                    {"0x02" + hex.EncodeToString(list), "raw transaction"},
		"a long raw transaction":                     {"0xf9012c" + strings.Repeat("00", 300), "raw transaction"},
		"neither hex nor base64":                     {"signature!", "neither"},
		"base64 without its ending":                  {"YQ", "neither"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			err := checkSigned(tc.text)
			if (err == nil) != (tc.problem == "") || err != nil && !strings.Contains(err.Error(), tc.problem) {
				t.Errorf("got %v, want %q", err, tc.problem)
			}
		})
	}
}

// TestSignedMessage_form holds the check to both forms of a message.
func TestSignedMessage_form(t *testing.T) {
	t.Parallel()
	for text, valid := range map[string]bool{`{"types":{}}`: true, "AQID": true, "": false, "{": false, "AQID\n": false, `"AQID"`: false} {
		if err := checkSignedMessage(text); (err == nil) != valid {
			t.Errorf("%q: %v", text, err)
		}
	}
}
