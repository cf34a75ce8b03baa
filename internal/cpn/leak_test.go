// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package cpn

import (
	"testing"

	"go.uber.org/goleak"
)

// TestMain checks that the client leaves no goroutine behind, not even after a timeout or an
// interrupt.
func TestMain(m *testing.M) {
	goleak.VerifyTestMain(m)
}
