/* SPDX-License-Identifier: GPL-3.0-or-later */
/* intake: papers as tables, by the description of their layout: every cell checked, nothing kept of a private individual. */
#include "intake/intake_priv.h"
#include "core/speech.h"

/* ---- where things stand ---- */

enum paper_place paper_place(enum paper_as as)
{
    return as == CELL_YES_NO ? PLACE_FLAG : as >= CELL_REAL ? PLACE_REAL : as >= CELL_FIRST ? PLACE_DAY : PLACE_WORD;
}

struct paper_slots paper_slots(const struct paper_layout *l)
{
    struct paper_slots s = {{0}};
    uint8_t next[PLACE_FLAG + 1] = {0};
    for (size_t i = 0; i < l->n; i++)
        s.at[i] = next[paper_place(l->fields[i].as)]++;
    return s;
}

struct paper_row paper_row_none(enum paper_kind kind)
{
    struct paper_row x = {.kind = kind};
    for (size_t i = 0; i < PAPER_DAYS; i++)
        x.days[i] = DAY_NONE;
    for (size_t i = 0; i < PAPER_REALS; i++)
        x.reals[i] = NAN;
    return x;
}

void paper_batch_end(struct paper_batch *b)
{
    free(b->list);
    intern_end(&b->words);
    problem_log_end(&b->log);
    key_index_end(&b->keys);
    identify_findings_end(&b->findings);
    identify_free(&b->identify);
    *b = (struct paper_batch){0};
}

void paper_key(const struct paper_batch *b, const struct paper_row *x, struct buf *out)
{
    const struct paper_layout *l = &paper_layouts[x->kind];
    struct paper_slots s = paper_slots(l);
    buf_int(out, x->kind);
    for (size_t i = 0; i < l->n; i++) {
        if (!l->fields[i].key)
            continue;
        buf_char(out, '|');
        if (paper_place(l->fields[i].as) == PLACE_DAY) {
            buf_int(out, x->days[s.at[i]].n);
            continue;
        }
        struct str word = intern_text(&b->words, x->words[s.at[i]]);
        buf_int(out, (int64_t)word.n);
        buf_char(out, ':');
        buf_str(out, word);
    }
}

static bool same_number(double x, double y)
{
    return (isnan(x) && isnan(y)) || x == y;
}

bool paper_same(const struct paper_batch *b, const struct paper_row *x, const struct paper_batch *c, const struct paper_row *y)
{
    bool same = x->kind == y->kind && x->flag == y->flag;
    for (size_t i = 0; same && i < PAPER_WORDS; i++)
        same = b == c ? x->words[i] == y->words[i] : str_eq(intern_text(&b->words, x->words[i]), intern_text(&c->words, y->words[i]));
    for (size_t i = 0; i < PAPER_DAYS; i++)
        same = same && x->days[i].n == y->days[i].n;
    for (size_t i = 0; i < PAPER_REALS; i++)
        same = same && same_number(x->reals[i], y->reals[i]);
    return same;
}

/* ---- columns ---- */

static int column_of(const struct table *t, const struct paper_field *f)
{
    return table_find_any(t, f->words, ARRAY_LEN(f->words));
}

static bool has(const struct table *t, const struct paper_layout *l, const char *name)
{
    for (size_t i = 0; i < l->n; i++)
        if (strcmp(l->fields[i].words[0], name) == 0)
            return column_of(t, &l->fields[i]) >= 0;
    return false;
}

int papers_sniff(const struct table *t, enum paper_kind kind)
{
    const struct paper_layout *l = &paper_layouts[kind];
    for (size_t i = 0; i < ARRAY_LEN(l->known_by) && l->known_by[i]; i++)
        if (!has(t, l, l->known_by[i]))
            return 0;
    return paper_of_agenda(kind) ? 92 : 91;
}

/* ---- a row ---- */

struct reading {
    struct table *t;
    struct paper_batch *b;
    const struct paper_layout *layout;
    struct paper_slots slots;
    int at[PAPER_FIELDS];
    struct str columns[PAPER_FIELDS], cells[PAPER_FIELDS];
    struct buf codes; /* of the cell in work */
    int64_t line;
};

