// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"encoding/pem"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpnfake"
)

// TestProvider_withoutKey shows that a plan works without an API key, with a warning, and what
// is said of a create.
func TestProvider_withoutKey(t *testing.T) {
	t.Parallel()
	var warned diagnostics = startProcess(t).configure(attributes{})
	warned.are(t, "warning: No CPN API key @ api_key")
	for resource, noun := range createOnly() {
		p := newCreateOnly(t, resource, "")
		p.provider["api_key"] = nil
		changes, diags := p.plan()
		if diags.are(t); len(changes) != 1 {
			t.Errorf("planned %v", changes)
		}
		summary := "Could not create the " + noun + ": no CPN API key"
		p.fails().has(t, "error", summary, withoutKey)
		if n := p.fake.Counts().Requests; n != 0 {
			t.Errorf("%d requests without a key", n)
		}
	}
}

// TestUnknown_everything plans with nothing known: inputs and provider block come from a
// resource that does not exist yet.
func TestUnknown_everything(t *testing.T) {
	t.Parallel()
	fake, url := startFake(t)
	w := newWorkspace(t, url)
	w.setenv("CPN_API_KEY", "")
	w.setenv("CPN_BASE_URL", "")
	later := "resource \"terraform_data\" \"later\" {\n  input = {\n"
	for name, value := range map[string]string{
		"api_key": `"` + testKey + `"`, "base_url": `"` + url + `"`, "environment": `"test"`, "request_timeout": `"60s"`, "max_retries": "2",
		"id": `"INC-1"`, "payment_id": `"` + paymentID + `"`, "issue_type": `"OTHER"`, "description": `"It is late."`, "email": `"help@ofi.com"`,
		"cc_emails": `["a@example.com"]`, "metadata": `{ k = "v" }`, "timeouts": `{ create = "60s" }`,
	} {
		later += "    " + name + " = " + value + "\n"
	}
	known := func(names ...string) (attributes []string) {
		for _, name := range names {
			attributes = append(attributes, name+" = terraform_data.later.output."+name)
		}
		return attributes
	}
	w.configure(later+"  }\n}\n",
		"provider \"cpn\" {\n  "+strings.Join(known("api_key", "base_url", "environment", "request_timeout", "max_retries"), "\n  ")+"\n}\n",
		ticketBlock(known("id", "payment_id", "issue_type", "description", "email", "cc_emails", "timeouts")...),
		transactionBlock(known("id", "payment_id", "metadata", "timeouts")...),
	)
	if got := w.run("apply", "-auto-approve").must(t, 0); len(got.diagnostics) != 0 {
		t.Errorf("the apply says: %+v", got.diagnostics)
	}
	w.run("plan", "-detailed-exitcode").must(t, 0)
	if got := fake.Counts(); got.Tickets != 1 || got.Transactions != 1 || w.state()[ticketAddress]["id"] != "INC-1" {
		t.Errorf("CPN holds %+v, state has %v", got, w.state()[ticketAddress])
	}
}

// TestProvider_logs reads the log of a real run with every log turned on: it contains neither the
// API key nor any content of a request or response. The framework logs the paths of attributes,
// and so the names in metadata, but never values. The tests of main have the variables that ask
// for a log.
func TestProvider_logs(t *testing.T) {
	t.Parallel()
	_, url := startFake(t)
	w := newWorkspace(t, url)
	w.traced()
	w.configure(ticketBlock(`id = "x"`, `email = "canary@ofi.com"`, `cc_emails = ["canary2@ofi.com"]`, `description = "canary3"`),
		transactionBlock(`id = "y"`, `metadata = { order = "canary4" }`))
	w.run("apply", "-auto-approve").must(t, 0)
	text := w.read("run.log")
	if !saysAll(text, "CPN request|sdk.proto|sdk.framework") || strings.Contains(text, "test-secret") {
		t.Errorf("the log has the API key, or lacks a part, in %d bytes", len(text))
	}
	for line := range strings.Lines(text) {
		if strings.Contains(line, "canary") || strings.Contains(line, "primaryType") {
			t.Errorf("a line has content of a request or response: %s", line)
		}
	}
}

// stateFile is a state of schema version 0, as released versions have written it. It must
// stay readable forever: never rewrite it, but add another.
const stateFile = "testdata/state_v0.json"

