// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package createonly

import (
	"testing"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpn"
)

func BenchmarkKey(b *testing.B) {
	in := cpn.NewSupportTicket{PaymentID: "c4d1da72-111e-4d52-bdbf-2e74a2d803d5", IssueType: cpn.IssueOther, Description: "It is late.", Email: "help@ofi.com"}
	b.ReportAllocs()
	for b.Loop() {
		keyOf("INC-4711/delay", in)
	}
}
