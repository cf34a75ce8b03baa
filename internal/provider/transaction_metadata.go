// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpn"
	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/report"
)

// CPN's limits for metadata, in characters and not bytes.
const (
	maxMetadataKeys  = 50
	maxMetadataKey   = 40
	maxMetadataValue = 500
)

// hasMetadataOf reports whether m has the metadata that CPN holds. Null is the same as empty.
func (m transactionModel) hasMetadataOf(t cpn.Transaction) bool {
	return maps.Equal(textMap(m.Metadata), t.Metadata)
}

// metadataShown renders the metadata of another transaction for a message, to be copied into
// a configuration. Ours is not shown, because it may come from sensitive variables.
func (m transactionModel) metadataShown(t cpn.Transaction) string {
	switch {
	case t.Metadata == nil:
		return "not returned"
	case len(t.Metadata) > 0 && m.hasMetadataOf(t):
		return "as configured"
	}
	configured := slices.Collect(maps.Values(textMap(m.Metadata)))
	metadata := maps.Clone(t.Metadata)
	for name, text := range metadata {
		if slices.Contains(configured, text) {
			metadata[name] = report.Unchanged
		}
	}
	shown := jsonText(metadata)
	return strings.NewReplacer("${", "$${", "%{", "%%{").Replace(shown)
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

// metadataOf returns the metadata that CPN holds, or null if the response has none.
func metadataOf(t cpn.Transaction) types.Map {
	if t.Metadata == nil {
		return types.MapNull(types.StringType)
	}
	elements := map[string]attr.Value{}
	for name, text := range t.Metadata {
		elements[name] = types.StringValue(text)
	}
	return types.MapValueMust(types.StringType, elements)
}

// pairs returns each element of a map as one text.
func pairs(m map[string]string) []string {
	var out []string
	for name, text := range m {
		out = append(out, jsonText(map[string]string{name: text}))
	}
	return out
}

// jsonText renders a map for a message.
func jsonText(m map[string]string) string {
	if m == nil {
		return "{}"
	}
	text, _ := json.Marshal(m) // a map of strings always has a JSON form
	return string(text)
}
