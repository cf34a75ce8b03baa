// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package report

import (
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
)

// InvalidValue is the error of an attribute whose value is not allowed. want completes
// "Set … to"; problem says what is wrong, as a clause such as "it is empty", and must
// not repeat a secret.
func InvalidValue(at path.Path, want string, problem error) diag.Diagnostic {
	return invalid(at, fmt.Sprintf("Set %s to %s.", at, want), asSentence(problem)).errorAt(at)
}

// InvalidSetting is the same for a setting of the provider block or its environment.
// source says where the value comes from.
func InvalidSetting(attribute, source, want string, problem error) diag.Diagnostic {
	at, cause := path.Root(attribute), fmt.Sprintf("%s The value comes from %s.", asSentence(problem), source)
	return invalid(at, fmt.Sprintf("Set %s to %s.", source, want), cause).errorAt(at)
}

// Repeated is the error of a list whose elements a and b, counting from 0, are the same.
func Repeated(at path.Path, a, b int) diag.Diagnostic {
	return invalid(at, fmt.Sprintf("Remove element %d or %d.", a, b), "They are the same.").errorAt(at.AtListIndex(b))
}

func invalid(at path.Path, do, cause string) message {
	return message{summary: fmt.Sprintf("Invalid %s", at), do: []string{do}, cause: cause, topic: topicInvalidValue}
}
