/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who is tied to whom: what the caller may know of it, and what was measured, once for each state of the register. */
#include "web/actors_priv.h"

const char *const actors_levels[LEVELS] = {"international", "regional", "national", "local", ""},
                  *const actors_level_labels[LEVELS] = {T("International"), T("Regional"), T("National"), T("Local"), T("Level not said")};

size_t actors_level(struct str level)
{
    for (size_t i = 0; i + 1 < LEVELS; i++)
        if (str_is(level, actors_levels[i]))
            return i;
    return LEVELS - 1;
}

static bool recorded(struct store *s, void *arg, struct err *e)
{
    const struct exchange *x = arg;
    return store_audit(s, "actors", x->parameters[0].n ? x->parameters[0] : STR("all ties"), e);
}

bool actors_use(struct exchange *x, enum relation_use *out, struct err *e)
{
    bool all = web_query(x, "all").n > 0;
    *out = all ? RELATION_STEWARD : web_may(x, MAY_ANALYSE) ? RELATION_STAFF : RELATION_PASSED_ON;
    if (!all)
        return true;
    if (!web_may(x, MAY_ANSWER))
        return err_set(e, ERR_DENIED, "ties that are not public are told to stewards alone");
    return web_write_beside(x, recorded, x, e); /* before anything is told */
}

/* ---- ties joined ---- */

static void ends(const struct tie *t, uint32_t *from, uint32_t *to)
{
    bool turned = !t->relation->directed && t->to < t->from;
    *from = (uint32_t)(turned ? t->to : t->from);
    *to = (uint32_t)(turned ? t->from : t->to);
}

static int by_tie(const struct tie *x, const struct tie *y)
{
    uint32_t a[2], b[2];
    ends(x, &a[0], &a[1]);
    ends(y, &b[0], &b[1]);
    if (x->relation != y->relation)
        return x->relation < y->relation ? -1 : 1;
    if (a[0] != b[0])
        return a[0] < b[0] ? -1 : 1;
    return a[1] < b[1] ? -1 : a[1] > b[1];
}

static int by_word(const void *a, const void *b)
{
    const struct tie *x = *(const struct tie *const *)a, *y = *(const struct tie *const *)b;
    int c = by_tie(x, y);
    if (!c)
        c = str_compare(x->said_by, y->said_by);
    return c ? c : x < y ? -1 : x > y;
}

static void join(struct exchange *x, struct actors_seen *s)
{
    const struct tie **w = ARENA_ARRAY(&x->arena, const struct tie *, s->tie_n + 1);
    struct joined *list = ARENA_ARRAY(&x->arena, struct joined, s->tie_n + 1);
    s->degree = ARENA_ARRAY(&x->arena, uint32_t, roster_size(s->who) + 1);
    for (size_t i = 0; i < s->tie_n; i++)
        w[i] = &s->ties[i];
    if (s->tie_n)
        qsort(w, s->tie_n, sizeof *w, by_word);
    for (size_t i = 0, end; i < s->tie_n; i = end) {
        struct joined j = {.relation = w[i]->relation, .words = w + i};
        ends(w[i], &j.from, &j.to);
        for (end = i; end < s->tie_n && by_tie(w[i], w[end]) == 0; end++)
            j.voices += end == i || !str_eq(w[end]->said_by, w[end - 1]->said_by);
        j.n = end - i;
        s->degree[j.from]++;
        s->degree[j.to] += j.to != j.from;
        list[s->n++] = j;
    }
    s->list = list;
}

