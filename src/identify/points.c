/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Coordinates finer than policy: decimal, in degrees, minutes and seconds, as a grid reference. */
#include "identify/identify_priv.h"

struct degrees { /* a number as it stands */
    double value;
    size_t decimals, to; /* token behind */
    bool marked;         /* ° or a word for degrees behind it, or a letter of the compass */
};

static bool is_degree(const struct token *t)
{
    return is_mark(t, 0xB0) || is_word(t, W_DEGREE);
}

/* N, S, E, W alone and capital, or a word of the compass in another script. */
static bool is_compass(const struct token *t)
{
    return is_word(t, W_COMPASS) && (t->arabic || t->text_n > 1 || t->upper);
}

/* "33.3128" or "33,3128" from token `i`; no version, no date, no thousands. */
static bool decimal_at(const struct scan *x, size_t i, struct degrees *out)
{
    const struct token *whole = token_at(x, i), *point = token_at(x, i + 1), *part = token_at(x, i + 2), *next = token_at(x, i + 3);
    if (!is_number(whole) || whole->text_n > 3 || !is_number(part) || !part->glued || !point->glued || part->text_n > 15 || whole->taken)
        return false;
    if (!is_mark(point, '.') && !(is_mark(point, ',') && part->text_n >= 4))
        return false;
    if (whole->glued && (is_mark(token_at(x, i - 1), '.') || token_at(x, i - 1)->kind == TOKEN_WORD))
        return false;
    if (is_mark(next, '.') && next->glued && is_number(token_at(x, i + 4)) && token_at(x, i + 4)->glued)
        return false;
    char digits[24];
    int n = snprintf(digits, sizeof digits, "%.*s.%.*s", (int)whole->text_n, token_text(x, whole).p, (int)part->text_n, token_text(x, part).p);
    *out = (struct degrees){.decimals = part->text_n, .to = i + 3};
    if (n <= 0 || !str_to_real((struct str){digits, (size_t)n}, &out->value) || out->value > 180)
        return false;
    out->marked = is_degree(next) || is_compass(next);
    return true;
}

static bool latcue_before(const struct scan *x, size_t i)
{
    for (size_t k = 1; k <= 4 && k <= i; k++) {
        const struct token *t = token_at(x, i - k);
        if (is_word(t, W_LATCUE))
            return true;
        if (is_mark(t, '\n'))
            return false;
    }
    return i > 0 && is_compass(token_at(x, i - 1)) && token_at(x, i - 1)->upper && token_at(x, i - 1)->text_n == 1;
}

/* The other one of a pair, a few tokens on. */
static bool second_of_pair(const struct scan *x, size_t from, struct degrees *out)
{
    for (size_t k = from; k < from + 6 && k < x->s->n; k++) {
        const struct token *t = token_at(x, k);
        if (is_number(t))
            return decimal_at(x, k, out);
        bool between = t->kind == TOKEN_MARK ? t->mark != '.' && t->mark != '%' : (t->classes & (W_LATCUE | W_COMPASS | W_DEGREE)) || t->text_n <= 3;
        if (!between)
            return false;
    }
    return false;
}

static bool could_be_point(const struct degrees *a, const struct degrees *b)
{
    bool here = MIN_OF(a->value, b->value) >= 5 && MAX_OF(a->value, b->value) >= 10; /* where figures of the house rarely lie */
    return (a->value <= 90 || b->value <= 90) && (here || a->marked || b->marked);
}

static bool point_decimal(struct scan *x, size_t *i)
{
    struct degrees a, b;
    if (!decimal_at(x, *i, &a))
        return false;
    size_t policy = (size_t)MAX_OF(x->w->decimals, 0);
    bool cue = a.marked || latcue_before(x, *i), pair = second_of_pair(x, a.to, &b) && (could_be_point(&a, &b) || cue);
    size_t finest = pair ? MAX_OF(a.decimals, b.decimals) : cue ? a.decimals : 0;
    if (finest <= policy)
        return false;
    size_t to = pair ? b.to : a.to;
    finding_add(x, IDENTIFY_POINT, *i, to, pair ? "two decimal numbers that make a point" : "a decimal number beside a word for degrees");
    *i = to - 1;
    return true;
}

