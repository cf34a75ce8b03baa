// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package cpn

import (
	"testing"

	"go.uber.org/goleak"
)

// TestMain holds the client to leaving no goroutine behind: not by an attempt
// that timed out, nor by one that was interrupted.
func TestMain(m *testing.M) {
	goleak.VerifyTestMain(m)
}