static bool refuse(struct reading *r, size_t field, const char *code, struct str found, const char *expected, const char *advice)
{
    r->b->refused++;
    struct buf where CLEANUP(buf_end) = {0};
    if (r->b->sheet.n)
        buf_f(&where, "%.*s: ", STR_F(r->b->sheet));
    buf_str(&where, r->columns[field]);
    problem_log_add_at(&r->b->log, r->line, PROBLEM_REFUSED, buf_view(&where), code, found, expected, advice);
    return false;
}

/* ---- words of lists ---- */

/* What a sentence says that a list has. */
static const char *const list_words[CODE_LISTS] = {[CODES_SECURITIES] = T("economic, food, health, environmental, personal, community, political; or nothing"),
    [CODES_PILLARS] = T("protection, empowerment or both, or nothing"), [CODES_LEVELS] = T("national, regional or local, or nothing"), [CODES_PRINCIPLES] = T("a code of the codebook's principles"),
    [CODES_DRIVERS] = T("codes of the codebook's drivers (docs/formats.md lists them), or nothing"), [CODES_GENDERS] = T("women, men, girls, boys; or nothing"),
    [CODES_GROUPS] = T("codes of the codebook's groups (prisoners, survivors, displaced, women, young ...), or nothing"),
    [CODES_ITEM_STATES] = T("proposed, agreed, promised, under_way, done, partly, not_done or dropped"), [CODES_LINKS] = T("incidents, statement, finding, survey, gap, project, practice, contact or promise"),
    [CODES_DIRECTIONS] = T("for or against, or nothing"), [CODES_STRENGTHS] = T("weak, medium or strong, or nothing"), [CODES_SIDES] = T("community, authority or donor"),
    [CODES_PARTLY] = T("yes, partly or no, or nothing"), [CODES_CAME] = T("helped, mixed, no_difference or harmed, or nothing"), [CODES_SURE] = T("low, medium or high, or nothing"),
    [CODES_VERDICTS] = T("supported, mixed, contradicted or untested, or nothing"), [CODES_HARM_ANSWERS] = T("yes, no or unknown; of the question what can be read on a taken telephone, readable, no or unknown"),
    [CODES_HELP] = T("health, mind, law, shelter, violence_at_home, children, missing, work, complaint or other"),
    [CODES_LEGAL] = T("survey_permit, official_figures, listed_groups, data_protection or other"), [CODES_MET] = T("yes, no or not_needed, or nothing"), [CODES_BETTER] = T("higher or lower, or nothing"),
    [CODES_INDICATORS] = T("a code of the codebook's indicators (docs/formats.md lists them), or nothing")};
#define WRITE_ONE T("write one of these words, or its label")

static bool of_list(struct reading *r, size_t field, const char *const *words, size_t n, const char *expected)
{
    for (size_t i = 0; i < n; i++)
        if (str_is_nocase(r->cells[field], words[i])) {
            r->cells[field] = str_of(words[i]);
            return true;
        }
    return refuse(r, field, "word_unknown", r->cells[field], expected, T("write one of these words"));
}

/* Its number in the list, of phases in theirs; -1 where it is none. */
static int number_in_list(const struct paper_field *f, struct str word)
{
    size_t n;
    if (f->as == CELL_PHASES)
        return (int)phase_of(word) - 1;
    const struct code *c = code_of(f->codes, word);
    return c ? (int)(c - codes(f->codes, &n)) : -1;
}

/* From `at` on, parted by `parts`: the longest run that is one word of the list (labels may hold the same marks). The number; `*to` its end. -1: `*to` is the end of the first piece. */
static int longest(const struct paper_field *f, struct str list, size_t at, const char *parts, size_t *to)
{
    enum { PIECES_MOST = 4 };
    int found = -1;
    size_t end = at, first = list.n;
    for (int pieces = 0; pieces < PIECES_MOST && end < list.n; pieces++) {
        size_t from = pieces ? end + 1 : end;
        for (end = from; end < list.n && !strchr(parts, list.p[end]); end++)
            ;
        int number = number_in_list(f, str_trim((struct str){list.p + at, end - at}));
        first = pieces ? first : end;
        if (number >= 0) {
            found = number;
            *to = end;
        }
    }
    if (found < 0)
        *to = first;
    return found;
}

