/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * An incident, corrected by hand: an import of one row that takes the place of the one there was, as a corrected file of its source would. So it has a number, can be
 * taken back, and every earlier version stays to be read: who, when, why, and what changed.
 */
#include "incident/incident.h"
#include "place/place.h"
#include "web/hand_priv.h"

enum { WHY_MOST = 300, VERSIONS_MOST = 200 };
static const char say_why[] = T("Say in a few words why, and on whose word: at most 300 letters. Nothing was saved.");
static const char cannot_keep[] = T("This cannot be kept as it stands, and nothing was saved. What is wrong is said below; mend it and save again.");

/* The labels are those of the blank table: one explanation a field. */
static const struct {
    enum incident_field field;
    const char *word, *label; /* msgids: as the history calls it, as the form asks for it */
} asked[] = {
    {FIELD_DATE, T("First day"), T("The day it happened, or the first possible day: 2018-12-25.")}, {FIELD_DATE_END, T("Last day"), T("The last possible day, where it is not the same.")},
    {FIELD_DATE_PRECISION, T("How exactly the day is known"), T("How exactly the day is known; from the list.")}, {FIELD_LAT, T("Latitude"), T("Degrees north of the equator, with a point: 12.5. Empty where the place is not known so exactly.")},
    {FIELD_LON, T("Longitude"), T("Degrees east of Greenwich, with a point: 41.25.")}, {FIELD_PLACE_PRECISION, T("How exactly the place is known"), T("How exactly the place is known; from the list.")},
    {FIELD_COUNTRY, T("Country"), T("The country's name, or its ISO code of three letters.")}, {FIELD_ADMIN1, T("Governorate or region"), T("The governorate or region.")}, {FIELD_ADMIN2, T("District"), T("The district.")},
    {FIELD_PLACE, T("Town, village or quarter"), T("The town, village or quarter.")}, {FIELD_KIND, T("Kind"), T("What it was; from the list.")},
    {FIELD_TYPE, T("Finer word"), T("A finer word for it: a code of Diwan's codebook, such as armed_clash, air_strike, abduction or arrest.")},
    {FIELD_SIDE_A, T("Who acted"), T("Who acted, as your sources name them. Groups and institutions only, never a person's name.")}, {FIELD_SIDE_A_KIND, T("What kind of side acted"), T("What kind of side that is; from the list.")},
    {FIELD_SIDE_B, T("Against whom"), T("Against whom. Never a person's name.")}, {FIELD_SIDE_B_KIND, T("What kind of side it was against"), T("What kind of side that is; from the list.")},
    {FIELD_DEATHS_LOW, T("Killed, lowest number"), T("People killed: the lowest number that a source gives. Empty is not known, 0 is nobody.")}, {FIELD_DEATHS_BEST, T("Killed, number held to be right"), T("People killed: the number that you hold to be right.")},
    {FIELD_DEATHS_HIGH, T("Killed, highest number"), T("People killed: the highest number that a source gives.")}, {FIELD_DEATHS_CIVILIANS, T("Civilians among the killed"), T("How many of the killed were civilians.")}, {FIELD_INJURED, T("Injured"), T("People injured.")},
    {FIELD_ABDUCTED, T("Abducted"), T("People abducted.")}, {FIELD_DETAINED, T("Detained"), T("People arrested or detained.")}, {FIELD_DISPLACED, T("Displaced"), T("People who had to leave their homes.")},
    {FIELD_SOURCES, T("Other sources"), T("Others who report it, parted by ;")}, {FIELD_CLARITY, T("One event or several"), T("Whether the row is one event or a summary of several; from the list.")},
};

struct version { /* of an incident: its fields as they are written in a table, and what no form asks for */
    int64_t id, import, ended_by;
    struct str values[FIELD_COUNT], key, source, country_code;
    struct str who, time, file, layout;
    int64_t deaths_a, deaths_b, deaths_unknown, source_count, flags, revised;
    bool source_counted, undone;
};

static struct str copied(struct arena *a, struct str s)
{
    return (struct str){arena_text(a, s.p, s.n), s.n};
}

