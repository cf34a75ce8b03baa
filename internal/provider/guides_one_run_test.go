// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	dataschema "github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/ephemeral"
	"github.com/hashicorp/terraform-plugin-framework/ephemeral/schema"
	"github.com/hashicorp/terraform-plugin-framework/provider"
	"github.com/hashicorp/terraform-plugin-framework/providerserver"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

// TestGuide_oneRun creates, checks, signs and submits in one run, in both ways that the
// guide shows. After the guide's last step nobody signs again. A message that fails the
// check is never signed.
func TestGuide_oneRun(t *testing.T) {
	t.Parallel()
	const guide = "templates/guides/sign-and-submit.md.tmpl"
	byProvider := blockAfter(t, guide, "## In one run", "terraform")
	byScript := blockAfter(t, guide, "`signed_transaction = data.external.signature.result.signed_transaction`:", "terraform")
	_, submission, _ := strings.Cut(byProvider, "}\n")
	submission = strings.Replace(submission, "ephemeral.signer_signature.funding.signed_transaction", "data.external.signature.result.signed_transaction", 1)
	transaction, _, found := strings.Cut(exampleText(t, submissionRunbook), `check "time_left"`)
	if !found {
		t.Fatalf("the runbook begins with %s", transaction)
	}
	for name, signing := range map[string]string{"ephemeral resource": byProvider, "data source": byScript + submission} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			fake, url := startFake(t)
			w := newWorkspace(t, url)
			signed := w.withSigner()
			w.use("sign-and-submit/quote.tf")
			w.write(w.copyOf(submissionRunbook), transaction+signing)
			w.quoted("ETH-SEPOLIA", "0.899799")
			if got := w.run("apply", "-auto-approve").must(t, 1); !strings.Contains(got.output, "Do not sign") || len(signed()) > 0 {
				t.Errorf("signed %q: %s", signed(), got.output)
			}
			w.quoted("ETH-SEPOLIA", "0.899798")
			w.run("apply", "-auto-approve").must(t, 0)
			if got, want := signed(), fake.Transactions()[0].MessageToBeSigned; len(got) == 0 || got[0] != want {
				t.Errorf("signed %q, want %s", got, want)
			}
			before := len(signed())
			w.write(w.copyOf(submissionRunbook), transaction+withoutSignature(signing))
			w.run("plan", "-detailed-exitcode").must(t, 0)
			if again := signed()[before:]; len(again) > 0 || fake.Transactions()[0].Submitted != 1 {
				t.Errorf("submitted %d times, signed again %q", fake.Transactions()[0].Submitted, again)
			}
		})
	}
}

// withoutSignature removes what the guide says to remove once the transaction is submitted.
func withoutSignature(blocks string) string {
	return regexp.MustCompile(`(?ms)^(ephemeral|data) .*?^}\n|^  signed_[^\n]*\n`).ReplaceAllString(blocks, "")
}

// withSigner installs the providers signer and external, which sign, and returns what returns
// the messages that they have signed.
func (w *workspace) withSigner() (signed func() []string) {
	w.t.Helper()
	self, err := os.Executable()
	if err != nil {
		w.t.Fatal(err)
	}
	dirs := map[string]string{}
	for _, name := range []string{"signer", "external"} {
		dirs["hashicorp/"+name] = w.t.TempDir()
		if err := os.Symlink(self, filepath.Join(dirs["hashicorp/"+name], signerPrefix+name)); err != nil {
			w.t.Fatal(err)
		}
	}
	w.overridden(dirs)
	w.setenv(signedFile, filepath.Join(w.dir, "signed"))
	return func() []string {
		text, _ := os.ReadFile(filepath.Join(w.dir, "signed")) // there is none if nothing is signed
		return strings.Split(strings.TrimSuffix(string(text), "\n"), "\n")[:strings.Count(string(text), "\n")]
	}
}

// The test binary serves the signer if its name says so, and it appends what it signs to the
// file that the environment names.
const (
	signerPrefix = "terraform-provider-"
	signedFile   = "TEST_SIGNED"
)

