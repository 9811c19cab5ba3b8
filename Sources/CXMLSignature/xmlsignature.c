#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif

#include "xmlsignature.h"

#include <dlfcn.h>
#include <limits.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// What is used of libxml2 and of xmlsec1 1.2, declared here so that their headers are not needed to build.
// The numbers and layouts are part of their ABI (libxml/tree.h, libxml/parser.h, xmlsec/xmldsig.h, xmlsec/keysdata.h).
enum {
    PARSE_NOERROR = 1 << 5,
    PARSE_NOWARNING = 1 << 6,
    PARSE_NONET = 1 << 11,
    ELEMENT_NODE = 1,
    STORE_REFERENCES = 2,
    URI_EMPTY_OR_SAME_DOCUMENT = 3,
    STATUS_SUCCEEDED = 1,
    FORMAT_CERTIFICATE_DER = 8,
    ABI_COMPATIBLE = 1,
};

// The beginning of libxml2's `xmlNode`.
typedef struct node {
    void *private;
    int type;
    const unsigned char *name;
    struct node *children, *last, *parent, *next, *previous;
} node;

// `xmlSecDSigCtx` of xmlsec1 1.2 where pointers have 64 bits; what nobody here looks at is left as bytes.
typedef struct {
    void *user_data;
    unsigned int flags, flags2;
    unsigned char key_info_read[344], key_info_write[344], transform[128];
    unsigned int enabled_reference_uris;
    void *enabled_reference_transforms, *callback, *default_sign, *default_c14n, *default_digest;
    void *sign_key;
    int operation;
    void *result;
    int status;
    void *sign_method, *c14n_method, *pre_sign, *sign_value;
    unsigned char *id;
    unsigned char signed_info_references[32], manifest_references[32];
    void *reserved[2];
} signature_context;

#if UINTPTR_MAX == UINT64_MAX
_Static_assert(offsetof(signature_context, enabled_reference_uris) == 832, "the layout is xmlsec1's");
_Static_assert(offsetof(signature_context, sign_key) == 880, "the layout is xmlsec1's");
_Static_assert(offsetof(signature_context, status) == 904, "the layout is xmlsec1's");
_Static_assert(offsetof(signature_context, signed_info_references) == 952, "the layout is xmlsec1's");
#endif

static struct {
    // libxml2
    void (*init_parser)(void);
    void *(*read_memory)(const char *, int, const char *, const char *, int);
    void (*free_document)(void *);
    node *(*root)(void *);
    void *(*internal_subset)(void *);
    // xmlsec1
    int (*check_version)(int, int, int, int);
    int (*init)(void);
    void (*enable_errors)(int);
    void (*add_ids)(void *, node *, const unsigned char **);
    int (*is_node)(const node *, const unsigned char *, const unsigned char *);
    void *(*context_create)(void *);
    void (*context_destroy)(void *);
    int (*enable_reference)(void *, const void *);
    int (*enable_signature)(void *, const void *);
    int (*verify)(void *, node *);
    unsigned int (*list_size)(void *);
    void *(*list_item)(void *, unsigned int);
    void *(*digested)(void *);
    unsigned char *(*buffer_data)(void *);
    unsigned int (*buffer_size)(void *);
    const void *(*enveloped)(void);
    const void *(*exclusive)(void);
    const void *(*inclusive)(void);
    // xmlsec1's side of OpenSSL
    int (*openssl_app_init)(const char *);
    int (*openssl_init)(void);
    void *(*load_key)(const unsigned char *, unsigned int, int, const char *, void *, void *);
    const void *(*sha256)(void);
    const void *(*sha384)(void);
    const void *(*sha512)(void);
    const void *(*rsa_sha256)(void);
    const void *(*rsa_sha384)(void);
    const void *(*rsa_sha512)(void);
    const void *(*ecdsa_sha256)(void);
    const void *(*ecdsa_sha384)(void);
    const void *(*ecdsa_sha512)(void);
} lib;

static const unsigned char SIGNATURE_NAMESPACE[] = "http://www.w3.org/2000/09/xmldsig#";

#ifdef __APPLE__
static const char *const names[] = {"libxmlsec1-openssl.1.dylib", NULL};
#define REMEDY "install xmlsec1 1.2"
#else
static const char *const names[] = {"libxmlsec1-openssl.so.1", NULL};
#define REMEDY "install it, such as by 'apt install libxmlsec1-openssl' or 'dnf install xmlsec1-openssl'"
#endif

static pthread_once_t loading = PTHREAD_ONCE_INIT;
static char problem[256];

static void *library(void) {
    int mode = RTLD_NOW | RTLD_LOCAL;
#ifdef RTLD_DEEPBIND
    // The server carries an OpenSSL of its own; xmlsec1 must call the system's and not that one.
    mode |= RTLD_DEEPBIND;
#endif
    for (const char *const *name = names; *name; name++) {
        void *found = dlopen(*name, mode);
        if (found) return found;
    }
    return NULL;
}