/* Which of the list a text names, as bits; false with the piece that is none. */
static bool list_bits(const struct paper_field *f, struct str list, uint64_t *out, struct str *wrong)
{
    struct buf plain CLEANUP(buf_end) = {0}; /* with the marks of Latin writing */
    *out = 0;
    for (size_t i = 0; i < list.n; i++) {
        bool semicolon = i + 1 < list.n && memcmp(list.p + i, "\xD8\x9B", 2) == 0, comma = i + 1 < list.n && memcmp(list.p + i, "\xD8\x8C", 2) == 0;
        buf_char(&plain, semicolon ? ';' : comma ? ',' : list.p[i]);
        i += semicolon || comma;
    }
    struct str all = buf_view(&plain);
    int whole = number_in_list(f, str_trim(list));
    if (whole >= 0) {
        *out = (uint64_t)1 << whole;
        return true;
    }
    for (size_t at = 0, to; at < all.n; at = to + 1) {
        int number = longest(f, all, at, ";", &to);
        if (number < 0)
            number = longest(f, all, at, ";,", &to);
        struct str piece = str_trim((struct str){all.p + at, to - at});
        if (number >= 0)
            *out |= (uint64_t)1 << number;
        else if (piece.n) {
            *wrong = list;
            return false;
        }
    }
    return true;
}

/* Codes in the order of their list, each once. */
static void list_codes(const struct paper_field *f, uint64_t bits, struct buf *out)
{
    size_t n = PHASE_COUNT - 1;
    const struct code *all = f->as == CELL_PHASES ? NULL : codes(f->codes, &n);
    buf_clear(out);
    for (size_t i = 0; i < n; i++)
        if (bits >> i & 1)
            buf_f(out, "%s%s", out->n ? ";" : "", all ? all[i].code : phase_code((enum phase)(i + 1)));
}

static bool several_fit(struct reading *r, size_t field)
{
    const struct paper_field *f = &r->layout->fields[field];
    struct str wrong;
    uint64_t bits;
    if (!list_bits(f, r->cells[field], &bits, &wrong))
        return refuse(r, field, "word_unknown", wrong, f->as == CELL_PHASES ? T("calm, tension, open, protracted, ceasefire, stabilising, recovery; or nothing") : list_words[f->codes],
            T("write these words, or their labels, parted by ;"));
    list_codes(f, bits, &r->codes);
    r->cells[field] = buf_view(&r->codes);
    return true;
}

static bool one_fits(struct reading *r, size_t field)
{
    const struct paper_field *f = &r->layout->fields[field];
    const struct code *c = code_of(f->codes, r->cells[field]);
    if (!c)
        return refuse(r, field, "word_unknown", r->cells[field], list_words[f->codes], f->codes == CODES_LEVELS ? T("write one of these words") : WRITE_ONE);
    r->cells[field] = str_of(c->code);
    return true;
}

/* ---- words that lean on others of their row ---- */

static struct str cell_as(const struct reading *r, enum paper_as as, enum code_list codes)
{
    for (size_t i = 0; i < r->layout->n; i++)
        if (r->layout->fields[i].as == as && (as != CELL_CODE || r->layout->fields[i].codes == codes))
            return r->cells[i];
    return STR("");
}

static bool answer_suits(struct str answer, const struct harm_question *q)
{
    return q && (!str_is(answer, "readable") || strcmp(q->blocks_if, "readable") == 0) && (!str_is(answer, "yes") || strcmp(q->blocks_if, "readable") != 0);
}

static bool answer_fits(struct reading *r, size_t field)
{
    return one_fits(r, field) && (answer_suits(r->cells[field], harm_question_of(cell_as(r, CELL_QUESTION, 0))) ||
                                     refuse(r, field, "word_unknown", r->cells[field], list_words[CODES_HARM_ANSWERS], T("write an answer that this question can have")));
}

static bool question_fits(struct reading *r, size_t field)
{
    const struct harm_question *q = harm_question_of(r->cells[field]);
    if (!q)
        return refuse(r, field, "word_unknown", r->cells[field], T("the code of a do-no-harm question: context, benefit, message, options, needed, consent, identify, small_group, place, words, women, hope, "
            "feedback, complaint, device or retain"), T("write one of these words, or the question itself"));
    r->cells[field] = str_of(q->code);
    return true;
}

