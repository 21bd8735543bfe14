/* SPDX-License-Identifier: GPL-3.0-or-later */
/* voice: dialogues that are held here: opened, codes for them, and how they stand. */
#include "core/output.h"
#include "desk/voice_priv.h"
#include <unistd.h>

/* ---- opening ---- */

struct opening {
    struct request *r;
    struct voice_dialogue about;
    enum room_entry entry;
    struct day today;
};

static bool is_held(struct store *s, int64_t dialogue, struct arena *a, struct room_settings *how, bool *held, struct err *e)
{
    struct err absent = {0};
    *held = room_settings_of(s, dialogue, a, how, &absent);
    if (*held || absent.code == ERR_ABSENT)
        return true;
    *e = absent;
    return false;
}

static bool open_do(struct store *s, void *arg, struct err *e)
{
    struct opening *w = arg;
    struct room_settings how = {.opened = DAY_NONE, .may_add = true, .rules = STR("")}; /* not listed: who has the address comes */
    bool held;
    if (!voice_find(s, w->r->arguments[0], &w->r->arena, &w->about, e) || !is_held(s, w->about.id, &w->r->arena, &how, &held, e))
        return false;
    if (day_known(w->about.closed))
        return err_set(e, ERR_INPUT, "\"%.*s\" is closed: nobody votes in it any more, and nothing was changed", STR_F(w->about.name));
    how.entry = w->entry;
    how.opened = day_known(how.opened) ? how.opened : w->today;
    return room_settings_set(s, w->about.id, &how, e);
}

static bool open_dialogue(struct request *r, struct answer *a, struct err *e)
{
    static const char *const words[] = {[ENTRY_LINK] = "link", [ENTRY_CODES] = "codes", [ENTRY_PAPER] = "paper"};
    struct opening w = {.r = r};
    struct day last;
    while (!str_is(request_text(r, "open"), words[w.entry])) /* one of them: the table of options says so */
        w.entry++;
    if (!day_parse(r->now, &w.today, &last))
        return err_set(e, ERR_SYSTEM, "the clock says no day");
    if (!store_task(r->store, open_do, &w, e))
        return false;
    DESK_NOTE(r, a, w.entry == ENTRY_PAPER ? T("{name} is open: ballots from paper are typed in at /d/{name}/paper once `diwan serve` runs.") :
        T("{name} is open: people answer at /d/{name} once `diwan serve` runs."), desk_slot("name", w.about.name));
    if (w.entry == ENTRY_CODES)
        DESK_NOTE(r, a, T("Nobody comes in without a code: `diwan voice REGISTER {name} --codes N -o FILE` makes them."), desk_slot("name", w.about.name));
    if (w.entry == ENTRY_LINK)
        DESK_NOTE(r, a, T("Whoever has the address can answer, as often as they like under another pass: an open link is not protected against flooding. Codes are."), desk_slot("name", w.about.name));
    return true;
}

/* ---- codes ---- */

struct coding {
    struct request *r;
    struct str file;
    int64_t n;
    struct voice_dialogue about;
    struct buf codes;
    bool written;
};

/* The file before the commit: codes that nobody has are worth nothing. */
static bool codes_do(struct store *s, void *arg, struct err *e)
{
    struct coding *w = arg;
    if (!voice_find(s, w->r->arguments[0], &w->r->arena, &w->about, e) || !room_codes_new(s, w->about.id, (size_t)w->n, &w->codes, e))
        return false;
    w->written = w->file.n && output_new(w->file.p, buf_view(&w->codes), e);
    return w->written || !w->file.n;
}

static void codes_end(struct coding *w)
{
    if (w->codes.p)
        explicit_bzero(w->codes.p, w->codes.n);
    buf_end(&w->codes);
}

static bool make_codes(struct request *r, struct answer *a, struct err *e)
{
    struct coding w = {.r = r, .file = request_text(r, "o"), .n = request_whole(r, "codes", 0)};
    if (!store_task(r->store, codes_do, &w, e)) {
        if (w.written)
            unlink(w.file.p);
        codes_end(&w);
        return false;
    }
    if (!w.file.n)
        a->secret = secret_of(w.codes.p, w.codes.n);
    a->file_made = w.file.n > 0;
    codes_end(&w);
    DESK_NOTE(r, a, T("{codes} for {name}. Each lets one person in, once. They are not shown again: of a code the register keeps only what tells that it is right."),
        desk_slot("codes", desk_counted(r, TN("{n} code", "{n} codes"), w.n)), desk_slot("name", w.about.name));
    return true;
}

/* ---- which of the two ---- */

bool voice_room_asked(const struct request *r)
{
    return request_text(r, "open").n > 0 || request_whole(r, "codes", INT64_MIN) != INT64_MIN;
}

