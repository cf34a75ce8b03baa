// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package cpn

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"
)

// oddKey has characters that encodings change.
const oddKey = `TEST_API_KEY:an_id:a+secret/9d&41"c\<Q`

// TestResponse_repeatsTheKey shows that a server which repeats the API key, in any form, does
// not bring it into state, and that the resource is not lost.
func TestResponse_repeatsTheKey(t *testing.T) {
	t.Parallel()
	for name, repeated := range map[string]string{
		"whole":                     `TEST_API_KEY:an_id:a+secret/9d&41\"c\\<Q`,
		"the secret":                `Bearer a+secret/9d&41\"c\\<Q`,
		"slashes escaped":           `a+secret\/9d&41\"c\\<Q`,
		"punctuation escaped":       `a\u002bsecret/9d\u002641\u0022c\u005C\u003CQ`,
		"escaped for a URL's query": `key=a%2Bsecret%2F9d%2641%22c%5C%3CQ`,
		"escaped in lower case":     `key=a%2bsecret%2f9d%2641%22c%5c%3cQ`,
		"escaped for a URL's path":  `/a+secret%2F9d&41%22c%5C%3CQ`,
		"the whole key, escaped":    `TEST_API_KEY%3Aan_id%3Aa%2Bsecret%2F9d%2641%22c%5C%3CQ`,
		"JSON inside a string":      `{\"key\":\"a+secret/9d&41\\\"c\\\\<Q\"}`,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, err := returned(t, `"blockchain":"ETH","status":"`+repeated+`"`)
			if err != nil || *got.Blockchain != "ETH" || got.MessageWithheld {
				t.Fatalf("got %+v, %v", got, err)
			}
			if status := *got.Status; !strings.Contains(status, mask) || strings.Contains(status, "secret") {
				t.Errorf("the status is %s", status)
			}
		})
	}
}

// TestResponse_repeatsTheKeyDeepDown shows that the API key is masked wherever it is, and that
// everything else stays as CPN wrote it.
func TestResponse_repeatsTheKeyDeepDown(t *testing.T) {
	t.Parallel()
	const message = `{"memo":"R&D <net>","maxFee":115792089237316195423570985008687907853269984665640564039457584007913129639935}`
	got, err := returned(t, `"amount":{"amount":"1.50","currency":SECRET},"metadata":{SECRET:"v","k":"w"},"messageToBeSigned":`+message)
	if err != nil {
		t.Fatal(err)
	}
	if *got.Amount.Amount != "1.50" || *got.Amount.Currency != mask || got.Metadata[mask] != "v" || got.Metadata["k"] != "w" {
		t.Errorf("got %+v and %+v", got.Amount, got.Metadata)
	}
	if string(got.MessageToBeSigned) != message || got.MessageWithheld {
		t.Errorf("the message is %s", got.MessageToBeSigned)
	}
}

// TestResponse_repeatsTheKeyInTheMessage shows that a message is never changed: it is absent,
// and the response says so.
func TestResponse_repeatsTheKeyInTheMessage(t *testing.T) {
	t.Parallel()
	for name, members := range map[string]string{
		"in a text":           `"messageToBeSigned":{"memo":["to",SECRET]},"encodedMessageToBeSigned":"0xab"`,
		"as a name":           `"messageToBeSigned":{SECRET:1},"encodedMessageToBeSigned":"0xab"`,
		"as all of it":        `"messageToBeSigned":SECRET,"encodedMessageToBeSigned":"0xab"`,
		"in the encoded form": `"messageToBeSigned":{},"encodedMessageToBeSigned":SECRET`,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, err := returned(t, `"blockchain":"ETH",`+members)
			if err != nil || got.MessageToBeSigned != nil || got.EncodedMessageToBeSigned != nil || !got.MessageWithheld || *got.Blockchain != "ETH" {
				t.Errorf("got %+v, %v", got, err)
			}
		})
	}
}

// TestResponse_repeatsTheKeyAsID shows that no resource has the API key for an ID.
func TestResponse_repeatsTheKeyAsID(t *testing.T) {
	t.Parallel()
	if got, err := returned(t, `"id":SECRET`); err == nil || err.Error() != `HTTP 201, but the "id" of the response contains the API key` {
		t.Errorf("got %+v, %v", got, err)
	}
}

// returned is what a create returns of these members, in which SECRET is oddKey's secret.
func returned(t *testing.T, members string) (Transaction, error) {
	t.Helper()
	secret, _ := json.Marshal(`a+secret/9d&41"c\<Q`)
	if !strings.Contains(members, `"id"`) {
		members = `"id":"x",` + members
	}
	body := strings.ReplaceAll(`{"data":{"paymentId":"`+paymentID+`",`+members+`}}`, "SECRET", string(secret))
	c := dial(t, serve(t, write(http.StatusCreated, body)).URL)
	c.config.APIKey = APIKey{new(oddKey)}
	return c.CreateTransaction(t.Context(), NewTransaction{PaymentID: paymentID}, "key")
}

// TestResponse_repeatsNoKey shows what is not mistaken for the API key.
func TestResponse_repeatsNoKey(t *testing.T) {
	t.Parallel()
	short := APIKey{new("TEST_API_KEY:id:CREATED")}
	for _, key := range []APIKey{short, {}} {
		const body = `{ "status":"CREATED", "key":"TEST_API_KEY:id:", "n":1.0 }`
		if got, removed := key.maskIn([]byte(body)); string(got) != body || removed {
			t.Errorf("got %s", got)
		}
	}
	if got, removed := short.maskIn([]byte(`"x"`)); string(got) != `"x"` || removed {
		t.Errorf("got %s", got)
	}
}