static struct str day_text(struct arena *a, int64_t n)
{
    struct buf b CLEANUP(buf_end) = {0};
    buf_day(&b, (struct day){(int32_t)n});
    return copied(a, buf_view(&b));
}

static struct str cell_text(struct arena *a, const struct rows *r, int column, bool real)
{
    struct buf b CLEANUP(buf_end) = {0};
    if (rows_null(r, column))
        return STR("");
    if (real)
        buf_real(&b, rows_real(r, column));
    else
        buf_int(&b, rows_int(r, column));
    return copied(a, buf_view(&b));
}

/* In the order of the query below. */
static const enum incident_field read_as[] = {FIELD_DATE, FIELD_DATE_END, FIELD_DATE_PRECISION, FIELD_LAT, FIELD_LON, FIELD_PLACE_PRECISION, FIELD_COUNTRY, FIELD_ADMIN1, FIELD_ADMIN2, FIELD_PLACE,
    FIELD_KIND, FIELD_TYPE, FIELD_SIDE_A, FIELD_SIDE_B, FIELD_SIDE_A_KIND, FIELD_SIDE_B_KIND, FIELD_DEATHS_LOW, FIELD_DEATHS_BEST, FIELD_DEATHS_HIGH, FIELD_DEATHS_CIVILIANS, FIELD_INJURED,
    FIELD_ABDUCTED, FIELD_DETAINED, FIELD_DISPLACED, FIELD_SOURCES, FIELD_CLARITY};

static struct str value_of(struct arena *a, const struct rows *r, int column, enum incident_field f)
{
    switch (f) {
    case FIELD_DATE:
    case FIELD_DATE_END: return day_text(a, rows_int(r, column));
    case FIELD_LAT:
    case FIELD_LON: return cell_text(a, r, column, true);
    case FIELD_COUNTRY: case FIELD_ADMIN1: case FIELD_ADMIN2: case FIELD_PLACE: case FIELD_TYPE: case FIELD_SIDE_A: case FIELD_SIDE_B: case FIELD_SOURCES: return copied(a, rows_text(r, column));
    default: return cell_text(a, r, column, false);
    }
}

static void version_read(const struct rows *r, struct arena *a, struct version *v)
{
    *v = (struct version){.id = rows_int(r, 0), .import = rows_int(r, 1), .ended_by = rows_null(r, 2) ? 0 : rows_int(r, 2), .key = copied(a, rows_text(r, 3)), .source = copied(a, rows_text(r, 4)),
        .who = copied(a, rows_text(r, 5)), .time = copied(a, rows_text(r, 6)), .file = copied(a, rows_text(r, 7)), .layout = copied(a, rows_text(r, 8)), .country_code = copied(a, rows_text(r, 9)),
        .deaths_a = rows_null(r, 10) ? DEATHS_UNKNOWN : rows_int(r, 10), .deaths_b = rows_null(r, 11) ? DEATHS_UNKNOWN : rows_int(r, 11), .deaths_unknown = rows_null(r, 12) ? DEATHS_UNKNOWN : rows_int(r, 12),
        .source_counted = !rows_null(r, 13), .source_count = rows_int(r, 13), .flags = rows_int(r, 14), .revised = rows_int(r, 15), .undone = rows_int(r, 42) != 0};
    for (size_t i = 0; i < ARRAY_LEN(read_as); i++)
        v->values[read_as[i]] = value_of(a, r, 16 + (int)i, read_as[i]);
}