bool voice_room_change(struct request *r, struct answer *a, struct err *e)
{
    return request_text(r, "open").n ? open_dialogue(r, a, e) : make_codes(r, a, e);
}

/* ---- how it stands ---- */

bool voice_room_read(struct store *s, const struct voice_dialogue *d, struct arena *a, struct voice_room *out, struct err *e)
{
    struct binds which = WITH(bind_int(d->origin), bind_int(d->id));
    *out = (struct voice_room){.held = false};
    if (!d->own || !is_held(s, d->id, a, &out->how, &out->held, e))
        return !d->own;
    return !out->held || (room_codes_count(s, d->id, &out->codes, &out->used, e) &&
        store_int(s, "SELECT count(*) FROM pass WHERE origin = $1 AND dialogue = $2", which, 0, &out->passes, e));
}

static void tell_entry(struct request *r, struct answer *a, const struct voice_room *room)
{
    struct buf day CLEANUP(buf_end) = {0};
    buf_day(&day, room->how.opened);
    DESK_NOTE(r, a, room->how.entry == ENTRY_LINK ? T("This dialogue is held here and open since {day}: whoever has its address can answer.")
        : room->how.entry == ENTRY_CODES ? T("This dialogue is held here and open since {day}: a code lets one person in, once.")
                                         : T("This dialogue is held here and open since {day}: ballots from paper are typed in."), desk_slot("day", buf_view(&day)));
}

/* People who took part, or came in: too few are not counted aloud. */
static void tell_people(struct request *r, struct answer *a, const struct voice_room *room, int64_t k)
{
    int64_t least = people_step(k), used = desk_step(room->used, k), passes = desk_step(room->passes, k);
    struct slot people = desk_slot("people", desk_counted(r, TN("{n} person", "{n} people"), least));
    if (room->codes && used)
        DESK_NOTE(r, a, T("Codes made: {made}; used: at least {used}, told in steps of ten."), desk_number_slot(r, "made", room->codes), desk_number_slot(r, "used", used));
    else if (room->codes)
        DESK_NOTE(r, a, T("Codes made: {made}; fewer than {k} of them are used."), desk_number_slot(r, "made", room->codes), desk_number_slot(r, "k", least));
    if (passes)
        DESK_NOTE(r, a, T("Passes that the register knows: at least {passes}, told in steps of ten. They go when the dialogue is closed."), desk_number_slot(r, "passes", passes));
    else
        DESK_NOTE(r, a, T("The register knows the passes of fewer than {people}. They go when the dialogue is closed."), people);
}

void voice_room_tell(struct request *r, struct answer *a, const struct voice_dialogue *d, const struct voice_room *room)
{
    if (!room->held)
        return;
    if (day_known(d->closed))
        DESK_NOTE(r, a, T("This dialogue was held here and is closed: no pass and no code leads to anybody's answers any more."), desk_slot("name", d->name));
    else if (!day_known(room->how.opened))
        DESK_NOTE(r, a, T("This dialogue is held here and in preparation: nobody can answer it yet."), desk_slot("name", d->name));
    else {
        tell_entry(r, a, room);
        tell_people(r, a, room, d->k);
    }
}

static void key_people(struct json *j, const char *key, int64_t people, int64_t k)
{
    json_key(j, key);
    if (desk_step(people, k))
        json_int(j, desk_step(people, k));
    else
        json_null(j);
}

/* Null where it is not held here; numbers of too few people are null. */
void voice_room_json(struct json *j, const struct voice_dialogue *d, const struct voice_room *room)
{
    static const char *const words[] = {[ENTRY_LINK] = "link", [ENTRY_CODES] = "codes", [ENTRY_PAPER] = "paper"};
    struct buf day CLEANUP(buf_end) = {0};
    json_key(j, "room");
    if (!room->held) {
        json_null(j);
        return;
    }
    json_object(j);
    json_key(j, "entry"), json_text(j, str_of(words[room->how.entry]));
    json_key(j, "opened");
    if (day_known(room->how.opened))
        buf_day(&day, room->how.opened), json_text(j, buf_view(&day));
    else
        json_null(j);
    json_key(j, "open"), json_bool(j, day_known(room->how.opened) && !day_known(d->closed));
    json_key(j, "may_add"), json_bool(j, room->how.may_add);
    json_key(j, "listed"), json_bool(j, room->how.listed);
    json_key(j, "result"), json_bool(j, room->how.result);
    json_key(j, "codes"), json_int(j, room->codes);
    key_people(j, "codes_used", room->used, d->k);
    key_people(j, "passes", room->passes, d->k);
    json_close(j);
}