/* PLACE FROM..TO; the place may be left out. */
static bool period_stands(struct str s)
{
    struct day first, last, end;
    size_t at = s.n, dots = 0;
    while (at && s.p[at - 1] != ' ')
        at--;
    struct str period = {s.p + at, s.n - at};
    while (dots + 1 < period.n && !(period.p[dots] == '.' && period.p[dots + 1] == '.'))
        dots++;
    if (dots + 2 >= period.n)
        return false;
    return day_parse((struct str){period.p, dots}, &first, &last) && day_parse((struct str){period.p + dots + 2, period.n - dots - 2}, &last, &end) && end.n >= first.n;
}

static bool parted(struct str s, char mark, bool number)
{
    size_t at = s.n;
    int64_t v;
    while (at && s.p[at - 1] != mark)
        at--;
    struct str before = {s.p, at ? at - 1 : 0}, behind = {s.p + at, s.n - at};
    return at && behind.n && (!number || (before.n && str_to_int(behind, &v) && v >= 0));
}

/* How a reference of that kind is written; NULL: any key. */
static const char *reference_form(struct str kind)
{
    return str_is(kind, "incidents") ? "PLACE FROM..TO (XS-KO 2024-01..2024-12)" : str_is(kind, "statement") ? "DIALOGUE#NUMBER" : str_is(kind, "survey") ? "NAME/QUESTION" :
           str_is(kind, "gap") ? "PLACE/SECTOR" : NULL;
}

static bool reference_suits(struct str kind, struct str s)
{
    return str_is(kind, "incidents") ? period_stands(s) : str_is(kind, "statement") ? parted(s, '#', true) : str_is(kind, "survey") || str_is(kind, "gap") ? parted(s, '/', false) : s.n > 0;
}

static bool reference_fits(struct reading *r, size_t field)
{
    struct str kind = cell_as(r, CELL_CODE, CODES_LINKS);
    return reference_suits(kind, r->cells[field]) || refuse(r, field, "reference", r->cells[field], reference_form(kind), T("write it so"));
}

static bool direction_suits(struct str kind, struct str direction)
{
    return !direction.n || (!str_is(kind, "contact") && !str_is(kind, "promise"));
}

/* ---- one cell ---- */

static bool language_fits(struct reading *r, size_t field)
{
    char tag[16];
    if (!said_language(r->cells[field], tag))
        return refuse(r, field, "language", r->cells[field], T("a tag of a language (en, ar, ckb), or nothing"), T("write the tag"));
    buf_clear(&r->codes);
    buf_text(&r->codes, tag);
    r->cells[field] = buf_view(&r->codes);
    return true;
}

static bool choice_fits(struct reading *r, size_t field)
{
    static const char *const visible[] = {"stewards", "staff", "partners", "public"};
    const struct paper_field *f = &r->layout->fields[field];
    if (f->as == CELL_RESTRICTION) {
        const struct restriction_kind *k = restriction_kind_of(r->cells[field]);
        if (!k)
            return refuse(r, field, "kind_unknown", r->cells[field], T("permit_refused, account_frozen, meeting_cancelled, access_denied or other"), WRITE_ONE);
        r->cells[field] = str_of(k->code);
        return true;
    }
    if (!r->cells[field].n)
        return true;
    if (f->as == CELL_VISIBLE)
        return of_list(r, field, visible, ARRAY_LEN(visible), T("stewards, staff, partners or public; nothing is staff"));
    if (f->as == CELL_CODES || f->as == CELL_PHASES)
        return several_fit(r, field);
    if (f->as == CELL_CODE && f->codes == CODES_DIRECTIONS && !direction_suits(cell_as(r, CELL_CODE, CODES_LINKS), r->cells[field]))
        return refuse(r, field, "direction", r->cells[field], T("nothing: a letter or a promise speaks neither for nor against"), T("leave it empty"));
    return f->as == CELL_CODE ? one_fits(r, field) : f->as == CELL_QUESTION ? question_fits(r, field) : f->as == CELL_ANSWER ? answer_fits(r, field) : language_fits(r, field);
}

/* Who is named: an institution or an office. Other words must not say how to reach anybody. */
static bool nobody_private(struct reading *r, size_t field)
{
    enum paper_as as = r->layout->fields[field].as;
    enum personal p = personal_of(&r->b->identify, &r->b->findings, r->cells[field]);
    if (as == CELL_ACTOR && p == PERSONAL_NAME)
        return refuse(r, field, "private_individual", STR(T("what looks like a person's name")), PERSON_EXPECTED, T("write the office or the body instead; Diwan keeps nothing of private individuals"));
    return p != PERSONAL_REACH || as == CELL_HOW ||
           refuse(r, field, "personal_data", STR(""), T("no telephone number, address, account or document"), T("leave it out; Diwan keeps nothing of private individuals"));
}