/* All versions of the incident with that number, the earliest first; *at: which of them has it. ERR_ABSENT. */
static bool versions_of(struct store *s, struct str number, struct arena *a, struct version **out, size_t *n, size_t *at, struct err *e)
{
    int64_t id;
    if (!str_to_int(number, &id) || id < 1)
        return err_set(e, ERR_ABSENT, "there is no such incident");
    *out = ARENA_ARRAY(a, struct version, VERSIONS_MOST);
    *n = 0;
    *at = SIZE_MAX;
    struct rows *r CLEANUP(rows_drop) = store_rows(s,
        "SELECT i.id, i.import, i.ended_by, i.source_key, s.name, m.who, m.time, m.file, m.layout, i.country_code, i.deaths_side_a, i.deaths_side_b, i.deaths_status_unknown, i.source_count, i.flags, i.revised, "
        "i.day_first, i.day_last, i.day_precision, i.latitude, i.longitude, i.place_precision, wc.text, w1.text, w2.text, wp.text, i.kind, i.type, wa.text, wb.text, i.side_a_kind, i.side_b_kind, "
        "i.deaths_low, i.deaths_best, i.deaths_high, i.deaths_civilians, i.people_injured, i.people_abducted, i.people_detained, i.people_displaced, ws.text, i.clarity, m.undone "
        "FROM incident AS one JOIN incident AS i ON i.origin = one.origin AND i.source = one.source AND i.source_key = one.source_key "
        "JOIN source AS s ON s.origin = i.origin AND s.id = i.source JOIN import AS m ON m.origin = i.origin AND m.id = i.import "
        "JOIN wording AS wc ON wc.id = i.country JOIN wording AS w1 ON w1.id = i.admin1 JOIN wording AS w2 ON w2.id = i.admin2 JOIN wording AS wp ON wp.id = i.place_words "
        "JOIN wording AS wa ON wa.id = i.side_a JOIN wording AS wb ON wb.id = i.side_b JOIN wording AS ws ON ws.id = i.sources "
        "WHERE one.origin = $1 AND one.id = $2 ORDER BY i.import, i.id LIMIT 200", WITH(bind_int(store_origin(s)), bind_int(id)));
    while (rows_next(r) && *n < VERSIONS_MOST) {
        version_read(r, a, &(*out)[*n]);
        if ((*out)[*n].id == id)
            *at = *n;
        ++*n;
    }
    if (!rows_end(&r, e))
        return false;
    return *at != SIZE_MAX || err_set(e, ERR_ABSENT, "there is no such incident");
}

/* The version in use; ERR_INPUT where there is none. */
static bool in_use(const struct version *list, size_t n, const struct version **out, struct err *e)
{
    for (size_t i = 0; i < n; i++)
        if (!list[i].ended_by) {
            *out = &list[i];
            return true;
        }
    return err_set(e, ERR_INPUT, "this incident is out of use: what is to be corrected must be in use; take back the import that ended it");
}

/* ---- the form ---- */

static void put_select(struct exchange *x, const char *name, const struct value_word *words, size_t n, struct str value)
{
    int64_t now = -1;
    (void)str_to_int(value, &now);
    markup_f(&x->body, "<select id=\"f-%s\" name=\"%s\">", name, name);
    for (size_t i = 0; i < n; i++) {
        buf_text(&x->body, words[i].code == now ? "<option selected" : "<option");
        markup_f(&x->body, " value=\"%d\">%s</option>", words[i].code, web_say(x, words[i].words));
    }
    buf_text(&x->body, "</select>");
}

/* A field for each that is asked for, with what it says. */
static void put_fields(struct exchange *x, const struct str values[FIELD_COUNT])
{
    struct buf *b = &x->body;
    for (size_t i = 0; i < ARRAY_LEN(asked); i++) {
        const char *name = incident_field_name(asked[i].field);
        size_t words_n = 0;
        const struct value_word *words = incident_field_words(asked[i].field, &words_n);
        markup_f(b, "<p><label for=\"f-%s\"><b>%s</b> %s</label>", name, web_say(x, asked[i].word), web_say(x, asked[i].label));
        if (words)
            put_select(x, name, words, words_n, values[asked[i].field]);
        else
            markup_f(b, "<input id=\"f-%s\" name=\"%s\" dir=\"auto\" maxlength=\"2000\" value=\"%.*s\">", name, name, STR_F(values[asked[i].field]));
        buf_text(b, "</p>\n");
    }
}

static void put_notice(struct exchange *x, const char *notice, const char *detail)
{
    if (notice)
        markup_f(&x->body, "<p role=\"alert\"><b>%s</b></p>\n", web_say(x, notice)), web_put_cause(x, &x->body, "p", str_of(detail));
}

