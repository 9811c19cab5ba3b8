#ifndef MARTLET_XMLSIGNATURE_H
#define MARTLET_XMLSIGNATURE_H

#include <stddef.h>
#include <stdint.h>

/// Verifies XML signatures by xmlsec1 (with libxml2 and OpenSSL), which is loaded when first asked for: a server that
/// sees no SAML neither links nor loads it.

/// Loads xmlsec1 once; answers NULL, or the sentence that says what is missing.
const char *martlet_xmlsignature_load(void);

enum {
    /// The bytes that were signed are in `signed_bytes`.
    MARTLET_XMLSIGNATURE_GOOD = 0,
    /// Not XML, or XML with a document type declaration.
    MARTLET_XMLSIGNATURE_MALFORMED = 1,
    /// Neither the outermost element nor one of its children is signed.
    MARTLET_XMLSIGNATURE_MISSING = 2,
    /// Not this certificate's signature, or one by means that are not allowed.
    MARTLET_XMLSIGNATURE_BAD = 3,
    /// The certificate cannot be read.
    MARTLET_XMLSIGNATURE_BAD_CERTIFICATE = 4,
};

/// Verifies the signature of a document's outermost element, or else of one of its children, with the public key of a
/// certificate (DER), and nothing that the document says of keys.
///
/// Answers the very bytes over which the signature was made, canonical and without the signature: whoever reads
/// nothing but them cannot be told anything that was not signed, however the document is wrapped. They must be given
/// back by `martlet_xmlsignature_free`. Only after xmlsec1 has been loaded.
int martlet_xmlsignature_verify(
    const uint8_t *document, size_t count, const uint8_t *certificate, size_t certificate_count,
    uint8_t **signed_bytes, size_t *signed_count);

void martlet_xmlsignature_free(uint8_t *signed_bytes);

#endif
