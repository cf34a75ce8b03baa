// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"bytes"
	"encoding/json"
	"net/http"

	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpnfake"
)

// Faults, and other responses than CPN documents.

// strangerID is a transaction that this provider did not create.
const strangerID = "99999999-9999-4999-8999-999999999999"

// lostResponse lets CPN do the work and drops the connection.
func lostResponse() cpnfake.Fault { return cpnfake.Fault{Method: "POST", After: true, Drop: true} }

// foreignRejection is a proxy's rejection of a create that CPN has carried out.
func foreignRejection() cpnfake.Fault {
	return cpnfake.Fault{Method: "POST", After: true, Status: 403, Body: "<html>Forbidden</html>"}
}

// always makes a fault meet every GET.
func always(f cpnfake.Fault) cpnfake.Fault {
	f.Method, f.Times = http.MethodGet, 1000
	return f
}

// fail makes a transaction FAILED, so that its payment can have another.
func fail(created *cpnfake.Transaction) {
	created.Status, created.FailureReason = "FAILED", "FAILED_ONCHAIN"
}

// sum is an amount as CPN returns it.
func sum(amount, currency string) map[string]any {
	return map[string]any{"amount": amount, "currency": currency}
}

// optional reports whether a response may lack a member.
func optional(member string, _ any) bool { return member != "id" && member != "paymentId" }

// rewritten returns a message with its members in another order, and with other white space and
// escapes. Anything that cannot be rewritten becomes another message.
func rewritten(message any) json.RawMessage {
	raw, _ := message.(json.RawMessage)
	decoder := json.NewDecoder(bytes.NewReader(raw))
	decoder.UseNumber()
	var v map[string]any
	if err := decoder.Decode(&v); err != nil {
		return json.RawMessage(`"not an object"`)
	}
	out, err := json.MarshalIndent(v, "", "\t")
	if err != nil {
		return json.RawMessage(`"not JSON"`)
	}
	return out
}

func text(v any) string {
	s, _ := v.(string)
	return s
}

// nullify sets an attribute in state to null.
func (p *play) nullify(attribute string) {
	p.t.Helper()
	object := p.objects["a"]
	values := membersOf(p.t, object.value)
	values[attribute] = tftypes.NewValue(values[attribute].Type(), nil)
	object.value = tftypes.NewValue(object.value.Type(), values)
}