bool actors_read(struct exchange *x, enum relation_use use, struct actors_seen *out, struct err *e)
{
    struct actors_seen s = {.use = use};
    size_t n = 0;
    if (!roster_read(x->store, &x->arena, &s.who, e) || !ties_read(x->store, s.who, DAY_NONE, &x->arena, &s.ties, &n, e))
        return false;
    s.told = ARENA_ARRAY(&x->arena, bool, roster_size(s.who) + 1);
    for (size_t i = 0; i < n; i++) {
        if (!guard_tie(s.who, &s.ties[i], use)) {
            s.held_ties++;
            continue;
        }
        s.told[s.ties[i].from] = s.told[s.ties[i].to] = true;
        s.ties[s.tie_n++] = s.ties[i];
    }
    for (size_t i = 0; i < roster_size(s.who); i++) {
        const struct actor *a = roster_at(s.who, i);
        bool may = guard_actor(a->kind, use);
        s.told[i] = may && (s.told[i] || a->declared || use == RELATION_STEWARD);
        s.held_actors += !may;
    }
    join(x, &s);
    *out = s;
    return true;
}

/* ---- measured once, and kept ---- */

struct kept_actor { /* what is kept of one actor in one network, as bytes */
    uint32_t relation, actor, actors, estimated;
    double degree, between, top, camp, sure;
};

static bool measure_all(struct exchange *x, void *arg, struct buf *out, struct err *e)
{
    const enum relation_use *use = arg;
    struct actors_seen s;
    size_t n;
    const struct relation *all = relations(&n);
    if (!actors_read(x, *use, &s, e))
        return false;
    for (uint32_t r = 0; r < n; r++) {
        struct arena work CLEANUP(arena_end) = {0};
        struct measures m;
        if (!measures_of(s.ties, s.tie_n, roster_size(s.who), &all[r], MEASURE_CENTRAL | MEASURE_STABLE | MEASURE_CAMPS, 1, &work, &m, NULL, e))
            return false;
        for (size_t v = 0; v < m.n; v++) {
            struct kept_actor k = {r, m.who[v], (uint32_t)m.n, m.estimated, m.m.degree[v], m.m.betweenness[v], m.top[v],
                m.camps.of[v] == NETWORK_NONE ? NAN : (double)m.camps.of[v] + 1, m.camps.sure[v]};
            buf_add(out, (const char *)&k, sizeof k);
        }
    }
    return true;
}

bool actors_measured(struct exchange *x, enum relation_use use, uint32_t actor, struct measured **out, size_t *n, struct err *e)
{
    static const char *const keys[] = {[RELATION_PASSED_ON] = "measured public", [RELATION_PARTNERS] = "measured partners", [RELATION_STAFF] = "measured staff", [RELATION_STEWARD] = "measured all"};
    struct buf kept CLEANUP(buf_end) = {0};
    size_t kinds;
    const struct relation *all = relations(&kinds);
    if (!web_kept(x, keys[use], KEEP_RECORDS | KEEP_NUMBERS, measure_all, &use, &kept, e))
        return false;
    *out = ARENA_ARRAY(&x->arena, struct measured, kinds + 1);
    *n = 0;
    for (size_t at = 0; at + sizeof(struct kept_actor) <= kept.n; at += sizeof(struct kept_actor)) {
        struct kept_actor k;
        memcpy(&k, kept.p + at, sizeof k);
        if (k.actor == actor && *n < kinds)
            (*out)[(*n)++] = (struct measured){&all[k.relation], k.actors, k.degree, k.between, k.top, k.camp, k.sure, k.top >= MEASURE_STABLE_SHARE, k.estimated != 0};
    }
    return true;
}

/* ---- words ---- */

enum network_line actors_line(const struct relation *r)
{
    static const struct {
        const char *code;
        enum network_line line;
    } lines[] = {{"authority", TIED_RULE}, {"funds", TIED_MONEY}, {"inkind", TIED_MONEY}, {"trust", TIED_TRUST}, {"influence", TIED_TRUST}, {"shares_information", TIED_TRUST},
        {"mediates", TIED_TRUST}, {"dispute", TIED_DISPUTE}, {"armed_conflict", TIED_DISPUTE}, {"restricts", TIED_DISPUTE}};
    for (size_t i = 0; i < ARRAY_LEN(lines); i++)
        if (strcmp(r->code, lines[i].code) == 0)
            return lines[i].line;
    return TIED_WORK;
}

