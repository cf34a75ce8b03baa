// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"archive/zip"
	"bytes"
	"encoding/base64"
	"encoding/hex"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpnfake"
)

// canaryKey is the API key that tests look for. It has characters that encodings change.
const (
	canarySecret = "canary+secret/9d41c7b2"
	canaryKey    = "TEST_API_KEY:canary-id:" + canarySecret
)

// holds reports whether text contains the canary's secret, plain or encoded.
func holds(text []byte) bool {
	return containsAny(text, append(inBase64(canarySecret),
		canarySecret, strings.ReplaceAll(canarySecret, "/", `\/`), strings.ReplaceAll(canarySecret, "+", `\u002b`),
		url.QueryEscape(canarySecret), url.PathEscape(canarySecret), hex.EncodeToString([]byte(canarySecret))))
}

// containsAny reports whether text contains one of these forms, in either letter case.
func containsAny(text []byte, forms []string) bool {
	lower := bytes.ToLower(text)
	return slices.ContainsFunc(forms, func(form string) bool { return bytes.Contains(lower, []byte(strings.ToLower(form))) })
}

// inBase64 returns what any base64 text that has text in it contains. Depending on what
// precedes it, this is one of three texts, except at the ends.
func inBase64(text string) []string {
	var forms []string
	for shift := range 3 {
		encoded := base64.StdEncoding.EncodeToString([]byte(strings.Repeat("x", shift) + text))
		forms = append(forms, encoded[4:len(encoded)-4])
	}
	return forms
}

// sightings returns where a secret is in the files of a folder, and in archives there, such as
// plan files. holds says whether a text has it.
func sightings(t *testing.T, dir string, holds func([]byte) bool) []string {
	t.Helper()
	var found []string
	var search func(root fs.FS, in string) error
	search = func(root fs.FS, in string) error {
		return fs.WalkDir(root, ".", func(file string, entry fs.DirEntry, err error) error {
			if err != nil || !entry.Type().IsRegular() {
				return err
			}
			text, err := fs.ReadFile(root, file)
			if err != nil {
				return err
			}
			if holds(text) {
				found = append(found, in+file)
			}
			if archive, err := zip.NewReader(bytes.NewReader(text), int64(len(text))); err == nil {
				return search(archive, in+file+": ")
			}
			return nil
		})
	}
	if err := search(os.DirFS(dir), ""); err != nil {
		t.Fatal(err)
	}
	return found
}

// aviary is a workspace whose API key is the canary, with every log turned on.
type aviary struct {
	*workspace

	fake *cpnfake.Server
}

// newAviary returns an aviary with a ticket and a transaction. variable and providerBlock
// decide how it gets the API key.
func newAviary(t *testing.T, variable, providerBlock string) *aviary {
	t.Helper()
	fake, address := startFake(t)
	fake.SetAPIKey(canaryKey)
	a := &aviary{workspace: newWorkspace(t, address), fake: fake}
	a.traced()
	a.setenv("TF_CLI_ARGS", "-no-color")
	a.setenv("CPN_API_KEY", "")
	a.setenv(variable, canaryKey)
	a.setenv("CPN_MAX_RETRIES", "1")
	a.setenv("CPN_REQUEST_TIMEOUT", "2s")
	a.configure(providerBlock, ticketBlock(`id = "x"`), transactionBlock())
	return a
}

// tf runs Terraform and keeps what it prints, whether or not it succeeds.
func (w *workspace) tf(args ...string) {
	w.t.Helper()
	out, _ := w.output(args...)
	w.print([]byte(out))
}

// said reports whether a text was printed, however Terraform wrapped it.
func (w *workspace) said(text string) bool {
	words := strings.Fields(strings.ReplaceAll(string(w.printed), "│", " "))
	return strings.Contains(strings.Join(words, " "), text)
}

// expects runs Terraform, and fails the test unless it prints this.
func (w *workspace) expects(says string, args ...string) {
	w.t.Helper()
	before := w.printed
	w.printed = nil
	w.tf(args...)
	if !w.said(says) {
		w.t.Errorf("%q is not in\n%s", says, w.printed)
	}
	w.print(append(before, w.printed...))
}

// apart looks for a secret in all files, of which one is a log of the provider.
func (w *workspace) apart(holds func([]byte) bool) {
	w.t.Helper()
	if !strings.Contains(w.log(), "sdk.proto") {
		w.t.Error("there is no log of the provider")
	}
	if found := sightings(w.t, w.dir, holds); len(found) > 0 {
		w.t.Errorf("a secret is in %v", found)
	}
}

// log is the log of all runs.
func (w *workspace) log() string {
	w.t.Helper()
	return w.read("run.log")
}

// messageCanary is a part of the message that nothing but the message has: its nonce.
var messageCanary = sync.OnceValue(func() string {
	fake := cpnfake.New()
	fake.SetTransaction(submittedID, func(*cpnfake.Transaction) {})
	_, rest, _ := strings.Cut(fake.Transactions()[0].MessageToBeSigned, `"nonce":"`)
	nonce, _, _ := strings.Cut(rest, `"`)
	return nonce
})

// holdsSigned reports whether text has half of the signed transaction or its message: as they are,
// the bytes of the transaction in base64, and its text in hex and in base64.
func holdsSigned(text []byte) bool {
	digits := strings.TrimPrefix(signedCanary, "0x")
	raw, _ := hex.DecodeString(digits)
	forms := []string{
		messageCanary(), digits[:len(digits)/2], digits[len(digits)/2:], hex.EncodeToString([]byte(signedCanary)),
		base64.RawStdEncoding.EncodeToString(raw), base64.RawURLEncoding.EncodeToString(raw),
	}
	for _, plain := range []string{messageCanary(), digits, signedCanary} {
		forms = append(forms, inBase64(plain)...)
	}
	return containsAny(text, forms)
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

// print keeps what was printed, also in a file of the workspace.
func (w *workspace) print(out []byte) {
	w.t.Helper()
	w.printed = append(w.printed, out...)
	w.write(filepath.Join(w.dir, "printed"), string(w.printed))
}
