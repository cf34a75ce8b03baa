// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"maps"
	"regexp"
	"strings"
	"testing"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpnfake"
)

// operator is somebody who does what a message says, literally and no more, and is at
// a loss with everything else. What a message asks them to find out, they have found
// out: at CPN there is what the test put there.
type operator struct {
	*workspace

	fake     *cpnfake.Server
	resource string // "cpn_transaction"
	inputs   map[string]string
	around   string
	last     cliRun
	chosen   string // the transaction that Circle support names
}

// newOperator returns an operator with one resource, each of whose requests is sent once.
func newOperator(t *testing.T, resource string, inputs map[string]string) *operator {
	t.Helper()
	fake, url := startFake(t)
	o := &operator{workspace: quick(t, url), fake: fake, resource: resource, inputs: map[string]string{"payment_id": `"` + paymentID + `"`}}
	if resource == "cpn_support_ticket" {
		maps.Copy(o.inputs, map[string]string{"issue_type": `"OTHER"`, "description": `"It is late."`, "email": `"help@ofi.com"`})
	}
	maps.Copy(o.inputs, inputs)
	return o
}

func (o *operator) address() string { return o.resource + ".test" }

// declare writes the configuration as it is by now.
func (o *operator) declare() {
	o.t.Helper()
	o.configure(block(o.resource, maps.Clone(o.inputs), nil), o.around)
}

// apply applies the configuration as it is by now.
func (o *operator) apply(args ...string) cliRun {
	o.t.Helper()
	o.declare()
	o.last = o.run(append([]string{"apply", "-auto-approve"}, args...)...)
	return o.last
}

// follow does what a message says, step by step, and holds it to its end: an apply
// that succeeds, and an empty plan after that.
func (o *operator) follow(severity, summary string) {
	o.t.Helper()
	detail := o.last.has(o.t, severity, summary).Detail
	o.last.code = -1 // until a step says to apply
	actions, _, _ := strings.Cut(detail, "\n\n")
	for step := range strings.SplitSeq(actions, "\n") {
		o.step(number.ReplaceAllString(step, ""), detail)
	}
	if o.last.code != 0 {
		o.t.Fatalf("the last apply had the exit code %d after\n%s\n%s", o.last.code, detail, o.last.output)
	}
	o.declare()
	o.run("plan", "-detailed-exitcode").must(o.t, 0)
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
	if conditional && o.last.code == 0 {
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
	if strings.HasPrefix(text, "If it exists, ") || strings.HasPrefix(text, "If the ticket exists, ") || strings.HasPrefix(text, "If the transaction exists, ") {
		if n := o.fake.Counts(); n.Tickets+n.Transactions > 0 {
			o.t.Fatalf("it exists, and nobody follows %q", text)
		}
		return
	}
	for _, d := range deeds() {
		found := d.says.FindStringSubmatch(text)
		if found == nil {
			continue
		}
		d.do(o, found, detail)
		for _, run := range command.FindAllStringSubmatch(text, -1) {
			o.types(strings.Fields(strings.Replace(run[1], "ADDRESS", o.address(), 1)))
		}
		return
	}
	o.t.Fatalf("an operator does not know how to follow %q in\n%s", text, detail)
}

// types runs a command of Terraform's.
func (o *operator) types(args []string) {
	o.t.Helper()
	if args[0] == "apply" {
		o.apply(args[1:]...)
		return
	}
	o.plain(args...)
}

// deed is what an operator does who reads a clause.
type deed struct {
	says *regexp.Regexp
	do   func(o *operator, found []string, detail string)
}

// deeds are all that operators know.
func deeds() []deed {
	nothing := func(*operator, []string, string) {}
	set := func(input, value string) func(*operator, []string, string) {
		return func(o *operator, _ []string, _ string) { o.inputs[input] = value }
	}
	return []deed{
		// What is left alone, noted down, or found out.
		{regexp.MustCompile("^(Do not sign|To manage the transaction here:$|Do not change id or inputs$)"), nothing},
		{regexp.MustCompile("^([Cc]heck (the|that|whether) |Ask Circle support which transaction)"), nothing},

		{regexp.MustCompile("^[Rr]un `terraform "), nothing},
		{regexp.MustCompile("^create a payment from a new quote, and use its payment_id$"), set("payment_id", `"`+otherPayment+`"`)},
		{regexp.MustCompile("^change `id`$"), set("id", `"changed"`)},
		{regexp.MustCompile("^Set metadata to the value below$"), func(o *operator, _ []string, detail string) { o.setMetadata(detail) }},
		{regexp.MustCompile(`^keep the values shown as \(unchanged\)$`), nothing}, // by setMetadata
		{regexp.MustCompile("^Set metadata to that transaction's metadata$"), (*operator).setChosenMetadata},
		{regexp.MustCompile("^Add the import block below and run `terraform apply`$"), (*operator).addImport},
		{regexp.MustCompile("^Remove the import block$"), func(o *operator, _ []string, _ string) { o.around = "" }},
	}
}

var (
	shown     = regexp.MustCompile(`(?m)^  metadata: +(.*)$`)
	adoptable = regexp.MustCompile(`(?s)  import \{.*?\n  \}`)
)

// setMetadata copies the first metadata of a text into the configuration.
func (o *operator) setMetadata(text string) {
	o.t.Helper()
	found := shown.FindStringSubmatch(text)
	if found == nil || !strings.HasPrefix(found[1], "{") || strings.Contains(found[1], "(unchanged)") {
		o.t.Fatalf("there is no metadata to copy in\n%s", text)
	}
	o.inputs["metadata"] = found[1]
}

// setChosenMetadata copies the metadata of the transaction that Circle support names.
func (o *operator) setChosenMetadata(_ []string, detail string) {
	o.t.Helper()
	_, listed, found := strings.Cut(detail, "\n  transaction_id:  "+o.chosen+"\n")
	if !found || o.chosen == "" {
		o.t.Fatalf("the transaction %q is not in\n%s", o.chosen, detail)
	}
	o.setMetadata(listed)
}

// addImport adds the import block that a message shows.
func (o *operator) addImport(_ []string, detail string) {
	o.t.Helper()
	shown := adoptable.FindString(detail)
	if strings.Contains(shown, "TRANSACTION_ID") && o.chosen == "" || !strings.Contains(shown, "ADDRESS") {
		o.t.Fatalf("there is no import block to add in\n%s", detail)
	}
	o.around = strings.NewReplacer("ADDRESS", o.address(), "TRANSACTION_ID", o.chosen).Replace(shown) + "\n"
}
