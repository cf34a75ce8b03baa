// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"archive/zip"
	"bytes"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"io/fs"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpnfake"
)

// messageCanary is a part of the message that nothing but the message has: its nonce.
const messageCanary = "57896044618658097711785492504343953926634992332820282019728792003956564819967"

// formsOfSigned are the forms in which a signed transaction may be written, in lower case:
// as it is, its bytes in base64, and its text in hex and in base64.
func formsOfSigned() []string {
	digits := strings.TrimPrefix(signedCanary, "0x")
	raw, _ := hex.DecodeString(digits)
	forms := []string{digits, hex.EncodeToString([]byte(signedCanary)), base64.RawStdEncoding.EncodeToString(raw), base64.RawURLEncoding.EncodeToString(raw)}
	for _, text := range []string{digits, signedCanary} {
		for shift := range 3 {
			// Depending on what precedes it, base64 is one of three texts, except at the ends.
			encoded := base64.StdEncoding.EncodeToString([]byte(strings.Repeat("x", shift) + text))
			forms = append(forms, encoded[4:len(encoded)-4])
		}
	}
	for i := range forms {
		forms[i] = strings.ToLower(forms[i])
	}
	// Half of it is no better.
	return append(forms, strings.ToLower(digits[:len(digits)/2]), strings.ToLower(digits[len(digits)/2:]))
}

// holdsSigned reports whether text has a signed transaction or its message, plain or encoded.
func holdsSigned(text []byte) bool {
	lower := bytes.ToLower(text)
	for _, form := range append(formsOfSigned(), messageCanary, base64.StdEncoding.EncodeToString([]byte(messageCanary))[4:90]) {
		if bytes.Contains(lower, []byte(strings.ToLower(form))) {
			return true
		}
	}
	return false
}

