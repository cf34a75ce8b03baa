// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"errors"
	"flag"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpnfake"
)

// lifeFlags defines the flags that say what becomes of a submitted transaction.
func lifeFlags(flags *flag.FlagSet, life *cpnfake.Life) {
	flags.Func("statuses", "`statuses` of a submitted transaction in order, separated by commas; the last one stays (default PENDING,BROADCASTED,COMPLETED)",
		func(text string) error {
			life.Statuses = strings.Split(text, ",")
			for _, status := range life.Statuses {
				if !slices.Contains([]string{"PENDING", "BROADCASTED", "COMPLETED", "FAILED"}, status) {
					return fmt.Errorf("%q is none of PENDING, BROADCASTED, COMPLETED and FAILED", status)
				}
			}
			return nil
		})
	flags.Func("reads", "how many reads show each of the statuses but the last, a `number` (default 0)", func(text string) (err error) {
		if life.Reads, err = strconv.Atoi(text); err != nil || life.Reads < 0 {
			return errors.New("it must be a number, 0 or more")
		}
		return nil
	})
	flags.StringVar(&life.FailureReason, "failure-reason", "FAILED_ONCHAIN", "the `reason` of FAILED")
}