/* `seen`: the version that whoever writes looked at. notice: a msgid; NULL none. */
static void correct_page(struct exchange *x, const struct version *v, int64_t seen, const struct str values[FIELD_COUNT], const char *notice, const char *detail)
{
    struct buf *b = &x->body;
    web_begin(x, &(struct web_frame){.title = str_of(web_say(x, T("Correct an incident by hand"))), .section = "incidents", .narrow = true});
    put_notice(x, notice, detail);
    markup_f(b, "<p><bdi>%.*s</bdi> · <bdi>%.*s</bdi> · <a href=\"/incident/%lld/history\">%s</a></p>\n", STR_F(v->source), STR_F(v->key), (long long)v->id, web_say(x, T("Its earlier versions")));
    markup_f(b, "<p>%s</p>\n", web_say(x, T("It stays a record of its source. What you write takes the place of what there is, as a corrected file would, and can be taken back.")));
    web_form(x, arena_f(&x->arena, "/incident/%" PRId64 "/edit", v->id));
    markup_f(b, "<input type=\"hidden\" name=\"seen\" value=\"%lld\">\n", (long long)seen);
    put_fields(x, values);
    markup_f(b, "<p><label for=\"why\">%s</label><input id=\"why\" name=\"why\" dir=\"auto\" required maxlength=\"300\" value=\"%.*s\"></p>\n<p><button>%s</button></p></form>\n",
        web_say(x, T("Why is it corrected? On whose word? (kept with the correction; no names of persons)")), STR_F(web_field(x, "why")), web_say(x, T("Save the correction")));
    web_end(x);
}

static bool form_run(struct exchange *x, struct err *e)
{
    struct version *list = NULL;
    const struct version *v = NULL;
    size_t n = 0, at = 0;
    if (!versions_of(x->store, x->parameters[0], &x->arena, &list, &n, &at, e) || !in_use(list, n, &v, e))
        return false;
    correct_page(x, v, v->id, v->values, NULL, "");
    return true;
}

/* ---- saving ---- */

struct correcting {
    struct incident_batch batch;
    struct incident_plan *plan;
    struct import im;
    int64_t version; /* the one that was looked at; 0: a new one */
    struct str key;  /* of a new one; "" none */
    int64_t made;    /* number of a new one */
    bool same;
    const char *notice; /* a msgid: what is wrong with it, where the sentence for all else does not say it; NULL none */
};

/* Is there something else than the version says? */
static bool touched(struct exchange *x, const struct version *v, enum incident_field f)
{
    return !str_eq(str_trim(web_field(x, incident_field_name(f))), v->values[f]);
}

/* Whether a problem says that a value was left out, or counts as not known, since it is none of those that its field takes: its code is then the field's name, or one of these. */
static bool tells_lost(const struct problem *p)
{
    static const char *const codes[] = {"type_unknown", "people_not_number", "latitude_range", "longitude_range", "point_half"};
    for (size_t i = 0; i < ARRAY_LEN(codes); i++)
        if (str_is(p->code, codes[i]))
            return true;
    return str_eq(p->code, p->column);
}

/* Of a file it is noted, and the row kept without it; here somebody can mend it. What stood there before, and nobody touched, stays. */
static bool all_kept(struct exchange *x, const struct version *v, struct correcting *c, struct err *e)
{
    for (size_t i = 0; i < c->batch.log.n; i++) {
        const struct problem *p = &c->batch.log.list[i];
        bool changed = str_is(p->code, "point_half") && (touched(x, v, FIELD_LAT) || touched(x, v, FIELD_LON));
        size_t words = 0;
        if (!tells_lost(p))
            continue;
        for (size_t k = 0; k < ARRAY_LEN(asked); k++)
            if (str_is(p->column, incident_field_name(asked[k].field)) && (changed || touched(x, v, asked[k].field))) {
                c->notice = incident_field_words(asked[k].field, &words) ? hand_none_of_list : NULL;
                return err_set(e, ERR_INPUT, "%.*s: \"%.*s\": expected %.*s", STR_F(p->column), STR_F(p->found), STR_F(p->expected));
            }
    }
    return true;
}

