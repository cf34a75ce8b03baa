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
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpnfake"
)

// crowd calls do for each number from first up to last, ten at a time as Terraform does.
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

// nth is the i-th resource of a crowd: tickets and transactions, with an id and
// without, each of a payment of its own.
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
	w := &walkProcess{p, resource, p.resources[resource]}
	config, null := w.value(w.typ, a), tftypes.NewValue(w.typ, nil)
	diags := w.validateResource(resource, a)
	planned, _, private, more := w.plan(null, config, nil)
	diags = append(diags, more...)
	value, private, more := w.apply(null, planned, config, private)
	diags = append(diags, more...)
	diags = append(diags, w.read(&stored{value: value, private: private})...)
	if len(diags) > 0 {
		p.tb.Fatalf("%s %v: %s", resource, a, renderAll(diags))
	}
}

// TestCreate_concurrently makes many objects at a time through one process, while
// CPN fails in every way after which a create is sent again.
func TestCreate_concurrently(t *testing.T) {
	t.Parallel()
	const many = 100
	fake, url := startFake(t)
	for i := range many / 4 {
		fake.Inject(cpnfake.Fault{Method: "POST"}, []cpnfake.Fault{
			lostAnswer(), {Method: "POST", Drop: true}, {Method: "POST", Status: 503, After: true}, {Method: "POST", Truncate: true}, {Method: "POST", Status: 429},
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

// TestSoak makes 2,000 resources through one process. What 200 need is what 2,000
// need: no goroutine stays behind, and no memory but what the framework needs to keep
// the context of each call, less than 1 KiB. It runs alone, so that both are its own.
func TestSoak(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(forgetful))
	defer server.Close()
	p := startProcess(t)
	if diags := p.configure(attributes{"api_key": testKey, "base_url": server.URL}); failed(diags) {
		t.Fatal(renderAll(diags))
	}
	crowd(0, 200, func(i int) { p.make(nth(i)) })
	server.CloseClientConnections()
	goroutines, heap := settled(1)
	crowd(200, 2000, func(i int) { p.make(nth(i)) })
	server.CloseClientConnections()
	goroutinesAfter, heapAfter := settled(goroutines)
	t.Logf("goroutines %d and %d, live heap %d and %d KiB", goroutines, goroutinesAfter, heap>>10, heapAfter>>10)
	if goroutinesAfter > goroutines {
		t.Errorf("%d goroutines after 200, %d after 2,000", goroutines, goroutinesAfter)
	}
	const calls = 4 * 1800 // validate, plan, apply and read
	if float64(heapAfter) > 1.2*float64(heap)+calls*1024 {
		t.Errorf("%d KiB live after 200, %d KiB after 2,000", heap>>10, heapAfter>>10)
	}
	runtime.KeepAlive(p)
}

// forgetful is a CPN that keeps nothing, so that the memory is the provider's.
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

// pathPayment returns the payment that the path of a transaction names.
func pathPayment(at string) (payment string, ok bool) {
	n, _ := fmt.Sscanf(at, "/v2/cpn/payments/%36s", &payment)
	return payment, n == 1
}

// settled returns how many goroutines there are when no more end than want, or no
// longer any, and how many bytes live.
func settled(want int) (goroutines int, heap uint64) {
	for range 100 {
		if runtime.NumGoroutine() <= want {
			break
		}
		<-time.After(10 * time.Millisecond)
	}
	runtime.GC()
	runtime.GC() // what finalizers and pools held on to
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return runtime.NumGoroutine(), m.HeapAlloc
}
