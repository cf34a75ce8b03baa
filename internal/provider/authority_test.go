// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"io"
	"log"
	"math/big"
	"net"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpnfake"
)

// privateHost is a name that no public authority certifies and no name server knows: only a
// proxy leads there.
const privateHost = "cpn.test"

// authority creates the test's own certificate authority. It returns its certificate as PEM,
// and a certificate for privateHost and loopback.
func authority(t *testing.T) (pemText string, leaf tls.Certificate) {
	t.Helper()
	issue := func(template, parent *x509.Certificate, signer *ecdsa.PrivateKey) ([]byte, *ecdsa.PrivateKey) {
		key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
		if err != nil {
			t.Fatal(err)
		}
		if signer == nil {
			signer = key
		}
		template.NotBefore, template.NotAfter = time.Now().Add(-time.Hour), time.Now().Add(time.Hour)
		der, err := x509.CreateCertificate(rand.Reader, template, parent, &key.PublicKey, signer)
		if err != nil {
			t.Fatal(err)
		}
		return der, key
	}
	root := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "private authority"}, IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageCertSign,
	}
	rootDER, rootKey := issue(root, root, nil)
	leafDER, leafKey := issue(&x509.Certificate{
		SerialNumber: big.NewInt(2), DNSNames: []string{privateHost}, IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)},
	}, root, rootKey)
	return string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: rootDER})),
		tls.Certificate{Certificate: [][]byte{leafDER}, PrivateKey: leafKey}
}

// overTLS starts a simulator that speaks TLS, and records the versions of HTTP used.
func overTLS(t *testing.T, leaf tls.Certificate, http2 bool) (fake *cpnfake.Server, address string, protocols *sync.Map) {
	t.Helper()
	fake, protocols = cpnfake.New(), &sync.Map{}
	server := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		protocols.Store(r.Proto, true)
		fake.ServeHTTP(w, r)
	}))
	server.Config.ErrorLog = log.New(io.Discard, "", 0)
	server.TLS, server.EnableHTTP2 = &tls.Config{Certificates: []tls.Certificate{leaf}, MinVersion: tls.VersionTLS12}, http2
	server.StartTLS()
	t.Cleanup(server.Close)
	return fake, server.URL, protocols
}

// TestCanary_proxy uses a proxy with a password, and a host with a private authority. The
// proxy never sees the API key, and nobody sees the password.
func TestCanary_proxy(t *testing.T) {
	t.Parallel()
	if runtime.GOOS != "linux" {
		t.Skip("on other systems the authority would have to be added to the system's own store")
	}
	certificate, leaf := authority(t)
	_, address, _ := overTLS(t, leaf, true)
	proxy := cpnfake.NewProxy(strings.TrimPrefix(address, "https://"))
	server := httptest.NewServer(proxy)
	t.Cleanup(server.Close)

	a := newAviary(t, "CPN_API_KEY", "")
	file := filepath.Join(t.TempDir(), "authority.pem")
	a.write(file, certificate)
	a.setenv("SSL_CERT_FILE", file)
	a.setenv("GODEBUG", "http2debug=2") // makes net/http log all headers
	a.setenv("CPN_BASE_URL", "https://"+privateHost)
	a.setenv("HTTPS_PROXY", strings.Replace(server.URL, "//", "//operator:password-of-the-proxy@", 1))
	a.tf("apply", "-auto-approve")
	if !a.said("Apply complete! Resources: 2 added") {
		t.Errorf("got %s", a.printed)
	}
	for _, request := range proxy.Asked() {
		if !strings.Contains(request, "CONNECT "+privateHost+":443") || !strings.Contains(request, "Proxy-Authorization") || holds([]byte(request)) {
			t.Errorf("the proxy was asked\n%s", request)
		}
	}
	if found := sightings(t, a.dir, holds); len(proxy.Asked()) == 0 || len(found) > 0 {
		t.Errorf("the proxy was asked %d times, and the key is in %v", len(proxy.Asked()), found)
	}
	if strings.Contains(a.log()+string(a.printed), "password-of-the-proxy") {
		t.Error("the proxy's password is shown")
	}
}