// TestState_version0 plans with a state that an earlier version has written: the schema version
// is still 0, nothing changes, and nothing is created.
func TestState_version0(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile(stateFile)
	if err != nil {
		t.Fatal(err)
	}
	if openTofu() {
		text = []byte(strings.ReplaceAll(string(text), "registry.terraform.io", "registry.opentofu.org"))
	}
	fake, url := startFake(t)
	fake.SetTransaction("22222222-2222-4222-8222-222222222222", func(created *cpnfake.Transaction) {
		created.PaymentID, created.ExpireDate, created.MessageToBeSigned = paymentID, "2026-11-20T11:00:00Z", `{"types":{},"message":{"value":9007199254740993}}`
		created.Metadata, created.Amount.Amount, created.Blockchain = map[string]string{"k": "v"}, "110.270000", "ETH-SEPOLIA"
		created.SenderAddress, created.DestinationAddress = "0xe01be9cdd9e744ae6a709794bfe531ec3ec0671c", "0x1c7d4b196cb0c7b01d743fbc6116a902379c7238"
	})
	w := newWorkspace(t, url)
	w.write(filepath.Join(w.dir, "terraform.tfstate"), string(text))
	w.configure(both())
	if got := w.run("plan", "-detailed-exitcode").must(t, 0); len(got.diagnostics) != 0 {
		t.Errorf("the plan says %v", got.diagnostics)
	}
	state := w.state()
	if state[ticketAddress]["case_ref_id"] != "CIR-000001" || state[transactionAddress]["transaction_id"] != "22222222-2222-4222-8222-222222222222" {
		t.Errorf("state has %v", state)
	}
	if n := fake.Counts().Creates; n != 0 {
		t.Errorf("%d creates", n)
	}
}

// overTLS starts a simulator that speaks TLS, and records the versions of HTTP used. file has
// the authority that certifies it, which is Go's own for tests.
func overTLS(t *testing.T) (fake *cpnfake.Server, address, file string, protocols *sync.Map) {
	t.Helper()
	fake, protocols = cpnfake.New(), &sync.Map{}
	server := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		protocols.Store(r.Proto, true)
		fake.ServeHTTP(w, r)
	}))
	server.Config.ErrorLog = log.New(io.Discard, "", 0)
	server.EnableHTTP2 = true
	server.StartTLS()
	t.Cleanup(server.Close)
	file = filepath.Join(t.TempDir(), "authority.pem")
	text := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: server.Certificate().Raw})
	if err := os.WriteFile(file, text, 0o600); err != nil {
		t.Fatal(err)
	}
	return fake, server.URL, file, protocols
}

// TestCanary_proxy uses a proxy with a password, and a host with a private authority, which no
// name server knows. The proxy never sees the API key, and nobody sees the password.
func TestCanary_proxy(t *testing.T) {
	t.Parallel()
	if runtime.GOOS != "linux" {
		t.Skip("on other systems the authority would have to be added to the system's own store")
	}
	const host = "cpn.example.com" // the authority certifies all names of example.com
	_, address, authority, _ := overTLS(t)
	proxy := cpnfake.NewProxy(strings.TrimPrefix(address, "https://"))
	server := httptest.NewServer(proxy)
	t.Cleanup(server.Close)

	a := newAviary(t, "CPN_API_KEY", "")
	a.setenv("SSL_CERT_FILE", authority)
	a.setenv("GODEBUG", "http2debug=2") // makes net/http log all headers
	a.setenv("CPN_BASE_URL", "https://"+host)
	a.setenv("HTTPS_PROXY", strings.Replace(server.URL, "//", "//operator:password-of-the-proxy@", 1))
	a.tf("apply", "-auto-approve")
	if !a.said("Apply complete! Resources: 2 added") {
		t.Errorf("got %s", a.printed)
	}
	for _, request := range proxy.Asked() {
		if !saysAll(request, "CONNECT "+host+":443|Proxy-Authorization") || holds([]byte(request)) {
			t.Errorf("the proxy was asked\n%s", request)
		}
	}
	if found := sightings(t, a.dir, holds); len(proxy.Asked()) == 0 || len(found) > 0 {
		t.Errorf("the proxy was asked %d times, and the key is in %v", len(proxy.Asked()), found)
	}
	if strings.Contains(a.log()+string(a.printed), "password-of-the-proxy") {
		t.Error("the proxy's password is shown")
	}
}
