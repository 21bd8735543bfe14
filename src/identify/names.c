/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Names of persons, by what stands around words: a title, a word of kinship, "called" before them, two given names in a row, a
 * given name and a family name. Groups, sites and known places that bear such names are passed over.
 */
#include "identify/identify_priv.h"

struct part { /* one name of somebody: a word, or one with its particle ("al-Hashimi", "Abd al-Karim", "Abu Talha") */
    size_t to;     /* token behind */
    bool given;    /* on the list of given names */
    bool common;   /* but an everyday word too */
    bool sound;    /* only sounds like one on the list; common too */
    bool family;   /* al-X, الX, a nisba */
    bool kunya;
    bool capital;  /* Latin, capital; known to no list */
    bool other;    /* another word in Arabic letters, which have no capitals */
};

static bool is_latin_article(const struct scan *x, size_t i)
{
    const struct token *t = token_at(x, i), *next = token_at(x, i + 1);
    if (t->arabic || !is_word(t, W_ARTICLE))
        return false;
    bool hyphen = is_mark(next, '-');
    const struct token *word = token_at(x, hyphen ? i + 2 : i + 1);
    bool wide = str_is(token_text(x, t), "al") || str_is(token_text(x, t), "el");
    return word->kind == TOKEN_WORD && !word->arabic && (hyphen || wide);
}

/* The article in Arabic letters, and at least three letters behind it. */
static bool has_article(const struct scan *x, const struct token *t)
{
    struct str s = token_text(x, t);
    return t->arabic && ((str_starts(s, "ال") && s.n >= 10) || (str_starts(s, "لل") && s.n >= 10));
}

static bool kurdish_definite(const struct scan *x, const struct token *t)
{
    static const char *const endings[] = {"هكه", "هكهي", "هكان", "هكاني", "يك", "ان"};
    for (size_t i = 0; i < 4; i++)
        if (str_ends(token_text(x, t), endings[i]))
            return true;
    return false;
}

/* A word that may be a name of somebody nobody knows. */
static bool plain_word(const struct scan *x, const struct token *t)
{
    const uint32_t never = W_STOP | W_GROUP | W_SITE | W_PATRONYM | W_CALLED | W_COUNTED | W_TITLE | W_LOOSE | W_NUMBERWORD | W_PHONECUE | W_DOCUMENTCUE | W_HOUSE |
        W_STREET | W_LATCUE | W_PLATECUE | W_ARTICLE | W_SITEPREFIX;
    if (t->kind != TOKEN_WORD || t->taken || t->known == 2 || (t->classes & never))
        return false;
    return t->arabic ? t->text_n >= 6 && !kurdish_definite(x, t) : t->upper && t->text_n >= 2;
}

static bool is_given(const struct token *t)
{
    return is_word(t, W_GIVEN) && t->known != 2 && !t->taken;
}

/* Family names that end in i as nisbas do: their letters say so. */
static bool nisba(const struct scan *x, const struct token *t)
{
    return has_article(x, t) && str_ends(token_text(x, t), "ي");
}

static bool part_word(const struct scan *x, size_t i, struct part *p)
{
    const struct token *t = token_at(x, i);
    if (t->kind != TOKEN_WORD || t->taken || t->known == 2)
        return false;
    p->to = i + 1;
    if (is_given(t) && (t->arabic || t->upper || !(t->classes & W_COMMON))) {
        p->given = true;
        p->common = (t->classes & (W_COMMON | W_STOP)) != 0 || t->known == 1;
        p->sound = (t->classes & W_SOUND) != 0;
        return true;
    }
    if (!plain_word(x, t))
        return false;
    p->family = has_article(x, t);
    p->capital = !t->arabic;
    p->other = t->arabic && !p->family;
    return true;
}

/* "Abd al-Rahman", "Abdul Karim", "عبد الله": one given name in several words. */
static bool part_theophoric(const struct scan *x, size_t i, struct part *p)
{
    const struct token *t = token_at(x, i);
    if (!is_word(t, W_THEOPHORIC) || t->taken || t->known == 2)
        return false;
    size_t k = i + 1;
    while (is_mark(token_at(x, k), '-') || is_word(token_at(x, k), W_ARTICLE))
        k++;
    const struct token *word = token_at(x, k);
    if (word->kind != TOKEN_WORD || word->arabic != t->arabic || word->taken || (t->arabic && !has_article(x, word) && !str_is(token_text(x, word), "الله")) ||
        (!t->arabic && !word->upper && !is_given(word) && t->upper))
        return false;
    *p = (struct part){.to = k + 1, .given = true};
    return true;
}

