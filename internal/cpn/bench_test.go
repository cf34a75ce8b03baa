// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package cpn

import (
	"os"
	"testing"
)

func BenchmarkBody(b *testing.B) {
	in := NewSupportTicket{PaymentID: paymentID, IssueType: IssueOther, Description: "It is late.", Email: "help@ofi.com", CCEmails: []string{"b@x", "a@x"}}
	b.ReportAllocs()
	for b.Loop() {
		withKey(in.Body(), paymentID)
	}
}

func BenchmarkDecode(b *testing.B) {
	body, err := os.ReadFile("testdata/transaction.json")
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		var got Transaction
		if err := into(&got, "", paymentID, APIKey{})(result{body: body}); err != nil {
			b.Fatal(err)
		}
	}
}
