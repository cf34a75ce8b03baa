// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"context"
	"math/big"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// tb is the part of a test that failures and helpers need.
type tb interface {
	Helper()
	Fatalf(format string, args ...any)
	Context() context.Context
}

// process is one provider process, as Terraform starts one for each walk. It implements the
// plugin protocol without the wire.
type process struct {
	tb        tb
	server    tfprotov6.ProviderServer
	block     tftypes.Object
	resources map[string]tftypes.Object
	computed  map[string]map[string]bool // attributes by resource
	// identities are the types of resource identities. Some resources have none.
	identities map[string]tftypes.Object
}

// attributes are the values of a block by name. A Go string, int, []any or map[string]any is
// that value, and unknown is an unknown value. Attributes that are not named are null.
type attributes map[string]any

type unknown struct{}

// rpc is a call of Terraform's.
func rpc[Request, Response any](t tb, call func(context.Context, *Request) (*Response, error), req *Request) *Response {
	t.Helper()
	resp, err := call(t.Context(), req)
	if err != nil {
		t.Fatalf("%T: %v", req, err)
	}
	return resp
}

// startProcess starts an unconfigured process.
func startProcess(t tb) *process {
	t.Helper()
	return processOf(t, NewServer("test", true))
}

// processOf returns a process that serves any provider.
func processOf(t tb, server tfprotov6.ProviderServer) *process {
	t.Helper()
	schema := rpc(t, server.GetProviderSchema, &tfprotov6.GetProviderSchemaRequest{})
	p := &process{tb: t, server: server, resources: map[string]tftypes.Object{}, computed: map[string]map[string]bool{}, identities: identityTypes(t, server)}
	p.block = object6(t, schema.Provider)
	for name, s := range schema.ResourceSchemas {
		p.resources[name], p.computed[name] = object6(t, s), map[string]bool{}
		for _, a := range s.Block.Attributes {
			p.computed[name][a.Name] = a.Computed
		}
	}
	return p
}

// object6 returns the type of a schema.
func object6(t tb, s *tfprotov6.Schema) tftypes.Object {
	t.Helper()
	typ, ok := s.ValueType().(tftypes.Object)
	if !ok {
		t.Fatalf("a schema of type %v", s.ValueType())
	}
	return typ
}

// configure configures the process.
func (p *process) configure(a attributes) []*tfprotov6.Diagnostic {
	p.tb.Helper()
	return rpc(p.tb, p.server.ConfigureProvider, &tfprotov6.ConfigureProviderRequest{
		TerraformVersion: "1.11.4",
		Config:           p.encode(p.block, p.value(p.block, a)),
	}).Diagnostics
}

// validateProvider validates a provider block.
func (p *process) validateProvider(a attributes) []*tfprotov6.Diagnostic {
	p.tb.Helper()
	return rpc(p.tb, p.server.ValidateProviderConfig, &tfprotov6.ValidateProviderConfigRequest{Config: p.encode(p.block, p.value(p.block, a))}).Diagnostics
}

// validateResource validates a resource block.
func (p *process) validateResource(name string, a attributes) []*tfprotov6.Diagnostic {
	p.tb.Helper()
	typ := p.resources[name]
	return rpc(p.tb, p.server.ValidateResourceConfig, &tfprotov6.ValidateResourceConfigRequest{
		TypeName:           name,
		Config:             p.encode(typ, p.value(typ, a)),
		ClientCapabilities: &tfprotov6.ValidateResourceConfigClientCapabilities{WriteOnlyAttributesAllowed: true},
	}).Diagnostics
}

// value returns an object with the named attributes, and null for the rest.
func (p *process) value(typ tftypes.Object, a attributes) tftypes.Value {
	p.tb.Helper()
	values := map[string]tftypes.Value{}
	for name, t := range typ.AttributeTypes {
		values[name] = p.convert(t, a[name])
	}
	for name := range a {
		if _, ok := typ.AttributeTypes[name]; !ok {
			p.tb.Fatalf("there is no attribute %q", name)
		}
	}
	return tftypes.NewValue(typ, values)
}

// convert returns v as a value of type typ.
func (p *process) convert(typ tftypes.Type, v any) tftypes.Value {
	p.tb.Helper()
	switch v := v.(type) {
	case unknown:
		return tftypes.NewValue(typ, tftypes.UnknownValue)
	case int:
		return tftypes.NewValue(typ, big.NewFloat(float64(v)))
	case []any:
		list, _ := typ.(tftypes.List)
		values := make([]tftypes.Value, len(v))
		for i := range v {
			values[i] = p.convert(list.ElementType, v[i])
		}
		return tftypes.NewValue(typ, values)
	case map[string]any:
		if object, ok := typ.(tftypes.Object); ok {
			return p.value(object, v)
		}
		m, _ := typ.(tftypes.Map)
		values := map[string]tftypes.Value{}
		for name := range v {
			values[name] = p.convert(m.ElementType, v[name])
		}
		return tftypes.NewValue(typ, values)
	default:
		return tftypes.NewValue(typ, v)
	}
}

func (p *process) encode(typ tftypes.Type, v tftypes.Value) *tfprotov6.DynamicValue {
	p.tb.Helper()
	encoded, err := tfprotov6.NewDynamicValue(typ, v)
	if err != nil {
		p.tb.Fatalf("encode: %v", err)
	}
	return &encoded
}

func (p *process) decode(typ tftypes.Type, v *tfprotov6.DynamicValue) tftypes.Value {
	p.tb.Helper()
	decoded, err := v.Unmarshal(typ)
	if err != nil {
		p.tb.Fatalf("decode: %v", err)
	}
	return decoded
}

// membersOf returns the members of an object, or of a map.
func membersOf(t tb, v tftypes.Value) map[string]tftypes.Value {
	t.Helper()
	var members map[string]tftypes.Value
	if err := v.As(&members); err != nil {
		t.Fatalf("%v", err)
	}
	return members
}
