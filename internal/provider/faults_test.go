// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpnfake"
)

// lostResponse lets CPN do the work and drops the connection.
func lostResponse() cpnfake.Fault { return cpnfake.Fault{Method: "POST", After: true, Drop: true} }

// foreignRejection is a proxy's rejection of a create that CPN has carried out.
func foreignRejection() cpnfake.Fault {
	return cpnfake.Fault{Method: "POST", After: true, Status: 403, Body: "<html>Forbidden</html>"}
}

// quick returns a workspace whose provider makes no retries.
func quick(t *testing.T, url string) *workspace {
	t.Helper()
	w := newWorkspace(t, url)
	w.setenv("CPN_MAX_RETRIES", "0")
	return w
}

// openTofu reports whether the command line is OpenTofu's.
func openTofu() bool {
	return strings.Contains(filepath.Base(os.Getenv("TF_ACC_TERRAFORM_PATH")), "tofu")
}
