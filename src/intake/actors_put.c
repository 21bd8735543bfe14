/* SPDX-License-Identifier: GPL-3.0-or-later */
/* intake: one actor, tie or score at a time, whatever file it stands in: every cell checked, nothing kept of a private individual. */
#include "intake/intake_priv.h"
#include "core/speech.h"

const struct field_words actor_fields[A_FIELDS] = {[A_KEY] = {{"actor", "key", "id", "vertex", "label"}}, [A_ACRONYM] = {{"acronym"}}, [A_KIND] = {{"kind", "type"}},
    [A_LEVEL] = {{"level"}}, [A_PLACE] = {{"place"}}, [A_OFFICE] = {{"office"}}, [A_REFERENCE] = {{"reference"}}, [A_SAID_BY] = {{"said_by"}},
    [A_NOTE] = {{"note", "description", "notes"}}};
const struct field_words tie_fields[T_FIELDS] = {[T_FROM] = {{"from", "source", "vertex 1"}}, [T_TO] = {{"to", "target", "vertex 2"}},
    [T_RELATION] = {{"relation", "kind", "type", "label"}}, [T_STRENGTH] = {{"strength", "weight"}}, [T_SINCE] = {{"since", "start"}}, [T_UNTIL] = {{"until", "end"}},
    [T_SAID_BY] = {{"said_by"}}, [T_CONFIDENCE] = {{"confidence"}}, [T_VISIBLE] = {{"visible"}}, [T_AMOUNT] = {{"amount"}}, [T_CURRENCY] = {{"currency"}},
    [T_NOTE] = {{"note", "description", "notes"}}};
const struct field_words score_fields[S_FIELDS] = {[S_ACTOR] = {{"actor"}}, [S_ISSUE] = {{"issue"}}, [S_POWER] = {{"power"}}, [S_INTEREST] = {{"interest"}},
    [S_SAID_BY] = {{"said_by"}}, [S_DAY] = {{"day", "date"}}};
const struct field_words actor_name_words = {{"name", "label"}};

void key_index_end(struct key_index *x)
{
    intern_end(&x->keys);
    free(x->rows);
}

void actor_batch_end(struct actor_batch *b)
{
    free(b->actors);
    free(b->names);
    free(b->ties);
    free(b->scores);
    intern_end(&b->words);
    problem_log_end(&b->log);
    key_index_end(&b->actor_keys);
    key_index_end(&b->tie_keys);
    key_index_end(&b->score_keys);
    identify_findings_end(&b->findings);
    identify_free(&b->identify);
    *b = (struct actor_batch){0};
}

bool actors_room(const struct actor_batch *b, const char *file, struct err *e)
{
    return b->rows <= ACTOR_ROWS_MOST || err_set(e, ERR_INPUT, T("%.100s: has more than %d actors and ties; add it in parts"), file, ACTOR_ROWS_MOST);
}

bool actor_name_column(struct str word, const char **sort, char language[16])
{
    static const char *const sorts[] = {"name", "acronym", "former", "spelling"};
    word = str_trim(word);
    for (size_t i = 0; i < ARRAY_LEN(sorts); i++) {
        size_t n = strlen(sorts[i]);
        if (word.n < n || !str_is_nocase((struct str){word.p, n}, sorts[i]) || (word.n > n && word.p[n] != ':'))
            continue;
        while (word.n > n && word.p[n] == ':')
            n++;
        *sort = sorts[i];
        return said_language(str_trim((struct str){word.p + n, word.n - n}), language);
    }
    return false;
}

/* ---- saying no ---- */

void actors_refuse(struct actor_batch *b, int64_t line, struct str column, const char *code, struct str found, const char *expected, const char *advice)
{
    b->refused++;
    problem_log_add_at(&b->log, line, PROBLEM_REFUSED, column, code, found, expected, advice);
}

static bool refuse(struct actor_batch *b, const struct put_row *r, size_t field, const char *code, const char *expected, const char *advice)
{
    actors_refuse(b, r->line, r->columns[field], code, r->cells[field], expected, advice);
    return false;
}