static bool part_family(const struct scan *x, size_t i, struct part *p)
{
    if (!is_latin_article(x, i) || token_at(x, i)->taken || token_at(x, i)->known == 2)
        return false;
    size_t k = is_mark(token_at(x, i + 1), '-') ? i + 2 : i + 1;
    const struct token *word = token_at(x, k);
    if ((!word->upper && !token_at(x, i)->upper) || (word->classes & (W_GROUP | W_SITE)) || word->known == 2)
        return false;
    *p = (struct part){.to = k + 1, .family = true, .capital = true};
    return true;
}

/* "Abu Talha", "أم خالد"; in Arabic "أم" is also "or" and asks for a name that is known. */
static bool part_kunya(const struct scan *x, size_t i, struct part *p)
{
    const struct token *t = token_at(x, i);
    struct part name = {0};
    if (!is_word(t, W_KUNYA | W_MOTHER) || t->taken || t->known == 2)
        return false;
    if (!part_theophoric(x, i + 1, &name) && !part_family(x, i + 1, &name) && !part_word(x, i + 1, &name))
        return false;
    if (is_word(t, W_MOTHER) && !name.given && !name.family)
        return false;
    if (!t->arabic && !name.given && !t->upper)
        return false;
    *p = (struct part){.to = name.to, .kunya = true};
    return true;
}

static bool part_at(const struct scan *x, size_t i, struct part *p)
{
    *p = (struct part){0};
    return part_theophoric(x, i, p) || part_kunya(x, i, p) || part_family(x, i, p) || part_word(x, i, p);
}

/* Behind a hyphen or an initial the same name goes on. */
static size_t on(const struct scan *x, size_t i)
{
    const struct token *t = token_at(x, i);
    if (is_mark(t, '-') && t->glued && token_at(x, i + 1)->glued)
        return i + 1;
    if (t->kind == TOKEN_WORD && !t->arabic && t->upper && t->text_n == 1 && is_mark(token_at(x, i + 1), '.'))
        return i + 2;
    return i;
}

static size_t patronym(const struct scan *x, size_t i, struct part *p)
{
    const struct token *t = token_at(x, i);
    return is_word(t, W_PATRONYM) && !t->prefixed && t->known != 2 && part_at(x, i + 1, p) ? p->to : 0;
}

struct name { /* parts in a row */
    size_t to, parts;
    size_t givens, commons, sounds, families, nisbas, capitals, others;
    bool kunya, lineage;
};

static void name_take(const struct scan *x, struct name *n, const struct part *p)
{
    n->to = p->to;
    n->parts++;
    n->givens += p->given;
    n->commons += p->given && p->common;
    n->sounds += p->given && p->sound;
    n->families += p->family;
    n->nisbas += p->family && nisba(x, token_at(x, p->to - 1));
    n->capitals += p->capital && !p->family;
    n->others += p->other;
    n->kunya = n->kunya || p->kunya;
}

/* Whether a word of no list goes on in Arabic letters: only before another name, or a family name. */
static bool other_goes_on(const struct scan *x, const struct part *p)
{
    struct part next;
    return part_at(x, p->to, &next) && ((next.given && !next.common) || (next.family && nisba(x, token_at(x, next.to - 1))));
}

static void name_go_on(const struct scan *x, struct name *n)
{
    enum { PARTS_MOST = 8 };
    struct part p;
    while (n->parts < PARTS_MOST) {
        size_t i = on(x, n->to), lineage = patronym(x, i, &p);
        if (lineage) {
            n->lineage = true;
            name_take(x, n, &p);
            continue;
        }
        if (!part_at(x, i, &p) || token_at(x, i)->arabic != token_at(x, n->to - 1)->arabic || (token_at(x, i)->prefixed && !p.kunya))
            return;
        if (p.given && !token_at(x, i)->arabic && token_at(x, n->to - 1)->upper && !token_at(x, p.to - 1)->upper)
            return; /* "Karwan said" */
        if (p.other && !(n->parts < 4 && other_goes_on(x, &p)))
            return;
        if (p.family && !p.capital && !nisba(x, token_at(x, i)) && !n->givens)
            return;
        name_take(x, n, &p);
    }
}

static bool name_from(const struct scan *x, size_t i, struct name *n)
{
    struct part p;
    *n = (struct name){0};
    if (!part_at(x, i, &p))
        return false;
    name_take(x, n, &p);
    name_go_on(x, n);
    return true;
}

/* ---- what stands around it ---- */

/* The word before, past an article and what joins: a site or a group that bears the name, or a Latin word that begins names of places. */
static bool bears_name(const struct scan *x, size_t from)
{
    size_t k = from;
    while (k > 0 && (is_mark(token_at(x, k - 1), '-') || (is_word(token_at(x, k - 1), W_ARTICLE) && !token_at(x, k - 1)->arabic)))
        k--;
    const struct token *before = token_at(x, k - 1);
    if (before->kind != TOKEN_WORD)
        return false;
    if (before->arabic)
        return is_word(before, W_SITE | W_GROUP);
    if (is_word(before, W_SITEPREFIX))
        return true;
    return str_is(token_text(x, before), "of") && is_word(token_at(x, k - 2), W_SITE);
}

