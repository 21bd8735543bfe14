/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files that were sent, between their preview and the register: for the pages about them alone. */
#ifndef DIWAN_WEB_UPLOAD_PRIV_H
#define DIWAN_WEB_UPLOAD_PRIV_H
#include "intake/intake.h"
#include "web/web_priv.h"

enum { HELD_SECONDS = 30 * 60, HELD_ACCOUNT_MOST = 4, HELD_MOST = 16 };
#define HELD_BYTES_MOST ((int64_t)1 << 30)
enum held_stage { HELD_WAITS, HELD_WORKS, HELD_DONE, HELD_FAILED };

struct held;
/* What is known of one at a moment; its texts live as long as it is held. */
struct held_told {
    const char *id, *name;
    enum held_stage stage;
    double done, total;         /* of the work at hand; total 0: not known */
    bool writing;               /* else it is still compared */
    bool same, nothing;         /* this very file was there already (as `import`); nothing in it was new */
    int64_t import;             /* that it became; 0 none */
    struct err e;
};
/* Keep a file that was read: `r->fd` is taken once more, `answer` is taken over, options are copied. ERR_DENIED where there are too many, or they hold too much. */
MUST_USE bool held_keep(struct exchange *x, const struct intake_options *o, const struct intake_reading *r, int answer, struct held **out, struct err *e);
/* The one of that name, of this session; ERR_ABSENT. The caller drops it. */
MUST_USE bool held_find(struct exchange *x, struct str id, struct held **out, struct err *e);
/* Those of this session that wait or are at work, the latest first; their texts in the exchange's arena. How many. */
size_t held_list(struct exchange *x, struct held_told *out, size_t most);
void held_drop(struct held **h);    /* the caller's hold on it */
void held_forget(struct held *h);   /* it is no longer kept; work that goes on is stopped */
void held_tell(struct held *h, struct held_told *out);
/* Take in what was read of it. */
MUST_USE bool held_take(const struct held *h, struct intake *in, struct intake_looked *looked, struct err *e);
const struct intake_options *held_options(const struct held *h);
/* Begin to bring it in, on a thread of its own; at once back. */
MUST_USE bool held_begin(struct exchange *x, struct held *h, struct err *e);

/* The page about what would come of it (upload_preview.c). */
MUST_USE bool preview_page(struct exchange *x, const struct held *h, const struct held_told *t, struct err *e);
/* A table of what was wrong with rows: at most so many; `all`: how many there are. */
void problems_table(struct exchange *x, const struct problem *list, size_t n, size_t most);
/* imports.c: what came in, one of it, taking it back. */
bool imports_run(struct exchange *x, struct err *e);
bool import_run(struct exchange *x, struct err *e);
bool import_undo_run(struct exchange *x, struct err *e);
#endif
