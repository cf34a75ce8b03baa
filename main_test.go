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

// TestServe starts the provider as Terraform and a developer do. A registry tells Terraform what
// the manifest says. If the manifest names another protocol than the provider serves, nobody can
// install the release.
func TestServe(t *testing.T) {
	t.Parallel()
	binary := filepath.Join(t.TempDir(), "provider.exe") // Windows starts only .exe files
	if out, err := exec.CommandContext(t.Context(), "go", "build", "-o", binary, ".").CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	cmd := exec.CommandContext(t.Context(), binary)
	cmd.Env = append(os.Environ(), "PLUGIN_PROTOCOL_VERSIONS=5,6",
		"TF_PLUGIN_MAGIC_COOKIE=d602bf8f470bc67ca7faa0386276bbdd4330efaf76d1a219cb4d6991ca9872b2")
	// core version | protocol version | network | address | …
	line := firstLine(t, cmd)
	_ = cmd.Process.Kill()
	_ = cmd.Wait()
	text, err := os.ReadFile(manifestFile)
	if err != nil {
		t.Fatal(err)
	}
	var manifest any
	if err := json.Unmarshal(text, &manifest); err != nil {
		t.Fatal(err)
	}
	fields := strings.Split(line, "|")
	want := map[string]any{"version": 1.0, "metadata": map[string]any{"protocol_versions": []any{fields[min(1, len(fields)-1)] + ".0"}}}
	if diff := cmp.Diff(any(want), manifest); diff != "" {
		t.Errorf("after %q: %s", line, diff)
	}
	endsOnSIGTERM(t, exec.CommandContext(t.Context(), binary, "-debug"))
}

// firstLine starts a command, and returns the first line that it prints.
func firstLine(t *testing.T, cmd *exec.Cmd) string {
	t.Helper()
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	line, _ := bufio.NewReader(stdout).ReadString('\n')
	return line
}

// endsOnSIGTERM fails the test unless a provider for a debugger ends like any other program.
// Terraform ends a provider that it has started.
func endsOnSIGTERM(t *testing.T, cmd *exec.Cmd) {
	t.Helper()
	if runtime.GOOS == "windows" {
		t.Skip("Windows has no SIGTERM")
	}
	line := firstLine(t, cmd)
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
