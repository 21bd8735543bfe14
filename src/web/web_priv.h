/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Inside the room `web` only: one request and its answer, as pages see them. Pages know nothing of the library that speaks HTTP. */
#ifndef DIWAN_WEB_PRIV_H
#define DIWAN_WEB_PRIV_H
#include "brief/markup.h"
#include "web/web.h"

struct exchange;

/* ---- the table --------------------------------------------------------------------------------- */

enum page_needs {
    PAGE_PLAIN = 0,
    PAGE_READ = 1,      /* x->store: the register at one moment */
    PAGE_FORM = 2,      /* POST with fields (application/x-www-form-urlencoded, or multipart without files), at most 64 KiB; x->fields */
    PAGE_UPLOAD = 4,    /* POST multipart with files, streamed into memory files (memfd); x->uploads */
    PAGE_NO_TOKEN = 8,  /* a POST that carries no form token of a session: participants' pages and signing in. All others do, and are refused without */
    PAGE_LATER = 16,    /* `run` hands an act to the writer (web_act); `then` answers once it is durable. A `run` that handed over none has answered itself */
    PAGE_SLOW = 32,     /* may take long: runs on a thread of its own, never on those that answer participants */
    PAGE_PASSWORD = 64, /* hashes a password, for whoever comes: runs on the one thread for that, so that trying many keeps nothing else up, and nothing else keeps people from signing in */
    PAGE_UNSEEN = 128,  /* nobody is asked who they are, signed in or not: no session is looked up, none is renewed, and no cookie is set */
};
struct page {
    const char *method;     /* "GET", "POST". HEAD is answered as GET */
    const char *path;       /* "/d/{name}/vote": a part in braces is any one segment (percent-decoded, UTF-8) */
    unsigned may;           /* any of these (enum account_may) */
    unsigned needs;
    const char *fields;     /* names of query or form fields that it reads, blanks between; tests and the OpenAPI file go by them; "" none */
    const char *about;      /* one line, English: for the table */
    bool (*run)(struct exchange *x, struct err *e);
    bool (*then)(struct exchange *x, struct err *e);
};
/* Each file of pages brings its own, ended by a NULL path; pages.c lists them. */
extern const struct page pages_take_part[], pages_hold[], pages_sign_in[], pages_accounts[], pages_settings[], pages_read[], pages_incidents[], pages_dialogues[], pages_coverage[],
    pages_briefs[], pages_actors[], pages_same_names[], pages_letters[], pages_help[], pages_agenda[], pages_api[], pages_upload[], pages_edit[], pages_hand[], pages_words[], pages_audit[], pages_assets[];

/* ---- the request ------------------------------------------------------------------------------- */

struct field { struct str name, value; };       /* value: UTF-8, without control characters but line ends, at most 16 KiB */
struct upload { struct str field, file; int fd; int64_t size; }; /* a memfd at its beginning; the server closes it */
struct exchange {
    struct arena arena;
    const struct page *page;
    struct str path;            /* as asked, decoded */
    struct str parameters[4];   /* what stood in the braces, in order */
    struct field *query, *fields;
    size_t query_n, field_n;
    struct upload *uploads;
    size_t upload_n;
    struct speech speech;       /* ?lang=, else the cookie "lang", else the account's, else Accept-Language, else the register's */
    struct account who;         /* id 0: nobody */
    unsigned may;               /* what the caller may do */
    struct str session;         /* the token in the cookie; "" */
    char form_token[65];        /* for forms of a session; "" where there is none */
    bool script;                /* asked by our own script: answer with little (Accept: application/json) */
    bool secure;                /* over TLS: cookies are marked Secure */
    struct store *store;        /* with PAGE_READ; else NULL */
    int64_t generation, votes_generation; /* of that moment */
    int64_t now;                /* seconds since 1970 */
    struct day today;
    struct web *web;            /* the server; only through the functions below */
    /* the answer */
    int status;                 /* 200 where nothing is said */
    struct buf body;
    const char *type;           /* "text/html; charset=utf-8" where nothing is said */
    struct str disposition;     /* file name for a download; "" none */
    struct str location;        /* with 303: a path of this server, percent-encoded */
    struct buf cookies;         /* whole Set-Cookie values, a line each: web_cookie */
    const char *cache;          /* Cache-Control; NULL: "no-store" */
    bool forget;                /* the browser is asked to drop what it keeps of this address: cookies, stored pages (Clear-Site-Data) */
    void *state;                /* of the page, between run and then */
};
struct str web_query(const struct exchange *x, const char *name);   /* "" when not there */
struct str web_field(const struct exchange *x, const char *name);
/* The k-th value of a field that may stand several times; false past the last. */
bool web_field_nth(const struct exchange *x, const char *name, size_t k, struct str *out);
/* For fields that are a choice. ERR_INPUT with the field and what it says, where that is something that the form does not offer; "" is for the caller to judge. */
MUST_USE bool web_offered(const char *field, struct str value, bool offered, struct err *e);
const struct language *web_language_of(struct str code); /* of the program; NULL: it is none */
MUST_USE bool web_tick_offered(const struct exchange *x, const char *field, struct err *e); /* "yes", or not sent */
static inline bool web_may(const struct exchange *x, unsigned may) { return (x->may & may) != 0; }
/* One of the register's own people, who read what nobody signed: whoever holds dialogues, analyses, or answers for it. A reader with an account is none. */
static inline bool web_own_people(const struct exchange *x) { return web_may(x, MAY_FACILITATE | MAY_ANALYSE | MAY_ANSWER); }