/* One row of one's own table, read as every such table is: the same checks, the same words. */
static bool row_read(struct exchange *x, const struct version *v, struct correcting *c, struct err *e)
{
    struct incident_batch *out = &c->batch;
    struct buf text CLEANUP(buf_end) = {0};
    struct memory_stream in;
    struct table *t CLEANUP(table_close) = NULL;
    csv_cell(&text, true, STR("id"));
    for (size_t i = 0; i < ARRAY_LEN(asked); i++)
        csv_cell(&text, false, str_of(incident_field_name(asked[i].field)));
    buf_char(&text, '\n');
    csv_cell(&text, true, v->key);
    for (size_t i = 0; i < ARRAY_LEN(asked); i++)
        csv_cell(&text, false, web_field(x, incident_field_name(asked[i].field)));
    buf_char(&text, '\n');
    memory_open(&in, BY_HAND, buf_view(&text));
    out->dated = true;
    out->latest = x->today.n + 1;
    if (!table_open(&in.s, &t, e) || !incident_read_own(t, STR(""), DATES_DMY, out, NULL, e))
        return false;
    for (size_t i = 0; i < out->log.n; i++) {
        const struct problem *p = &out->log.list[i];
        struct buf words CLEANUP(buf_end) = {0};
        problem_words(p, &words);
        if (p->severity == PROBLEM_REFUSED)
            return err_set(e, ERR_INPUT, "%s", words.p);
    }
    return (out->n == 1 || err_set(e, ERR_INPUT, "the fields make no incident: a day and a place are needed")) && all_kept(x, v, c, e);
}

/* Numbers of killed that contradict each other are no correction. Those that a source gave so stay as they are while nobody touches them. */
static bool deaths_agree(struct exchange *x, const struct version *v, const struct incident *n, struct err *e)
{
    static const enum incident_field of[] = {FIELD_DEATHS_LOW, FIELD_DEATHS_BEST, FIELD_DEATHS_HIGH, FIELD_DEATHS_CIVILIANS};
    bool any = false;
    for (size_t i = 0; i < ARRAY_LEN(of); i++)
        any = any || touched(x, v, of[i]);
    const struct { const char *less, *more; int32_t a, b; } pairs[] = {{"deaths_low", "deaths_best", n->deaths_low, n->deaths_best}, {"deaths_best", "deaths_high", n->deaths_best, n->deaths_high},
        {"deaths_low", "deaths_high", n->deaths_low, n->deaths_high}, {"deaths_civilians", "deaths_high", n->deaths_civilians, n->deaths_high}};
    for (size_t i = 0; any && i < ARRAY_LEN(pairs); i++)
        if (pairs[i].a != DEATHS_UNKNOWN && pairs[i].b != DEATHS_UNKNOWN && pairs[i].a > pairs[i].b)
            return err_set(e, ERR_INPUT, "%s: %d is more than %s, %d: mend one of them, or leave out what is not known", pairs[i].less, (int)pairs[i].a, pairs[i].more, (int)pairs[i].b);
    return true;
}

/* What the form does not ask for stays as it was. */
static void keep_rest(const struct version *v, struct exchange *x, struct incident_batch *b)
{
    struct incident *n = &b->list[0];
    n->key = intern_id(&b->words, v->key);
    n->line = 1;
    n->deaths_side_a = (int32_t)v->deaths_a;
    n->deaths_side_b = (int32_t)v->deaths_b;
    n->deaths_status_unknown = (int32_t)v->deaths_unknown;
    if (str_eq(web_field(x, "sources"), v->values[FIELD_SOURCES]))
        n->source_count = v->source_counted ? (int32_t)v->source_count : -1;
    if (str_eq(web_field(x, "country"), v->values[FIELD_COUNTRY]))
        n->country_code = intern_id(&b->words, v->country_code);
    if (str_eq(web_field(x, "type"), v->values[FIELD_TYPE]))
        n->type = intern_id(&b->words, v->values[FIELD_TYPE]);
    n->flags = (uint16_t)((n->flags | (uint16_t)v->flags) & (n->flags | FLAG_PLACEHOLDER_SIDE | FLAG_INACTIVE_DYAD | FLAG_UNCHECKED | FLAG_MACHINE_CODED));
    n->revised = v->revised;
}

