// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package validators

import (
	"context"
	"errors"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/report"
)

// explained is a check of another library whose errors say what to do, in the form of
// this provider's errors.
type explained[V validator.Describer] struct {
	check         V
	want, problem string
}

func (e explained[V]) Description(ctx context.Context) string { return e.check.Description(ctx) }

func (e explained[V]) MarkdownDescription(ctx context.Context) string {
	return e.check.MarkdownDescription(ctx)
}

// explain replaces each error of the check.
func (e explained[V]) explain(diags diag.Diagnostics) {
	for i, d := range diags {
		if at, ok := d.(diag.DiagnosticWithPath); ok {
			diags[i] = report.InvalidValue(at.Path(), e.want, errors.New(e.problem))
		}
	}
}

type explainedString struct{ explained[validator.String] }

// String checks a string with another library's check. want completes "Set … to"; problem
// says what is wrong, as a clause.
func String(check validator.String, want, problem string) validator.String {
	return explainedString{explained[validator.String]{check, want, problem}}
}

func (v explainedString) ValidateString(ctx context.Context, req validator.StringRequest, resp *validator.StringResponse) {
	v.check.ValidateString(ctx, req, resp)
	v.explain(resp.Diagnostics)
}

type explainedInt64 struct{ explained[validator.Int64] }

// Int64 checks a number with another library's check. want completes "Set … to"; problem
// says what is wrong, as a clause.
func Int64(check validator.Int64, want, problem string) validator.Int64 {
	return explainedInt64{explained[validator.Int64]{check, want, problem}}
}

func (v explainedInt64) ValidateInt64(ctx context.Context, req validator.Int64Request, resp *validator.Int64Response) {
	v.check.ValidateInt64(ctx, req, resp)
	v.explain(resp.Diagnostics)
}

type explainedList struct{ explained[validator.List] }

// List checks a list with another library's check. want completes "Set … to"; problem
// says what is wrong, as a clause.
func List(check validator.List, want, problem string) validator.List {
	return explainedList{explained[validator.List]{check, want, problem}}
}

func (v explainedList) ValidateList(ctx context.Context, req validator.ListRequest, resp *validator.ListResponse) {
	v.check.ValidateList(ctx, req, resp)
	v.explain(resp.Diagnostics)
}

type explainedMap struct{ explained[validator.Map] }

// Map checks a map with another library's check. want completes "Set … to"; problem
// says what is wrong, as a clause.
func Map(check validator.Map, want, problem string) validator.Map {
	return explainedMap{explained[validator.Map]{check, want, problem}}
}

func (v explainedMap) ValidateMap(ctx context.Context, req validator.MapRequest, resp *validator.MapResponse) {
	v.check.ValidateMap(ctx, req, resp)
	v.explain(resp.Diagnostics)
}