static void note(struct actor_batch *b, const struct put_row *r, size_t field, const char *code, const char *expected, const char *advice)
{
    b->noted++;
    problem_log_add_at(&b->log, r->line, PROBLEM_NOTED, r->columns[field], code, r->cells[field], expected, advice);
}

static bool lengths_fit(struct actor_batch *b, const struct put_row *r, size_t fields, size_t notes)
{
    for (size_t i = 0; i < fields; i++)
        if (r->cells[i].n > (i == notes ? (size_t)ACTOR_NOTE_MOST : (size_t)ACTOR_WORD_MOST))
            return refuse(b, r, i, "too_long", T("at most 300 bytes, of a note 4,000"), T("write it shorter"));
    return true;
}

/* ---- private individuals ---- */

enum personal personal_of(struct identify **identify, struct identify_findings *findings, struct str text)
{
    enum personal found = PERSONAL_NOT;
    if (!*identify)
        *identify = identify_new(IDENTIFY_DECIMALS);
    identify_scan(*identify, text, findings);
    for (size_t i = 0; i < findings->n; i++) {
        enum identify_kind k = findings->list[i].kind;
        if (k == IDENTIFY_PHONE || k == IDENTIFY_EMAIL || k == IDENTIFY_DOCUMENT || k == IDENTIFY_BANK)
            return PERSONAL_REACH;
        if (k == IDENTIFY_NAME)
            found = PERSONAL_NAME;
    }
    return found;
}

static enum personal personal(struct actor_batch *b, struct str text)
{
    return personal_of(&b->identify, &b->findings, text);
}

static bool is_person(struct str kind)
{
    static const char *const words[] = {"person", "individual", "private person", "private individual", "people", "man", "woman", "human", "شخص", "فرد", "أشخاص", "أفراد", "کەس",
        "تاک", "تاکەکەس", "كەس"};
    for (size_t i = 0; i < ARRAY_LEN(words); i++)
        if (str_is_nocase(kind, words[i]))
            return true;
    return false;
}

static bool parts_words(char c) { return c != 0 && strchr(" \t,;:/()[]-.\"'", c) != NULL; }
static bool sets_apart(struct str before)
{
    before = str_trim(before);
    static const char *const marks[] = {",", ";", ":", "/", "(", "[", " -", "\u060C", "\u061B", "\u2013", "\u2014"};
    for (size_t i = 0; i < ARRAY_LEN(marks); i++) {
        size_t n = strlen(marks[i]);
        if (before.n >= n && memcmp(before.p + before.n - n, marks[i], n) == 0)
            return true;
    }
    return false;
}

/* No institution bears a person's name and no other word, nor behind a comma or in brackets ("Governor of Northgate, ..."): that says who holds the office. */
static bool names_somebody(const struct identify_findings *f, struct str text)
{
    bool others = false;
    size_t at = 0;
    for (size_t i = 0; i < f->n; i++) {
        const struct identify_finding *x = &f->list[i];
        if (x->kind != IDENTIFY_NAME)
            continue;
        for (; at < x->start; at++)
            others |= !parts_words(text.p[at]);
        at = x->start + x->length;
        if (others && sets_apart((struct str){text.p, x->start}))
            return true;
    }
    if (at == 0)
        return false;
    for (; at < text.n; at++)
        others |= !parts_words(text.p[at]);
    return !others;
}