static bool names_group(const struct scan *x, size_t to)
{
    const struct token *t = token_at(x, to);
    if (is_mark(t, '-'))
        t = token_at(x, to + 1);
    return t->kind == TOKEN_WORD && !t->arabic && (t->classes & (W_GROUP | W_SITE)) && !(t->classes & W_GIVEN);
}

static void name_found(struct scan *x, enum identify_kind kind, size_t from, size_t to, const char *why)
{
    if (bears_name(x, from) || names_group(x, to)) {
        for (size_t k = from; k < to; k++)
            x->s->tokens[k].taken = true;
        return;
    }
    finding_add(x, kind, from, to, why);
}

/* ---- what says that a name follows ---- */

static size_t past_titles(const struct scan *x, size_t i, bool *strict, bool *loose)
{
    for (;; i++) {
        const struct token *t = token_at(x, i);
        if (t->kind == TOKEN_WORD && t->known != 2 && (t->classes & (W_TITLE | W_LOOSE))) {
            *strict = *strict || (t->classes & W_TITLE);
            *loose = true;
        } else if (!(is_mark(t, '.') && t->glued && *loose))
            return i;
    }
}

/* Behind an office or a rank, which is an everyday word: a given name, or two names. */
static bool enough_for_loose(const struct name *n)
{
    return n->givens > n->commons || n->parts > 1 || n->kunya || (n->families && n->capitals);
}

static bool titled(struct scan *x, size_t *i)
{
    bool strict = false, loose = false;
    size_t name = past_titles(x, *i, &strict, &loose);
    struct name n;
    if (!loose)
        return false;
    bool indefinite = token_at(x, name)->arabic && !has_article(x, token_at(x, name - 1)) && has_article(x, token_at(x, name));
    if (!name_from(x, name, &n) || (indefinite && !n.givens && !n.nisbas) || (!strict && !enough_for_loose(&n)) || (strict && n.parts == 1 && token_at(x, name)->known == 1 && !n.givens)) {
        if (!is_word(token_at(x, *i), W_GIVEN))
            *i = name - 1; /* no name: nor for the titles behind this one */
        return false;
    }
    name_found(x, IDENTIFY_NAME, *i, n.to, strict ? "a title before a name" : "an office or a kinship before a name");
    *i = n.to - 1;
    return true;
}

/* "named X", "his name is X", "known as X", "المدعو X", "بە ناوی X". The token where the name begins; 0 when nothing says so. */
static size_t past_called(const struct scan *x, size_t i)
{
    const struct token *t = token_at(x, i), *next = token_at(x, i + 1);
    if (t->kind != TOKEN_WORD)
        return 0;
    struct str word = token_text(x, t);
    bool is = next->kind == TOKEN_WORD && (str_is(token_text(x, next), "is") || str_is(token_text(x, next), "was"));
    if (str_is(word, "name") && is)
        return i + 2;
    if (str_is(word, "known") && next->kind == TOKEN_WORD && str_is(token_text(x, next), "as"))
        return i + 2;
    if (!(t->classes & W_CALLED))
        return 0;
    bool by = next->kind == TOKEN_WORD && (str_is(token_text(x, next), "به") || str_is(token_text(x, next), "as"));
    return by ? i + 2 : i + 1;
}

/* An operation, a party, a village may be called somehow too. */
static bool of_a_thing(const struct scan *x, size_t i)
{
    for (size_t k = 1; k <= 3 && k <= i; k++)
        if (is_word(token_at(x, i - k), W_SITE | W_GROUP))
            return true;
    return false;
}

static bool called(struct scan *x, size_t *i)
{
    size_t begin = past_called(x, *i);
    struct name n;
    if (!begin || of_a_thing(x, *i))
        return false;
    if (is_mark(token_at(x, begin), ':') || is_mark(token_at(x, begin), '"'))
        begin++;
    if (!name_from(x, begin, &n) || (!n.givens && token_at(x, begin)->known))
        return false;
    name_found(x, IDENTIFY_NAME, begin, n.to, "called so");
    *i = n.to - 1;
    return true;
}

/* ---- names by themselves ---- */

