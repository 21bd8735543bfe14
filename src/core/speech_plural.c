/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Plural rules as .mo headers state them: a C expression of n. Evaluated where it stands by descent, one
 * function a rank; a rule is some hundred characters and is checked once when its file is read.
 */
#include "core/speech_priv.h"

enum { DEPTH_MOST = 32 };

struct rule {
    struct str text;
    size_t at;
    uint64_t n;
    int depth;
    bool bad;
};

static uint64_t choice(struct rule *r);

static void blanks(struct rule *r)
{
    while (r->at < r->text.n && (r->text.p[r->at] == ' ' || r->text.p[r->at] == '\t'))
        r->at++;
}

/* Takes `sign` if it stands here; `<` does not take the front of `<=`. */
static bool taken(struct rule *r, const char *sign)
{
    blanks(r);
    if (r->at == r->text.n || r->text.p[r->at] != *sign)
        return false;
    size_t n = strlen(sign), left = r->text.n - r->at;
    if (left < n || memcmp(r->text.p + r->at, sign, n) != 0)
        return false;
    bool longer = n == 1 && strchr("<>!", *sign) && left > 1 && r->text.p[r->at + 1] == '=';
    if (longer)
        return false;
    r->at += n;
    return true;
}

static uint64_t number(struct rule *r)
{
    uint64_t v = 0;
    size_t from = r->at;
    while (r->at < r->text.n && r->text.p[r->at] >= '0' && r->text.p[r->at] <= '9' && r->at - from < 10)
        v = v * 10 + (uint64_t)(r->text.p[r->at++] - '0');
    if (r->at == from)
        r->bad = true;
    return v;
}

static uint64_t atom(struct rule *r)
{
    if (r->bad || ++r->depth > DEPTH_MOST) {
        r->bad = true;
        return 0;
    }
    uint64_t v;
    if (taken(r, "!")) {
        v = !atom(r);
    } else if (taken(r, "(")) {
        v = choice(r);
        r->bad |= !taken(r, ")");
    } else if (taken(r, "n")) {
        v = r->n;
    } else {
        v = number(r);
    }
    r->depth--;
    return v;
}

static uint64_t remainder_of(struct rule *r)
{
    uint64_t v = atom(r);
    while (!r->bad && taken(r, "%")) {
        uint64_t by = atom(r);
        if (by == 0)
            r->bad = true;
        else
            v %= by;
    }
    return v;
}

static uint64_t order(struct rule *r)
{
    uint64_t v = remainder_of(r);
    while (!r->bad) {
        if (taken(r, "<="))
            v = v <= remainder_of(r);
        else if (taken(r, ">="))
            v = v >= remainder_of(r);
        else if (taken(r, "<"))
            v = v < remainder_of(r);
        else if (taken(r, ">"))
            v = v > remainder_of(r);
        else
            break;
    }
    return v;
}

static uint64_t equality(struct rule *r)
{
    uint64_t v = order(r);
    while (!r->bad) {
        if (taken(r, "=="))
            v = v == order(r);
        else if (taken(r, "!="))
            v = v != order(r);
        else
            break;
    }
    return v;
}

static uint64_t both(struct rule *r)
{
    uint64_t v = equality(r);
    while (!r->bad && taken(r, "&&")) {
        uint64_t other = equality(r);
        v = v && other;
    }
    return v;
}

static uint64_t either(struct rule *r)
{
    uint64_t v = both(r);
    while (!r->bad && taken(r, "||")) {
        uint64_t other = both(r);
        v = v || other;
    }
    return v;
}

static uint64_t choice(struct rule *r)
{
    if (r->bad || ++r->depth > DEPTH_MOST) {
        r->bad = true;
        return 0;
    }
    uint64_t v = either(r);
    if (!r->bad && taken(r, "?")) {
        uint64_t yes = choice(r);
        r->bad |= !taken(r, ":");
        uint64_t no = choice(r);
        v = v ? yes : no;
    }
    r->depth--;
    return v;
}

bool plural_value(struct str rule, uint64_t n, uint64_t *value)
{
    struct rule r = {.text = rule, .n = n};
    uint64_t v = choice(&r);
    blanks(&r);
    if (r.bad || r.at != rule.n)
        return false;
    *value = v;
    return true;
}
