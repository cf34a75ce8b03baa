// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"archive/zip"
	"bytes"
	"encoding/base64"
	"encoding/hex"
	"io"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
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
	forms := []string{
		canarySecret, strings.ReplaceAll(canarySecret, "/", `\/`), strings.ReplaceAll(canarySecret, "+", `\u002b`),
		url.QueryEscape(canarySecret), url.PathEscape(canarySecret), hex.EncodeToString([]byte(canarySecret)),
	}
	for _, form := range append(forms, inBase64(canarySecret)...) {
		if bytes.Contains(bytes.ToLower(text), []byte(strings.ToLower(form))) {
			return true
		}
	}
	return false
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
	root := os.DirFS(dir)
	err := fs.WalkDir(root, ".", func(file string, entry fs.DirEntry, err error) error {
		if err != nil || !entry.Type().IsRegular() {
			return err
		}
		text, err := fs.ReadFile(root, file)
		if err != nil {
			return err
		}
		if holds(text) {
			found = append(found, file)
		}
		if archive, err := zip.NewReader(bytes.NewReader(text), int64(len(text))); err == nil {
			for _, member := range archive.File {
				if holds(unpacked(t, member)) {
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

func unpacked(t *testing.T, member *zip.File) []byte {
	t.Helper()
	r, err := member.Open()
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	text, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// aviary is a workspace whose API key is the canary, with every log turned on. What is printed
// goes into a file of the workspace.
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
func (a *aviary) tf(args ...string) {
	a.t.Helper()
	out, _ := a.output(args...)
	a.print([]byte(out))
}

// said reports whether a text was printed, however Terraform wrapped it.
func (a *aviary) said(text string) bool {
	words := strings.Fields(strings.ReplaceAll(string(a.printed), "│", " "))
	return strings.Contains(strings.Join(words, " "), text)
}

// log is the log of all runs.
func (a *aviary) log() string {
	a.t.Helper()
	return a.read("run.log")
}

// messageCanary is a part of the message that nothing but the message has: its nonce.
var messageCanary = sync.OnceValue(func() string {
	fake := cpnfake.New()
	fake.SetTransaction(submittedID, func(*cpnfake.Transaction) {})
	_, rest, _ := strings.Cut(fake.Transactions()[0].MessageToBeSigned, `"nonce":"`)
	nonce, _, _ := strings.Cut(rest, `"`)
	return nonce
})

// formsOfSigned are the forms in which a signed transaction may be written, in lower case:
// as it is, its bytes in base64, and its text in hex and in base64.
func formsOfSigned() []string {
	digits := strings.TrimPrefix(signedCanary, "0x")
	raw, _ := hex.DecodeString(digits)
	forms := []string{digits, hex.EncodeToString([]byte(signedCanary)), base64.RawStdEncoding.EncodeToString(raw), base64.RawURLEncoding.EncodeToString(raw)}
	for _, text := range []string{digits, signedCanary} {
		forms = append(forms, inBase64(text)...)
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
	for _, form := range append(formsOfSigned(), messageCanary(), base64.StdEncoding.EncodeToString([]byte(messageCanary()))[4:60]) {
		if bytes.Contains(lower, []byte(strings.ToLower(form))) {
			return true
		}
	}
	return false
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