static bool certain(const struct name *n, bool arabic)
{
    if (n->kunya || n->lineage)
        return n->kunya || n->givens > 0 || (n->parts > 1 && !arabic);
    if (n->parts < 2 || !n->givens)
        return false;
    if (!arabic) {
        size_t listed = n->givens - n->sounds; /* what only sounds so is a name beside another one */
        return n->givens > n->commons || listed > 1 || (listed && (n->sounds || n->parts > 2)) || n->families;
    }
    return n->givens > 1 || n->nisbas > 0 || (n->givens > n->commons && (n->families > 0 || n->others > 0));
}

static void single(struct scan *x, size_t i, const struct name *n)
{
    const struct token *t = token_at(x, i);
    if (n->givens > n->commons && (t->arabic || t->upper) && !t->known && !(t->classes & (W_STOP | W_SITE | W_GROUP)))
        name_found(x, IDENTIFY_MAYBE_NAME, i, n->parts == 1 || n->givens == 1 ? n->to : i + 1, "one given name");
}

/* "S. Barwari", "Rauf T." */
static bool initialled(struct scan *x, size_t *i)
{
    const struct token *t = token_at(x, *i), *point = token_at(x, *i + 1), *next = token_at(x, *i + 2);
    if (t->arabic || !t->upper)
        return false;
    if (t->text_n == 1 && is_mark(point, '.') && point->glued && plain_word(x, next) && next->upper && !next->arabic && !next->known) {
        name_found(x, IDENTIFY_MAYBE_NAME, *i, *i + 3, "an initial before a word");
        *i += 2;
        return true;
    }
    bool initial = point->kind == TOKEN_WORD && point->text_n == 1 && point->upper && is_mark(next, '.') && next->glued && !plain_word(x, token_at(x, *i + 3));
    if (!initial || !is_given(t) || t->known)
        return false;
    name_found(x, IDENTIFY_NAME, *i, *i + 3, "a given name and an initial");
    *i += 2;
    return true;
}

/* Behind these a word with a capital is rather a place. */
static bool place_follows(const struct scan *x, size_t i)
{
    static const char *const words[] = {"in", "near", "at", "to", "towards", "around", "between", "and", "of", "into", "on", "outside", "through", "across"};
    const struct token *t = token_at(x, i - 1);
    if (is_mark(t, ',') || is_mark(t, '-') || is_mark(t, '/'))
        return true;
    for (size_t k = 0; t->kind == TOKEN_WORD && k < ARRAY_LEN(words); k++)
        if (str_is(token_text(x, t), words[k]))
            return true;
    return false;
}

/* Two words of no list that look like a name: both with a capital, in a sentence that has small words too; in Arabic letters the
 * second a family name that ends as such names do. */
static bool looks_like_name(const struct scan *x, size_t i, const struct name *n, const struct part *first)
{
    const struct token *t = token_at(x, i), *second = token_at(x, first->to);
    if (n->parts < 2 || n->parts > 4 || t->known || second->known || t->prefixed)
        return false;
    if (t->arabic)
        return first->other && n->nisbas > 0;
    bool small_word = false;
    for (size_t k = n->to; k < n->to + 3 && !small_word; k++)
        small_word = token_at(x, k)->kind == TOKEN_WORD && !token_at(x, k)->upper;
    for (size_t k = 1; k <= 2 && k <= i && !small_word; k++)
        small_word = token_at(x, i - k)->kind == TOKEN_WORD && !token_at(x, i - k)->upper;
    return small_word && !t->capitals && !second->capitals && !place_follows(x, i);
}

static bool alone(struct scan *x, size_t *i)
{
    const struct token *t = token_at(x, *i);
    struct name n;
    if (!name_from(x, *i, &n))
        return false;
    struct part first;
    (void)part_at(x, *i, &first);
    if (!certain(&n, t->arabic) && looks_like_name(x, *i, &n, &first)) {
        name_found(x, IDENTIFY_MAYBE_NAME, *i, n.to, "words that look like a name");
        *i = n.to - 1;
        return true;
    }
    if ((first.other || first.family) && !n.lineage && !(first.other && n.givens && n.nisbas))
        return false;
    if (first.capital && !n.lineage && n.givens <= n.commons)
        return false;
    if (!certain(&n, t->arabic)) {
        if (!first.given || first.common)
            return false;
        n.to = first.to;
        n.parts = 1;
        single(x, *i, &n);
        *i = first.to - 1;
        return true;
    }
    name_found(x, IDENTIFY_NAME, *i, n.to, n.kunya ? "a word of kinship before a name" : n.lineage ? "somebody's son or daughter" : "names in a row");
    *i = n.to - 1;
    return true;
}

void find_names(struct scan *x)
{
    for (size_t i = 0; i < x->s->n; i++) {
        const struct token *t = &x->s->tokens[i];
        if (t->kind != TOKEN_WORD || t->taken || t->known == 2)
            continue;
        (void)(called(x, &i) || titled(x, &i) || initialled(x, &i) || alone(x, &i));
    }
}
