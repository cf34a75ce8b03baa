// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package control_test

import (
	"encoding/json"
	"strings"
	"testing"
)

// Every payment can be changed at once, and one of them again.
func TestControl_setPayments(t *testing.T) {
	t.Parallel()
	c := start(t)
	c.must(200, `"ETH-SEPOLIA"`, "GET", "/v1/cpn/payments/"+payment, "") // one that is known before
	const wallet = "0x00000000000000000000000000000000000000bb"
	c.must(200, `"requests": 1,`, "PATCH", "/_control/payments",
		`{"blockchain":"ARC-TESTNET","senderAddress":"`+wallet+`","anySignature":true,"hostile":["payee","sum"]}`)
	for _, id := range []string{payment, key} {
		path := "/v2/cpn/payments/" + id + "/transactions"
		var created struct {
			Data struct{ ID, DestinationAddress string }
		}
		text := c.must(201, `"blockchain":"ARC-TESTNET"`, "POST", path, `{"idempotencyKey":"`+id[:14]+`4ef8-bb6d-6bb9bd380a11"}`)
		if err := json.Unmarshal([]byte(text), &created); err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(text, `"senderAddress":"`+wallet) || strings.Contains(text, `"to":"`+created.Data.DestinationAddress) {
			t.Errorf("the transaction is %s", text)
		}
		submit := path + "/" + created.Data.ID + "/submit"
		c.must(200, `"balance": false`, "PATCH", "/_control/payments/"+id, `{"balance":false}`)
		c.must(400, "290312", "POST", submit, `{"signedTransaction":"0x00"}`)
		c.must(200, `"balance": true`, "PATCH", "/_control/payments/"+id, `{"balance":true,"allowance":false}`)
		c.must(400, "290340", "POST", submit, `{"signedTransaction":"0x00"}`)
		c.must(200, `"allowance": true`, "PATCH", "/_control/payments/"+id, `{"allowance":true,"anySignature":false}`)
		c.must(400, "290321", "POST", submit, `{"signedTransaction":"0x00"}`)
		c.must(200, `"hostile": ["payee","sum"]`, "PATCH", "/_control/payments/"+id, `{"anySignature":true}`)
		c.must(201, `PENDING`, "POST", submit, `{"signedTransaction":"0x00"}`)
	}
}
