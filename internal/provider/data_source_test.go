// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"net/http"
	"regexp"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpnfake"
)

// TestDataSource_errors shows what an operator reads if CPN rejects a read or cannot be reached.
func TestDataSource_errors(t *testing.T) {
	t.Parallel()
	const later = "resource \"terraform_data\" \"later\" {\n  input = \"30s\"\n}\nprovider \"cpn\" {\n  request_timeout = terraform_data.later.output\n}\n"
	for name, tc := range map[string]struct {
		arrange              func(*cpnfake.Server, *workspace)
		provider             string
		payment, transaction string // text of the error
		why                  string // the end of its summary
		requests             int
	}{
		"CPN does not find the payment": {
			arrange: func(fake *cpnfake.Server, _ *workspace) {
				fake.SetPayment(paymentID, func(p *cpnfake.Payment) { p.Unknown = true })
			},
			payment:     "CPN returned HTTP 400 (code 290305)|Check payment_id and the environment of the API key.|attempt 1:",
			transaction: "CPN returned HTTP 400 (code 290305)|Check payment_id and the environment of the API key.|attempt 1:",
			requests:    2,
		},
		"CPN does not know the transaction": {
			transaction: "CPN returned HTTP 400 (code 290306)|Check the transaction's ID, its payment, and the environment of the API key.|attempt 1:",
			requests:    2,
		},
		"the transaction is another payment's": {
			arrange:     func(fake *cpnfake.Server, _ *workspace) { holdTransaction(fake, otherPayment) },
			transaction: "CPN returned HTTP 400 (code 290306)|Check the transaction's ID, its payment, and the environment of the API key.|attempt 1:",
			requests:    2,
		},
		"CPN rejects the API key": {
			arrange:     func(fake *cpnfake.Server, _ *workspace) { fake.SetAPIKey("TEST_API_KEY:other:other") },
			payment:     "CPN returned HTTP 401 (code 4)|Check that the API key has three parts, is not revoked, and is for the right environment.|attempt 1:",
			transaction: "CPN returned HTTP 401 (code 4)|Check that the API key has three parts, is not revoked, and is for the right environment.|attempt 1:",
			requests:    2,
		},
		"there is no key": {
			arrange:     func(_ *cpnfake.Server, w *workspace) { w.setenv("CPN_API_KEY", "") },
			why:         ": no CPN API key",
			payment:     "No request was sent.|CPN_API_KEY",
			transaction: "No request was sent.|CPN_API_KEY",
		},
		"the provider block has unknown values": {
			provider:    later,
			why:         ": the provider block is unknown",
			payment:     "The provider block has values that are not known yet, so no request was sent.|terraform apply -target=ADDRESS",
			transaction: "The provider block has values that are not known yet, so no request was sent.|terraform apply -target=ADDRESS",
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			fake, url := startFake(t)
			w := newWorkspace(t, url)
			if tc.arrange != nil {
				tc.arrange(fake, w)
			}
			w.configure(tc.provider, paymentData(), transactionData())
			got := w.run("plan")
			for summary, says := range map[string]string{"Could not read the payment": tc.payment, "Could not read the transaction": tc.transaction} {
				if says == "" {
					continue
				}
				got.must(t, 1)
				detail := got.has(t, "error", summary+tc.why).Detail
				for part := range strings.SplitSeq(says, "|") {
					if !strings.Contains(detail, part) {
						t.Errorf("%q lacks %q", detail, part)
					}
				}
			}
			if sent := fake.Counts().Requests; sent != tc.requests {
				t.Errorf("%d requests, want %d", sent, tc.requests)
			}
		})
	}
}

// TestDataSource_anyFault shows that every fault gives either a clear error or the whole
// object.
func TestDataSource_anyFault(t *testing.T) {
	t.Parallel()
	explained := regexp.MustCompile(`(?s)^error: Could not read the (payment|transaction)\n[^\n]+\.\n\nA read changes nothing at CPN\.( [^\n]+\.)?\n\n(  (server|response): +[^\n]+\n)+  attempt 1:       .*` + regexp.QuoteMeta(help("read-failed")) + `$`)
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
			case name == "message_details": // made here, of another attribute
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
	check("cpn_payment", paymentSchema().Attributes)
	check("cpn_transaction", transactionDataSourceSchema().Attributes)
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
