/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Inside the server only: what stands behind an exchange. Pages include web_priv.h and know nothing of this. */
#ifndef DIWAN_WEB_SERVER_PRIV_H
#define DIWAN_WEB_SERVER_PRIV_H
#include "web/form.h"
#include "web/web_priv.h"
#include "desk/desk.h"
#include <microhttpd.h>
#include <pthread.h>

enum {
    ADDRESS_MOST = 4096,            /* bytes of path and query, as they are sent */
    HEAD_MOST = 16 << 10,           /* bytes of a request's line and headers */
    DRAIN_MOST = 1 << 20,           /* of a body that nobody wants: read and dropped, so that the answer arrives */
    CONNECTIONS_MOST = 4000,
    REQUEST_SECONDS = 30,           /* for a whole request, form included; of an upload, for each 64 KiB */
    STOP_SECONDS = 10,
    LISTENERS_MOST = 8,
    READERS = 3, SLOW = 2,          /* threads, each with a store of its own */
};
#define UPLOAD_MOST ((int64_t)512 << 20)

/* ---- one request ------------------------------------------------------------------------------- */

struct errand;
struct visit {
    struct exchange x;              /* first: an exchange is its visit */
    struct MHD_Connection *connection;
    struct guest *guest;
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
    struct MHD_Response *ready;     /* an answer that stands already: a file of the program */
    struct visit *next;             /* in a queue */
};
static inline struct visit *visit_of(struct exchange *x) { return (struct visit *)(void *)x; }

struct queue { /* of visits for one kind of thread */
    pthread_mutex_t lock;
    pthread_cond_t more;
    struct visit *first, **last;
    bool closed;
};
void queue_begin(struct queue *q);
void queue_put(struct queue *q, struct visit *v);
struct visit *queue_take(struct queue *q); /* waits; NULL once it is closed and empty */
void queue_close(struct queue *q);

/* What everybody's pages need to know of the register, read again when its generation moves. */
struct known {
    int64_t generation;
    bool readers_anybody, invented;
    char language[16];
    char *name;
};

/* ---- the server -------------------------------------------------------------------------------- */

struct web {
    struct web_options o;
    struct key_source keys;         /* answers with `master` */
    struct secret master;
    unsigned char salt[REGISTER_SALT_BYTES];
    unsigned char secret[32];
    bool tls, secure, loopback;
    char *certificate, *certificate_key;
    int sockets[LISTENERS_MOST], port;
    size_t socket_n;
    struct MHD_Daemon *daemons[LISTENERS_MOST];
    struct queue readers, slow;
    pthread_t reader_threads[READERS], slow_threads[SLOW], writer_thread;
    struct writer *writer;
    struct rooms *rooms;
    pthread_mutex_t lock;           /* of what follows */
    struct known known;
    pthread_mutex_t columns_lock;
    struct incident_columns *columns;
};
MUST_USE bool web_store_open(struct web *w, enum store_mode mode, struct store **out, struct err *e);
/* Read again what everybody's pages need, where the generation moved. */
MUST_USE bool web_known_renew(struct web *w, struct store *s, struct err *e);
MUST_USE bool web_listen(struct web *w, struct err *e);
MUST_USE bool worker_run(struct web *w, struct err *e);

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

/* ---- the writer -------------------------------------------------------------------------------- */

MUST_USE bool writer_begin(struct web *w, struct err *e);
void writer_act(struct web *w, struct visit *v);
void writer_session(struct web *w, struct str session, int64_t now);
void writer_end(struct web *w);

/* ---- files of the program ---------------------------------------------------------------------- */

void assets_begin(void);
void assets_end(void);
#endif