static void matter_told(struct reading *r, size_t field)
{
    const struct code *c = code_of(CODES_SECURITIES, r->cells[field]);
    if (c)
        r->cells[field] = str_of(c->code);
}

/* U+202D or U+202E: letters would be read in another order than they stand, so that one word looks like another. Marks and isolates, which Arabic text often has, do no such thing. */
static bool order_turned(struct str s)
{
    return s.n && (memmem(s.p, s.n, "\xE2\x80\xAD", 3) || memmem(s.p, s.n, "\xE2\x80\xAE", 3));
}

static bool word_of(struct reading *r, size_t field, uint32_t *out)
{
    enum paper_as as = r->layout->fields[field].as;
    bool note = as == CELL_NOTE || as == CELL_HOW, free_words = as <= CELL_ACTOR || as == CELL_REFERENCE || as == CELL_MATTER;
    size_t most = note ? ACTOR_NOTE_MOST : ACTOR_WORD_MOST;
    bool list = as == CELL_CODES || as == CELL_PHASES; /* may name all of a list by their labels */
    if (r->cells[field].n > (list ? (size_t)ACTOR_NOTE_MOST : most))
        return refuse(r, field, "too_long", r->cells[field], note ? T("at most 4,000 bytes") : T("at most 300 bytes"), T("write it shorter"));
    if (order_turned(r->cells[field]))
        return refuse(r, field, "order_turned", STR(T("an invisible sign that turns the order of letters round")), T("letters in the order in which they are read"), T("take out the sign U+202D or U+202E"));
    if (!(free_words ? nobody_private(r, field) : choice_fits(r, field)) || (as == CELL_REFERENCE && !reference_fits(r, field)))
        return false;
    if (as == CELL_MATTER)
        matter_told(r, field);
    *out = intern_id(&r->b->words, r->cells[field]);
    return true;
}

static bool day_of(struct reading *r, size_t field, struct day *out)
{
    static const char *const expected[2][2] = {{T("a day, month or year (2026-01-05, 2026-01 or 2026), or nothing"), T("a day, month or year (2026-01-05, 2026-01 or 2026)")},
        {T("a day (2026-01-05), or nothing"), T("a day (2026-01-05)")}}; /* [a whole day][needed] */
    enum paper_as as = r->layout->fields[field].as;
    struct day first, last;
    *out = DAY_NONE;
    if (!r->cells[field].n)
        return true;
    if (!day_parse(r->cells[field], &first, &last) || (as == CELL_DAY && first.n != last.n))
        return refuse(r, field, "date", r->cells[field], expected[as == CELL_DAY][r->layout->fields[field].needed], T("write year, month and day with hyphens"));
    *out = as == CELL_LAST ? last : first;
    return true;
}

static bool yes_no(struct reading *r, size_t field, bool *out)
{
    static const char *const words[] = {"yes", "1", "true", "no", "0", "false"};
    *out = false;
    if (!r->cells[field].n)
        return true;
    for (size_t i = 0; i < ARRAY_LEN(words); i++)
        if (str_is_nocase(r->cells[field], words[i])) {
            *out = i < 3;
            return true;
        }
    return refuse(r, field, "yes_no", r->cells[field], T("yes or no, or nothing"), T("write yes where data of that place and time are missing because of it"));
}

/* ---- numbers ---- */

#define NUMBER_MOST 1e12
enum { ORDER_MOST = 1000 };

static bool number_suits(enum paper_as as, double v)
{
    if (as == CELL_ORDER)
        return v >= 1 && v <= ORDER_MOST;
    if (as == CELL_COUNT)
        return v >= 0 && v <= NUMBER_MOST && floor(v) == v;
    return fabs(v) <= NUMBER_MOST;
}

/* Low and high stand behind the number that they are of: low, then high. */
static bool range_suits(enum paper_as as, const double *reals, size_t at)
{
    if (as == CELL_LOW)
        return !(reals[at] > reals[at - 1]);
    return as != CELL_HIGH || (!(reals[at] < reals[at - 2]) && !(reals[at] < reals[at - 1]));
}

