/* SPDX-License-Identifier: GPL-3.0-or-later */
/* engage: what is known of a promise on a day. The one place that decides it. */
#include "core/speech.h"
#include "engage/engage.h"

static bool dated_later(struct day d, struct day on) { return day_known(on) && day_known(d) && d.n > on.n; }

const struct follow_up *promise_state_then(const struct promise *p, struct day on)
{
    return p->state && !dated_later(p->state_day, on) && !dated_later(p->made, on) ? p->state : follow_up_of(STR("promise_made"));
}

enum promise_now promise_now(const struct promise *p, struct day on)
{
    static const struct { const char *code; enum promise_now now; } said[] = {{"promise_kept", PROMISE_KEPT}, {"promise_broken", PROMISE_BROKEN}, {"promise_withdrawn", PROMISE_WITHDRAWN}};
    const char *code = promise_state_then(p, on)->code;
    bool past = day_known(p->due) && day_known(on) && p->due.n < on.n;
    for (size_t i = 0; i < ARRAY_LEN(said); i++)
        if (strcmp(code, said[i].code) == 0)
            return said[i].now;
    if (strcmp(code, "promise_partly") == 0)
        return past ? PROMISE_PARTLY_LATE : PROMISE_PARTLY;
    return past ? PROMISE_LATE : PROMISE_OPEN; /* made, or people were told what nobody wrote down */
}

bool promise_outstanding(enum promise_now now) { return now == PROMISE_OPEN || now == PROMISE_PARTLY || promise_overdue(now); }
bool promise_overdue(enum promise_now now) { return now == PROMISE_LATE || now == PROMISE_PARTLY_LATE; }
bool promise_in_doubt(enum promise_now now) { return now == PROMISE_BROKEN || promise_overdue(now); }

static const struct { const char *code, *label; } words[] = {[PROMISE_OPEN] = {"open", T("Promise still open")}, [PROMISE_LATE] = {"late", T("Past its day; nothing known of it")}, [PROMISE_KEPT] = {"kept", T("Promise kept")},
    [PROMISE_PARTLY] = {"partly", T("Promise kept in part")}, [PROMISE_PARTLY_LATE] = {"partly_late", T("Promise kept in part; past its day")}, [PROMISE_BROKEN] = {"broken", T("Promise not kept")},
    [PROMISE_WITHDRAWN] = {"withdrawn", T("Promise withdrawn, with reason")}};

const char *promise_now_code(enum promise_now now) { return words[now].code; }
const char *promise_now_label(enum promise_now now) { return words[now].label; }
