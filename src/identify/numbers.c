/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Numbers that point to somebody: phones, documents, plates, house numbers. Figures, dates and ids of data sets are none. */
#include "identify/identify_priv.h"

/* ---- words about ---- */

/* A word of these classes among the `before` tokens before `i` or the `behind` tokens from `j` on, in the same line. */
static bool cue_near(const struct scan *x, size_t i, size_t before, size_t j, size_t behind, uint32_t classes)
{
    for (size_t k = 1; k <= before && k <= i; k++) {
        const struct token *t = token_at(x, i - k);
        if (is_mark(t, '\n') || is_mark(t, ';'))
            break;
        if (is_word(t, classes))
            return true;
    }
    for (size_t k = 0; k < behind; k++) {
        const struct token *t = token_at(x, j + k);
        if (is_mark(t, '\n') || is_mark(t, '.') || is_number(t))
            break;
        if (is_word(t, classes))
            return true;
    }
    return false;
}

/* ---- phones ---- */

enum { DIGITS_MOST = 16, GROUPS_MOST = 8 };
struct dialled { /* the digits from one token on, group by group */
    char digits[DIGITS_MOST + 1];
    size_t n, groups, length[GROUPS_MOST];
    int32_t between[GROUPS_MOST]; /* before each group: ' ', '-' ... */
    bool plus;
};

static int64_t group_value(const struct dialled *d, size_t k)
{
    int64_t v = 0;
    size_t from = 0;
    for (size_t i = 0; i < k; i++)
        from += d->length[i];
    for (size_t i = 0; i < d->length[k]; i++)
        v = v * 10 + (d->digits[from + i] - '0');
    return v;
}

static bool is_year(int64_t v)
{
    return v >= 1900 && v <= 2099;
}

/* 10-06-2014, 2014/06/10, 2003-2011, 12 6 2014 and the like. */
static bool is_date(const struct dialled *d)
{
    if (d->plus)
        return false;
    if (d->groups == 2 && d->length[0] == 4 && d->length[1] == 4)
        return is_year(group_value(d, 0)) && is_year(group_value(d, 1));
    if (d->groups != 3)
        return false;
    int64_t a = group_value(d, 0), b = group_value(d, 1), c = group_value(d, 2);
    return (d->length[2] == 4 && is_year(c) && a <= 31 && b <= 31) || (d->length[0] == 4 && is_year(a) && b <= 31 && c <= 31);
}

/* Behind the prefix of a country: how many digits its numbers have in all, with that prefix. */
static bool international(const char *d, size_t n)
{
    static const struct { const char *prefix; size_t least, most; } known[] = {{"964", 11, 13}, {"970", 11, 12}, {"972", 11, 12}, {"20", 10, 12},
        {"218", 11, 12}, {"961", 10, 11}, {"963", 11, 12}, {"962", 11, 12}, {"216", 11, 11}, {"90", 12, 12}, {"98", 12, 12}};
    for (size_t i = 0; i < ARRAY_LEN(known); i++)
        if (strncmp(d, known[i].prefix, strlen(known[i].prefix)) == 0)
            return n >= known[i].least && n <= known[i].most;
    return n >= 8 && n <= 15 && d[0] != '0';
}

/* Iraq 07xx, Palestine 05x and 0x, Egypt 01x, Libya and Syria 09x, Jordan 07x, Lebanon 0x: a nought, then none. */
static bool national(const struct dialled *d)
{
    const char *p = d->digits;
    if (p[0] != '0' || p[1] < '1' || p[1] > '9')
        return false;
    switch (d->n) {
    case 11: return p[1] == '7' || p[1] == '1';
    case 10: return true;
    case 9: case 8: return d->groups > 1 && d->groups <= 4;
    default: return false;
    }
}

