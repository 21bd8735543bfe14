/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Inside the server only: what stands behind an exchange. Pages include web_priv.h and know nothing of this. */
#ifndef DIWAN_WEB_SERVER_PRIV_H
#define DIWAN_WEB_SERVER_PRIV_H
#include "web/form.h"
#include "web/head.h"
#include "web/web_priv.h"
#include "desk/desk.h"
#include <microhttpd.h>
#include <pthread.h>
#include <signal.h>

enum {
    ADDRESS_MOST = 4096,            /* bytes of path and query, as they are sent */
    HEAD_MOST = 10 << 10,           /* bytes of a request's line and headers, and what is read of a body at a time */
    DRAIN_MOST = 1 << 20,           /* of a body that nobody wants: read and dropped, so that the answer arrives */
    CONNECTIONS_MOST = 4000,
    REQUEST_SECONDS = 30,           /* for a whole request, form included; of an upload, for each 64 KiB */
    STOP_SECONDS = 10,
    LEAVE_SECONDS = 60,             /* of a worker whose place another took: for all that goes on */
    LISTENERS_MOST = 8,
    WAITING_MOST = 1000,            /* requests that wait for a thread */
    LINE_THREADS_MOST = 3,
};
#define UPLOAD_MOST ((int64_t)512 << 20)   /* bytes of one upload; they lie in memory */
#define UPLOADS_ALL_MOST ((int64_t)1 << 30) /* and of all at once */
#define ANSWERS_ALL_MOST ((int64_t)1 << 30) /* bytes of large answers that wait in memory until the other side has taken them */

/* ---- one request ------------------------------------------------------------------------------- */

struct guest;       /* a connection (worker.c) */
struct kept_bytes { /* of a kept page, shared */
    int references; /* atomic */
    char *packed;
    size_t packed_n, n; /* n: unpacked */
};
void kept_bytes_drop(struct kept_bytes **b);
struct heads { /* of the request, as it sent them; NULL: not there */
    const char *accept, *accept_encoding, *accept_language, *content_length, *content_type, *cookie, *host, *origin, *site;
};
struct visit {
    struct exchange x;              /* first: an exchange is its visit */
    struct MHD_Connection *connection;
    struct guest *guest;
    struct heads heads;
    enum { VISIT_NEW, VISIT_BODY, VISIT_AWAY, VISIT_THEN, VISIT_DONE } stage;
    struct err e;
    bool failed;                    /* e says why */
    int refusal;                    /* a status that no err_code has: 405, 413, 421 ...; 0 none */
    const char *allow;              /* with 405 */
    struct str cookie_language;
    struct buf form;                /* what came of a form that is not multipart */
    struct multipart *parts;
    size_t dropped;                 /* bytes of a body that nobody wants */
    struct room_act *act;
    struct request *asked[16];      /* of the desk: their arenas go with the exchange */
    size_t asked_n;
    struct corrections *corrections; /* of the words of this moment */
    struct kept_bytes *kept;        /* the whole page, packed already; NULL none */
    size_t taken;                   /* bytes of its body since time was counted anew */
    int64_t reserved;               /* bytes of memory for its upload */
    struct MHD_Response *ready;     /* an answer that stands already: a file of the program */
    struct visit *next;             /* in a queue */
};
static inline struct visit *visit_of(struct exchange *x) { return (struct visit *)(void *)x; }

struct queue { /* of visits for one kind of thread */
    pthread_mutex_t lock;
    pthread_cond_t more;
    struct visit *first, **last;
    size_t n;
    bool closed;
};
void queue_begin(struct queue *q);
bool queue_put(struct queue *q, struct visit *v);          /* false: too many wait */
struct visit *queue_take(struct queue *q); /* waits; NULL once it is closed and empty */
void queue_close(struct queue *q);

/* Requests of one kind, and the threads that answer them: what one kind waits for keeps no other up. */
enum line_of { LINE_READERS, LINE_SLOW, LINE_PASSWORDS, LINE_PART /* participants */, LINES };
struct line {
    struct web *web;
    struct queue queue;
    pthread_t threads[LINE_THREADS_MOST];
    size_t n;
};

/* What everybody's pages need to know of the register, read again when its generation moves. */
struct known {
    int64_t generation;
    bool readers_anybody, invented, latin_digits, help; /* help: there is a help directory */
    int64_t k;              /* smallest group of people that is told of */
    char language[16];
    char *name;
    struct corrections *corrections;
};
/* Sessions that were seen of late: whether somebody may send a file at all is asked before it is taken. Their page looks again, into the register. */
struct seen {
    char session[TOKEN_TEXT];
    unsigned may;
    int64_t until;
};
enum { SEEN_MOST = 64, SEEN_SECONDS = 3600 };

struct certificate { /* PEM; NULL: no TLS */
    char *chain, *key;
};
/* ---- the server -------------------------------------------------------------------------------- */