/* What is said of an actor must not tell of a person. One whose kind is known may bear a person's name among other words (a foundation, a brigade), unless it is an office. */
static bool impersonal(struct actor_batch *b, const struct put_row *r, bool kind_known, bool office)
{
    struct str told = r->cells[A_KEY];
    enum personal worst = personal(b, told);
    bool somebody = names_somebody(&b->findings, told);
    for (size_t i = 0; i < r->name_n && worst != PERSONAL_REACH; i++) {
        enum personal p = personal(b, r->names[i].name);
        somebody |= names_somebody(&b->findings, r->names[i].name);
        told = p > worst ? r->names[i].name : told;
        worst = MAX_OF(worst, p);
    }
    if (worst == PERSONAL_REACH || personal(b, r->cells[A_NOTE]) == PERSONAL_REACH) {
        actors_refuse(b, r->line, worst == PERSONAL_REACH ? STR("name") : r->columns[A_NOTE], "personal_data", STR(""), T("no telephone number, address, account or document"),
            T("leave it out: whom to call is kept elsewhere; Diwan keeps nothing of private individuals"));
        return false;
    }
    if (worst != PERSONAL_NAME || (kind_known && !office && !somebody))
        return true;
    actors_refuse(b, r->line, r->columns[A_KEY], "private_individual", STR(T("what looks like a person's name")), PERSON_EXPECTED, PERSON_ADVICE);
    return false;
}

/* ---- words of fixed lists ---- */

struct fixed {
    const char *code, *words[4];
};

static const char *fixed_of(const struct fixed *list, size_t n, struct str word)
{
    for (size_t i = 0; i < n; i++) {
        if (str_is_nocase(word, list[i].code))
            return list[i].code;
        for (size_t k = 0; k < ARRAY_LEN(list[i].words) && list[i].words[k]; k++)
            if (str_is_nocase(word, list[i].words[k]))
                return list[i].code;
    }
    return NULL;
}

static const struct fixed levels[] = {{"local", {"محلي", "ناوخۆیی"}}, {"national", {"وطني", "نیشتمانی"}}, {"regional", {"إقليمي", "هەرێمی"}},
    {"international", {"دولي", "نێودەوڵەتی"}}};
static const struct fixed truths[] = {{"yes", {"true", "1", "نعم", "بەڵێ"}}, {"no", {"false", "0", "لا", "نەخێر"}}};
static const struct fixed trusts[] = {{"low", {"منخفضة", "نزم"}}, {"medium", {"متوسطة", "مامناوەند"}}, {"high", {"عالية", "بەرز"}}};
static const struct fixed seers[] = {{"stewards", {"steward"}}, {"staff", {NULL}}, {"partners", {"partner"}}, {"public", {NULL}}};

/* "" where nothing stands; false, and refused, where something else does. */
static bool fixed_word(struct actor_batch *b, const struct put_row *r, size_t field, const struct fixed *list, size_t n, const char *expected, uint32_t *out)
{
    const char *code = r->cells[field].n ? fixed_of(list, n, r->cells[field]) : "";
    if (!code)
        return refuse(b, r, field, "word_unknown", expected, T("write one of these words, or leave the cell empty"));
    *out = intern_id(&b->words, str_of(code));
    return true;
}
#define FIXED(list) (list), ARRAY_LEN(list)

static bool number_of(struct actor_batch *b, const struct put_row *r, size_t field, double *out)
{
    *out = NAN;
    if (!r->cells[field].n || str_to_real(r->cells[field], out))
        return true;
    *out = NAN;
    return refuse(b, r, field, "number", T("a number, or nothing"), T("write digits, with a point before decimals"));
}

static bool days_of(struct actor_batch *b, const struct put_row *r, size_t since, size_t until, struct day *first, struct day *last)
{
    struct day unused;
    *first = *last = DAY_NONE;
    if (r->cells[since].n && !day_parse(r->cells[since], first, &unused))
        return refuse(b, r, since, "date", T("a day, month or year (2014-06-10, 2014-06 or 2014), or nothing"), T("write it so, or leave the cell empty where that end is open"));
    if (r->cells[until].n && !day_parse(r->cells[until], &unused, last))
        return refuse(b, r, until, "date", T("a day, month or year (2014-06-10, 2014-06 or 2014), or nothing"), T("write it so, or leave the cell empty where that end is open"));
    if (day_known(*first) && day_known(*last) && first->n > last->n)
        return refuse(b, r, until, "dates_order", T("a day not before that on which it begins"), T("put the two in their order"));
    return true;
}

