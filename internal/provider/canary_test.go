// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"encoding/json"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpnfake"
)

// ephemeralKey passes an API key through Terraform without writing it anywhere.
const ephemeralKey = "variable \"key\" {\n  type      = string\n  sensitive = true\n  ephemeral = true\n}\n" +
	"provider \"cpn\" {\n  api_key = var.key\n}\n"

// echoing is a response that repeats the API key wherever it can.
func echoing(status int) cpnfake.Fault {
	return cpnfake.Fault{
		Method: http.MethodPost, Times: 4, Status: status, Header: map[string]string{"X-Request-Id": canaryKey, "Location": "/x?key=" + canaryKey},
		Body: `{"code":2,"message":"` + canaryKey + `","errors":[{"error":"` + canarySecret + `","location":"` + canaryKey + `","message":"Bearer ` + canaryKey + `"}]}`,
	}
}

// TestCanary_runs sets the API key in each recommended way, runs Terraform with every log, and
// looks for the key in what is printed, logged and stored.
func TestCanary_runs(t *testing.T) {
	t.Parallel()
	for variable, block := range map[string]string{"CPN_API_KEY": "", "TF_VAR_key": ephemeralKey} {
		t.Run(variable, func(t *testing.T) {
			t.Parallel()
			a := newAviary(t, variable, block)
			a.expects("Plan: ", "plan", "-out=saved.tfplan")
			a.tf("show", "-json", "saved.tfplan")
			a.fake.Inject(echoing(http.StatusBadRequest))
			a.expects("CPN returned HTTP 400 (code 2): (API key)", "apply", "-parallelism=1", "saved.tfplan")
			a.fake.ClearFaults()
			a.expects("Apply complete!", "apply", "-auto-approve")
			a.expects("Destroy complete! Resources: 2 destroyed", "destroy", "-auto-approve")
			a.apart(holds)
		})
	}
}

// TestCanary_failures does the same with all that can fail.
func TestCanary_failures(t *testing.T) {
	t.Parallel()
	a := newAviary(t, "CPN_API_KEY", "")
	apply := []string{"apply", "-auto-approve"}
	environment := a.env
	for says, arrange := range map[string]func(){
		"connection refused":    func() { a.setenv("CPN_BASE_URL", "http://127.0.0.1:1") },
		"CPN returned HTTP 401": func() { a.fake.SetAPIKey(testKey) },
		"Use an API key that begins with LIVE_API_KEY. Change environment only if you mean to use the other environment. No request was sent. The API key begins with TEST_API_KEY.": func() { a.setenv("CPN_ENVIRONMENT", "live") },
		"It contains white space or a control character": func() { a.setenv("CPN_API_KEY", "Bearer "+canaryKey) },
		"Outcome unknown: CPN may have created the":      func() { a.fake.Inject(echoing(http.StatusBadGateway)) },
		"not followed because the API key is for":        func() { a.fake.Inject(echoing(http.StatusTemporaryRedirect)) },
		"no response within 2s":                          func() { a.fake.Inject(cpnfake.Fault{Method: http.MethodPost, Hang: true, Times: 4}) },
	} {
		arrange()
		a.expects(says, apply...)
		a.env = environment
		a.fake.SetAPIKey(canaryKey)
		a.fake.ClearFaults()
	}
	a.fake.EditResponses(func(_ string, data map[string]any) {
		data["status"], data["caseRefId"] = url.QueryEscape(canaryKey), json.RawMessage(`"canary\u002Bsecret\/9d41c7b2"`)
	})
	a.tf(apply...)
	a.expects(`= "(API key)"`, "show")
	a.apart(holds)
}

// TestCanary_crash ends the provider while it waits for a response, in the way that makes the Go
// runtime print everything it knows, and looks for the API key in that.
func TestCanary_crash(t *testing.T) {
	t.Parallel()
	a := newAviary(t, "CPN_API_KEY", "")
	a.setenv("GOTRACEBACK", "all")
	a.fake.Inject(cpnfake.Fault{Method: http.MethodPost, Hang: true, Times: 4})
	r := a.started("create", func() bool { return a.fake.Counts().Creates > 0 })
	for _, provider := range r.providers() {
		_ = provider.Signal(syscall.SIGQUIT)
	}
	a.print([]byte(r.ends().output))
	// What Terraform says depends on what it notices first.
	if !a.said("The plugin encountered an error") && !a.said("request was cancelled") {
		t.Errorf("no error in\n%s", a.printed)
	}
	if !strings.Contains(a.log(), "internal/cpn.(*Client).exchange") {
		t.Error("the log has no traces of goroutines")
	}
	a.apart(holds)
}

// TestCanary_search shows that the search finds the API key in the places where, according to
// the documentation, Terraform writes it.
func TestCanary_search(t *testing.T) {
	t.Parallel()
	a := newAviary(t, "TF_VAR_key", strings.Replace(ephemeralKey, "  ephemeral = true\n", "", 1))
	dump := filepath.Join(a.dir, "dump")
	if err := os.Mkdir(dump, 0o700); err != nil {
		t.Fatal(err)
	}
	a.setenv("TF_LOG_SDK_PROTO_DATA_DIR", dump)
	a.tf("plan", "-out=saved.tfplan")
	found := strings.Join(sightings(t, a.dir, holds), "\n")
	if !strings.Contains(found, "saved.tfplan: ") || !strings.Contains(found, "ConfigureProvider_Request_Config") {
		t.Errorf("the key was found in\n%s", found)
	}
}
