// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"regexp"
	"strings"
)

// operator is somebody who does what a message says, literally and no more, and is at
// a loss with everything else. What a message asks them to find out, they have found
// out: at CPN there is what the test put there.
type operator struct {
	*play

	last    diagnostics // of the last apply
	applied bool        // since a step said so
	adopts  string      // the import ID of an import block in the configuration
	chosen  string      // the transaction that Circle support names
}

// apply applies the configuration as it is by now.
func (o *operator) apply() diagnostics {
	o.t.Helper()
	var imported diagnostics
	if o.adopts != "" && o.state() == nil {
		imported = o.imports(o.adopts)
	}
	if o.last = imported; !failed(imported) {
		o.last = append(imported, o.play.apply()...)
	}
	o.applied = true
	return o.last
}

// fails applies, which must end with this error, and follows it.
func (o *operator) fails(summary string) {
	o.t.Helper()
	o.apply()
	o.follow("error", summary)
}

// follow does what a message says, step by step, and holds it to its end: an apply
// that succeeds, and an empty plan after that.
func (o *operator) follow(severity, summary string) {
	o.t.Helper()
	detail := o.last.has(o.t, severity, summary)
	o.applied = false
	actions, _, _ := strings.Cut(detail, "\n\n")
	for step := range strings.SplitSeq(actions, "\n") {
		o.step(number.ReplaceAllString(step, ""), detail)
	}
	if !o.applied || failed(o.last) {
		o.t.Fatalf("no apply succeeded after\n%s\n%s", detail, renderAll(o.last))
	}
	changes, diags := o.plan()
	if len(changes) != 0 || failed(diags) || o.adopts != "" {
		o.t.Errorf("the plan changes %v, the import block is left: %q, %s", changes, o.adopts, renderAll(diags))
	}
}

var (
	number = regexp.MustCompile(`^\d+\. `)
	// between separates the clauses of a step.
	between = regexp.MustCompile(`\.(?: |$)|; |, then `)
	// adverb is what a clause may begin with that changes nothing, where nothing exists.
	adverb  = regexp.MustCompile(`^(Then|[Oo]therwise,?|To create another transaction,) `)
	command = regexp.MustCompile("`terraform ([^`]*)`")
)

// step takes one step, clause by clause.
func (o *operator) step(text, detail string) {
	o.t.Helper()
	rest, conditional := strings.CutPrefix(text, "If CPN still rejects it, ")
	if conditional && o.applied && !failed(o.last) {
		return
	}
	for _, clause := range between.Split(rest, -1) {
		if clause = adverb.ReplaceAllString(clause, ""); clause != "" {
			o.clause(clause, detail)
		}
	}
}

// clause does what one clause says, with the commands that it names.
func (o *operator) clause(text, detail string) {
	o.t.Helper()
	if strings.HasPrefix(text, "If it exists, ") {
		if n := o.fake.Counts(); n.Tickets+n.Transactions > 0 {
			o.t.Fatalf("it exists, and nobody follows %q", text)
		}
		return
	}
	for _, d := range deeds() {
		if !d.says.MatchString(text) {
			continue
		}
		d.do(o, detail)
		for _, run := range command.FindAllStringSubmatch(text, -1) {
			if run[1] != "apply" {
				o.t.Fatalf("an operator does not know the command %q", run[1])
			}
			o.apply()
		}
		return
	}
	o.t.Fatalf("an operator does not know how to follow %q in\n%s", text, detail)
}

// deed is what an operator does who reads a clause.
type deed struct {
	says *regexp.Regexp
	do   func(o *operator, detail string)
}

// deeds are all that operators know.
func deeds() []deed {
	nothing := func(*operator, string) {}
	set := func(input string, value any) func(*operator, string) {
		return func(o *operator, _ string) { o.set(input, value) }
	}
	return []deed{
		// What is left alone, noted down, or found out.
		{regexp.MustCompile("^(Do not sign|To manage the transaction here:$|Do not change id or inputs$)"), nothing},
		{regexp.MustCompile("^([Cc]heck (the|that|whether) |Ask Circle support which transaction|Find the transaction's ID with )"), nothing},

		{regexp.MustCompile("^[Rr]un `terraform "), nothing},
		{regexp.MustCompile("^create a payment from a new quote, and use its payment_id$"), set("payment_id", otherPayment)},
		{regexp.MustCompile("^change `id`$"), set("id", "changed")},
		{regexp.MustCompile("^Add the import block below, omit any metadata, and run `terraform apply`$"), func(o *operator, detail string) {
			o.set("metadata", nil)
			o.addImport(detail)
		}},
		{regexp.MustCompile("^Add the import block below and run `terraform apply`$"), (*operator).addImport},
		{regexp.MustCompile("^Remove the import block$"), func(o *operator, _ string) { o.adopts = "" }},
	}
}

var adoptable = regexp.MustCompile(`(?m)^  import \{\n    to = ADDRESS(?: #.*)?\n    id = "([^"]+)"\n  \}$`)

// addImport adds the import block that a message shows.
func (o *operator) addImport(detail string) {
	o.t.Helper()
	found := adoptable.FindStringSubmatch(detail)
	if found == nil || strings.Contains(found[1], "TRANSACTION_ID") && o.chosen == "" {
		o.t.Fatalf("there is no import block to add in\n%s", detail)
	}
	o.adopts = strings.Replace(found[1], "TRANSACTION_ID", o.chosen, 1)
}