static uint32_t word(struct actor_batch *b, const struct put_row *r, size_t field)
{
    return intern_id(&b->words, r->cells[field]);
}

static uint32_t said_by(struct actor_batch *b, const struct put_row *r, size_t field)
{
    return intern_id(&b->words, r->cells[field].n ? r->cells[field] : str_trim(r->source));
}

/* ---- once each ---- */

size_t seen_before(struct key_index *x, struct str key, size_t row)
{
    uint32_t id;
    if (intern_find(&x->keys, key, &id))
        return x->rows[id];
    id = intern_id(&x->keys, key);
    if (id >= x->room) {
        x->room = MAX_OF((size_t)id + 1, MAX_OF(x->room * 2, (size_t)256));
        x->rows = mem_grow(x->rows, x->room, sizeof *x->rows);
    }
    x->rows[id] = row;
    return SIZE_MAX;
}

static void twice(struct actor_batch *b, const struct put_row *r, size_t field, int64_t first, bool same)
{
    if (same) {
        b->duplicates++;
        return;
    }
    struct buf found CLEANUP(buf_end) = {0};
    buf_f(&found, T("%.*s (also in line %" PRId64 ")"), STR_F(r->cells[field]), first);
    actors_refuse(b, r->line, r->columns[field], "said_twice", buf_view(&found), T("one row of the same key from the same people"), T("keep the right one of the two rows"));
}

/* ---- actors ---- */

static bool by_script(struct str text)
{
    for (size_t i = 0; i + 1 < text.n; i++)
        if ((unsigned char)text.p[i] >= 0xD8 && (unsigned char)text.p[i] <= 0xDB)
            return true;
    return false;
}

static void name_put(struct actor_batch *b, const char *language, const char *sort, struct str name)
{
    struct actor_name_row x = {intern_id(&b->words, str_of(language)), intern_id(&b->words, str_of(sort)), intern_id(&b->words, name)};
    if (strcmp(language, "ku") == 0 && by_script(name)) /* Sorani under the tag of the whole language: the script tells */
        x.language = intern_id(&b->words, STR("ckb"));
    GROW(b->names, b->name_n, b->name_room);
    b->names[b->name_n++] = x;
}

static int by_name(const void *pa, const void *pb)
{
    const struct actor_name_row *a = pa, *b = pb;
    int c = (a->language > b->language) - (a->language < b->language);
    c = c ? c : (a->sort > b->sort) - (a->sort < b->sort);
    return c ? c : (a->name > b->name) - (a->name < b->name);
}

static void names_put(struct actor_batch *b, const struct put_row *r, struct actor_row *x)
{
    size_t n = 0;
    x->name_at = b->name_n;
    for (size_t i = 0; i < r->name_n; i++)
        if (r->names[i].name.n)
            name_put(b, r->names[i].language, r->names[i].sort, r->names[i].name);
    if (r->cells[A_ACRONYM].n)
        name_put(b, "", "acronym", r->cells[A_ACRONYM]);
    struct actor_name_row *list = b->names + x->name_at;
    x->name_n = b->name_n - x->name_at;
    if (x->name_n > 1)
        qsort(list, x->name_n, sizeof *list, by_name);
    for (size_t i = 0; i < x->name_n; i++) /* each once */
        if (i == 0 || by_name(&list[i], &list[n - 1]) != 0)
            list[n++] = list[i];
    x->name_n = n;
    b->name_n = x->name_at + n;
}

static bool same_actor(const struct actor_batch *b, const struct actor_row *x, const struct actor_row *y)
{
    return x->kind == y->kind && x->level == y->level && x->place == y->place && x->office == y->office && x->reference == y->reference && x->said_by == y->said_by &&
           x->note == y->note && x->name_n == y->name_n && (x->name_n == 0 || memcmp(b->names + x->name_at, b->names + y->name_at, x->name_n * sizeof *b->names) == 0);
}

