// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"strings"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpnfake"
)

const (
	paymentDataAddress     = "data.cpn_payment.test"
	transactionDataAddress = "data.cpn_transaction.test"

	transactionID = "0d46f3e8-7b8e-4d5c-9f43-6a1e6ad2c0b7"
	otherPayment  = "11111111-1111-4111-8111-111111111111"
)

// paymentData and transactionData are data sources named "test". attributes add or replace
// their attributes.
func paymentData(attributes ...string) string {
	return asData(block("cpn_payment", map[string]string{"payment_id": `"` + paymentID + `"`}, attributes))
}

func transactionData(attributes ...string) string {
	ids := map[string]string{"payment_id": `"` + paymentID + `"`, "transaction_id": `"` + transactionID + `"`}
	return asData(block("cpn_transaction", ids, attributes))
}

func asData(resourceBlock string) string {
	return strings.Replace(resourceBlock, "resource", "data", 1)
}

// holdTransaction adds a transaction to the payment as if it had always existed.
func holdTransaction(fake *cpnfake.Server, paymentID string) {
	fake.SetTransaction(transactionID, func(created *cpnfake.Transaction) { created.PaymentID = paymentID })
}

// lookup is a data source in a process of its own.
type lookup struct {
	*process

	name string
	typ  tftypes.Object
}

func startLookup(t tb, name string) lookup {
	t.Helper()
	p := startProcess(t)
	schemas, err := p.server.GetProviderSchema(t.Context(), &tfprotov6.GetProviderSchemaRequest{})
	if err != nil {
		t.Fatalf("GetProviderSchema: %v", err)
	}
	return lookup{p, name, object6(t, schemas.DataSourceSchemas[name])}
}

// validate validates a data block.
func (l lookup) validate(a attributes) []*tfprotov6.Diagnostic {
	l.tb.Helper()
	resp, err := l.server.ValidateDataResourceConfig(l.tb.Context(), &tfprotov6.ValidateDataResourceConfigRequest{
		TypeName: l.name,
		Config:   l.encode(l.typ, l.value(l.typ, a)),
	})
	if err != nil {
		l.tb.Fatalf("ValidateDataResourceConfig: %v", err)
	}
	return resp.Diagnostics
}

// read configures the provider and reads a data block.
func (l lookup) read(provider, a attributes) (tftypes.Value, []*tfprotov6.Diagnostic) {
	l.tb.Helper()
	configured, err := l.server.ConfigureProvider(l.tb.Context(), &tfprotov6.ConfigureProviderRequest{
		Config: l.encode(l.block, l.value(l.block, provider)),
	})
	if err != nil || failed(configured.Diagnostics) {
		l.tb.Fatalf("ConfigureProvider: %v %s", err, renderAll(configured.Diagnostics))
	}
	resp, err := l.server.ReadDataSource(l.tb.Context(), &tfprotov6.ReadDataSourceRequest{
		TypeName: l.name,
		Config:   l.encode(l.typ, l.value(l.typ, a)),
	})
	if err != nil {
		l.tb.Fatalf("ReadDataSource: %v", err)
	}
	state, err := resp.State.Unmarshal(l.typ)
	if err != nil {
		l.tb.Fatalf("decode: %v", err)
	}
	return state, resp.Diagnostics
}

// lookups are the data sources, with valid inputs.
func lookups() map[string]attributes {
	return map[string]attributes{
		"cpn_payment":     {"payment_id": paymentID},
		"cpn_transaction": {"payment_id": paymentID, "transaction_id": transactionID},
	}
}