struct web {
    struct web_options o;
    struct key_source keys;         /* answers with `master` */
    struct secret master;
    unsigned char salt[REGISTER_SALT_BYTES];
    unsigned char secret[32];
    bool tls, secure, loopback, no_steward;
    struct certificate certificate;
    int sockets[LISTENERS_MOST], port;
    size_t socket_n;
    struct MHD_Daemon *daemon;
    pthread_t door_thread;          /* lets people in */
    int door;                       /* an eventfd: it closes. -1: it is no more */
    struct line lines[LINES];
    pthread_t writer_thread;
    struct writer *writer;
    struct rooms *rooms;
    struct kept *kept;
    struct desk_answers *answers;   /* what people said, for the pages that tell of it */
    struct uploads *uploads;
    int64_t uploading, answering;   /* bytes; atomic */
    int stopping;                   /* atomic: each answer is the last of its connection */
    pthread_mutex_t guests_lock;
    struct guest *guests;
    size_t guest_n;
    pthread_mutex_t lock;           /* of what follows */
    struct known known;
    struct seen seen[SEEN_MOST];
    size_t seen_n;
    struct feed_tries feed_tries;
    pthread_mutex_t columns_lock;   /* of what follows */
    pthread_cond_t columns_moved;   /* they were read, or are to be */
    struct incident_columns *columns;
    bool columns_reading, columns_over;
    int64_t columns_wanted;         /* the generation that the register has come to */
    pthread_t columns_thread;
    bool columns_begun;             /* that thread */
};
MUST_USE bool web_store_open(struct web *w, enum store_mode mode, struct store **out, struct err *e);
/* Read again what everybody's pages need, where the generation moved. */
MUST_USE bool web_known_renew(struct web *w, struct store *s, struct err *e);
/* The files of --certificate and --certificate-key; where they cannot be read, those that were there stay. */
MUST_USE bool web_certificate_read(struct web *w, struct err *e);
void web_certificate_drop(struct certificate *c);
MUST_USE bool web_listen(struct web *w, struct err *e);
/* Hold the sockets while workers serve; returns when asked to stop. `ready` once the first worker serves. */
MUST_USE bool web_supervise(struct web *w, void (*ready)(const struct web *w), struct err *e);
MUST_USE bool worker_begin(struct web *w, struct err *e);
void worker_run(struct web *w);     /* until SIGTERM or SIGINT; or WORKER_LEAVE: another has taken over, and it serves whom it has to the end */
#define WORKER_LEAVE SIGUSR1
void web_free(struct web *w);

/* ---- requests ---------------------------------------------------------------------------------- */

/* The row of the table; NULL where there is none: then *allow says which methods that path has ("" none: 404). Fills x->parameters. */
const struct page *page_route(struct exchange *x, const char *method, struct str path, const char **allow);
bool page_there(const char *method, const char *path);
/* Head of the request into the exchange: page, path, query, language, cookies. Trouble goes into v->e. */
void visit_begin(struct visit *v, const char *method, const char *address);
void visit_take(struct visit *v, const char *data, size_t n);  /* a piece of the body */
void visit_body_end(struct visit *v);                          /* it is whole: fields */
/* Run it with this store (NULL: on a thread that answers), and make the page of an error where it fails. */
void visit_run(struct visit *v, struct store *s);
void visit_then(struct visit *v);
void visit_fail(struct visit *v);                              /* the page of an error into x->body */
void visit_end(struct visit *v);                               /* frees all */
bool visit_quick(const struct visit *v);                       /* waits for nothing: may run on a thread that answers */
enum MHD_Result visit_answer(struct visit *v);                 /* queue the answer */
void visit_resume(struct visit *v);                            /* back to the thread that answers */

/* Headers that every answer has; `page`: those that say what a page may do. w NULL: of files of the program. */
void reply_headers(struct MHD_Response *r, const struct web *w, bool page);

/* ---- packed, kept ------------------------------------------------------------------------------ */

struct kept *kept_new(void);
void kept_free(struct kept **k);
MUST_USE bool gzip_pack(struct str s, int level, char **out, size_t *n); /* *out is the caller's to free */
MUST_USE bool gzip_unpack(const char *packed, size_t packed_n, size_t n, struct buf *out, struct err *e);
bool gzip_accepted(const char *accept_encoding);

/* ---- the writer -------------------------------------------------------------------------------- */

/* A thread that reads the incident columns as soon as the register has moved, before anybody asks for them (work.c). */
MUST_USE bool columns_begin(struct web *w, struct err *e);
void columns_want(struct web *w, int64_t generation);
void columns_end(struct web *w);

MUST_USE bool writer_begin(struct web *w, struct err *e);
void writer_act(struct web *w, struct visit *v);
void writer_session(struct web *w, struct str session, int64_t now);
void writer_end(struct web *w);

/* ---- files of the program ---------------------------------------------------------------------- */

void assets_begin(void);
void assets_end(void);
#endif