/* 33°18'46.2" and 33° 18.77': from token `i`, where it ends; with so many decimals of a degree as it is worth. 0: it is not so. */
static size_t sexagesimal(const struct scan *x, size_t i, size_t *decimals)
{
    const struct token *minute = token_at(x, i + 2);
    if (!is_number(token_at(x, i)) || token_at(x, i)->text_n > 3 || !is_degree(token_at(x, i + 1)))
        return 0;
    size_t k = i + 2;
    while (k < i + 4 && token_at(x, k)->kind == TOKEN_WORD && !is_degree(token_at(x, k)))
        k++;
    minute = token_at(x, k);
    if (!is_number(minute) || minute->text_n > 2)
        return 0;
    *decimals = 2;
    k++;
    if (is_mark(token_at(x, k), '.') && is_number(token_at(x, k + 1)) && token_at(x, k + 1)->glued) {
        *decimals += token_at(x, k + 1)->text_n;
        return k + 2;
    }
    size_t far = k + 4;
    while (k < far && !is_number(token_at(x, k)) && !is_mark(token_at(x, k), '\n') && !is_mark(token_at(x, k), ','))
        k++;
    if (is_number(token_at(x, k)) && token_at(x, k)->text_n <= 2 && k < far) {
        const struct token *mark = token_at(x, k + 1);
        size_t to = k + 1;
        if (is_mark(mark, '.') && is_number(token_at(x, k + 2)) && token_at(x, k + 2)->glued)
            to = k + 3;
        mark = token_at(x, to);
        if (is_mark(mark, '"') || is_mark(mark, '\'') || is_word(mark, W_SECOND) || is_compass(mark)) {
            *decimals = 4;
            return to + 1;
        }
    }
    return far - 4;
}

static bool point_sexagesimal(struct scan *x, size_t *i)
{
    size_t decimals = 0, finest = 0, to = sexagesimal(x, *i, &decimals), more = 0;
    if (!to)
        return false;
    finest = decimals;
    for (size_t k = to; k < to + 4; k++)
        if ((more = sexagesimal(x, k, &decimals)) != 0) {
            finest = MAX_OF(finest, decimals);
            to = more;
            break;
        }
    if (finest <= (size_t)MAX_OF(x->w->decimals, 0))
        return false;
    finding_add(x, IDENTIFY_POINT, *i, MIN_OF(to, x->s->n), "degrees, minutes and seconds");
    *i = to - 1;
    return true;
}

/* "36 12 30 N": three numbers and a letter of the compass; where it ends, 0 when it is not so. */
static size_t blanks_at(const struct scan *x, size_t i)
{
    int64_t v[3];
    for (size_t k = 0; k < 3; k++)
        if (!is_number(token_at(x, i + k)) || token_at(x, i + k)->text_n > 3 || !str_to_int(token_text(x, token_at(x, i + k)), &v[k]))
            return 0;
    size_t to = i + 3;
    if (is_mark(token_at(x, to), '.') && is_number(token_at(x, to + 1)) && token_at(x, to + 1)->glued)
        to += 2;
    const struct token *letter = token_at(x, to);
    return v[0] > 180 || v[1] > 59 || v[2] > 59 || letter->arabic || letter->text_n != 1 || !is_compass(letter) ? 0 : to + 1;
}

static bool point_blanks(struct scan *x, size_t *i)
{
    size_t to = x->w->decimals >= 4 ? 0 : blanks_at(x, *i), more = to ? blanks_at(x, to + is_mark(token_at(x, to), ',')) : 0;
    if (!to)
        return false;
    to = more ? more : to;
    finding_add(x, IDENTIFY_POINT, *i, to, "degrees, minutes and seconds");
    *i = to - 1;
    return true;
}

/* 38SMB4480884321, 38S MB 44808 84321: the grid of armies. Six digits are a hundred metres. */
static bool point_grid(struct scan *x, size_t *i)
{
    const struct token *zone = token_at(x, *i);
    size_t letters = 0, digits = 0, k = *i + 1;
    int64_t v = 0;
    if (!is_number(zone) || zone->text_n > 2 || zone->glued || !str_to_int(token_text(x, zone), &v) || v < 1 || v > 60 || !token_at(x, k)->glued)
        return false;
    for (; k < *i + 3 && token_at(x, k)->kind == TOKEN_WORD && letters < 3; k++) {
        const struct token *t = token_at(x, k);
        if (t->arabic || !t->upper || (t->text_n > 1 && !t->capitals))
            return false;
        letters += t->text_n;
    }
    for (size_t end = k + 2; k < end && is_number(token_at(x, k)); k++)
        digits += token_at(x, k)->text_n;
    if (letters != 3 || digits < 6 || digits > 10 || digits % 2)
        return false;
    finding_add(x, IDENTIFY_POINT, *i, k, "a grid reference");
    *i = k - 1;
    return true;
}

void find_points(struct scan *x)
{
    for (size_t i = 0; i < x->s->n; i++)
        if (!x->s->tokens[i].taken && is_number(&x->s->tokens[i]))
            (void)(point_grid(x, &i) || point_sexagesimal(x, &i) || point_decimal(x, &i) || point_blanks(x, &i));
}
