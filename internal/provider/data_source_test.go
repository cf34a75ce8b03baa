// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"net/http"
	"regexp"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpnfake"
)

// TestDataSource_errors shows what an operator reads if CPN rejects a read or cannot be reached.
func TestDataSource_errors(t *testing.T) {
	t.Parallel()
	const badKey = "CPN returned HTTP 401 (code 4)|Check that the API key has three parts, is not revoked, and is for the right environment.|attempt 1:"
	const noPayment = "CPN returned HTTP 400 (code 290305)|Check payment_id and the environment of the API key.|attempt 1:"
	const noTransaction = "CPN returned HTTP 400 (code 290306)|Check the transaction's ID, its payment, and the environment of the API key.|attempt 1:"
	const unknownBlock = "The provider block has values that are not known yet, so no request was sent.|terraform apply -target=ADDRESS"
	for name, tc := range map[string]struct {
		arrange              func(*cpnfake.Server)
		apiKey               any
		payment, transaction string // text of the error
		why                  string // the end of its summary
	}{
		"CPN does not find the payment": {
			arrange: func(fake *cpnfake.Server) { fake.SetPayment(paymentID, func(p *cpnfake.Payment) { p.Unknown = true }) },
			apiKey:  testKey, payment: noPayment, transaction: noPayment,
		},
		"CPN does not know the transaction": {apiKey: testKey, transaction: noTransaction},
		"the transaction is another payment's": {
			arrange: func(fake *cpnfake.Server) { holdTransaction(fake, otherPayment) }, apiKey: testKey, transaction: noTransaction,
		},
		"CPN rejects the API key": {
			arrange: func(fake *cpnfake.Server) { fake.SetAPIKey("TEST_API_KEY:other:other") }, apiKey: testKey, payment: badKey, transaction: badKey,
		},
		"there is no key":                       {why: ": no CPN API key", payment: "No request was sent.|CPN_API_KEY", transaction: "No request was sent.|CPN_API_KEY"},
		"the provider block has unknown values": {apiKey: unknown{}, why: ": the provider block is unknown", payment: unknownBlock, transaction: unknownBlock},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			fake, url := startFake(t)
			if tc.arrange != nil {
				tc.arrange(fake)
			}
			for what, says := range map[string]string{"payment": tc.payment, "transaction": tc.transaction} {
				_, diags := startLookup(t, "cpn_"+what).read(attributes{"api_key": tc.apiKey, "base_url": url}, lookups()["cpn_"+what])
				if says == "" {
					continue
				}
				wellFormed(t, diags).has(t, "error", "Could not read the "+what+tc.why, strings.Split(says, "|")...)
			}
			if sent := fake.Counts().Requests > 0; sent != (tc.apiKey == testKey) {
				t.Errorf("sent: %t", sent)
			}
		})
	}
}

// TestDataSource_anyFault shows that every fault gives either a clear error or the whole
// object.
func TestDataSource_anyFault(t *testing.T) {
	t.Parallel()
	explained := regexp.MustCompile(`(?s)^error: Could not read the (payment|transaction)\n[^\n]+\.\n\nA read changes nothing at CPN\.( [^\n]+\.)?\n\n(  payment_id: +[^\n]+\n\n)?(  (server|API key|response): +[^\n]+\n)+  attempt 1:       .*` + regexp.QuoteMeta(help("read-failed")) + `$`)
	for name, inputs := range lookups() {
		for fault, misbehavior := range cpnfake.Faults() {
			t.Run(name+"/"+fault, func(t *testing.T) {
				t.Parallel()
				fake, url := startFake(t)
				holdTransaction(fake, paymentID)
				provider := attributes{"api_key": testKey, "base_url": url, "max_retries": 0, "request_timeout": "1s"}
				whole, diagnostics := startLookup(t, name).read(provider, inputs)
				if len(diagnostics) != 0 {
					t.Fatal(renderAll(diagnostics))
				}
				fake.Inject(misbehavior)
				got, diagnostics := startLookup(t, name).read(provider, inputs)
				fine := len(diagnostics) == 0 && got.Equal(whole)
				if all := renderAll(diagnostics); !fine && (len(diagnostics) != 1 || !explained.MatchString(all)) {
					t.Errorf("not the whole object, and no clear error: %s", all)
				}
			})
		}
	}
}