static bool actor_of(struct actor_batch *b, const struct put_row *r, struct actor_row *x)
{
    uint32_t office = 0;
    struct str kind_word = r->cells[A_KIND];
    const struct actor_kind *kind = actor_kind_of(kind_word);
    *x = (struct actor_row){.line = r->line};
    if (!r->cells[A_KEY].n)
        return refuse(b, r, A_KEY, "actor_missing", T("the actor's key: a name or a short word of its own"), T("say whom this row is about, or leave it out"));
    if (!lengths_fit(b, r, A_FIELDS, A_NOTE))
        return false;
    for (size_t i = 0; i < r->name_n; i++)
        if (r->names[i].name.n > ACTOR_WORD_MOST) {
            actors_refuse(b, r->line, r->names[i].column, "too_long", r->names[i].name, T("at most 300 bytes"), T("write it shorter"));
            return false;
        }
    if (is_person(kind_word))
        return refuse(b, r, A_KIND, "private_individual", PERSON_EXPECTED, PERSON_ADVICE);
    if (!fixed_word(b, r, A_LEVEL, FIXED(levels), T("local, national, regional or international"), &x->level) ||
        !fixed_word(b, r, A_OFFICE, FIXED(truths), T("yes or no"), &office))
        return false;
    x->office = str_is(intern_text(&b->words, office), "yes");
    if (!impersonal(b, r, kind != NULL, x->office))
        return false;
    x->kind = intern_id(&b->words, str_of(kind ? kind->code : ""));
    x->key = word(b, r, A_KEY);
    x->place = word(b, r, A_PLACE);
    x->reference = word(b, r, A_REFERENCE);
    x->said_by = said_by(b, r, A_SAID_BY);
    x->note = word(b, r, A_NOTE);
    return true;
}

void actor_put(struct actor_batch *b, const struct put_row *r)
{
    struct actor_row x;
    b->rows++;
    if (!actor_of(b, r, &x))
        return;
    names_put(b, r, &x);
    size_t first = seen_before(&b->actor_keys, r->cells[A_KEY], b->actor_n);
    if (first != SIZE_MAX) {
        bool same = same_actor(b, &x, &b->actors[first]);
        b->name_n = x.name_at;
        twice(b, r, A_KEY, b->actors[first].line, same);
        return;
    }
    if (!x.kind)
        note(b, r, A_KIND, "kind_unknown", T("a kind of actor, as police, cso_local or ministry"), T("kept without a kind; the list of kinds stands in the template (`diwan template actors`)"));
    GROW(b->actors, b->actor_n, b->actor_room);
    b->actors[b->actor_n++] = x;
}

/* ---- ties ---- */

/* The units of the codebook: -3 to 3 of trust, 1 to 3 of what is weak or strong, counts of what is counted. */
static bool strength_fits(struct actor_batch *b, const struct put_row *r, const struct relation *rel, double v)
{
    bool trust = strcmp(rel->code, "trust") == 0;
    bool graded = str_starts(str_of(rel->measure), "1 ");
    if (isnan(v) || (trust ? v >= -3 && v <= 3 : graded ? v >= 1 && v <= 3 : v >= 0 && v <= 1e15))
        return true;
    return refuse(b, r, T_STRENGTH, "strength", trust ? T("a number from -3 (strong distrust) to 3 (strong trust)") : graded ? T("a number from 1 (weak) to 3 (strong)") : T("a number that is not below 0"),
        T("write it in the units of this kind of tie, or leave the cell empty"));
}

static bool money_fits(struct actor_batch *b, const struct put_row *r, double amount)
{
    struct str c = r->cells[T_CURRENCY];
    bool code = c.n == 3;
    for (size_t i = 0; i < c.n && code; i++)
        code = c.p[i] >= 'A' && c.p[i] <= 'Z';
    if (c.n && !code)
        return refuse(b, r, T_CURRENCY, "currency", T("a currency by its three letters, as USD or IQD"), T("write the code of ISO 4217"));
    return isnan(amount) || c.n || refuse(b, r, T_CURRENCY, "currency_missing", T("the currency of the amount, as USD or IQD"), T("money without its currency says nothing"));
}

