// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpn"
)

func BenchmarkModel(b *testing.B) {
	m := supportTicketModel{CCEmails: types.ListNull(types.StringType)}
	created := cpn.SupportTicket{ID: paymentID, PaymentID: paymentID, CaseRefID: new("CIR-000001"), CreateDate: new("2026-11-20T10:00:00Z")}
	b.ReportAllocs()
	for b.Loop() {
		m.request()
		m.with(created)
		m.returned(created)
	}
}

// BenchmarkValidate and BenchmarkPlan measure whole calls, including the framework's part.
func BenchmarkValidate(b *testing.B) {
	p := startProcess(b)
	b.ReportAllocs()
	for b.Loop() {
		p.validateResource("cpn_support_ticket", validTicket())
	}
}

func BenchmarkPlan(b *testing.B) {
	c := newCore(b, "cpn_support_ticket", attributes{"api_key": testKey, "base_url": "http://127.0.0.1:1"})
	c.declared["a"] = validTicket()
	c.declared["a"]["id"] = "INC-1"
	walk := c.start()
	config := walk.value(walk.typ, c.declared["a"])
	b.ReportAllocs()
	for b.Loop() {
		walk.plan(config, config, nil)
	}
}
