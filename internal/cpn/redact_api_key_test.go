// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package cpn

import (
	"encoding/json"
	"net/http"
	"slices"
	"strings"
	"testing"
)

// oddKey has characters that encodings change.
const oddKey = `TEST_API_KEY:an_id:a+secret/9d&41"c\<`

// TestResponse_repeatsTheKey shows that a server which repeats the API key, in any form, does
// not bring it into state. The resource is not lost: the member with the key counts as
// absent, and is named.
func TestResponse_repeatsTheKey(t *testing.T) {
	t.Parallel()
	for name, repeated := range map[string]string{
		"whole":                     `TEST_API_KEY:an_id:a+secret/9d&41\"c\\<`,
		"the secret":                `Bearer a+secret/9d&41\"c\\<`,
		"slashes escaped":           `a+secret\/9d&41\"c\\<`,
		"punctuation escaped":       `a\u002bsecret/9d\u002641\u0022c\u005C\u003C`,
		"escaped for a URL's query": `key=a%2Bsecret%2F9d%2641%22c%5C%3C`,
		"escaped in lower case":     `key=a%2bsecret%2f9d%2641%22c%5c%3c`,
		"escaped for a URL's path":  `/a+secret%2F9d&41%22c%5C%3C`,
		"the whole key, escaped":    `TEST_API_KEY%3Aan_id%3Aa%2Bsecret%2F9d%2641%22c%5C%3C`,
		"JSON inside a string":      `{\"key\":\"a+secret/9d&41\\\"c\\\\<\"}`,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := dial(t, serve(t, write(http.StatusCreated, strings.Replace(created, `"x"`, `"x","status":"`+repeated+`","blockchain":"ETH"`, 1))).URL)
			var err error
			if c.config.Key, err = ParseAPIKey(oddKey); err != nil {
				t.Fatal(err)
			}
			got, err := c.CreateTransaction(t.Context(), NewTransaction{PaymentID: paymentID}, "key")
			if err != nil || got.Status != nil || *got.Blockchain != "ETH" || !slices.Equal(got.Withheld, []string{"status"}) {
				t.Errorf("got %+v, %v", got, err)
			}
		})
	}
}

// TestResponse_repeatsTheKeyDeepDown shows that a member with the API key inside is removed
// whole, and that the others stay as CPN wrote them.
func TestResponse_repeatsTheKeyDeepDown(t *testing.T) {
	t.Parallel()
	key, err := ParseAPIKey(oddKey)
	if err != nil {
		t.Fatal(err)
	}
	const message = `{"memo":"R&D <net>","maxFee":115792089237316195423570985008687907853269984665640564039457584007913129639935}`
	secret, _ := json.Marshal(`a+secret/9d&41"c\<`)
	body := `{"data":{"id":"x","paymentId":"` + paymentID + `","amount":{"amount":"1","currency":` + string(secret) + `},"metadata":{` + string(secret) +
		`:"v"},"messageToBeSigned":` + message + `}}`
	var got Transaction
	if err := into(&got, "", paymentID, key)(result{body: []byte(body)}); err != nil {
		t.Fatal(err)
	}
	if got.Amount != nil || got.Metadata != nil || string(got.MessageToBeSigned) != message || !slices.Equal(got.Withheld, []string{"amount", "metadata"}) {
		t.Errorf("got %+v", got)
	}
	if err := into(&got, "", paymentID, key)(result{body: []byte(`{"data":{"id":` + string(secret) + `,"paymentId":"` + paymentID + `"}}`)}); err == nil {
		t.Error("the API key was accepted as an ID")
	}
}

// TestResponse_repeatsNoKey shows what is not mistaken for the API key.
func TestResponse_repeatsNoKey(t *testing.T) {
	t.Parallel()
	short, err := ParseAPIKey("TEST_API_KEY:id:CREATED")
	if err != nil {
		t.Fatal(err)
	}
	for _, body := range []string{`{"status":"CREATED"}`, `TEST_API_KEY:id:`, `\u`, `\u00zz\/`, ""} {
		if short.isIn([]byte(body)) {
			t.Errorf("the key was found in %q", body)
		}
	}
	if (APIKey{}).isIn([]byte("anything")) {
		t.Error("no key was found")
	}
}
