// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"bufio"
	"encoding/json"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

const manifestFile = "terraform-registry-manifest.json"

// A registry tells Terraform what the manifest says. If the manifest names another
// protocol than the provider serves, nobody can install the release.
func TestManifest_namesTheProtocolServed(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile(manifestFile)
	if err != nil {
		t.Fatal(err)
	}
	type metadata struct {
		ProtocolVersions []string `json:"protocol_versions"`
	}
	type manifest struct {
		Version  int      `json:"version"`
		Metadata metadata `json:"metadata"`
	}
	var got manifest
	if err := json.Unmarshal(text, &got); err != nil {
		t.Fatal(err)
	}
	want := manifest{Version: 1, Metadata: metadata{ProtocolVersions: []string{served(t) + ".0"}}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// served starts the provider as Terraform does, and returns the protocol version
// that it offers.
func served(t *testing.T) string {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), built(t))
	cmd.Env = append(os.Environ(), "PLUGIN_PROTOCOL_VERSIONS=5,6",
		"TF_PLUGIN_MAGIC_COOKIE=d602bf8f470bc67ca7faa0386276bbdd4330efaf76d1a219cb4d6991ca9872b2")
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	defer func() {
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
	}()
	// core version | protocol version | network | address | …
	line, err := bufio.NewReader(stdout).ReadString('\n')
	fields := strings.Split(line, "|")
	if err != nil || len(fields) < 4 {
		t.Fatalf("handshake %q, %v", line, err)
	}
	return fields[1]
}

// built builds the provider and returns its path.
func built(t *testing.T) string {
	t.Helper()
	binary := filepath.Join(t.TempDir(), "provider.exe") // Windows starts only .exe files
	if out, err := exec.CommandContext(t.Context(), "go", "build", "-o", binary, ".").CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	return binary
}

// Terraform ends a provider that it has started. A provider that a developer starts for
// a debugger ends like any other program.
func TestDebug_endsOnSIGTERM(t *testing.T) {
	t.Parallel()
	if runtime.GOOS == "windows" {
		t.Skip("Windows has no SIGTERM")
	}
	cmd := exec.CommandContext(t.Context(), built(t), "-debug")
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	line, _ := bufio.NewReader(stdout).ReadString('\n')
	if err := cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Errorf("after %q: %v", line, err)
	}
	ended := time.AfterFunc(20*time.Second, func() { _ = cmd.Process.Kill() })
	defer ended.Stop()
	if err := cmd.Wait(); err == nil || err.Error() != "signal: terminated" {
		t.Errorf("after %q it ended with %v", line, err)
	}
}

// Without a manifest, a registry assumes protocol 5; without a checksum for the manifest,
// it rejects the release. Both would be found only after the tag is published.
func TestRelease_includesTheManifest(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile(".goreleaser.yml")
	if err != nil {
		t.Fatal(err)
	}
	settings := strings.ReplaceAll(string(text), "\r\n", "\n")
	for name, lines := range map[string]string{
		"checksum": "\n  extra_files: &manifest\n" +
			"    - glob: " + manifestFile + "\n" +
			"      name_template: \"{{ .ProjectName }}_{{ .Version }}_manifest.json\"\n",
		"release": "\n  extra_files: *manifest\n",
	} {
		_, section, _ := strings.Cut(settings, "\n"+name+":\n")
		section, _, _ = strings.Cut(section, "\n\n")
		if !strings.Contains("\n"+section+"\n", lines) {
			t.Errorf("section %s of .goreleaser.yml does not have\n%s", name, lines)
		}
	}
}

func TestSilenceLoggers(t *testing.T) {
	t.Parallel()
	silent := map[string]string{}
	for _, name := range loggers() {
		silent[name] = "OFF"
	}
	run := func(environment map[string]string) (map[string]string, bool) {
		after := maps.Clone(environment)
		quiet := silenceLoggers(func(name string) string { return environment[name] }, func(name, value string) error {
			after[name] = value
			return nil
		})
		return after, quiet
	}
	if got, quiet := run(map[string]string{}); !quiet || cmp.Diff(silent, got) != "" {
		t.Errorf("without a request for logs, got %v, %v", got, quiet)
	}
	if _, quiet := run(map[string]string{"TF_LOG_CORE": "TRACE", "TF_LOG_PATH": "x"}); !quiet {
		t.Error("a request for Terraform's own log turned on the provider's")
	}
	for _, name := range []string{
		"TF_LOG", "TF_LOG_PROVIDER", "TF_LOG_PROVIDER_CPN", "TF_LOG_SDK", "TF_LOG_SDK_FRAMEWORK", "TF_LOG_SDK_PROTO", "TF_ACC",
	} {
		before := map[string]string{name: "DEBUG"}
		if got, quiet := run(before); quiet || cmp.Diff(before, got) != "" {
			t.Errorf("with %s set, got %v, %v", name, got, quiet)
		}
	}
}
