/* SPDX-License-Identifier: GPL-3.0-or-later */
/* agenda: a steward's signature under an item as it stands, and its taking back. Over the web whoever signs must be a steward; here whoever holds the register answers for the name given. */
#include "desk/agenda_priv.h"
#include "brief/brief.h"

struct signing {
    struct request *r;
    const struct agenda_item *item;
    const struct judgement *judgement; /* where it is one of these */
    bool back;
    struct str by, note;
    struct day day;
};

static bool record(struct store *s, void *arg, struct err *e)
{
    const struct signing *g = arg;
    return g->judgement ? judgement_sign_add(s, g->judgement, g->back, g->by, g->note, g->day, e) : item_sign_add(s, g->item, g->back, g->by, g->note, g->day, e);
}

static bool asked(struct request *r, struct signing *g, struct err *e)
{
    bool sign = request_flag(r, "sign"), back = request_flag(r, "take-back");
    *g = (struct signing){.r = r, .back = back, .note = str_trim(request_text(r, "note"))};
    if (sign && back)
        return err_set(e, ERR_USAGE, "--sign and --take-back exclude each other");
    if (!request_flag(r, "by-whom"))
        return err_set(e, ERR_USAGE, "nobody answers for it: --by-whom \"Name, role\" says who does");
    if (back && !g->note.n)
        return err_set(e, ERR_USAGE, "--take-back wants a reason: --note \"why it is taken back\"");
    return signer_read(request_text(r, "by-whom"), "by-whom", &g->by, e) && desk_today(r, &g->day, e);
}

static bool recorded(struct agenda_view *v, struct signing *g, struct str key, struct err *e)
{
    if (!store_task(v->r->store, record, g, e))
        return false;
    DESK_NOTE(v->r, v->a, g->back ? T("The signature of {item} is taken back: it is published no more. Copies that people have stay where they are.")
                                   : T("{item} is signed by {name}, as it stands. Whatever is changed in it takes the signature's force: then it is read and signed again."),
        desk_slot("item", arena_str(&v->r->arena, key)), desk_slot("name", g->by));
    return true;
}

static bool judgement_signed(struct agenda_view *v, struct signing *g, struct err *e)
{
    struct str key = str_trim(request_text(v->r, g->back ? "take-back" : "sign"));
    struct buf there CLEANUP(buf_end) = {.most = 400};
    g->judgement = judgement_of(v->book, key);
    for (size_t i = 0; i < v->book->judgement_n; i++)
        buf_f(&there, "%s%.*s", i ? ", " : "", STR_F(v->book->judgements[i].key));
    if (!g->judgement)
        return err_set(e, ERR_ABSENT, "there is no judgement \"%.*s\"; there is %s", (int)MIN_OF(key.n, (size_t)80), key.p, there.n ? there.p : "none");
    return recorded(v, g, key, e);
}

static bool signed_now(struct agenda_view *v, struct signing *g, struct err *e)
{
    struct str key = str_trim(request_text(v->r, g->back ? "take-back" : "sign"));
    g->item = agenda_item_of(v->book, key);
    if (!g->item)
        return err_set(e, ERR_ABSENT, "there is no item \"%.*s\"; `diwan agenda REGISTER` lists them", (int)MIN_OF(key.n, (size_t)80), key.p);
    if (!g->item->addressable || strcmp(g->item->addressable->code, "no") == 0)
        DESK_NOTE(v->r, v->a, g->item->addressable ? T("Nobody who was in the room can act on {item}: who publishes it raises hopes. Say so with it.")
                                                    : T("Nobody has asked whether anybody in the room can act on {item}: ask before hopes are raised."), desk_slot("item", key));
    return recorded(v, g, key, e);
}

bool agenda_sign(struct request *r, struct answer *a, struct err *e)
{
    struct signing g;
    struct agenda_view v;
    if (!asked(r, &g, e))
        return false;
    bool good = agenda_look(r, a, &v, e) && (request_flag(r, "judgement") ? judgement_signed(&v, &g, e) : signed_now(&v, &g, e));
    view_end(&v);
    return good;
}