enum network_family actors_family(const struct actor_kind *k)
{
    static const struct {
        const char *code;
        enum network_family family;
    } families[] = {{"ingo", FAMILY_OUTSIDE}, {"un_agency", FAMILY_OUTSIDE}, {"donor_state", FAMILY_OUTSIDE}, {"foundation", FAMILY_OUTSIDE}, {"ministry", FAMILY_STATE},
        {"local_government", FAMILY_STATE}, {"parliament", FAMILY_STATE}, {"judiciary", FAMILY_STATE}, {"police", FAMILY_STATE}, {"armed_forces", FAMILY_STATE},
        {"security_service", FAMILY_STATE}, {"foreign_forces", FAMILY_ARMED}, {"armed_group", FAMILY_ARMED}, {"auxiliary_force", FAMILY_ARMED}, {"religious_institution", FAMILY_COUNCIL},
        {"tribal_council", FAMILY_COUNCIL}, {"community_committee", FAMILY_COUNCIL}, {"dialogue_platform", FAMILY_COUNCIL}, {"displaced_representation", FAMILY_COUNCIL}};
    for (size_t i = 0; k && i < ARRAY_LEN(families); i++)
        if (strcmp(k->code, families[i].code) == 0)
            return families[i].family;
    return k ? FAMILY_SOCIETY : FAMILY_UNSAID;
}

struct str actors_name(struct exchange *x, const struct roster *who, size_t at, const char **lang)
{
    struct str in, name = roster_name(who, at, language_code(x->speech.language), &in);
    *lang = in.n && !str_is(in, language_code(x->speech.language)) ? arena_text(&x->arena, in.p, in.n) : NULL;
    return name;
}

struct str actors_address(struct exchange *x, const struct roster *who, size_t at, bool all)
{
    struct buf b CLEANUP(buf_end) = {0};
    buf_text(&b, "/actors/");
    buf_percent(&b, roster_at(who, at)->key);
    buf_text(&b, all ? "?all=yes" : "");
    return arena_str(&x->arena, buf_view(&b));
}

struct str actors_sayers(struct exchange *x, const struct joined *j)
{
    enum { SHOWN = 5 };
    struct buf b CLEANUP(buf_end) = {0};
    size_t told = 0;
    for (size_t i = 0; i < j->n; i++) {
        struct str s = j->words[i]->said_by;
        if (!s.n || (i && str_eq(s, j->words[i - 1]->said_by)))
            continue;
        if (told++ < SHOWN) {
            buf_text(&b, b.n ? "; " : "");
            buf_str(&b, s);
        }
    }
    if (told > SHOWN) {
        buf_text(&b, "; ");
        buf_str(&b, web_counted(x, TN("and {n} more", "and {n} more"), (int64_t)(told - SHOWN)));
    }
    return b.n ? arena_str(&x->arena, buf_view(&b)) : str_of(web_say(x, T("not said")));
}

const char *actors_visible(const struct joined *j)
{
    static const char *const words[] = {[VISIBLE_STEWARDS] = T("stewards"), [VISIBLE_STAFF] = T("analysts and stewards"), [VISIBLE_PARTNERS] = T("partners"), [VISIBLE_PUBLIC] = T("everybody who reads")};
    enum visible most = VISIBLE_STEWARDS;
    for (size_t i = 0; i < j->n; i++)
        most = MAX_OF(most, MIN_OF(j->words[i]->visible, j->relation->visible));
    return words[most];
}

void actors_held(struct exchange *x, const struct actors_seen *seen, struct buf *out)
{
    if (seen->held_actors)
        markup_f(out, "<p class=\"src\">%.*s</p>\n", STR_F(web_counted(x, TN("{n} actor is not listed: it is of a kind that others must not read of.", "{n} actors are not listed: they are of kinds that others must not read of."), (int64_t)seen->held_actors)));
    if (seen->held_ties)
        markup_f(out, "<p class=\"src\">%.*s</p>\n", STR_F(web_counted(x, TN("{n} tie does not count here: it is not public.", "{n} ties do not count here: they are not public."), (int64_t)seen->held_ties)));
}
