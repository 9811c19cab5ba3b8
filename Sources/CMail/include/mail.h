#ifndef MARTLET_MAIL_H
#define MARTLET_MAIL_H

#include <stddef.h>
#include <stdint.h>

/// Sends mails by libcurl, which is loaded when first asked for: a server without SMTP neither links nor loads it.

/// Loads libcurl once; answers NULL, or the sentence that says what is missing.
const char *martlet_mail_load(void);

/// Such as `libcurl/8.5.0 OpenSSL/3.0.13`; only after libcurl has been loaded.
const char *martlet_mail_version(void);

/// Where mails go. Texts are UTF-8 and may be NULL where that is said.
typedef struct {
    /// `smtp://host:port` or `smtps://host:port`.
    const char *url;
    /// Whether a server that does not offer STARTTLS is left again before anything is said.
    int requires_tls;
    /// May be NULL.
    const char *user;
    /// May be NULL.
    const char *password;
    /// A PEM file of authorities in the place of the system's; may be NULL.
    const char *authority;
    long connect_milliseconds;
    long total_milliseconds;
} martlet_mail_server;

/// What became of one mail.
typedef struct {
    /// libcurl's own number; zero when the server has taken the mail.
    int code;
    /// The last reply of SMTP, such as 250; zero where none came.
    long reply;
    /// Whether the server was already reading the mail itself.
    int body_began;
    /// What libcurl and the server said about a failure.
    char reason[512];
} martlet_mail_outcome;

/// A connection that is kept for the next mail. Used by one thread at a time, but for `martlet_mail_stop`.
typedef struct martlet_mail_session martlet_mail_session;

/// NULL when memory is short.
martlet_mail_session *martlet_mail_open(void);

/// Sends one mail to one recipient and waits; `turn` names this sending for `martlet_mail_stop`.
martlet_mail_outcome martlet_mail_send(
    martlet_mail_session *session, const martlet_mail_server *server, const char *sender, const char *recipient,
    const uint8_t *bytes, size_t count, long turn);

/// Gives up the sending of that turn, if it is still under way; from any thread.
void martlet_mail_stop(martlet_mail_session *session, long turn);

/// Ends the connection; the next mail opens another.
void martlet_mail_disconnect(martlet_mail_session *session);

void martlet_mail_close(martlet_mail_session *session);

#endif