// Finds every function; what the library itself does not have is looked for in those that it needs.
static const char *find_functions(void *handle) {
    const struct {
        const char *name;
        void **place;
    } functions[] = {
        {"xmlInitParser", (void **)&lib.init_parser},
        {"xmlReadMemory", (void **)&lib.read_memory},
        {"xmlFreeDoc", (void **)&lib.free_document},
        {"xmlDocGetRootElement", (void **)&lib.root},
        {"xmlGetIntSubset", (void **)&lib.internal_subset},
        {"xmlSecCheckVersionExt", (void **)&lib.check_version},
        {"xmlSecInit", (void **)&lib.init},
        {"xmlSecErrorsDefaultCallbackEnableOutput", (void **)&lib.enable_errors},
        {"xmlSecAddIDs", (void **)&lib.add_ids},
        {"xmlSecCheckNodeName", (void **)&lib.is_node},
        {"xmlSecDSigCtxCreate", (void **)&lib.context_create},
        {"xmlSecDSigCtxDestroy", (void **)&lib.context_destroy},
        {"xmlSecDSigCtxEnableReferenceTransform", (void **)&lib.enable_reference},
        {"xmlSecDSigCtxEnableSignatureTransform", (void **)&lib.enable_signature},
        {"xmlSecDSigCtxVerify", (void **)&lib.verify},
        {"xmlSecPtrListGetSize", (void **)&lib.list_size},
        {"xmlSecPtrListGetItem", (void **)&lib.list_item},
        {"xmlSecDSigReferenceCtxGetPreDigestBuffer", (void **)&lib.digested},
        {"xmlSecBufferGetData", (void **)&lib.buffer_data},
        {"xmlSecBufferGetSize", (void **)&lib.buffer_size},
        {"xmlSecTransformEnvelopedGetKlass", (void **)&lib.enveloped},
        {"xmlSecTransformExclC14NGetKlass", (void **)&lib.exclusive},
        {"xmlSecTransformInclC14NGetKlass", (void **)&lib.inclusive},
        {"xmlSecOpenSSLAppInit", (void **)&lib.openssl_app_init},
        {"xmlSecOpenSSLInit", (void **)&lib.openssl_init},
        {"xmlSecOpenSSLAppKeyLoadMemory", (void **)&lib.load_key},
        {"xmlSecOpenSSLTransformSha256GetKlass", (void **)&lib.sha256},
        {"xmlSecOpenSSLTransformSha384GetKlass", (void **)&lib.sha384},
        {"xmlSecOpenSSLTransformSha512GetKlass", (void **)&lib.sha512},
        {"xmlSecOpenSSLTransformRsaSha256GetKlass", (void **)&lib.rsa_sha256},
        {"xmlSecOpenSSLTransformRsaSha384GetKlass", (void **)&lib.rsa_sha384},
        {"xmlSecOpenSSLTransformRsaSha512GetKlass", (void **)&lib.rsa_sha512},
        {"xmlSecOpenSSLTransformEcdsaSha256GetKlass", (void **)&lib.ecdsa_sha256},
        {"xmlSecOpenSSLTransformEcdsaSha384GetKlass", (void **)&lib.ecdsa_sha384},
        {"xmlSecOpenSSLTransformEcdsaSha512GetKlass", (void **)&lib.ecdsa_sha512},
    };
    for (size_t i = 0; i < sizeof functions / sizeof *functions; i++) {
        *functions[i].place = dlsym(handle, functions[i].name);
        if (!*functions[i].place) return functions[i].name;
    }
    return NULL;
}

static void load(void) {
    if (sizeof(void *) != 8) {
        snprintf(problem, sizeof problem, "XML signatures are verified on machines of 64 bits only");
        return;
    }
    void *handle = library();
    if (!handle) {
        snprintf(problem, sizeof problem, "%s was not found: " REMEDY, names[0]);
        return;
    }
    const char *missing = find_functions(handle);
    if (missing) {
        snprintf(problem, sizeof problem, "%s has no %s", names[0], missing);
        return;
    }
    lib.init_parser();
    // 1.3 lays its structures out otherwise; 1.2.20 is old enough for every system still looked after.
    if (lib.check_version(1, 2, 20, ABI_COMPATIBLE) != 1) {
        snprintf(problem, sizeof problem, "%s is not of version 1.2", names[0]);
        return;
    }
    if (lib.init() < 0 || lib.openssl_app_init(NULL) < 0 || lib.openssl_init() < 0) {
        snprintf(problem, sizeof problem, "%s does not start", names[0]);
        return;
    }
    lib.enable_errors(0);
}

const char *martlet_xmlsignature_load(void) {
    pthread_once(&loading, load);
    return *problem ? problem : NULL;
}

