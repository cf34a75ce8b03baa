// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"reflect"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpn"
)

// This file converts between the values of Terraform and those of the client.

// emptyUntilKnown are attributes whose member CPN may send as empty text until it has a value.
var emptyUntilKnown = []string{"status_addendum", "failure_reason", "failure_code", "transaction_hash"}

// fromCPN returns what CPN returned as a value of a type. An attribute is the field of that
// name in snake case. What CPN left out is null; an empty list or map is not.
func fromCPN(t attr.Type, in reflect.Value) attr.Value {
	absent, v := !in.IsValid() || in.IsZero(), reflect.Indirect(in)
	switch t := t.(type) {
	case types.ObjectType:
		return objectFrom(t.AttrTypes, in)
	case types.ListType:
		if absent {
			return types.ListNull(t.ElemType)
		}
		elements := make([]attr.Value, v.Len())
		for i := range elements {
			elements[i] = fromCPN(t.ElemType, v.Index(i).Addr())
		}
		return types.ListValueMust(t.ElemType, elements)
	case types.MapType:
		if absent {
			return types.MapNull(t.ElemType)
		}
		elements := map[string]attr.Value{}
		for name, text := range v.Seq2() {
			elements[name.String()] = types.StringValue(text.String())
		}
		return types.MapValueMust(t.ElemType, elements)
	}
	if absent {
		return types.StringNull()
	}
	return types.StringValue(v.String())
}

// objectFrom returns what a pointer to a struct holds. An amount without members is null.
func objectFrom(members map[string]attr.Type, in reflect.Value) types.Object {
	v := reflect.Indirect(in)
	if !v.IsValid() || v.Type() == reflect.TypeFor[cpn.Amount]() && v.IsZero() {
		return types.ObjectNull(members)
	}
	values := map[string]attr.Value{}
	for name, t := range members {
		joined := strings.ReplaceAll(name, "_", "")
		values[name] = fromCPN(t, v.FieldByNameFunc(func(field string) bool { return strings.EqualFold(field, joined) }))
		if slices.Contains(emptyUntilKnown, name) && values[name].Equal(types.StringValue("")) {
			values[name] = types.StringNull()
		}
	}
	return types.ObjectValueMust(members, values)
}

// nullIfEmpty maps a member that CPN leaves empty until its value is known.
func nullIfEmpty(text *string) types.String {
	if text != nil && *text == "" {
		return types.StringNull()
	}
	return types.StringPointerValue(text)
}

// textList returns the elements of a list of strings.
func textList(list types.List) []string {
	var out []string
	for _, element := range list.Elements() {
		if text, ok := element.(types.String); ok {
			out = append(out, text.ValueString())
		}
	}
	return out
}

// textMap returns the elements of a map of strings.
func textMap(m types.Map) map[string]string {
	out := map[string]string{}
	for name, element := range m.Elements() {
		if text, ok := element.(types.String); ok {
			out[name] = text.ValueString()
		}
	}
	return out
}
