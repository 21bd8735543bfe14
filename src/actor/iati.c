/* SPDX-License-Identifier: GPL-3.0-or-later */
/* project: IATI activities 2.0x (XML), one activity after the other. */
#include "actor/project.h"
#include "place/place.h"
#include "table/xml.h"

enum { DEPTH_MOST = 8 /* what is looked at */, ITEMS_MOST = 100000 /* of one kind in one activity */, NAME_MOST = 2000 };

struct reading {
    struct xml *x;
    struct works_batch *b;
    struct stream *in;
    struct progress *progress;
    int depth, at; /* `at`: depth of the activity; 0 outside */
    char names[DEPTH_MOST + 1][40];
    /* the activity being read; its lists grow on the heap and are copied when it ends */
    struct project p;
    struct str language, currency; /* of the activity, where an element has none */
    size_t rooms[7];
    struct day dates[5];
    struct str text; /* of the element that ends */
    struct str narrative_language;
    bool mapped, too_many, named, of_groups; /* named: its reporter has a name; of_groups: this description says whom it is for */
    const char *wrong; /* code of what is wrong with it: refused as a whole */
    const char *wrong_column;
    struct str wrong_found;
};

/* Texts of a batch: once each. Blanks and line breaks in a row are one blank. */
static struct str kept(struct reading *r, struct str s, size_t most)
{
    struct buf b CLEANUP(buf_end) = {0};
    s = str_trim(s);
    bool blank = false;
    for (size_t i = 0; i < s.n; i++) {
        char c = s.p[i];
        bool is = (unsigned char)c <= ' ';
        if (!is && blank)
            buf_char(&b, ' ');
        if (!is)
            buf_char(&b, c);
        blank = is && b.n;
    }
    size_t n = MIN_OF(b.n, most);
    while (n < b.n && n && ((unsigned char)b.p[n] & 0xC0) == 0x80)
        n--;
    return intern_text(&r->b->words, intern_id(&r->b->words, (struct str){b.p ? b.p : "", n}));
}

static const char *attribute(const char **a, const char *name)
{
    const char *value = xml_attribute(a, name);
    return value ? value : "";
}

static struct str given(struct reading *r, const char **a, const char *name)
{
    return kept(r, str_of(attribute(a, name)), NAME_MOST);
}

/* Is the element at this depth below the activity called so? 1: its child. */
static bool under(const struct reading *r, int below, const char *name)
{
    return r->at && r->at + below <= r->depth && strcmp(r->names[r->at + below], name) == 0;
}