// signer is a provider that signs messages, as the guide assumes one. Its ephemeral resource
// is signer_signature, and its data source stands for the data source external.
type signer struct{ name string }

// serve serves the signer until Terraform ends it.
func (s signer) serve() error {
	return providerserver.Serve(context.Background(), func() provider.Provider { return s },
		providerserver.ServeOpts{Address: "registry.terraform.io/hashicorp/" + s.name, ProtocolVersion: 6})
}

// sign returns a signature, and appends the message to the file.
func (signer) sign(message string, diags *diag.Diagnostics) string {
	file, err := os.OpenFile(os.Getenv(signedFile), os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	if err == nil {
		_, err = file.WriteString(message + "\n")
		err = errors.Join(err, file.Close())
	}
	if err != nil {
		diags.AddError("Not signed", err.Error())
	}
	return signedExample
}

func (s signer) Metadata(_ context.Context, _ provider.MetadataRequest, resp *provider.MetadataResponse) {
	resp.TypeName = s.name
}
func (signer) Schema(context.Context, provider.SchemaRequest, *provider.SchemaResponse)          {}
func (signer) Configure(context.Context, provider.ConfigureRequest, *provider.ConfigureResponse) {}
func (signer) Resources(context.Context) []func() resource.Resource                              { return nil }

func (s signer) EphemeralResources(context.Context) []func() ephemeral.EphemeralResource {
	return []func() ephemeral.EphemeralResource{func() ephemeral.EphemeralResource { return signature{s} }}
}

func (s signer) DataSources(context.Context) []func() datasource.DataSource {
	return []func() datasource.DataSource{func() datasource.DataSource { return script{s} }}
}

// signature implements signer_signature.
type signature struct{ signer }

func (signature) Metadata(_ context.Context, req ephemeral.MetadataRequest, resp *ephemeral.MetadataResponse) {
	resp.TypeName = req.ProviderTypeName + "_signature"
}

func (signature) Schema(_ context.Context, _ ephemeral.SchemaRequest, resp *ephemeral.SchemaResponse) {
	resp.Schema = schema.Schema{Attributes: map[string]schema.Attribute{
		"message":            schema.StringAttribute{Required: true},
		"signed_transaction": schema.StringAttribute{Computed: true},
	}}
}

func (s signature) Open(ctx context.Context, req ephemeral.OpenRequest, resp *ephemeral.OpenResponse) {
	var data struct {
		Message           types.String `tfsdk:"message"`
		SignedTransaction types.String `tfsdk:"signed_transaction"`
	}
	resp.Diagnostics.Append(req.Config.Get(ctx, &data)...)
	data.SignedTransaction = types.StringValue(s.sign(data.Message.ValueString(), &resp.Diagnostics))
	resp.Diagnostics.Append(resp.Result.Set(ctx, &data)...)
}

// script implements the data source external.
type script struct{ signer }

func (script) Metadata(_ context.Context, req datasource.MetadataRequest, resp *datasource.MetadataResponse) {
	resp.TypeName = req.ProviderTypeName
}

func (script) Schema(_ context.Context, _ datasource.SchemaRequest, resp *datasource.SchemaResponse) {
	resp.Schema = dataschema.Schema{Attributes: map[string]dataschema.Attribute{
		"program": dataschema.ListAttribute{ElementType: types.StringType, Required: true},
		"query":   dataschema.MapAttribute{ElementType: types.StringType, Required: true},
		"result":  dataschema.MapAttribute{ElementType: types.StringType, Computed: true},
	}}
}

func (s script) Read(ctx context.Context, req datasource.ReadRequest, resp *datasource.ReadResponse) {
	var data struct {
		Program []string          `tfsdk:"program"`
		Query   map[string]string `tfsdk:"query"`
		Result  map[string]string `tfsdk:"result"`
	}
	resp.Diagnostics.Append(req.Config.Get(ctx, &data)...)
	data.Result = map[string]string{"signed_transaction": s.sign(data.Query["message"], &resp.Diagnostics)}
	resp.Diagnostics.Append(resp.State.Set(ctx, &data)...)
}
