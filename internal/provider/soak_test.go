// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"path"
	"runtime"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpnfake"
)

// crowd calls do for each number from first to last, ten at a time as Terraform does.
func crowd(first, last int, do func(i int)) {
	var wg sync.WaitGroup
	slots := make(chan struct{}, 10)
	for i := first; i < last; i++ {
		slots <- struct{}{}
		wg.Go(func() {
			defer func() { <-slots }()
			do(i)
		})
	}
	wg.Wait()
}

// nth is the i-th resource of a crowd: tickets and transactions, with configured and derived
// ids, each with its own payment.
func nth(i int) (resource string, a attributes) {
	resource, a = "cpn_support_ticket", validTicket()
	if i%2 == 1 {
		resource, a = "cpn_transaction", validTransaction()
	}
	a["payment_id"] = fmt.Sprintf("c4d1da72-111e-4d52-bdbf-%012d", i)
	if i%4 < 2 {
		a["id"] = fmt.Sprintf("INC-%d", i)
	}
	return resource, a
}

// make validates, plans and creates a resource, and reads it back.
func (p *process) make(resource string, a attributes) {
	p.tb.Helper()
	w := &walkProcess{process: p, name: resource, typ: p.resources[resource]}
	diags := w.validateResource(resource, a)
	object, more := w.create(w.value(w.typ, a))
	diags = append(diags, more...)
	diags = append(diags, w.read(&object)...)
	if len(diags) > 0 {
		p.tb.Fatalf("%s %v: %s", resource, a, renderAll(diags))
	}
}

// TestCreate_concurrently creates many resources concurrently in one process, while CPN shows
// every fault after which a create is retried.
func TestCreate_concurrently(t *testing.T) {
	t.Parallel()
	const many = 100
	fake, url := startFake(t)
	for i := range many / 4 {
		fake.Inject(cpnfake.Fault{Method: "POST"}, []cpnfake.Fault{
			lostResponse(), {Method: "POST", Drop: true}, {Method: "POST", Status: 503, After: true}, {Method: "POST", Truncate: true}, {Method: "POST", Status: 429},
		}[i%5])
	}
	p := startProcess(t)
	if diags := p.configure(attributes{"api_key": testKey, "base_url": url, "max_retries": 10}); failed(diags) {
		t.Fatal(renderAll(diags))
	}
	crowd(0, many, func(i int) { p.make(nth(i)) })
	if got := fake.Counts(); got.Tickets != many/2 || got.Transactions != many/2 {
		t.Errorf("CPN has %d tickets and %d transactions, want %d of each", got.Tickets, got.Transactions, many/2)
	}
}

// TestSoak creates 600 resources in one process. Until the provider is configured for the next
// walk, the two tables that find duplicates retain each resource's idempotency key, some 190 bytes
// each. After that nothing stays, and no goroutine. The framework retains the context of each
// call, 1.5 KiB for each resource, until it is told to stop, as it is here. The test runs alone,
// so that it measures only its own memory.
func TestSoak(t *testing.T) {
	const first, last = 100, 600
	server := httptest.NewServer(http.HandlerFunc(forgetful))
	defer server.Close()
	p := startProcess(t)
	configure := func() {
		if diags := p.configure(attributes{"api_key": testKey, "base_url": server.URL}); failed(diags) {
			t.Fatal(renderAll(diags))
		}
	}
	configure()
	goroutines := runtime.NumGoroutine()
	live := func() float64 {
		server.CloseClientConnections()
		rpc(t, p.server.StopProvider, &tfprotov6.StopProviderRequest{})
		return float64(settled(t, goroutines))
	}
	crowd(0, first, func(i int) { p.make(nth(i)) }) // allocate what is allocated only once
	configure()
	before := live()
	crowd(first, last, func(i int) { p.make(nth(i)) })
	kept := (live() - before) / (last - first)
	configure()
	left := (live() - before) / (last - first)
	t.Logf("%.0f KiB live, then for each resource %.0f bytes, and %.0f after its walk", before/1024, kept, left)
	if kept > 480 || left > 128 {
		t.Errorf("a resource retains %.0f bytes, and %.0f after its walk", kept, left)
	}
	runtime.KeepAlive(p)
}

// forgetful is a CPN that retains nothing, so that all memory is the provider's.
func forgetful(w http.ResponseWriter, r *http.Request) {
	data := map[string]string{"id": uuid.NewString(), "createDate": time.Now().UTC().Format(time.RFC3339)}
	if payment, ok := pathPayment(r.URL.Path); ok {
		data["paymentId"], data["status"] = payment, "CREATED"
	} else {
		_ = json.NewDecoder(r.Body).Decode(&data)
	}
	if r.Method == http.MethodGet {
		data["id"] = path.Base(r.URL.Path)
	}
	body, _ := json.Marshal(map[string]map[string]string{"data": data})
	_, _ = w.Write(body)
}

// pathPayment returns the payment in the path of a transaction.
func pathPayment(at string) (payment string, ok bool) {
	n, _ := fmt.Sscanf(at, "/v2/cpn/payments/%36s", &payment)
	return payment, n == 1
}

// settled returns how many bytes are live once there are no more goroutines than before.
func settled(t *testing.T, goroutines int) uint64 {
	t.Helper()
	for limit := time.Now().Add(grace); runtime.NumGoroutine() > goroutines; {
		if time.Now().After(limit) {
			t.Fatalf("%d goroutines, and %d before", runtime.NumGoroutine(), goroutines)
		}
		<-time.After(10 * time.Millisecond)
	}
	runtime.GC()
	runtime.GC() // what finalizers and pools retained
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}
