#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif

#include "mail.h"

#include <dlfcn.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// libcurl's numbers, which are part of its ABI and never change (include/curl/curl.h). Declared here so that its headers
// are not needed to build.
enum {
    OPTION_WRITEDATA = 10001,
    OPTION_URL = 10002,
    OPTION_PROXY = 10004,
    OPTION_READDATA = 10009,
    OPTION_ERRORBUFFER = 10010,
    OPTION_HEADERDATA = 10029,
    OPTION_SSLVERSION = 32,
    OPTION_NOPROGRESS = 43,
    OPTION_UPLOAD = 46,
    OPTION_XFERINFODATA = 10057,
    OPTION_SSL_VERIFYPEER = 64,
    OPTION_CAINFO = 10065,
    OPTION_SSL_VERIFYHOST = 81,
    OPTION_NOSIGNAL = 99,
    OPTION_USE_SSL = 119,
    OPTION_TIMEOUT_MS = 155,
    OPTION_CONNECTTIMEOUT_MS = 156,
    OPTION_USERNAME = 10173,
    OPTION_PASSWORD = 10174,
    OPTION_MAIL_FROM = 10186,
    OPTION_MAIL_RCPT = 10187,
    OPTION_WRITEFUNCTION = 20011,
    OPTION_READFUNCTION = 20012,
    OPTION_HEADERFUNCTION = 20079,
    OPTION_XFERINFOFUNCTION = 20219,
    OPTION_INFILESIZE_LARGE = 30115,
    INFO_RESPONSE_CODE = 0x200002,
    GLOBAL_ALL = 3,
    USE_SSL_NONE = 0,
    USE_SSL_ALL = 3,
    TLS_1_2 = 6,
    FAILED_INIT = 2,
    OUT_OF_MEMORY = 27,
    ERROR_SIZE = 256,
};

// The beginning of `curl_version_info_data`, the same in every version.
typedef struct {
    int age;
    const char *version;
    unsigned int version_number;
    const char *host;
    int features;
    const char *ssl_version;
    long ssl_version_number;
    const char *libz_version;
    const char *const *protocols;
} version_info;

// What is called of libcurl. The options are variadic there, so they are here: some machines pass such arguments
// otherwise.
static struct {
    int (*global_init)(long);
    char *(*version)(void);
    version_info *(*version_info)(int);
    void *(*easy_init)(void);
    int (*easy_setopt)(void *, int, ...);
    int (*easy_perform)(void *);
    int (*easy_getinfo)(void *, int, ...);
    void (*easy_reset)(void *);
    void (*easy_cleanup)(void *);
    const char *(*easy_strerror)(int);
    void *(*slist_append)(void *, const char *);
    void (*slist_free_all)(void *);
} curl;

#ifdef __APPLE__
static const char *const names[] = {"libcurl.4.dylib", NULL};
#define REMEDY "install curl"
#else
static const char *const names[] = {"libcurl.so.4", "libcurl-gnutls.so.4", NULL};
#define REMEDY "install it, such as by 'apt install libcurl4' or 'dnf install libcurl'"
#endif

static pthread_once_t loading = PTHREAD_ONCE_INIT;
static char problem[256];

static void *library(void) {
    int mode = RTLD_NOW | RTLD_LOCAL;
#ifdef RTLD_DEEPBIND
    // The server carries an OpenSSL of its own; libcurl's must call itself and not that one.
    mode |= RTLD_DEEPBIND;
#endif
    for (const char *const *name = names; *name; name++) {
        void *found = dlopen(*name, mode);
        if (found) return found;
    }
    return NULL;
}

static int speaks_smtp(void) {
    const version_info *info = curl.version_info(0);
    int found = 0;
    for (const char *const *protocol = info->protocols; *protocol; protocol++) {
        found |= !strcmp(*protocol, "smtp") ? 1 : !strcmp(*protocol, "smtps") ? 2 : 0;
    }
    return found == 3;
}