/* What is new must not take the place of what there is. */
static bool is_new(struct store *s, const struct correcting *c, struct err *e)
{
    int64_t there = 0;
    if (!store_int(s, "SELECT count(*) FROM incident AS i JOIN source AS s ON s.origin = i.origin AND s.id = i.source WHERE i.origin = $1 AND s.name = $2 AND i.source_key = $3 AND i.ended_by IS NULL",
            WITH(bind_int(store_origin(s)), bind_text(c->im.source), bind_text(c->key)), 0, &there, e))
        return false;
    return !c->key.n || !there || err_set(e, ERR_INPUT, "id: \"%.*s\": this source has an incident of that name: correct that one, or give this one another name", STR_F(c->key));
}

static bool save_task(struct store *s, void *arg, struct err *e)
{
    struct correcting *c = arg;
    int64_t there = !c->version;
    if (!c->version && !is_new(s, c, e))
        return false;
    if (c->version && !store_int(s, "SELECT count(*) FROM incident WHERE origin = $1 AND id = $2 AND ended_by IS NULL", WITH(bind_int(store_origin(s)), bind_int(c->version)), 0, &there, e))
        return false;
    if (!there)
        return err_set(e, ERR_INPUT, "somebody corrected this incident while you wrote: nothing was saved; load the form again, look at what it says now, and correct that");
    if (!incident_prepare(s, &c->batch, c->im.source, &c->plan, e))
        return false;
    c->same = incident_plan_counts(c->plan).kept == 0;
    if (c->same)
        return err_set(e, ERR_STOPPED, "nothing is to be written");
    c->im.origin = store_origin(s);
    c->im.rows = 1;
    if (!store_next_id(s, "import", &c->im.id, e) || !incident_save(s, c->plan, &incident_own, &c->im, NULL, e) || !store_import_add(s, &c->im, c->batch.log.list, c->batch.log.n, e))
        return false;
    char detail[80];
    snprintf(detail, sizeof detail, "import %" PRId64 ": an incident %s by hand", c->im.id, c->version ? "corrected" : "written");
    if (!store_int(s, "SELECT max(id) FROM incident WHERE origin = $1 AND import = $2", WITH(bind_int(c->im.origin), bind_int(c->im.id)), 0, &c->made, e))
        return false;
    return place_all(s, c->im.id, NULL, e) && store_audit(s, "edit", str_of(detail), e);
}

static void signed_as(struct exchange *x, struct correcting *c, struct str source, struct str why)
{
    struct hasher h;
    uint64_t digest = incident_digest(&c->batch, &c->batch.list[0]);
    c->im = (struct import){.file = str_of(arena_f(&x->arena, "%.*s", STR_F(why))), .layout = STR(BY_HAND), .source = source, .who = x->who.name, .time = web_time_text(x)};
    hash_begin(&h);
    hash_add(&h, &digest, sizeof digest);
    hash_add(&h, why.p, why.n);
    c->im.sha256 = hash_end(&h);
}

/* What the form says, by field. */
static void typed(struct exchange *x, struct str values[FIELD_COUNT])
{
    for (size_t i = 0; i < FIELD_COUNT; i++)
        values[i] = web_field(x, incident_field_name((enum incident_field)i));
}

/* The form as it was typed, with what is wrong. */
static bool correct_again(struct exchange *x, const struct version *v, const struct correcting *c, const char *notice, const char *detail)
{
    struct str values[FIELD_COUNT];
    typed(x, values);
    x->status = 400;
    correct_page(x, v, c->version, values, notice, detail);
    return true;
}