// A `Signature` right under an element; NULL where there is none.
static node *signature_of(const node *element) {
    for (node *child = element->children; child; child = child->next) {
        if (child->type == ELEMENT_NODE && lib.is_node(child, (const unsigned char *)"Signature", SIGNATURE_NAMESPACE)) {
            return child;
        }
    }
    return NULL;
}

static node *signature_in(const node *root) {
    node *found = signature_of(root);
    for (const node *child = root->children; child && !found; child = child->next) {
        if (child->type == ELEMENT_NODE) found = signature_of(child);
    }
    return found;
}

// Neither SHA-1 nor keyed digests, no XPath, no XSLT, nothing from elsewhere.
static int restrict_means(signature_context *context) {
    const void *canonical[] = {lib.exclusive(), lib.inclusive()};
    const void *digests[] = {lib.sha256(), lib.sha384(), lib.sha512()};
    const void *signatures[] = {lib.rsa_sha256(),   lib.rsa_sha384(),   lib.rsa_sha512(),
                                lib.ecdsa_sha256(), lib.ecdsa_sha384(), lib.ecdsa_sha512()};
    int failed = lib.enable_reference(context, lib.enveloped()) < 0;
    for (size_t i = 0; i < 2; i++) {
        failed |= lib.enable_reference(context, canonical[i]) < 0;
        failed |= lib.enable_signature(context, canonical[i]) < 0;
    }
    for (size_t i = 0; i < 3; i++) failed |= lib.enable_reference(context, digests[i]) < 0;
    for (size_t i = 0; i < 6; i++) failed |= lib.enable_signature(context, signatures[i]) < 0;
    context->enabled_reference_uris = URI_EMPTY_OR_SAME_DOCUMENT;
    context->flags |= STORE_REFERENCES;
    return failed;
}

// The bytes of the one reference of a signature that was verified.
static int take_signed(signature_context *context, uint8_t **bytes, size_t *count) {
    if (lib.list_size(context->signed_info_references) != 1) return MARTLET_XMLSIGNATURE_BAD;
    void *buffer = lib.digested(lib.list_item(context->signed_info_references, 0));
    if (!buffer || !lib.buffer_data(buffer)) return MARTLET_XMLSIGNATURE_BAD;
    *count = lib.buffer_size(buffer);
    *bytes = malloc(*count + 1);
    if (!*bytes) return MARTLET_XMLSIGNATURE_BAD;
    memcpy(*bytes, lib.buffer_data(buffer), *count);
    return MARTLET_XMLSIGNATURE_GOOD;
}

static int verify(
    node *signature, const uint8_t *certificate, size_t certificate_count, uint8_t **bytes, size_t *count) {
    signature_context *context = lib.context_create(NULL);
    if (!context) return MARTLET_XMLSIGNATURE_BAD;
    int outcome = MARTLET_XMLSIGNATURE_BAD;
    // With a key of ours in its place, nothing that the document says of keys is looked at.
    context->sign_key =
        lib.load_key(certificate, (unsigned int)certificate_count, FORMAT_CERTIFICATE_DER, NULL, NULL, NULL);
    if (!context->sign_key) {
        outcome = MARTLET_XMLSIGNATURE_BAD_CERTIFICATE;
    } else if (
        !restrict_means(context) && lib.verify(context, signature) == 0 && context->status == STATUS_SUCCEEDED) {
        outcome = take_signed(context, bytes, count);
    }
    lib.context_destroy(context);
    return outcome;
}

int martlet_xmlsignature_verify(
    const uint8_t *document, size_t count, const uint8_t *certificate, size_t certificate_count,
    uint8_t **signed_bytes, size_t *signed_count) {
    if (count > INT_MAX || certificate_count > INT_MAX) return MARTLET_XMLSIGNATURE_MALFORMED;
    int options = PARSE_NONET | PARSE_NOERROR | PARSE_NOWARNING;
    void *parsed = lib.read_memory((const char *)document, (int)count, NULL, "UTF-8", options);
    if (!parsed) return MARTLET_XMLSIGNATURE_MALFORMED;
    int outcome = MARTLET_XMLSIGNATURE_MALFORMED;
    node *root = lib.root(parsed);
    // A document type could declare entities and defaults, and make anything an ID.
    if (root && !lib.internal_subset(parsed)) {
        const unsigned char *ids[] = {(const unsigned char *)"ID", NULL};
        lib.add_ids(parsed, root, ids);
        node *signature = signature_in(root);
        outcome = signature ? verify(signature, certificate, certificate_count, signed_bytes, signed_count)
                            : MARTLET_XMLSIGNATURE_MISSING;
    }
    lib.free_document(parsed);
    return outcome;
}

void martlet_xmlsignature_free(uint8_t *signed_bytes) {
    free(signed_bytes);
}