/* ---- the answer -------------------------------------------------------------------------------- */

/* Errors that a page returns become a page: USAGE and INPUT 400, DENIED 403, ABSENT 404, STORE and SYSTEM 500 (logged, told in general words). */
/* 303 to a path of this server. `format` as markup_f has it, each value percent-encoded. */
#define web_go(x, ...) web_go_((x), "" __VA_ARGS__)
bool web_go_(struct exchange *x, const char *path, ...) PRINTF(2, 3);
/* csv_cell for spreadsheets: before a text that they take for a formula stands an apostrophe, which they show as text. */
void web_sheet_cell(struct buf *out, bool first, struct str cell);
/* A cookie: HttpOnly, SameSite=Strict, Secure over TLS. most_age < 0: until the browser closes; 0: taken away. Values are base 64 or plain letters. */
void web_cookie(struct exchange *x, const char *name, const char *path, struct str value, int64_t most_age);
/* What the browser sent as that cookie; "" where it did not. */
struct str web_cookie_sent(const struct exchange *x, const char *name);
#define WEB_SESSION "session" /* the cookie of who signed in: signing in sets it (path "/", until the browser closes), signing out takes it away */

/* A page in the frame of all readers' and stewards' pages: head, navigation by what the caller may, languages, banner of an invented country, `title` (a msgid or data) as h1. Between the
 * two the page writes its main part with markup_f into x->body. `style`: the sheet of readers' pages is linked; scripts are files (assets) and only sharpen. */
struct web_frame {
    struct str title;           /* in the reader's language */
    const char *section;        /* which part of the navigation is current: "overview", "incidents", "dialogues", "actors", "briefs", "hold", "upload", "records", "words", "settings", "accounts", "audit"; NULL none */
    const char *script;         /* an asset's name ("table.js") or NULL */
    bool narrow;                /* one column of text */
    int refresh;                /* seconds after which the browser asks for the page again; 0: it does not */
};
void web_begin(struct exchange *x, const struct web_frame *f);
void web_end(struct exchange *x);
/* The reader's words: what = T("..."), already escaped for markup when it goes through markup_f("%s"). */
static inline const char *web_say(const struct exchange *x, const char *msgid) { return say(&x->speech, msgid); }
/* Filled with slots, in the arena. */
/* What went wrong (err.text, a problem's words), as a paragraph or a cell (`tag`: "p", "td"): in the reader's language as far as it is translated, else as English. Appended to `b`. */
void web_put_cause(struct exchange *x, struct buf *b, const char *tag, struct str english);
struct str web_told(struct exchange *x, const char *msgid, const struct slot *slots, size_t n);
struct str web_counted(struct exchange *x, const char *one, const char *many, int64_t n);
struct str web_number(struct exchange *x, int64_t n);
/* "25 people": the smallest group of people that the register tells of, for words; numbers go by the dialogue's own (about.k). */
struct str web_people(struct exchange *x);
struct str web_people_said(struct exchange *x, int64_t least);
struct str web_day(struct exchange *x, struct day d);
/* A moment that the register keeps (RFC 3339 UTC), as people read it: the day, the time, and which clock. Anything else as it stands. */
struct str web_moment(struct exchange *x, struct str time);
struct str web_time_text(struct exchange *x); /* now, RFC 3339, as the command line signs */
#define WEB_TOLD(x, msgid, ...) web_told((x), (msgid), (const struct slot[]){__VA_ARGS__}, sizeof((const struct slot[]){__VA_ARGS__}) / sizeof(struct slot))
#define WEB_SLOT(name_, text_) ((struct slot){.name = (name_), .text = (text_)})
/* The beginning of a form that changes something: <form method=post action=...> with its token (a hidden field, "token"). */
void web_form(struct exchange *x, const char *path);
/* A QR code (level M) as an SVG with four modules of quiet around it (qr.c). False where the text is too long. `title`: for who cannot see it. */
MUST_USE bool web_qr(struct str text, struct str title, struct buf *out);
/* Is there a help directory? As of the last change of the register; for pages that read nothing of it. */
bool web_help_there(struct exchange *x);
/* The address of a file of the program ("page.css"), with its digest in it, cacheable for ever. */
const char *web_asset(const char *name);