// TestDataSource_boundsTheRead: a wait beyond the default read timeout does not begin.
func TestDataSource_boundsTheRead(t *testing.T) {
	t.Parallel()
	for name, inputs := range lookups() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			fake, url := startFake(t)
			fake.Inject(cpnfake.Fault{Status: http.StatusTooManyRequests, Header: map[string]string{"Retry-After": "61"}})
			_, diagnostics := startLookup(t, name).read(attributes{"api_key": testKey, "base_url": url}, inputs)
			if got := renderAll(diagnostics); !strings.Contains(got, "CPN asks for a wait beyond the time for all attempts.") || fake.Counts().Requests != 1 {
				t.Errorf("after %d requests: %s", fake.Counts().Requests, got)
			}
		})
	}
}

func TestDataSource_badUUID(t *testing.T) {
	t.Parallel()
	for name, valid := range lookups() {
		for at := range valid {
			for _, bad := range []string{"", "{" + paymentID + "}", "urn:uuid:" + paymentID, strings.ReplaceAll(paymentID, "-", "")} {
				in := lookups()[name]
				in[at] = bad
				rejectedAt(t, startLookup(t, name).validate(in), at, "Set "+at+" to a UUID, such as")
			}
			in := lookups()[name]
			in[at] = unknown{}
			if got := startLookup(t, name).validate(in); len(got) != 0 {
				t.Errorf("%s rejects an unknown %s: %s", name, at, renderAll(got))
			}
		}
	}
}

// TestDataSource_schemas compares descriptions with attributes: every attribute names its
// source in CPN's API, and is that name in snake case.
func TestDataSource_schemas(t *testing.T) {
	t.Parallel()
	source := regexp.MustCompile("[^ ] \\(CPN's `([a-zA-Z]+)`\\)\\.$")
	var check func(at string, attributes map[string]schema.Attribute)
	check = func(at string, attributes map[string]schema.Attribute) {
		for name, a := range attributes {
			found := source.FindStringSubmatch(a.GetMarkdownDescription())
			switch {
			case a.IsRequired():
			case name == "message_details", strings.HasSuffix(at, ".message_details"): // made here, of another attribute
			case found == nil:
				t.Errorf("%s.%s does not say where it comes from: %q", at, name, a.GetMarkdownDescription())
			case snake(found[1]) != name:
				t.Errorf("%s.%s comes from %s", at, name, found[1])
			}
			switch nested := a.(type) {
			case schema.SingleNestedAttribute:
				check(at+"."+name, nested.Attributes)
			case schema.ListNestedAttribute:
				check(at+"."+name, nested.NestedObject.Attributes)
			}
		}
	}
	for name, a := range paymentSchema().Attributes {
		check("cpn_payment", map[string]schema.Attribute{name: a})
	}
	for name, a := range transactionDataSourceSchema().Attributes {
		check("cpn_transaction", map[string]schema.Attribute{name: a})
	}
}

// snake writes a name of CPN's API as Terraform does.
func snake(member string) string {
	return strings.ToLower(regexp.MustCompile("([a-z])([A-Z])").ReplaceAllString(member, "${1}_${2}"))
}

func TestDataSource_unexpectedProviderData(t *testing.T) {
	t.Parallel()
	for data, bug := range map[any]bool{nil: false, "x": true} {
		var resp datasource.ConfigureResponse
		new(configuredDataSource).Configure(t.Context(), datasource.ConfigureRequest{ProviderData: data}, &resp)
		if resp.Diagnostics.HasError() != bug {
			t.Errorf("%v: %v", data, resp.Diagnostics)
		}
	}
}