// signedSightings returns where either is in the files of a folder, and in archives there.
func signedSightings(t *testing.T, dir string) []string {
	t.Helper()
	var found []string
	root := os.DirFS(dir)
	err := fs.WalkDir(root, ".", func(file string, entry fs.DirEntry, err error) error {
		if err != nil || !entry.Type().IsRegular() {
			return err
		}
		text, err := fs.ReadFile(root, file)
		if err != nil {
			return err
		}
		if holdsSigned(text) {
			found = append(found, file)
		}
		if archive, err := zip.NewReader(bytes.NewReader(text), int64(len(text))); err == nil {
			for _, member := range archive.File {
				if holdsSigned(unpacked(t, member)) {
					found = append(found, file+": "+member.Name)
				}
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// traced turns every log on, and keeps all logs in a file of the workspace.
func (w *workspace) traced() {
	for _, level := range []string{
		"TF_LOG", "TF_LOG_CORE", "TF_LOG_PROVIDER", "TF_LOG_PROVIDER_CPN", "TF_LOG_SDK", "TF_LOG_SDK_FRAMEWORK", "TF_LOG_SDK_PROTO",
	} {
		w.setenv(level, "TRACE")
	}
	w.setenv("TF_LOG_PATH", filepath.Join(w.dir, "run.log"))
}

// printed appends what was printed to a file of the workspace.
func (w *workspace) printed(out []byte) {
	w.t.Helper()
	file := filepath.Join(w.dir, "printed")
	before, _ := os.ReadFile(file)
	w.write(file, string(before)+string(out))
}

// quoting is a response that quotes what was signed, in every way that CPN might.
func quoting(t *testing.T, status int) cpnfake.Fault {
	t.Helper()
	digits := strings.TrimPrefix(signedCanary, "0x")
	raw, _ := hex.DecodeString(digits)
	body, err := json.Marshal(map[string]any{
		"code": 290327, "message": "cannot decode " + signedCanary + " or " + strings.ToUpper(digits) + ", near " + digits[7:45],
		"errors": []map[string]string{
			{"error": signedCanary, "location": "signedTransaction " + digits, "message": base64.StdEncoding.EncodeToString([]byte(signedCanary))},
			{"error": url.QueryEscape(signedCanary), "location": hex.EncodeToString([]byte(signedCanary)), "message": base64.StdEncoding.EncodeToString(raw)},
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	return cpnfake.Fault{Operation: cpnfake.SubmitTransaction, Status: status, Body: string(body), Header: map[string]string{"X-Request-Id": digits}}
}

// TestSubmission_secrets runs Terraform with every log, and looks for both write-only inputs
// in what is printed, logged and stored.
func TestSubmission_secrets(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		play func(*submitting, func(args ...string))
		says string // what is printed if everything went as expected
	}{
		"success": {func(_ *submitting, tf func(args ...string)) {
			tf("validate")
			tf("plan", "-out=saved.tfplan")
			tf("show", "-json", "saved.tfplan")
			tf("show", "saved.tfplan")
			tf("apply", "saved.tfplan")
			tf("show", "-json")
			tf("state", "pull")
			tf("plan", "-destroy", "-out=destroy.tfplan")
		}, "Creation complete"},
		"rejected, and quoted": {func(s *submitting, tf func(args ...string)) {
			s.fake.Inject(quoting(s.t, http.StatusBadRequest))
			tf("apply", "-auto-approve")
		}, "CPN rejected the signed transaction"},
		"unknown, and quoted": {func(s *submitting, tf func(args ...string)) {
			s.fake.Inject(quoting(s.t, http.StatusBadGateway))
			tf("apply", "-auto-approve")
		}, "Outcome unknown"},
		"submitted, and quoted": {func(s *submitting, tf func(args ...string)) {
			s.fake.Inject(quoting(s.t, http.StatusCreated))
			tf("apply", "-auto-approve")
		}, "Outcome unknown"},
		"a proxy's page that quotes": {func(s *submitting, tf func(args ...string)) {
			s.fake.Inject(cpnfake.Fault{Method: http.MethodPost, Status: 403, Body: "<html>" + signedCanary})
			tf("apply", "-auto-approve")
		}, "Outcome unknown"},
		"another message": {func(s *submitting, tf func(args ...string)) {
			s.setenv("TF_VAR_message", `{"nonce":"`+messageCanary+`"}`)
			tf("apply", "-auto-approve")
		}, "DO NOT SUBMIT"},
		"malformed": {func(s *submitting, tf func(args ...string)) {
			s.setenv("TF_VAR_signed", signedCanary+"0")
			s.setenv("TF_VAR_message", `{"nonce":"`+messageCanary)
			tf("apply", "-auto-approve")
		}, "Invalid signed_transaction"},
		"a wait in place": {func(s *submitting, tf func(args ...string)) {
			tf("apply", "-auto-approve")
			s.declare(`wait_for = "COMPLETED"`)
			tf("plan", "-out=saved.tfplan")
			tf("apply", "-auto-approve")
		}, "Modifications complete"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newSubmitting(t)
			s.traced()
			s.setenv("TF_CLI_ARGS", "-no-color")
			said := ""
			tc.play(s, func(args ...string) {
				out, _ := s.command(args...).CombinedOutput()
				said += string(out)
				s.printed(out)
			})
			if !strings.Contains(said, tc.says) {
				t.Errorf("%q is not in\n%s", tc.says, said)
			}
			if !strings.Contains(s.read("run.log"), "sdk.proto") {
				t.Error("there is no log of the provider")
			}
			if found := signedSightings(t, s.dir); len(found) > 0 {
				t.Errorf("an input is in %v\n%s", found, said)
			}
		})
	}
}

// TestSubmission_secretSearch shows that the search finds both inputs where Terraform writes
// them: literals are in the plan file, which holds the configuration.
func TestSubmission_secretSearch(t *testing.T) {
	t.Parallel()
	for name, attribute := range map[string]string{
		"signed_transaction": `signed_transaction = "` + signedCanary + `"`, "signed_message": `signed_message = "{\"nonce\":` + messageCanary + `}"`,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newSubmitting(t, attribute)
			s.plain("plan", "-out=saved.tfplan")
			if found := strings.Join(signedSightings(t, s.dir), "\n"); !strings.Contains(found, "saved.tfplan: ") {
				t.Errorf("found in %s", found)
			}
		})
	}
}