static bool number_of(struct reading *r, size_t field, double *reals, size_t at)
{
    enum paper_as as = r->layout->fields[field].as;
    double v;
    if (!r->cells[field].n)
        return true;
    if (!str_to_real(r->cells[field], &v) || !number_suits(as, v))
        return refuse(r, field, "number", r->cells[field], as == CELL_ORDER ? T("a number from 1 to 1000; 1 is put first") : as == CELL_COUNT ? T("a whole number, 0 or more, or nothing") :
            r->layout->fields[field].needed ? T("a number (12.5)") : T("a number (12.5), or nothing"), T("write digits, with a point before decimals and no sign of thousands"));
    reals[at] = v == 0 ? 0 : v; /* no minus zero */
    return range_suits(as, reals, at) || refuse(r, field, "range", r->cells[field], as == CELL_LOW ? T("a number not above the one that it is the least of") : T("a number not below the one that it is the most of"),
        T("put the numbers in their order"));
}

static bool paper_of(struct reading *r, enum paper_kind kind, struct paper_row *x)
{
    size_t last = 0;
    *x = paper_row_none(kind);
    x->line = r->line;
    for (size_t i = 0; i < r->layout->n; i++) {
        const struct paper_field *f = &r->layout->fields[i];
        size_t at = r->slots.at[i];
        enum paper_place place = paper_place(f->as);
        if (f->needed && !r->cells[i].n)
            return refuse(r, i, "missing", STR(""), T("something in this column"), T("fill it in, or leave the row out"));
        bool fits = place == PLACE_WORD ? word_of(r, i, &x->words[at]) : place == PLACE_FLAG ? yes_no(r, i, &x->flag) : place == PLACE_DAY ? day_of(r, i, &x->days[at]) : number_of(r, i, x->reals, at);
        if (!fits)
            return false;
        last = place == PLACE_DAY ? last + 1 : last;
        if (place == PLACE_DAY && f->as >= CELL_LAST && last > 1 && day_known(x->days[at]) && day_known(x->days[0]) && x->days[at].n < x->days[0].n)
            return refuse(r, i, "dates_order", r->cells[i], T("a day not before the first"), T("put the two in their order"));
    }
    return true;
}

static void put(struct reading *r, enum paper_kind kind)
{
    struct buf key CLEANUP(buf_end) = {0};
    struct paper_batch *b = r->b;
    struct paper_row x;
    if (!paper_of(r, kind, &x))
        return;
    paper_key(b, &x, &key);
    size_t first = seen_before(&b->keys, buf_view(&key), b->n);
    if (first == SIZE_MAX) {
        GROW(b->list, b->n, b->room);
        b->list[b->n++] = x;
    } else if (paper_same(b, &x, b, &b->list[first])) {
        b->duplicates++;
    } else {
        buf_clear(&key);
        buf_f(&key, T("the same as in line %" PRId64 ", and something else beside it"), b->list[first].line);
        refuse(r, 0, "said_twice", buf_view(&key), T("one row of each"), T("keep the right one of the two rows"));
    }
}

/* ---- what comes from elsewhere ---- */

static bool word_sound(const struct paper_batch *b, const struct paper_layout *l, const struct paper_slots *s, const struct paper_row *x, size_t field)
{
    const struct paper_field *f = &l->fields[field];
    struct str word = intern_text(&b->words, x->words[s->at[field]]), before = field ? intern_text(&b->words, x->words[s->at[field - 1]]) : STR("");
    if (!word.n)
        return !f->needed;
    if (f->as == CELL_RESTRICTION)
        return restriction_kind_of(word) && str_is(word, restriction_kind_of(word)->code);
    if (f->as == CELL_QUESTION)
        return harm_question_of(word) && str_is(word, harm_question_of(word)->code);
    if (f->as == CELL_ANSWER && !answer_suits(word, harm_question_of(before)))
        return false;
    if (f->as == CELL_CODE || f->as == CELL_ANSWER)
        return code_of(f->codes, word) && str_is(word, code_of(f->codes, word)->code) && (f->codes != CODES_DIRECTIONS || direction_suits(intern_text(&b->words, x->words[1]), word));
    if (f->as == CELL_REFERENCE)
        return reference_suits(before, word);
    struct buf again CLEANUP(buf_end) = {0};
    struct str wrong;
    uint64_t bits;
    if (f->as != CELL_CODES && f->as != CELL_PHASES)
        return true;
    if (!list_bits(f, word, &bits, &wrong))
        return false;
    list_codes(f, bits, &again);
    return str_eq(buf_view(&again), word);
}