/* One more, empty; NULL where there are too many. */
#define ADD(list, which, type)                                                                                         \
    (r->p.list##_n >= ITEMS_MOST                                                                                       \
            ? (r->too_many = true, (struct type *)NULL)                                                                \
            : (r->p.list = list_room(r->p.list, r->p.list##_n, &r->rooms[which], sizeof(struct type)), &r->p.list[r->p.list##_n++]))

static void *list_room(void *list, size_t n, size_t *room, size_t size)
{
    if (n >= *room) {
        *room = *room ? *room * 2 : 8;
        list = mem_grow(list, *room, size);
    }
    memset((char *)list + n * size, 0, size);
    return list;
}

static void wrong(struct reading *r, const char *code, const char *column, struct str found)
{
    if (r->wrong)
        return;
    r->wrong = code;
    r->wrong_column = column;
    r->wrong_found = found;
}

static double share_of(struct reading *r, const char **a, const char *column)
{
    const char *text = attribute(a, "percentage");
    double v;
    if (!*text)
        return NAN;
    if (str_to_real(str_of(text), &v) && v >= 0 && v <= 100.0001)
        return v / 100;
    problem_log_add_at(&r->b->log, xml_line(r->x), PROBLEM_NOTED, str_of(column), "percentage", str_of(text), "a share of 0 to 100",
        "kept without its share");
    r->b->noted++;
    return NAN;
}

static struct day day_given(const char **a)
{
    struct day first, last;
    return day_parse(str_of(attribute(a, "iso-date")), &first, &last) ? first : DAY_NONE;
}

static void begin_activity(struct reading *r, const char **a)
{
    r->at = r->depth;
    r->p = (struct project){.line = xml_line(r->x), .from = DAY_NONE, .to = DAY_NONE};
    memset(r->rooms, 0, sizeof r->rooms);
    for (size_t i = 0; i < ARRAY_LEN(r->dates); i++)
        r->dates[i] = DAY_NONE;
    r->language = given(r, a, "lang");
    r->currency = given(r, a, "default-currency");
    r->wrong = NULL;
    r->mapped = r->too_many = r->named = false;
}

static const char *vocabulary_of(const char *code)
{
    static const char *const known[][2] = {{"", "dac5"}, {"1", "dac5"}, {"DAC", "dac5"}, {"2", "dac3"}, {"7", "sdg"}, {"8", "sdg"}, {"9", "sdg"}, {"10", "cluster"}};
    for (size_t i = 0; i < ARRAY_LEN(known); i++)
        if (strcmp(code, known[i][0]) == 0)
            return known[i][1];
    return "own";
}

static void sector(struct reading *r, const char **a)
{
    struct project_sector *s = ADD(sectors, 3, project_sector);
    if (!s)
        return;
    s->vocabulary = str_of(vocabulary_of(attribute(a, "vocabulary")));
    s->code = given(r, a, "code");
    bool mapped = false;
    if (str_is(s->vocabulary, "dac5"))
        s->code = dac_code(s->code, &mapped);
    if (mapped) {
        problem_log_add_at(&r->b->log, xml_line(r->x), PROBLEM_REPAIRED, STR("sector"), "code_withdrawn", str_of(attribute(a, "code")),
            "a code that is in force", "read as the code that took its place");
        r->mapped = true;
    }
    s->share = share_of(r, a, "sector");
}

static void marker(struct reading *r, const char **a)
{
    static const char *const schemes[][2] = {{"1", "dac_gender"}, {"2", "dac_environment"}, {"3", "dac_governance"}, {"10", "dac_drr"}, {"11", "dac_disability"}};
    const char *code = attribute(a, "code"), *vocabulary = attribute(a, "vocabulary");
    int64_t score;
    if ((*vocabulary && strcmp(vocabulary, "1") != 0) || !str_to_int(str_of(attribute(a, "significance")), &score) || score < 0 || score > 4)
        return;
    struct str scheme = STR("dac"), kept_code = kept(r, str_of(code), 20);
    for (size_t i = 0; i < ARRAY_LEN(schemes); i++)
        if (strcmp(code, schemes[i][0]) == 0)
            scheme = str_of(schemes[i][1]);
    for (size_t i = 0; i < r->p.markers_n; i++)
        if (str_eq(r->p.markers[i].scheme, scheme) && str_eq(r->p.markers[i].code, kept_code))
            return;
    struct project_marker *m = ADD(markers, 4, project_marker);
    if (m)
        *m = (struct project_marker){scheme, kept_code, score};
}

static void money_begin(struct reading *r, const char *kind)
{
    struct project_money *m = ADD(money, 5, project_money);
    if (m)
        *m = (struct project_money){.kind = str_of(kind), .amount = NAN, .day = DAY_NONE, .day_to = DAY_NONE, .currency = r->currency};
}

static struct project_money *money_now(struct reading *r)
{
    return r->p.money_n && !r->too_many ? &r->p.money[r->p.money_n - 1] : NULL;
}

static void in_money(struct reading *r, const char *name, const char **a)
{
    struct project_money *m = money_now(r);
    if (!m || r->depth != r->at + 2)
        return;
    if (strcmp(name, "transaction-type") == 0) {
        const char *kind = money_kind_of(str_of(attribute(a, "code")));
        m->kind = str_of(kind ? kind : "");
    } else if (strcmp(name, "transaction-date") == 0 || strcmp(name, "period-start") == 0) {
        m->day = day_given(a);
    } else if (strcmp(name, "period-end") == 0) {
        m->day_to = day_given(a);
    } else if (strcmp(name, "value") == 0) {
        struct str own = given(r, a, "currency");
        m->currency = own.n ? own : r->currency;
    } else if (strcmp(name, "provider-org") == 0) {
        m->payer_project = given(r, a, "provider-activity-id");
        m->payer = given(r, a, "ref");
    } else if (strcmp(name, "receiver-org") == 0) {
        m->payee_project = given(r, a, "receiver-activity-id");
        m->payee = given(r, a, "ref");
    }
}

static void child(struct reading *r, const char *name, const char **a)
{
    if (strcmp(name, "participating-org") == 0) {
        const char *role = actor_role_of(str_of(attribute(a, "role")));
        struct project_actor *x = ADD(actors, 1, project_actor);
        if (x)
            *x = (struct project_actor){str_of(role ? role : ""), STR(""), given(r, a, "ref"), given(r, a, "type")};
    } else if (strcmp(name, "description") == 0) {
        r->of_groups = strcmp(attribute(a, "type"), "3") == 0; /* "Target Groups" */
    } else if (strcmp(name, "reporting-org") == 0) {
        r->p.reporter = given(r, a, "ref");
    } else if (strcmp(name, "activity-status") == 0) {
        r->p.status = str_of(project_status_of(str_of(attribute(a, "code"))));
    } else if (strcmp(name, "activity-date") == 0) {
        int64_t type;
        if (str_to_int(str_of(attribute(a, "type")), &type) && type >= 1 && type <= 4)
            r->dates[type] = day_given(a);
    } else if (strcmp(name, "recipient-country") == 0 || strcmp(name, "location") == 0) {
        bool country = name[0] == 'r';
        const char *code = country ? country_code_of(str_of(attribute(a, "code"))) : NULL;
        struct project_place *x = ADD(places, 2, project_place);
        if (x)
            *x = (struct project_place){.country = code ? str_of(code) : country ? given(r, a, "code") : STR(""), .share = country ? share_of(r, a, name) : NAN, .latitude = NAN, .longitude = NAN};
    } else if (strcmp(name, "sector") == 0) {
        sector(r, a);
    } else if (strcmp(name, "policy-marker") == 0) {
        marker(r, a);
    } else if (strcmp(name, "budget") == 0) {
        money_begin(r, "budget");
    } else if (strcmp(name, "transaction") == 0) {
        money_begin(r, "");
    } else if (strcmp(name, "related-activity") == 0 && strcmp(attribute(a, "type"), "1") == 0 && !r->p.parent.n) {
        r->p.parent = given(r, a, "ref");
    }
}

static void in_location(struct reading *r, const char *name, const char **a)
{
    struct project_place *x = r->p.places_n ? &r->p.places[r->p.places_n - 1] : NULL;
    if (!x || r->depth != r->at + 2)
        return;
    if (strcmp(name, "exactness") == 0)
        x->exact = strcmp(attribute(a, "code"), "1") == 0;
    if (strcmp(name, "administrative") == 0) {
        const char *country = country_code_of(str_of(attribute(a, "code")));
        bool of_country = country && strlen(attribute(a, "code")) == 2;
        if (of_country && !x->country.n)
            x->country = str_of(country);
        else if (!of_country && !x->place.n)
            x->place = given(r, a, "code");
    }
}

static void on_start(void *arg, struct xml *x, const char *name, const char **a)
{
    struct reading *r = arg;
    r->x = x;
    r->depth = xml_depth(x);
    if (r->depth <= DEPTH_MOST)
        snprintf(r->names[r->depth], sizeof r->names[0], "%s", name);
    if (r->depth == 1 && strcmp(name, "iati-activities") != 0)
        xml_refuse(x, "is no IATI file of activities: its first element is %.60s", name);
    else if (r->depth == 1 && *attribute(a, "version") && attribute(a, "version")[0] != '2')
        xml_refuse(x, "is of IATI version %.20s, whose elements mean other things; take the publisher's file of version 2", attribute(a, "version"));
    else if (!r->at && r->depth == 2 && strcmp(name, "iati-activity") == 0)
        begin_activity(r, a);
    if (!r->at || r->depth <= r->at || r->depth > DEPTH_MOST)
        return;
    if (strcmp(name, "narrative") == 0)
        r->narrative_language = given(r, a, "lang").n ? given(r, a, "lang") : r->language;
    if (r->depth == r->at + 1)
        child(r, name, a);
    else if (under(r, 1, "transaction") || under(r, 1, "budget"))
        in_money(r, name, a);
    else if (under(r, 1, "location"))
        in_location(r, name, a);
}

static struct project_text *text_in(struct reading *r, struct str language)
{
    for (size_t i = 0; i < r->p.texts_n; i++)
        if (str_eq(r->p.texts[i].language, language))
            return &r->p.texts[i];
    struct project_text *t = ADD(texts, 0, project_text);
    if (t)
        t->language = language;
    return t;
}

static void first_text(struct reading *r, struct str *to, size_t most)
{
    if (!to->n)
        *to = kept(r, r->text, most);
}

/* An organisation's name stands before its reference. */
static void narrative(struct reading *r)
{
    struct project_money *m = money_now(r);
    if (r->depth == r->at + 2 && under(r, 1, "title")) {
        struct project_text *t = text_in(r, r->narrative_language);
        if (t)
            first_text(r, &t->title, NAME_MOST);
    } else if (r->depth == r->at + 2 && under(r, 1, "description") && r->of_groups) {
        struct str people = kept(r, r->text, NAME_MOST);
        struct project_group *g = people.n ? ADD(groups, 6, project_group) : NULL;
        if (g)
            g->people = people;
    } else if (r->depth == r->at + 2 && under(r, 1, "description")) {
        struct project_text *t = text_in(r, r->narrative_language);
        if (t)
            first_text(r, &t->description, 8000);
    } else if (r->depth == r->at + 2 && under(r, 1, "participating-org") && r->p.actors_n) {
        first_text(r, &r->p.actors[r->p.actors_n - 1].actor, NAME_MOST);
    } else if (r->depth == r->at + 2 && under(r, 1, "reporting-org") && !r->named && r->text.n) {
        r->p.reporter = kept(r, r->text, NAME_MOST);
        r->named = true;
    } else if (r->depth == r->at + 2 && under(r, 1, "sector") && r->p.sectors_n) {
        first_text(r, &r->p.sectors[r->p.sectors_n - 1].name, NAME_MOST);
    } else if (r->depth == r->at + 3 && under(r, 1, "location") && under(r, 2, "name") && r->p.places_n) {
        first_text(r, &r->p.places[r->p.places_n - 1].place, NAME_MOST);
    } else if (r->depth == r->at + 3 && m && under(r, 1, "transaction") && r->text.n) {
        if (under(r, 2, "provider-org"))
            m->payer = kept(r, r->text, NAME_MOST);
        else if (under(r, 2, "receiver-org"))
            m->payee = kept(r, r->text, NAME_MOST);
    }
}

static void value(struct reading *r)
{
    struct project_money *m = money_now(r);
    struct str text = r->text;
    double v;
    if (!m || !text.n)
        return;
    if (str_to_real(text, &v) && fabs(v) < 1e15) {
        m->amount = v;
        return;
    }
    problem_log_add_at(&r->b->log, xml_line(r->x), PROBLEM_NOTED, STR("value"), "amount", text, "a number", "kept as an amount that is not known");
    r->b->noted++;
}

static void position(struct reading *r)
{
    struct project_place *x = r->p.places_n ? &r->p.places[r->p.places_n - 1] : NULL;
    struct str text = r->text;
    const char *blank = text.n ? memchr(text.p, ' ', text.n) : NULL;
    double lat, lon;
    if (!x || !blank || !str_to_real((struct str){text.p, (size_t)(blank - text.p)}, &lat) ||
        !str_to_real((struct str){blank + 1, text.n - (size_t)(blank - text.p) - 1}, &lon) || fabs(lat) > 90 || fabs(lon) > 180)
        return;
    x->latitude = lat;
    x->longitude = lon;
}

/* ---- an activity ends ---- */

static void *settled(struct reading *r, void *list, size_t n, size_t size)
{
    void *own = arena_get(&r->b->arena, n * size + 1);
    if (n)
        memcpy(own, list, n * size);
    free(list);
    return own;
}

static void settle(struct reading *r)
{
    struct project *p = &r->p;
#define SETTLE(list) p->list = settled(r, p->list, p->list##_n, sizeof *p->list)
    SETTLE(texts), SETTLE(actors), SETTLE(places), SETTLE(sectors), SETTLE(groups), SETTLE(markers), SETTLE(money);
}

static void drop(struct reading *r)
{
    free(r->p.texts), free(r->p.actors), free(r->p.places), free(r->p.sectors), free(r->p.groups), free(r->p.markers), free(r->p.money);
    r->p = (struct project){0};
}

/* Roles that are none, and transactions of kinds that are not kept. */
static void tidy(struct project *p)
{
    size_t n = 0;
    for (size_t i = 0; i < p->actors_n; i++)
        if (p->actors[i].role.n && (p->actors[i].actor.n || p->actors[i].reference.n)) {
            if (!p->actors[i].actor.n)
                p->actors[i].actor = p->actors[i].reference;
            p->actors[n++] = p->actors[i];
        }
    p->actors_n = n;
    n = 0;
    for (size_t i = 0; i < p->money_n; i++)
        if (p->money[i].kind.n)
            p->money[n++] = p->money[i];
    p->money_n = n;
    for (size_t i = 0, k = 0; i < p->texts_n; i++) {
        if (p->texts[i].title.n || p->texts[i].description.n)
            p->texts[k++] = p->texts[i];
        if (i + 1 == p->texts_n)
            p->texts_n = k;
    }
}

static void end_activity(struct reading *r)
{
    struct works_batch *b = r->b;
    struct project *p = &r->p;
    b->rows++;
    if (!p->key.n)
        wrong(r, "id_missing", "iati-identifier", STR(""));
    if (r->too_many)
        wrong(r, "too_many", "iati-activity", p->key);
    uint32_t id;
    if (r->wrong) {
        problem_log_add_at(&b->log, p->line, PROBLEM_REFUSED, str_of(r->wrong_column), r->wrong, r->wrong_found,
            r->too_many ? "an activity of at most 100,000 entries of a kind" : "the activity's identifier", "mend it in the file, or ask its publisher to");
        b->refused++;
        drop(r);
        r->at = 0;
        return;
    }
    bool planned = !day_known(r->dates[2]) && day_known(r->dates[1]);
    p->from = day_known(r->dates[2]) ? r->dates[2] : r->dates[1];
    p->to = day_known(r->dates[4]) ? r->dates[4] : r->dates[3];
    p->days_planned = planned;
    tidy(p);
    settle(r);
    b->repaired += r->mapped;
    struct buf seen CLEANUP(buf_end) = {0};
    buf_f(&seen, "\x1fproject\x1f%.*s", STR_F(p->key));
    if (intern_find(&b->words, buf_view(&seen), &id)) { /* again: the last word counts, unless it is the same */
        struct buf one CLEANUP(buf_end) = {0}, other CLEANUP(buf_end) = {0};
        size_t i = 0;
        while (i < b->project_n && !str_eq(b->projects[i].key, p->key))
            i++;
        project_digest_add(&b->projects[i], &one);
        project_digest_add(p, &other);
        if (str_eq(buf_view(&one), buf_view(&other))) {
            b->duplicates++;
        } else {
            problem_log_add_at(&b->log, p->line, PROBLEM_REFUSED, STR("iati-identifier"), "id_twice", p->key, "an identifier that no other activity of the file has",
                "keep the right one of the two");
            b->refused++;
        }
    } else {
        (void)intern_id(&b->words, buf_view(&seen));
        GROW(b->projects, b->project_n, b->project_room);
        b->projects[b->project_n++] = *p;
    }
    r->p = (struct project){0};
    r->at = 0;
}

static void on_end(void *arg, struct xml *x, const char *name, struct str text)
{
    struct reading *r = arg;
    struct err e = {0};
    r->x = x;
    r->depth = xml_depth(x);
    r->text = text;
    if (!r->at || r->depth > DEPTH_MOST)
        return;
    if (r->depth == r->at) {
        end_activity(r);
        if ((r->b->rows & 63) == 0 && !progress_step(r->progress, (double)r->in->done, r->b->rows, &e))
            xml_fail(x, &e);
    } else if (strcmp(name, "narrative") == 0) {
        narrative(r);
    } else if (r->depth == r->at + 1 && strcmp(name, "iati-identifier") == 0) {
        r->p.key = kept(r, text, 500);
    } else if (r->depth == r->at + 2 && strcmp(name, "value") == 0 && (under(r, 1, "transaction") || under(r, 1, "budget"))) {
        value(r);
    } else if (r->depth == r->at + 3 && strcmp(name, "pos") == 0 && under(r, 1, "location")) {
        position(r);
    }
}

/* ---- the file ---- */

int iati_head(struct str head)
{
    return str_is(xml_root(head), "iati-activities") ? 100 : 0;
}

bool iati_read(struct stream *in, struct works_batch *out, struct progress *p, struct err *e)
{
    struct reading r = {.b = out, .in = in, .progress = p};
    struct xml_events events = {.start = on_start, .end = on_end, .arg = &r};
    progress_begin(p, "Reading", (double)MAX_OF(in->size, (int64_t)0));
    bool fine = xml_read(in, &events, e);
    progress_finish(p);
    if (r.at)
        drop(&r);
    return fine;
}