static bool save_run(struct exchange *x, struct err *e)
{
    struct version *list = NULL;
    const struct version *v = NULL;
    size_t n = 0, at = 0;
    struct str why = str_trim(web_field(x, "why"));
    struct correcting c = {0};
    if (!versions_of(x->store, x->parameters[0], &x->arena, &list, &n, &at, e) || !in_use(list, n, &v, e))
        return false;
    if (!str_to_int(web_field(x, "seen"), &c.version))
        c.version = v->id;
    if (!why.n || why.n > WHY_MOST)
        return correct_again(x, v, &c, say_why, "");
    struct err wrong = {0};
    bool fine = row_read(x, v, &c, &wrong) && deaths_agree(x, v, &c.batch.list[0], &wrong), read = fine;
    if (fine) {
        keep_rest(v, x, &c.batch);
        signed_as(x, &c, v->source, why);
        fine = web_write(x, save_task, &c, e) || c.same;
    }
    incident_plan_free(&c.plan);
    incident_batch_end(&c.batch);
    if (fine)
        return web_go(x, "/incident/%lld/history", (long long)v->id);
    if (!read && wrong.code == ERR_INPUT)
        return correct_again(x, v, &c, c.notice ? c.notice : cannot_keep, wrong.text);
    if (!read)
        *e = wrong;
    return false;
}

/* ---- a new one ---- */

static void put_line(struct exchange *x, const char *name, const char *word, const char *label, bool required)
{
    struct buf *b = &x->body;
    markup_f(b, "<p><label for=\"f-%s\"><b>%s</b> %s</label><input id=\"f-%s\" name=\"%s\" dir=\"auto\" maxlength=\"300\" value=\"%.*s\"", name, web_say(x, word), web_say(x, label), name, name,
        STR_F(web_field(x, name)));
    buf_text(b, required ? " required></p>\n" : "></p>\n");
}

static void new_page(struct exchange *x, const char *notice, const char *detail)
{
    struct buf *b = &x->body;
    struct str values[FIELD_COUNT];
    typed(x, values);
    web_begin(x, &(struct web_frame){.title = str_of(web_say(x, T("Write an incident by hand"))), .section = "records", .narrow = true});
    put_notice(x, notice, detail);
    markup_f(b, "<p>%s</p>\n", web_say(x, T("What you write becomes a record like those of files, is counted like them, and can be taken back. Never a person's name.")));
    web_form(x, "/incidents/new");
    put_line(x, "source", T("Source"), T("Who recorded it: an office or a body that stands for it."), true);
    put_line(x, "id", T("Own name"), T("Your own name for the incident, such as K-17. Empty: the program gives it one."), false);
    put_fields(x, values);
    markup_f(b, "<p><label for=\"why\">%s</label><input id=\"why\" name=\"why\" dir=\"auto\" required maxlength=\"300\" value=\"%.*s\"></p>\n<p><button>%s</button></p></form>\n",
        web_say(x, T("Where does it come from? On whose word? (kept with it; no names of persons)")), STR_F(web_field(x, "why")), web_say(x, T("Save it")));
    web_end(x);
}

static bool new_form_run(struct exchange *x, struct err *e)
{
    (void)e;
    new_page(x, NULL, "");
    return true;
}

static bool new_again(struct exchange *x, const char *notice, const char *detail)
{
    x->status = 400;
    new_page(x, notice, detail);
    return true;
}

static bool new_run(struct exchange *x, struct err *e)
{
    struct version none = {.key = str_trim(web_field(x, "id")), .source = str_trim(web_field(x, "source"))};
    struct str why = str_trim(web_field(x, "why"));
    struct correcting c = {.key = none.key};
    struct err wrong = {0};
    for (size_t i = 0; i < FIELD_COUNT; i++)
        none.values[i] = STR("");
    if (!why.n || why.n > WHY_MOST || !none.source.n)
        return new_again(x, say_why, none.source.n ? "" : "source: say who recorded it");
    bool fine = row_read(x, &none, &c, &wrong) && deaths_agree(x, &none, &c.batch.list[0], &wrong);
    if (fine) {
        signed_as(x, &c, none.source, why);
        fine = web_write(x, save_task, &c, &wrong);
    }
    incident_plan_free(&c.plan);
    incident_batch_end(&c.batch);
    if (fine)
        return web_go(x, "/incident/%lld/history", (long long)c.made);
    if (c.same)
        return new_again(x, T("The register says this already, in this record or in another one. Nothing was saved."), "");
    if (wrong.code == ERR_INPUT)
        return new_again(x, c.notice ? c.notice : cannot_keep, wrong.text);
    *e = wrong;
    return false;
}

