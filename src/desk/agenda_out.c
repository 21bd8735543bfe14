/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk/agenda_out.h"
#include "agenda/logo.h"
#include "brief/agenda_book.h"
#include "desk/letters.h"
#include "guard/publish.h"

static bool recorded(struct store *s, void *arg, struct err *e)
{
    (void)arg;
    return store_audit(s, "agenda", STR("all of it, with answers before harm and signatures, into a file"), e);
}

/* The logical framework is made to be handed on. */
static void note_left_out(struct request *r, struct answer *a, const struct agenda_book *b, const struct publish_facts *facts)
{
    int64_t n = 0;
    for (size_t i = 0; i < b->item_n; i++)
        n += !publish_decide(&(struct publish_what){.item = &b->items[i]}, facts, &r->arena).may;
    if (!n)
        return;
    answer_note(a, desk_counted(r, TN("{n} item is left out: no steward has signed it as it stands.", "{n} items are left out: no steward has signed them as they stand."), n).p);
    desk_note(r, a, T("The logical framework is made to be handed on: it has what is signed. --all has the rest too, with a column that says so."), NULL, 0);
}

bool agenda_out(struct request *r, struct answer *a, const struct agenda_book *b, const struct publish_facts *facts, struct str path, bool all, struct err *e)
{
    bool csv = str_ends(path, ".csv");
    if (!csv && !str_ends(path, ".xlsx"))
        return err_set(e, ERR_USAGE, "-o: \"%.*s\" ends in no form of an agenda; use .xlsx (all of its tables) or .csv (the logical framework)", STR_F(path));
    a->file.most = (size_t)1 << 30;
    if (csv)
        agenda_logframe(b, facts, &r->speech, all, &a->file);
    else if (!agenda_xlsx(r->store, b, facts, &r->speech, all, &a->file, e))
        return false;
    if (all && !store_task(r->store, recorded, NULL, e))
        return false;
    if (!all)
        note_left_out(r, a, b, facts);
    if (!csv)
        DESK_NOTE(r, a, T("{file}: change it, and bring it back with `diwan add REGISTER {file}`; the logical framework is worked out anew each time."), desk_slot("file", path));
    return true;
}

/* ---- marks of partners ---- */

struct giving {
    struct str partner, picture, who;
    struct day day;
};

static bool give(struct store *s, void *arg, struct err *e)
{
    const struct giving *g = arg;
    return partner_logo_set(s, g->partner, g->picture, g->who, g->day, e);
}

bool desk_picture(const char *path, struct buf *out, struct err *e)
{
    struct file_stream in;
    if (!file_open(path, &in, e))
        return false;
    bool fine = stream_all(&in.s, LOGO_BYTES_MOST, out, e) && (out->n || err_set(e, ERR_INPUT, "%.200s: is empty", path));
    file_close(&in);
    return fine;
}

bool agenda_logo(struct request *r, struct answer *a, struct str what, struct err *e)
{
    struct buf picture CLEANUP(buf_end) = {.most = LOGO_BYTES_MOST + 1};
    const char *sign = what.n ? memchr(what.p, '=', what.n) : NULL;
    struct giving g = {.partner = str_trim((struct str){what.p, sign ? (size_t)(sign - what.p) : 0}), .who = r->who};
    struct str file = sign ? str_trim((struct str){sign + 1, what.n - (size_t)(sign + 1 - what.p)}) : STR("");
    if (!g.partner.n || !sign)
        return err_set(e, ERR_USAGE, "--logo: write PARTNER=FILE.png, with the partner's short name; PARTNER= takes its mark back");
    if (!desk_today(r, &g.day, e) || (file.n && !desk_picture(arena_text(&r->arena, file.p, file.n), &picture, e)))
        return false;
    g.picture = buf_view(&picture);
    if (!store_task(r->store, give, &g, e))
        return file.n && e->code == ERR_INPUT ? err_within(e, "%.*s", STR_F(file)) : false;
    DESK_NOTE(r, a, file.n ? T("{partner} has its mark: it stands on title pages beside its name. Of the picture only what draws it is kept.") : T("The mark of {partner} is taken back."),
        desk_slot("partner", arena_str(&r->arena, g.partner)));
    return true;
}
