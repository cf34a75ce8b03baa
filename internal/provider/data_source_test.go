// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"net/http"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpnfake"
)

const (
	transactionID = "0d46f3e8-7b8e-4d5c-9f43-6a1e6ad2c0b7"
	otherPayment  = "11111111-1111-4111-8111-111111111111"
)

// holdTransaction adds a transaction to the payment as if it had always existed.
func holdTransaction(fake *cpnfake.Server) {
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

// read configures the provider and reads a data block. It returns the state as encoding/json
// would decode it.
func (l lookup) read(provider, a attributes) (any, diagnostics) {
	l.tb.Helper()
	if diags := l.configure(provider); failed(diags) {
		l.tb.Fatalf("ConfigureProvider: %s", renderAll(diags))
	}
	resp, err := l.server.ReadDataSource(l.tb.Context(), &tfprotov6.ReadDataSourceRequest{
		TypeName: l.name,
		Config:   l.encode(l.typ, l.value(l.typ, a)),
	})
	if err != nil {
		l.tb.Fatalf("ReadDataSource: %v", err)
	}
	return decoded(l.tb, l.decode(l.typ, resp.State)), resp.Diagnostics
}

// lookups are the data sources, with valid inputs.
func lookups() map[string]attributes {
	return map[string]attributes{
		"cpn_payment":     {"payment_id": paymentID},
		"cpn_transaction": {"payment_id": paymentID, "transaction_id": transactionID},
	}
}

// TestDataSource_errors shows which error an operator reads if CPN rejects a read or cannot be
// reached, or if no read can be sent.
func TestDataSource_errors(t *testing.T) {
	t.Parallel()
	limited := cpnfake.Fault{Status: http.StatusTooManyRequests, Header: map[string]string{"Retry-After": "61"}, Times: 2}
	for name, tc := range map[string]struct {
		arrange   func(*cpnfake.Server)
		apiKey    any
		why, says string // the end of the summary, and a part of the text
	}{
		"CPN does not find the payment": {
			func(fake *cpnfake.Server) { fake.SetPayment(paymentID, func(p *cpnfake.Payment) { p.Unknown = true }) },
			testKey, "", "Check payment_id and the environment of the API key.",
		},
		"CPN rejects the API key":         {func(fake *cpnfake.Server) { fake.SetAPIKey("TEST_API_KEY:other:other") }, testKey, "", "Check that the API key"},
		"CPN asks for a wait of a minute": {func(fake *cpnfake.Server) { fake.Inject(limited) }, testKey, "", "CPN asks for a wait beyond the time for all attempts."},
		"there is no key":                 {nil, nil, ": no CPN API key", withoutKey},
		"the provider block has unknown values": {
			nil, unknown{}, ": the provider block is unknown", "The provider block has values that are not known yet, so no request was sent.",
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			fake, url := startFake(t)
			if tc.arrange != nil {
				tc.arrange(fake)
			}
			for data, inputs := range lookups() {
				_, diags := startLookup(t, data).read(attributes{"api_key": tc.apiKey, "base_url": url}, inputs)
				wellFormed(t, diags).has(t, "error", "Could not read the "+strings.TrimPrefix(data, "cpn_")+tc.why, tc.says)
			}
			want := len(lookups())
			if tc.apiKey != testKey {
				want = 0
			}
			if sent := fake.Counts().Requests; sent != want {
				t.Errorf("%d requests, want %d", sent, want)
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
				holdTransaction(fake)
				provider := attributes{"api_key": testKey, "base_url": url, "max_retries": 0, "request_timeout": "1s"}
				l := startLookup(t, name)
				whole, diags := l.read(provider, inputs)
				diags.are(t)
				fake.Inject(misbehavior)
				got, diags := l.read(provider, inputs)
				fine := len(diags) == 0 && cmp.Equal(whole, got)
				if all := renderAll(diags); !fine && (len(diags) != 1 || !explained.MatchString(all)) {
					t.Errorf("not the whole object, and no clear error: %s", all)
				}
			})
		}
	}
}

// TestDataSource_pages compares descriptions with attributes: every attribute names its source
// in CPN's API, and is that name in snake case.
func TestDataSource_pages(t *testing.T) {
	t.Parallel()
	source := regexp.MustCompile("^- `(\\w+)` .* \\(CPN's `(\\w+)`\\)\\.( \\(see \\[below.*)?\n$")
	checked := 0
	for name := range lookups() {
		_, page, _ := strings.Cut(repositoryFile(t, "docs/data-sources/"+strings.TrimPrefix(name, "cpn_")+".md"), "### Read-Only\n")
		page, _, _ = strings.Cut(page, `<a id="nestedatt--message_details">`) // made here, of another attribute
		for line := range strings.Lines(page) {
			if !strings.HasPrefix(line, "- `") || strings.HasPrefix(line, "- `message_details`") {
				continue
			}
			checked++
			if found := source.FindStringSubmatch(line); found == nil || snake(found[2]) != found[1] {
				t.Errorf("%s: comes from elsewhere, or does not say where it comes from: %s", name, line)
			}
		}
	}
	if checked < 60 {
		t.Errorf("only %d attributes", checked)
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