/* Without the nought: 770 123 4567 (Iraq), 71/123456 (Lebanon). */
static bool without_nought(const struct dialled *d)
{
    static const char *const lebanese[] = {"70", "71", "76", "78", "79", "81"};
    if (d->n == 10 && d->digits[0] == '7' && d->digits[1] >= '3' && d->groups == 3 && d->length[0] == 3 && d->length[1] == 3)
        return true;
    if (d->n != 8 || d->groups < 2 || d->length[0] != 2 || (d->between[1] != '-' && d->between[1] != '/'))
        return false;
    for (size_t i = 0; i < ARRAY_LEN(lebanese); i++)
        if (memcmp(d->digits, lebanese[i], 2) == 0)
            return true;
    return false;
}

static const char *dialled_why(const struct dialled *d, bool cue)
{
    if (is_date(d))
        return NULL;
    if (d->plus)
        return international(d->digits, d->n) ? "a number with a country's prefix" : NULL;
    if (d->digits[0] == '0' && d->digits[1] == '0' && d->n >= 10)
        return international(d->digits + 2, d->n - 2) ? "a number with a country's prefix" : NULL;
    if (national(d) || without_nought(d))
        return "a number as they are dialled";
    return cue && d->n >= 6 && d->n <= 13 ? "digits beside a word for phone" : NULL;
}

/* One separator or two between groups: ") ", " - ". Sets the token behind; 0 where it is none. */
static size_t between_groups(const struct scan *x, size_t i, int32_t *mark)
{
    size_t k = 0;
    *mark = ' ';
    while (k < 2 && token_at(x, i + k)->kind == TOKEN_MARK && token_at(x, i + k)->mark < 0x80 && strchr("-./()", (int)token_at(x, i + k)->mark)) {
        *mark = token_at(x, i + k)->mark;
        k++;
    }
    return i + k;
}

static bool may_begin(const struct scan *x, size_t i)
{
    const struct token *t = token_at(x, i), *before = token_at(x, i - 1), *earlier = token_at(x, i - 2);
    if (!t->glued)
        return true;
    if (before->kind != TOKEN_MARK)
        return false;
    return !(before->mark < 0x80 && strchr("-./_", (int)before->mark) && before->glued && (earlier->kind == TOKEN_WORD || is_number(earlier)));
}

static bool ends_open(const struct scan *x, size_t to)
{
    const struct token *t = token_at(x, to);
    return !(t->kind == TOKEN_WORD && t->glued && !t->arabic); /* 0770123456A is an id */
}

static void phone_at(struct scan *x, size_t *i)
{
    struct dialled d = {0};
    size_t k = *i, best = 0;
    const char *why = NULL;
    int32_t mark = 0;
    if (!may_begin(x, k))
        return;
    if (is_mark(token_at(x, k), '(') )
        k++;
    if (is_mark(token_at(x, k), '+')) {
        d.plus = true;
        k++;
    }
    bool cue = cue_near(x, *i, 4, *i, 0, W_PHONECUE);
    while (d.groups < GROUPS_MOST && is_number(token_at(x, k)) && !token_at(x, k)->taken && d.n + token_at(x, k)->text_n <= DIGITS_MOST) {
        struct str digits = token_text(x, token_at(x, k));
        memcpy(d.digits + d.n, digits.p, digits.n);
        d.n += digits.n;
        d.between[d.groups] = mark;
        d.length[d.groups++] = digits.n;
        k++;
        const char *now = ends_open(x, k) ? dialled_why(&d, cue || cue_near(x, 0, 0, k, 2, W_PHONECUE)) : NULL;
        if (now) {
            best = k;
            why = now;
        }
        k = between_groups(x, k, &mark);
    }
    if (best) {
        finding_add(x, IDENTIFY_PHONE, *i, best, why);
        *i = best - 1;
    }
}

void find_phones(struct scan *x)
{
    for (size_t i = 0; i < x->s->n; i++) {
        const struct token *t = &x->s->tokens[i];
        if (!t->taken && (is_number(t) || is_mark(t, '+') || (is_mark(t, '(') && (is_mark(token_at(x, i + 1), '+') || is_number(token_at(x, i + 1))))))
            phone_at(x, &i);
    }
}

/* ---- documents and plates ---- */

/* The first number of at least `digits` digits, with a letter or two glued before it, among the next `far` tokens; passes over
 * "number", ":" and what else stands between such words and their number. */