bool paper_sound(const struct paper_batch *b, const struct paper_row *x)
{
    const struct paper_layout *l = &paper_layouts[x->kind];
    struct paper_slots s = paper_slots(l);
    size_t used[PLACE_FLAG + 1] = {0};
    for (size_t i = 0; i < l->n; i++) {
        enum paper_place place = paper_place(l->fields[i].as);
        size_t at = s.at[i];
        used[place]++;
        if (place == PLACE_WORD && !word_sound(b, l, &s, x, i))
            return false;
        if (place == PLACE_DAY && !day_known(x->days[at]) && l->fields[i].needed)
            return false;
        if (place == PLACE_REAL && (isnan(x->reals[at]) ? l->fields[i].needed : !number_suits(l->fields[i].as, x->reals[at]) || !range_suits(l->fields[i].as, x->reals, at)))
            return false;
    }
    bool bare = !x->flag || used[PLACE_FLAG];
    for (size_t i = used[PLACE_WORD]; i < PAPER_WORDS; i++)
        bare = bare && !x->words[i];
    for (size_t i = used[PLACE_DAY]; i < PAPER_DAYS; i++)
        bare = bare && !day_known(x->days[i]);
    for (size_t i = used[PLACE_REAL]; i < PAPER_REALS; i++)
        bare = bare && isnan(x->reals[i]);
    return bare;
}

/* ---- the table ---- */

static bool columns_find(struct reading *r, struct err *e)
{
    for (size_t i = 0; i < r->layout->n; i++) {
        const struct paper_field *f = &r->layout->fields[i];
        r->at[i] = -1;
        for (size_t k = 0; k < ARRAY_LEN(f->words) && f->words[k]; k++) {
            int c;
            if (!column_one(r->t, f->words[k], &c, e))
                return false;
            if (c >= 0 && r->at[i] >= 0 && c != r->at[i])
                return err_set(e, ERR_INPUT, T("%.100s: the columns %s and %.*s say the same; leave one of them out"), table_file(r->t), f->words[k], STR_F(table_name(r->t, (size_t)r->at[i])));
            r->at[i] = c >= 0 ? c : r->at[i];
        }
        if (f->needed && r->at[i] < 0)
            return err_set(e, ERR_INPUT, T("%.100s: a table of %s needs the column %s"), table_file(r->t), r->layout->name, f->words[0]);
        r->columns[i] = r->at[i] >= 0 ? table_name(r->t, (size_t)r->at[i]) : str_of(f->words[0]);
    }
    return true;
}

static bool rows_read(struct reading *r, enum paper_kind kind, struct progress *p, struct err *e)
{
    struct paper_batch *b = r->b;
    while (table_next(r->t)) {
        if ((b->rows & 1023) == 0 && !progress_step(p, (double)table_bytes(r->t), b->rows, e))
            return false;
        if (++b->rows > ACTOR_ROWS_MOST)
            return err_set(e, ERR_INPUT, T("%.100s: has more than %d rows; add it in parts"), table_file(r->t), ACTOR_ROWS_MOST);
        r->line = table_line(r->t);
        for (size_t i = 0; i < r->layout->n; i++)
            r->cells[i] = str_trim(table_cell(r->t, r->at[i]));
        if (table_cells(r->t) > table_columns(r->t)) {
            b->refused++;
            problem_log_add_at(&b->log, r->line, PROBLEM_REFUSED, STR(""), "cells", STR(T("more cells than the header has")), T("as many cells as the header has"),
                T("a quote or a comma went astray in this line; mend it in the file"));
            continue;
        }
        put(r, kind);
    }
    return !table_failed(r->t, e);
}

bool papers_table(struct table *t, enum paper_kind kind, struct paper_batch *b, struct progress *p, struct err *e)
{
    struct reading r = {.t = t, .b = b, .layout = &paper_layouts[kind], .slots = paper_slots(&paper_layouts[kind])};
    bool fine = columns_find(&r, e) && rows_read(&r, kind, p, e);
    buf_end(&r.codes);
    return fine;
}
