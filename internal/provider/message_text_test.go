// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"encoding/json"
	"testing"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpn"
)

func TestMessageText(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct{ message, want string }{
		"white space":           {"{ \"a\" : [ 1, \"b c\" ] }", `{"a":[1,"b c"]}`},
		"letters beyond ASCII":  {`{"a":"é😀"}`, `{"a":"é😀"}`},
		"combining characters":  {"{\"a\":\"cafe\u0301\"}", `{"a":"cafe\u0301"}`},
		"the angstrom sign":     {"{\"a\":\"\u212b\"}", `{"a":"\u212b"}`},
		"with a surrogate pair": {"{\"a\":\"\u212b😀\"}", `{"a":"\u212b\ud83d\ude00"}`},
		"a string":              {`"AQAB"`, `"AQAB"`},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := messageText(json.RawMessage(tc.message)).ValueString()
			if got != tc.want || !cpn.SameMessage(got, tc.message) {
				t.Errorf("got %s, want %s", got, tc.want)
			}
		})
	}
}

// TestMessage_survivesTerraform shows that a message which Terraform would change to another
// form is unchanged in state, and plans nothing.
func TestMessage_survivesTerraform(t *testing.T) {
	t.Parallel()
	const message = "{\"memo\":\"cafe\u0301 \u212b\"}"
	fake, url := startFake(t)
	fake.EditResponses(withMessage(message))
	w := newWorkspace(t, url)
	w.configure(transactionBlock(`id = "x"`))
	w.run("apply", "-auto-approve").must(t, 0)
	w.run("plan", "-detailed-exitcode").must(t, 0)
	if got, _ := w.values()["message_to_be_signed"].(string); !cpn.SameMessage(got, message) {
		t.Errorf("state has %q", got)
	}
}