static bool number_ahead(const struct scan *x, size_t i, size_t far, size_t digits, size_t *from, size_t *to)
{
    for (size_t k = i + 1; k <= i + far; k++) {
        const struct token *t = token_at(x, k);
        if (is_mark(t, '\n') || (is_mark(t, '.') && !is_word(token_at(x, k - 1), W_NUMBERWORD)) || t->taken)
            return false;
        if (!is_number(t))
            continue;
        size_t n = 0, end = k;
        while (end < i + far + 4 && is_number(token_at(x, end)) && !token_at(x, end)->taken)
            n += token_at(x, end++)->text_n;
        if (n < digits)
            return false;
        const struct token *before = token_at(x, k - 1);
        *from = t->glued && before->kind == TOKEN_WORD && before->text_n <= 4 ? k - 1 : k;
        *to = end;
        return true;
    }
    return false;
}

/* A letter and seven to nine digits, as passports have; fourteen digits that begin with a century and a day, as in Egypt. */
static const char *document_shape(const struct scan *x, size_t i, size_t *to)
{
    const struct token *t = token_at(x, i), *next = token_at(x, i + 1);
    if (t->kind == TOKEN_WORD && !t->arabic && t->text_n == 1 && t->upper && !t->glued && is_number(next) && next->glued && next->text_n >= 7 &&
        next->text_n <= 9 && ends_open(x, i + 2)) {
        *to = i + 2;
        return "shaped like the number of a passport";
    }
    if (!is_number(t) || t->text_n != 14 || t->glued)
        return NULL;
    const char *d = token_text(x, t).p;
    int month = (d[3] - '0') * 10 + d[4] - '0', day = (d[5] - '0') * 10 + d[6] - '0';
    *to = i + 1;
    return (d[0] == '2' || d[0] == '3') && month >= 1 && month <= 12 && day >= 1 && day <= 31 ? "shaped like a national number" : NULL;
}

static void document_at(struct scan *x, size_t *i)
{
    const struct token *t = token_at(x, *i);
    size_t from = *i, to = 0;
    bool card = is_word(t, W_IDCARD) && t->capitals;
    const char *why = NULL;
    if (is_word(t, W_DOCUMENTCUE) && number_ahead(x, *i, 6, 6, &from, &to))
        why = "a number behind a word for a document";
    else if (card && number_ahead(x, *i, 3, 8, &from, &to))
        why = "a number behind a word for a document";
    else
        why = document_shape(x, *i, &to);
    if (why) {
        finding_add(x, IDENTIFY_DOCUMENT, from, to, why);
        *i = to - 1;
    }
}

static void plate_at(struct scan *x, size_t *i)
{
    const struct token *t = token_at(x, *i);
    size_t from = 0, to = 0;
    bool asked = is_word(t, W_PLATECUE) || (is_word(t, W_PLATECUE2) && is_word(token_at(x, *i - 1), W_NUMBERWORD));
    if (!asked)
        return;
    for (size_t k = *i + 1; k <= *i + 7; k++) {
        const struct token *one = token_at(x, k);
        bool letter = one->kind == TOKEN_WORD && one->text_n <= 3;
        if (is_number(one) && !one->taken && one->text_n <= 7) {
            from = from ? from : k;
            to = k + 1;
        } else if (is_mark(one, '\n') || is_mark(one, '.') || (from && !letter && !is_mark(one, '-')))
            break;
    }
    size_t digits = 0;
    for (size_t k = from; k < to; k++)
        digits += is_number(token_at(x, k)) ? token_at(x, k)->text_n : 0;
    if (digits >= 4) {
        finding_add(x, IDENTIFY_PLATE, from, to, "a number behind a word for a plate");
        *i = to - 1;
    }
}

void find_documents(struct scan *x)
{
    for (size_t i = 0; i < x->s->n; i++)
        if (!x->s->tokens[i].taken)
            document_at(x, &i);
    for (size_t i = 0; i < x->s->n; i++)
        if (!x->s->tokens[i].taken)
            plate_at(x, &i);
}

