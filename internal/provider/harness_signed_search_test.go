// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"bytes"
	"encoding/base64"
	"encoding/hex"
	"path/filepath"
	"strings"
	"sync"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpnfake"
)

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