static bool ends_fit(struct actor_batch *b, const struct put_row *r)
{
    for (size_t i = T_FROM; i <= T_TO; i++)
        if (!r->cells[i].n)
            return refuse(b, r, i, "actor_missing", T("an actor at both ends"), T("say who it is, or leave the row out"));
    if (str_eq(r->cells[T_FROM], r->cells[T_TO]))
        return refuse(b, r, T_TO, "tie_to_itself", T("another actor than the one it comes from"), T("say between whom it is, or leave the row out"));
    return true;
}

static bool tie_of(struct actor_batch *b, const struct put_row *r, struct tie_row *x)
{
    *x = (struct tie_row){.line = r->line};
    if (!lengths_fit(b, r, T_FIELDS, T_NOTE) || !ends_fit(b, r))
        return false;
    const struct relation *rel = relation_of(r->cells[T_RELATION]);
    if (!rel)
        return refuse(b, r, T_RELATION, "relation_unknown", T("authority, influence, trust, funds, inkind, coordinates, shares_information, member_of, implements_for, mediates, dispute,"
            " armed_conflict, restricts or refers"), T("write one of the codebook's codes, or its label"));
    if (!number_of(b, r, T_STRENGTH, &x->strength) || !strength_fits(b, r, rel, x->strength) || !number_of(b, r, T_AMOUNT, &x->amount) || !money_fits(b, r, x->amount) ||
        !days_of(b, r, T_SINCE, T_UNTIL, &x->since, &x->until) ||
        !fixed_word(b, r, T_CONFIDENCE, FIXED(trusts), T("low, medium or high"), &x->confidence) ||
        !fixed_word(b, r, T_VISIBLE, FIXED(seers), T("stewards, staff, partners or public"), &x->visible))
        return false;
    if (personal(b, r->cells[T_NOTE]) == PERSONAL_REACH)
        return refuse(b, r, T_NOTE, "personal_data", T("no telephone number, address, account or document"), T("leave it out; Diwan keeps nothing of private individuals"));
    x->relation = intern_id(&b->words, str_of(rel->code));
    x->from = word(b, r, T_FROM);
    x->to = word(b, r, T_TO);
    x->currency = word(b, r, T_CURRENCY);
    x->said_by = said_by(b, r, T_SAID_BY);
    x->note = word(b, r, T_NOTE);
    return true;
}

static void tie_key(struct buf *out, const struct tie_row *x)
{
    buf_f(out, "%u %u %u %u %d", x->from, x->to, x->relation, x->said_by, x->since.n);
}

static bool same_real(double a, double b)
{
    return isnan(a) ? isnan(b) : a == b;
}

void tie_put(struct actor_batch *b, const struct put_row *r)
{
    struct tie_row x;
    struct buf key CLEANUP(buf_end) = {0};
    b->rows++;
    if (!tie_of(b, r, &x))
        return;
    tie_key(&key, &x);
    size_t first = seen_before(&b->tie_keys, buf_view(&key), b->tie_n);
    if (first != SIZE_MAX) {
        const struct tie_row *y = &b->ties[first];
        twice(b, r, T_FROM, y->line, same_real(x.strength, y->strength) && same_real(x.amount, y->amount) && x.currency == y->currency && x.until.n == y->until.n &&
                x.confidence == y->confidence && x.visible == y->visible && x.note == y->note);
        return;
    }
    if (!x.said_by)
        note(b, r, T_SAID_BY, "said_by_missing", T("who says so"), T("kept; name the person or body in the column said_by, or for the whole file with --source"));
    GROW(b->ties, b->tie_n, b->tie_room);
    b->ties[b->tie_n++] = x;
}

/* ---- scores ---- */