/* ---- where somebody lives ---- */

static bool short_number(const struct token *t)
{
    return is_number(t) && t->text_n <= 4 && !t->taken;
}

static bool counts_things(const struct scan *x, size_t behind)
{
    const struct token *t = token_at(x, behind);
    return is_word(t, W_COUNTED) || (t->kind == TOKEN_MARK && t->mark < 0x80 && t->mark && strchr("%", (int)t->mark));
}

/* The number of the house, flat, quarter ... that the word at `i` speaks of: directly behind it, or behind "number". */
static size_t numbered(const struct scan *x, size_t i)
{
    size_t k = i + 1;
    bool word = false;
    while (k <= i + 3 && (is_word(token_at(x, k), W_NUMBERWORD) || is_mark(token_at(x, k), '.') || is_mark(token_at(x, k), '#') || is_mark(token_at(x, k), ':'))) {
        word = true;
        k++;
    }
    return short_number(token_at(x, k)) && (word || !counts_things(x, k + 1)) ? k + 1 : 0;
}

/* Quarter, lane and house follow one another: one address. */
static size_t numbered_on(const struct scan *x, size_t to)
{
    for (size_t next = to; next;) {
        size_t k = to;
        while (is_mark(token_at(x, k), ',') || is_mark(token_at(x, k), '/') || is_mark(token_at(x, k), '-'))
            k++;
        next = is_word(token_at(x, k), W_HOUSE) ? numbered(x, k) : 0;
        to = next ? next : to;
    }
    return to;
}

static bool named(const struct token *t)
{
    return t->kind == TOKEN_WORD && !(t->classes & W_STOP) && (t->upper || t->arabic);
}

/* "15 Rashid Street": the number, then one to three names. 0 where it is not so. */
static size_t number_before(const struct scan *x, size_t street)
{
    for (size_t k = 1; k <= 4 && k <= street; k++) {
        const struct token *t = token_at(x, street - k);
        if (short_number(t))
            return k > 1 && !(t->glued && is_mark(token_at(x, street - k - 1), '-')) ? street - k + 1 : 0;
        if (!named(t) && !is_word(t, W_ARTICLE) && !is_mark(t, '-'))
            return 0;
    }
    return 0;
}

/* "Rashid Street 15", "شارع الرشيد ١٥": behind it, or behind its one to three names, and nothing that the number would count. */
static size_t number_behind(const struct scan *x, size_t street)
{
    size_t k = street + 1;
    bool arabic = token_at(x, street)->arabic;
    while (arabic && k <= street + 3 && named(token_at(x, k)) && !is_word(token_at(x, k), W_NUMBERWORD | W_HOUSE))
        k++;
    bool word = is_word(token_at(x, k), W_NUMBERWORD);
    k += word || is_mark(token_at(x, k), ',');
    const struct token *behind = token_at(x, k + 1);
    return short_number(token_at(x, k)) && (word || behind->kind == TOKEN_MARK) && !counts_things(x, k + 1) ? k + 1 : 0;
}

static void address_at(struct scan *x, size_t *i)
{
    const struct token *t = token_at(x, *i);
    size_t to = 0, from = *i, before = 0;
    if (is_word(t, W_HOUSE) || (is_word(t, W_MAILBOX) && *i >= 1))
        to = numbered(x, *i);
    else if (is_word(t, W_STREET) && (before = number_before(x, *i)) && !is_mark(token_at(x, *i + 1), '-')) {
        from = before - 1;
        to = *i + 1;
    } else if (is_word(t, W_STREET) && named(t))
        to = number_behind(x, *i);
    if (!to || any_taken(x, from, to))
        return;
    to = numbered_on(x, to);
    if (any_taken(x, from, to))
        return;
    finding_add(x, IDENTIFY_ADDRESS, from, to, "a street, house or quarter with its number");
    *i = to - 1;
}

void find_addresses(struct scan *x)
{
    for (size_t i = 0; i < x->s->n; i++)
        if (!x->s->tokens[i].taken)
            address_at(x, &i);
}