static void load(void) {
    void *handle = library();
    if (!handle) {
        snprintf(problem, sizeof problem, "%s was not found: " REMEDY, names[0]);
        return;
    }
    const struct {
        const char *name;
        void **place;
    } functions[] = {
        {"curl_global_init", (void **)&curl.global_init},
        {"curl_version", (void **)&curl.version},
        {"curl_version_info", (void **)&curl.version_info},
        {"curl_easy_init", (void **)&curl.easy_init},
        {"curl_easy_setopt", (void **)&curl.easy_setopt},
        {"curl_easy_perform", (void **)&curl.easy_perform},
        {"curl_easy_getinfo", (void **)&curl.easy_getinfo},
        {"curl_easy_reset", (void **)&curl.easy_reset},
        {"curl_easy_cleanup", (void **)&curl.easy_cleanup},
        {"curl_easy_strerror", (void **)&curl.easy_strerror},
        {"curl_slist_append", (void **)&curl.slist_append},
        {"curl_slist_free_all", (void **)&curl.slist_free_all},
    };
    for (size_t i = 0; i < sizeof functions / sizeof *functions; i++) {
        *functions[i].place = dlsym(handle, functions[i].name);
        if (*functions[i].place) continue;
        snprintf(problem, sizeof problem, "%s has no %s: install a newer one", names[0], functions[i].name);
        return;
    }
    if (curl.global_init(GLOBAL_ALL) != 0) {
        snprintf(problem, sizeof problem, "%s cannot be initialized", names[0]);
        return;
    }
    if (!speaks_smtp()) {
        snprintf(problem, sizeof problem, "%s was built without SMTP over TLS: install a full one", names[0]);
        return;
    }
    // A connection that ends while it is written to must not end the server.
    struct sigaction action;
    if (sigaction(SIGPIPE, NULL, &action) == 0 && action.sa_handler == SIG_DFL) signal(SIGPIPE, SIG_IGN);
}

const char *martlet_mail_load(void) {
    pthread_once(&loading, load);
    return *problem ? problem : NULL;
}

const char *martlet_mail_version(void) {
    return curl.version();
}

struct martlet_mail_session {
    void *handle;
    atomic_long stopped;
};

// One mail under way.
typedef struct {
    martlet_mail_session *session;
    const uint8_t *bytes;
    size_t rest;
    long turn;
    martlet_mail_outcome *outcome;
    char refusal[200];
} sending;

static size_t read_mail(char *buffer, size_t size, size_t count, void *context) {
    sending *mail = context;
    size_t part = size * count < mail->rest ? size * count : mail->rest;
    mail->outcome->body_began = 1;
    memcpy(buffer, mail->bytes, part);
    mail->bytes += part;
    mail->rest -= part;
    return part;
}

static size_t ignore_output(char *buffer, size_t size, size_t count, void *context) {
    (void)buffer;
    (void)context;
    return size * count;
}

// Keeps the last reply that refuses something, without its line break and what no terminal should be sent.
static size_t read_reply(char *buffer, size_t size, size_t count, void *context) {
    sending *mail = context;
    size_t length = size * count;
    if (length > 3 && (*buffer == '4' || *buffer == '5')) {
        size_t kept = 0;
        for (size_t i = 0; i < length && kept + 1 < sizeof mail->refusal; i++) {
            unsigned char byte = (unsigned char)buffer[i];
            if (byte >= 0x20 && byte < 0x7f) mail->refusal[kept++] = (char)byte;
        }
        mail->refusal[kept] = 0;
    }
    return length;
}

static int watch(void *context, int64_t a, int64_t b, int64_t c, int64_t d) {
    sending *mail = context;
    (void)a;
    (void)b;
    (void)c;
    (void)d;
    return atomic_load(&mail->session->stopped) == mail->turn;
}

martlet_mail_session *martlet_mail_open(void) {
    martlet_mail_session *session = calloc(1, sizeof *session);
    if (session) atomic_init(&session->stopped, -1);
    return session;
}

void martlet_mail_stop(martlet_mail_session *session, long turn) {
    atomic_store(&session->stopped, turn);
}

void martlet_mail_disconnect(martlet_mail_session *session) {
    if (session->handle) curl.easy_cleanup(session->handle);
    session->handle = NULL;
}

void martlet_mail_close(martlet_mail_session *session) {
    martlet_mail_disconnect(session);
    free(session);
}