static bool score_of(struct actor_batch *b, const struct put_row *r, struct score_row *x)
{
    struct day unused;
    *x = (struct score_row){.line = r->line, .day = DAY_NONE};
    if (!lengths_fit(b, r, S_FIELDS, S_FIELDS))
        return false;
    if (!r->cells[S_ACTOR].n)
        return refuse(b, r, S_ACTOR, "actor_missing", T("the actor that is judged"), T("say whom this row is about, or leave it out"));
    if (!number_of(b, r, S_POWER, &x->power) || !number_of(b, r, S_INTEREST, &x->interest))
        return false;
    for (size_t i = S_POWER; i <= S_INTEREST; i++) {
        double v = i == S_POWER ? x->power : x->interest;
        if (!isnan(v) && !(v >= 0 && v <= 10))
            return refuse(b, r, i, "score", T("a number from 0 to 10, or nothing"), T("bring it to that scale"));
    }
    if (isnan(x->power) && isnan(x->interest))
        return refuse(b, r, S_POWER, "score_missing", T("power or interest, from 0 to 10"), T("say at least one of the two, or leave the row out"));
    if (r->cells[S_DAY].n && !day_parse(r->cells[S_DAY], &x->day, &unused))
        return refuse(b, r, S_DAY, "date", T("a day, month or year (2014-06-10, 2014-06 or 2014), or nothing"), T("write it so, or leave the cell empty"));
    x->actor = word(b, r, S_ACTOR);
    x->issue = word(b, r, S_ISSUE);
    x->said_by = said_by(b, r, S_SAID_BY);
    return true;
}

void score_put(struct actor_batch *b, const struct put_row *r)
{
    struct score_row x;
    struct buf key CLEANUP(buf_end) = {0};
    b->rows++;
    if (!score_of(b, r, &x))
        return;
    buf_f(&key, "%u %u %u %d", x.actor, x.issue, x.said_by, x.day.n);
    size_t first = seen_before(&b->score_keys, buf_view(&key), b->score_n);
    if (first != SIZE_MAX) {
        const struct score_row *y = &b->scores[first];
        twice(b, r, S_ACTOR, y->line, same_real(x.power, y->power) && same_real(x.interest, y->interest));
        return;
    }
    GROW(b->scores, b->score_n, b->score_room);
    b->scores[b->score_n++] = x;
}

/* ---- whom ties are between ---- */

/* Words that no row declares, and that look like somebody: asked once each. */
static bool nobody_private(struct actor_batch *b, uint32_t id, uint8_t *asked)
{
    enum { NOT_ASKED, FINE, PRIVATE };
    uint32_t unused;
    if (asked[id] == NOT_ASKED) {
        struct str words = intern_text(&b->words, id);
        asked[id] = intern_find(&b->actor_keys.keys, words, &unused) || personal(b, words) == PERSONAL_NOT ? FINE : PRIVATE;
    }
    return asked[id] == FINE;
}

static bool end_refused(struct actor_batch *b, int64_t line, const char *column)
{
    actors_refuse(b, line, str_of(column), "private_individual", STR(T("what looks like a person's name")), PERSON_EXPECTED, PERSON_ADVICE);
    return false;
}

void actors_settle(struct actor_batch *b)
{
    uint8_t *asked = mem_get(intern_count(&b->words) + 1);
    size_t n = 0;
    for (size_t i = 0; i < b->tie_n; i++) {
        const struct tie_row *x = &b->ties[i];
        if ((nobody_private(b, x->from, asked) || end_refused(b, x->line, "from")) && (nobody_private(b, x->to, asked) || end_refused(b, x->line, "to")))
            b->ties[n++] = *x;
    }
    b->tie_n = n;
    n = 0;
    for (size_t i = 0; i < b->score_n; i++)
        if (nobody_private(b, b->scores[i].actor, asked) || end_refused(b, b->scores[i].line, "actor"))
            b->scores[n++] = b->scores[i];
    b->score_n = n;
    free(asked);
}
