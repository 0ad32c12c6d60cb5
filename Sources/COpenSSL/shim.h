#ifndef IPO_COPENSSL_SHIM_H
#define IPO_COPENSSL_SHIM_H

// The low-level SHA-256 calls are deprecated since OpenSSL 3.0, but only they let the
// running state live inside a Swift value without an allocation.
#define OPENSSL_SUPPRESS_DEPRECATED

#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/sha.h>
#include <openssl/ts.h>
#include <openssl/x509_vfy.h>

#endif
