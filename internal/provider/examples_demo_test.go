// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"encoding/xml"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// playDemo plays what `make demo` does, in a shell that is set up for real work. The picture
// in README shows what the demo prints, and -rewrite paints it.
func playDemo(t *testing.T, files []string) {
	t.Helper()
	out, err := demo(t, files[1], os.Getenv("TF_ACC_TERRAFORM_PATH"))
	if err != nil {
		t.Fatalf("%v:\n%s", err, out)
	}
	const file = "../../.github/demo.svg"
	want := picture("$ make demo\n" + regexp.MustCompile(`\$ tofu `).ReplaceAllString(out, "$ terraform "))
	if *rewrite {
		if err := os.WriteFile(file, []byte(want), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, string(got)); diff != "" {
		t.Errorf("run make demo-recording: the demo prints (-), and %s shows (+):\n%s", file, diff)
	}
	if out, err := demo(t, files[1], "false"); err == nil || !strings.Contains(out, "The demo failed: ") {
		t.Errorf("without Terraform, the demo ends with %v:\n%s", err, out)
	}
}

// demo runs the demo with one tool, and returns what it prints.
func demo(t *testing.T, script, terraform string) (string, error) {
	t.Helper()
	if runtime.GOOS == "windows" {
		t.Skip("the demo needs a POSIX shell")
	}
	dir, err := binaryDir()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), filepath.Join("..", "..", "examples", filepath.FromSlash(script)), filepath.Join(t.TempDir(), "demo"))
	cmd.Env = append(os.Environ(), "PATH="+dir+":"+os.Getenv("PATH"), "TERRAFORM="+terraform,
		"CPN_API_KEY=LIVE_API_KEY:id:secret", "CPN_ENVIRONMENT=live", "CPN_BASE_URL=https://127.0.0.1:1",
		"TF_CLI_ARGS_plan=-destroy", "TF_VAR_submit=true", "HTTP_PROXY=http://127.0.0.1:1", "http_proxy=http://127.0.0.1:1")
	out, err := cmd.CombinedOutput()
	return string(out), err
}

// picture draws lines as a terminal shows them. It uses only what every SVG program draws:
// README shows it, and so do tools that know neither styles nor animations.
func picture(text string) string {
	const width, lineHeight, margin = 720, 20, 24
	lines := strings.Split(strings.TrimRight(text, "\n"), "\n")
	height := len(lines)*lineHeight + 2*margin
	var b strings.Builder
	fmt.Fprintf(&b, "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\" xml:space=\"preserve\"", width, height, width, height)
	b.WriteString(" font-family=\"Menlo, Consolas, 'DejaVu Sans Mono', 'Liberation Mono', monospace\" font-size=\"14\" fill=\"#d0d4da\">\n")
	fmt.Fprintf(&b, "<title>make demo</title>\n<rect width=\"%d\" height=\"%d\" rx=\"6\" fill=\"#20242b\"/>\n", width, height)
	for i, line := range lines {
		b.WriteString(drawn(line, margin, margin+(i+1)*lineHeight-6))
	}
	return b.String() + "</svg>\n"
}

// drawn draws a line at a place, in the color that a terminal would give it.
func drawn(line string, x, y int) string {
	if line == "" {
		return ""
	}
	look := ""
	for pattern, attributes := range map[string]string{
		`^(\$|\d\.) `:                        ` font-weight="bold"`,
		`^ +Error: `:                         ` fill="#ff8f86"`,
		`^ +Warning: `:                       ` fill="#e8c274"`,
		`^ +(Apply complete!|No changes\.) `: ` fill="#9fd18b"`,
	} {
		if regexp.MustCompile(pattern).MatchString(line) {
			look = attributes
		}
	}
	var escaped strings.Builder
	_ = xml.EscapeText(&escaped, []byte(line)) // writing to a builder cannot fail
	return fmt.Sprintf("<text x=\"%d\" y=\"%d\"%s>%s</text>\n", x, y, look, escaped.String())
}