/* ---- work -------------------------------------------------------------------------------------- */

/* Run fn as one change of the register on the writer's thread, signed with the caller's account, and wait until it is durable. For pages of stewards; not from PAGE_LATER. */
MUST_USE bool web_write(struct exchange *x, bool (*fn)(struct store *s, void *arg, struct err *e), void *arg, struct err *e);
/* The same for votes that are typed in: what was made of the records stays good (store_task_votes). */
MUST_USE bool web_write_votes(struct exchange *x, bool (*fn)(struct store *s, void *arg, struct err *e), void *arg, struct err *e);
/* The same for what no page about records shows: sessions, failures of signing in. The generations stay (store_task_beside), so kept pages and columns do. */
MUST_USE bool web_write_beside(struct exchange *x, bool (*fn)(struct store *s, void *arg, struct err *e), void *arg, struct err *e);
/* Hand an act of a participant to the writer: the page's `then` runs once it is durable (act->verdict says how it went). The act and its texts live in the exchange's arena. */
void web_act(struct exchange *x, struct room_act *act);
struct rooms *web_rooms(struct exchange *x);
/* The incident columns of this moment: loaded once a generation, held by the server; the caller drops its own reference (columns_drop). */
struct incident_columns;
MUST_USE bool web_columns(struct exchange *x, struct incident_columns **out, struct err *e);
enum { WEB_ROWS_MOST = 50000 }; /* of a table that web_desk makes: more is refused with a sentence before it is made; who needs more writes row by row */
/* Run an operation of the desk as the caller: x->store, x->speech, its columns from web_columns. `arguments` and options as on the command line (without dashes). The answer is the caller's (answer_end). */
struct web_option { const char *name; struct str value; };
MUST_USE bool web_desk(struct exchange *x, const char *operation, const struct str *arguments, size_t argument_n, const struct web_option *options, size_t option_n, bool json, struct answer *out, struct err *e);
/* Bytes that are the same for everybody who may the same things, made once a state of the register and kept (64 MiB in all, the least used go): `key` names what they are besides path, query, language and x->may.
 * KEEP_VOTES: they hang on votes too, and may then be up to ten seconds old. KEEP_ALONE: path and query are no part of what they are, `key` says it all: what everybody may ask for cannot be
 * had made anew by asking for it with another query. KEEP_NUMBERS: nor are language and what the caller may, for it holds no words; `key` says for whom it is, and the page takes out of it what its
 * caller may see. Several who ask at once wait for one that makes them. Appended to `out`. */
enum web_keep { KEEP_RECORDS = 1, KEEP_VOTES = 2, KEEP_ALONE = 4, KEEP_NUMBERS = 8 };
MUST_USE bool web_kept(struct exchange *x, const char *key, enum web_keep on, bool (*make)(struct exchange *x, void *arg, struct buf *out, struct err *e), void *arg, struct buf *out, struct err *e);
/* Files that were sent and wait to be brought in (upload_held.c); the server holds them and ends them. */
struct uploads *web_uploads(struct exchange *x);
struct uploads *uploads_new(void);
void uploads_stop(struct uploads *u);   /* what is being brought in is stopped, and waited for; while the writer still works */
void uploads_free(struct uploads **u);
/* Whoever leaves takes along what waits: files of this session, or of all sessions of the account, that are not at work are no longer kept. */
void uploads_leave(struct exchange *x, bool everywhere);
/* One line of audit, for what was seen, exported or released by somebody with an account (of others none is written): goes with the next group of the writer; the answer does not wait for it. */
void web_audit(struct exchange *x, const char *what, struct str detail);
/* The address people reach this server by, for posters and links: no slash at its end. */
struct str web_address(struct exchange *x);
/* Addresses for calendars that are none, in a row (account.h, struct feed_tries), as this server counts them. */
bool web_feed_waits(struct exchange *x);
void web_feed_failed(struct exchange *x);
/* 32 bytes drawn when the server was started, the same in every worker: for form tokens. */
const unsigned char *web_secret(const struct exchange *x);
#endif