static int set_server(void *handle, const martlet_mail_server *server) {
    int failed = curl.easy_setopt(handle, OPTION_URL, server->url);
    failed |= curl.easy_setopt(handle, OPTION_USE_SSL, (long)(server->requires_tls ? USE_SSL_ALL : USE_SSL_NONE));
    failed |= curl.easy_setopt(handle, OPTION_SSLVERSION, (long)TLS_1_2);
    failed |= curl.easy_setopt(handle, OPTION_SSL_VERIFYPEER, 1L);
    failed |= curl.easy_setopt(handle, OPTION_SSL_VERIFYHOST, 2L);
    if (server->authority) failed |= curl.easy_setopt(handle, OPTION_CAINFO, server->authority);
    if (server->user) failed |= curl.easy_setopt(handle, OPTION_USERNAME, server->user);
    if (server->password) failed |= curl.easy_setopt(handle, OPTION_PASSWORD, server->password);
    // What the environment says of proxies is meant for others.
    failed |= curl.easy_setopt(handle, OPTION_PROXY, "");
    failed |= curl.easy_setopt(handle, OPTION_NOSIGNAL, 1L);
    failed |= curl.easy_setopt(handle, OPTION_CONNECTTIMEOUT_MS, server->connect_milliseconds);
    failed |= curl.easy_setopt(handle, OPTION_TIMEOUT_MS, server->total_milliseconds);
    return failed;
}

static int set_mail(void *handle, sending *mail, const char *sender, void *recipients) {
    int failed = curl.easy_setopt(handle, OPTION_MAIL_FROM, sender);
    failed |= curl.easy_setopt(handle, OPTION_MAIL_RCPT, recipients);
    failed |= curl.easy_setopt(handle, OPTION_UPLOAD, 1L);
    failed |= curl.easy_setopt(handle, OPTION_INFILESIZE_LARGE, (int64_t)mail->rest);
    failed |= curl.easy_setopt(handle, OPTION_READFUNCTION, read_mail);
    failed |= curl.easy_setopt(handle, OPTION_READDATA, mail);
    failed |= curl.easy_setopt(handle, OPTION_WRITEFUNCTION, ignore_output);
    failed |= curl.easy_setopt(handle, OPTION_WRITEDATA, mail);
    failed |= curl.easy_setopt(handle, OPTION_HEADERFUNCTION, read_reply);
    failed |= curl.easy_setopt(handle, OPTION_HEADERDATA, mail);
    failed |= curl.easy_setopt(handle, OPTION_XFERINFOFUNCTION, watch);
    failed |= curl.easy_setopt(handle, OPTION_XFERINFODATA, mail);
    failed |= curl.easy_setopt(handle, OPTION_NOPROGRESS, 0L);
    return failed;
}

martlet_mail_outcome martlet_mail_send(
    martlet_mail_session *session, const martlet_mail_server *server, const char *sender, const char *recipient,
    const uint8_t *bytes, size_t count, long turn) {
    martlet_mail_outcome outcome = {.code = FAILED_INIT, .reason = "libcurl gives no connection"};
    if (!session->handle) session->handle = curl.easy_init();
    void *handle = session->handle;
    if (!handle) return outcome;
    void *recipients = curl.slist_append(NULL, recipient);
    if (!recipients) {
        outcome.code = OUT_OF_MEMORY;
        return outcome;
    }
    sending mail = {.session = session, .bytes = bytes, .rest = count, .turn = turn, .outcome = &outcome};
    char error[ERROR_SIZE] = "";
    curl.easy_reset(handle);
    curl.easy_setopt(handle, OPTION_ERRORBUFFER, error);
    if (set_server(handle, server) | set_mail(handle, &mail, sender, recipients)) {
        snprintf(outcome.reason, sizeof outcome.reason, "libcurl does not know every option needed");
    } else {
        outcome.code = curl.easy_perform(handle);
        curl.easy_getinfo(handle, INFO_RESPONSE_CODE, &outcome.reply);
        const char *text = *error ? error : curl.easy_strerror(outcome.code);
        if (*mail.refusal) {
            snprintf(outcome.reason, sizeof outcome.reason, "%s (%s)", text, mail.refusal);
        } else {
            snprintf(outcome.reason, sizeof outcome.reason, "%s", text);
        }
    }
    // Nothing of this call may be looked at by the next.
    curl.easy_reset(handle);
    curl.slist_free_all(recipients);
    return outcome;
}
