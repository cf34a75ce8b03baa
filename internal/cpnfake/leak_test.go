// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package cpnfake_test

import (
	"testing"

	"go.uber.org/goleak"
)

// TestMain checks that the servers, proxies and relays end with the test that started them.
func TestMain(m *testing.M) {
	goleak.VerifyTestMain(m)
}