/* ---- history ---- */

static struct str shown(struct exchange *x, enum incident_field f, struct str value)
{
    size_t n = 0;
    int64_t code;
    const struct value_word *words = incident_field_words(f, &n);
    struct day day, last;
    if ((f == FIELD_DATE || f == FIELD_DATE_END) && day_parse(value, &day, &last))
        return web_day(x, day);
    for (size_t i = 0; words && str_to_int(value, &code) && i < n; i++)
        if (words[i].code == code)
            return str_of(web_say(x, words[i].words));
    return value.n ? value : STR("—");
}

static void put_changes(struct exchange *x, const struct version *before, const struct version *v)
{
    struct buf *b = &x->body;
    size_t changes = 0;
    for (size_t i = 0; i < ARRAY_LEN(asked); i++) {
        enum incident_field f = asked[i].field;
        if (str_eq(before->values[f], v->values[f]))
            continue;
        buf_text(b, changes++ ? "" : "<ul>\n");
        hand_put_change(x, web_say(x, asked[i].word), shown(x, f, before->values[f]), shown(x, f, v->values[f]));
    }
    buf_text(b, changes ? "</ul>\n" : "");
}

static bool history_run(struct exchange *x, struct err *e)
{
    struct buf *b = &x->body;
    struct version *list = NULL;
    size_t n = 0, at = 0;
    if (!versions_of(x->store, x->parameters[0], &x->arena, &list, &n, &at, e))
        return false;
    web_begin(x, &(struct web_frame){.title = str_of(web_say(x, T("An incident and its earlier versions"))), .section = "incidents", .narrow = true});
    markup_f(b, "<p><bdi>%.*s</bdi> · <bdi>%.*s</bdi> · <a href=\"/incident/%lld/edit\">%s</a></p>\n", STR_F(list[at].source), STR_F(list[at].key), (long long)list[at].id, web_say(x, T("Correct an incident by hand")));
    for (size_t i = n; i-- > 0;) { /* the latest first */
        const struct version *v = &list[i];
        const struct import m = {.id = v->import, .who = v->who, .time = v->time, .file = v->file, .layout = v->layout, .undone = v->undone};
        buf_text(b, "<section>");
        hand_put_version(x, &m, v->ended_by ? T("out of use") : T("in use"));
        if (i > 0)
            put_changes(x, &list[i - 1], v);
        buf_text(b, "</section>\n");
    }
    web_end(x);
    return true;
}

#define FIELDS "date date_end date_precision lat lon place_precision country admin1 admin2 place kind type side_a side_a_kind side_b side_b_kind deaths_low deaths_best deaths_high deaths_civilians " \
    "injured abducted detained displaced sources clarity why seen"
const struct page pages_edit[] = {
    {"GET", "/incidents/new", MAY_ANALYSE, PAGE_READ, "", "an empty form for an incident", new_form_run, NULL},
    {"POST", "/incidents/new", MAY_ANALYSE, PAGE_READ | PAGE_FORM, "source id " FIELDS, "save it: an import of one row", new_run, NULL},
    {"GET", "/incident/{id}/edit", MAY_ANALYSE, PAGE_READ, "", "an incident's fields, to be corrected by hand", form_run, NULL},
    {"POST", "/incident/{id}/edit", MAY_ANALYSE, PAGE_READ | PAGE_FORM, FIELDS, "save a correction: an import of one row", save_run, NULL},
    {"GET", "/incident/{id}/history", MAY_ANALYSE, PAGE_READ, "", "all versions of an incident: who, when, why, what changed", history_run, NULL},
    {0},
};
