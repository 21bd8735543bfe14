/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is written in ASCII for machines: mail addresses, links, handles, plus codes, accounts, addresses of computers. */
#include "identify/identify_priv.h"

static int32_t at(const struct scan *x, size_t i)
{
    return i < x->s->letter_n ? x->s->letters[i].c : 0; /* also for -1 */
}

static int32_t small(int32_t c)
{
    return c >= 'A' && c <= 'Z' ? c + 32 : c;
}

static bool alnum(int32_t c)
{
    return (c >= '0' && c <= '9') || (small(c) >= 'a' && small(c) <= 'z');
}

static bool one_of(int32_t c, const char *marks)
{
    return c > 0 && c < 0x80 && strchr(marks, (int)c) != NULL;
}

/* The tokens that letters [from, to) lie in become a finding. `*i`: the token at hand, behind which the search goes on. */
static void take(struct scan *x, enum identify_kind kind, size_t *i, size_t from, size_t to, const char *why)
{
    size_t first = *i, last = *i;
    while (first > 0 && x->s->tokens[first].letter > from)
        first--;
    while (last < x->s->n && x->s->tokens[last].letter < to)
        last++;
    if (!any_taken(x, first, last))
        finding_add(x, kind, first, last, why);
    *i = last ? last - 1 : 0;
}

/* ---- mail and handles ---- */

/* End of "example.org" that begins at letter `i`; 0 when there is none. */
static size_t domain_end(const struct scan *x, size_t i)
{
    size_t dot = 0, begin = i;
    while (i - begin < 255 && (alnum(at(x, i)) || one_of(at(x, i), "-."))) {
        if (at(x, i) == '.' && alnum(at(x, i + 1)))
            dot = i;
        i++;
    }
    while (i > begin && one_of(at(x, i - 1), "-."))
        i--;
    return dot > begin && i > dot + 2 && small(at(x, dot + 1)) >= 'a' ? i : 0;
}

static size_t local_begin(const struct scan *x, size_t i)
{
    size_t end = i;
    while (i > 0 && end - i < 64 && (alnum(at(x, i - 1)) || one_of(at(x, i - 1), "._%+-")))
        i--;
    return i;
}

/* " [at] " or "(at)" around the token `i`, as addresses are hidden from machines. */
static bool hidden_at(const struct scan *x, size_t i, size_t *before, size_t *behind)
{
    const struct token *t = token_at(x, i);
    if (t->kind != TOKEN_WORD || !str_is(token_text(x, t), "at"))
        return false;
    const struct token *open = token_at(x, i - 1), *close = token_at(x, i + 1);
    if (open->kind != TOKEN_MARK || close->kind != TOKEN_MARK || !one_of(open->mark, "[({<") || !one_of(close->mark, "])}>"))
        return false;
    *before = open->letter;
    *behind = close->letter + 1;
    while (*before > 0 && at(x, *before - 1) == ' ')
        --*before;
    while (at(x, *behind) == ' ')
        ++*behind;
    return true;
}

static void mail_or_handle(struct scan *x, size_t *i)
{
    size_t before = 0, behind = 0;
    const struct token *t = token_at(x, *i);
    bool sign = is_mark(t, '@');
    if (sign) {
        before = t->letter;
        behind = before + 1;
    } else if (!hidden_at(x, *i, &before, &behind))
        return;
    size_t begin = local_begin(x, before), end = domain_end(x, behind);
    if (begin < before && end) {
        take(x, IDENTIFY_EMAIL, i, begin, end, "a mail address");
        return;
    }
    if (!sign || begin < before)
        return;
    bool letters = false;
    for (end = behind; alnum(at(x, end)) || one_of(at(x, end), "_."); end++)
        letters = letters || small(at(x, end)) >= 'a';
    while (end > behind && at(x, end - 1) == '.')
        end--;
    if (letters && end - behind >= 3)
        take(x, IDENTIFY_PROFILE, i, before, end, "a handle");
}

/* ---- links ---- */

static bool url_letter(int32_t c)
{
    return alnum(c) || one_of(c, "./:_?=&%#@,~+!-");
}

static const struct { const char *host; enum identify_kind kind; const char *why; } hosts[] = {
    {"facebook.com/", IDENTIFY_PROFILE, "a page"}, {"fb.com/", IDENTIFY_PROFILE, "a page"}, {"fb.me/", IDENTIFY_PROFILE, "a page"},
    {"m.me/", IDENTIFY_PROFILE, "a page"}, {"instagram.com/", IDENTIFY_PROFILE, "a page"}, {"twitter.com/", IDENTIFY_PROFILE, "a page"},
    {"x.com/", IDENTIFY_PROFILE, "a page"}, {"t.me/", IDENTIFY_PROFILE, "a page"}, {"telegram.me/", IDENTIFY_PROFILE, "a page"},
    {"tiktok.com/", IDENTIFY_PROFILE, "a page"}, {"linkedin.com/in/", IDENTIFY_PROFILE, "a page"}, {"snapchat.com/", IDENTIFY_PROFILE, "a page"},
    {"youtube.com/@", IDENTIFY_PROFILE, "a page"}, {"vk.com/", IDENTIFY_PROFILE, "a page"}, {"threads.net/", IDENTIFY_PROFILE, "a page"},
    {"wa.me/", IDENTIFY_PHONE, "a link with a phone number"}, {"api.whatsapp.com/", IDENTIFY_PHONE, "a link with a phone number"},
    {"maps.google.", IDENTIFY_POINT, "a link to a map"}, {"google.com/maps", IDENTIFY_POINT, "a link to a map"}, {"goo.gl/maps", IDENTIFY_POINT, "a link to a map"},
    {"maps.app.goo.gl/", IDENTIFY_POINT, "a link to a map"}, {"openstreetmap.org/", IDENTIFY_POINT, "a link to a map"}, {"osm.org/", IDENTIFY_POINT, "a link to a map"},
    {"waze.com/", IDENTIFY_POINT, "a link to a map"}, {"what3words.com/", IDENTIFY_POINT, "a link to a map"}, {"w3w.co/", IDENTIFY_POINT, "a link to a map"},
    {"maps.apple.com/", IDENTIFY_POINT, "a link to a map"}, {"bing.com/maps", IDENTIFY_POINT, "a link to a map"}, {"wikimapia.org/", IDENTIFY_POINT, "a link to a map"},
    {"geo:", IDENTIFY_POINT, "a link to a map"}};

static bool link_begins(const char *link, size_t n, const char *host)
{
    size_t k = strlen(host);
    return n > k && memcmp(link, host, k) == 0;
}

/* The link without its protocol and without the names of machines that stand before its host. */
static const char *host_of(const char *link, size_t n, size_t *left)
{
    static const char *const before[] = {"https://", "http://", "www.", "m.", "web.", "mobile.", "ar-ar.", "en-gb."};
    const char *p = link;
    for (size_t i = 0; i < ARRAY_LEN(before); i++)
        if (link_begins(p, n - (size_t)(p - link), before[i]))
            p += strlen(before[i]);
    *left = n - (size_t)(p - link);
    return p;
}

static void link_at(struct scan *x, size_t *i)
{
    enum { LONGEST = 200 };
    char link[LONGEST];
    size_t n = 0, left = 0, begin = token_at(x, *i)->letter, end = begin;
    if (begin > 0 && url_letter(at(x, begin - 1)))
        return;
    for (; url_letter(at(x, end)); end++)
        if (n < LONGEST)
            link[n++] = (char)small(at(x, end));
    while (end > begin && one_of(at(x, end - 1), ".,:?!"))
        end--;
    const char *host = host_of(link, n, &left);
    for (size_t k = 0; k < ARRAY_LEN(hosts); k++)
        if (link_begins(host, left, hosts[k].host)) {
            take(x, hosts[k].kind, i, begin, end, hosts[k].why);
            return;
        }
}

/* ---- plus codes: 8H5PC8GW+5V, and short ones ---- */

static bool plus_letter(int32_t c)
{
    return one_of(c, "23456789CFGHJMPQRVWX");
}

static void plus_code(struct scan *x, size_t *i)
{
    size_t plus = token_at(x, *i)->letter, begin = plus, end = plus + 1;
    bool letters = false;
    while (begin > 0 && plus - begin < 9 && plus_letter(at(x, begin - 1)))
        letters |= at(x, --begin) > '9';
    while (end - plus < 5 && plus_letter(at(x, end)))
        letters |= at(x, end++) > '9';
    size_t before = plus - begin, behind = end - plus - 1;
    if (letters && (before == 4 || before == 6 || before == 8) && (behind == 2 || behind == 3) && !alnum(at(x, end)) && !(begin && alnum(at(x, begin - 1))))
        take(x, IDENTIFY_POINT, i, begin, end, "a plus code");
}

/* ///three.words.like */
static void three_words(struct scan *x, size_t *i)
{
    size_t begin = token_at(x, *i)->letter, end = begin + 3, dots = 0;
    if (at(x, begin + 1) != '/' || at(x, begin + 2) != '/' || (begin && one_of(at(x, begin - 1), ":/")))
        return;
    for (; at(x, end) >= 0x80 || (small(at(x, end)) >= 'a' && small(at(x, end)) <= 'z') || (at(x, end) == '.' && at(x, end + 1) > ' '); end++)
        dots += at(x, end) == '.';
    if (dots == 2)
        take(x, IDENTIFY_POINT, i, begin, end, "a place in three words");
}

/* "Instagram: nora.field.22": a word for such a network, then something no word looks like. */
static void named_profile(struct scan *x, size_t *i)
{
    size_t k = *i + 1, end = 0;
    while (k < *i + 3 && (is_mark(token_at(x, k), ':') || is_mark(token_at(x, k), '-')))
        k++;
    const struct token *t = token_at(x, k);
    bool odd = false;
    if (t->kind != TOKEN_WORD || t->arabic || t->taken)
        return;
    for (end = t->letter; alnum(at(x, end)) || (one_of(at(x, end), "._") && alnum(at(x, end + 1))); end++)
        odd = odd || !alnum(at(x, end)) || at(x, end) <= '9';
    if (!odd || end - t->letter < 5)
        return;
    *i = k;
    take(x, IDENTIFY_PROFILE, i, t->letter, end, "a name in a network");
}

void find_links(struct scan *x)
{
    for (size_t i = 0; i < x->s->n; i++) {
        const struct token *t = &x->s->tokens[i];
        if (t->taken)
            continue;
        if (t->kind == TOKEN_WORD && !t->arabic)
            link_at(x, &i);
        if (is_word(&x->s->tokens[i], W_PROFILECUE) && !x->s->tokens[i].taken)
            named_profile(x, &i);
        t = &x->s->tokens[i];
        if (t->taken)
            continue;
        if (is_mark(t, '@') || t->kind == TOKEN_WORD)
            mail_or_handle(x, &i);
        else if (is_mark(t, '+'))
            plus_code(x, &i);
        else if (is_mark(t, '/'))
            three_words(x, &i);
    }
}

/* ---- accounts ---- */

static bool mod_97(const char *iban, size_t n)
{
    unsigned rest = 0;
    for (size_t i = 0; i < n; i++) {
        char c = iban[(i + 4) % n];
        unsigned v = c <= '9' ? (unsigned)(c - '0') : (unsigned)(c - 'A') + 10;
        rest = (rest * (v > 9 ? 100 : 10) + v) % 97;
    }
    return rest == 1;
}

/* Two capitals, two digits, 11 to 30 letters or digits, in groups or not, whose check is right. */
static void iban(struct scan *x, size_t *i)
{
    enum { SHORTEST = 15, LONGEST = 34 };
    char code[LONGEST];
    size_t n = 0, best = 0, begin = token_at(x, *i)->letter;
    if (begin && alnum(at(x, begin - 1)))
        return;
    for (size_t k = begin; n < LONGEST; k++) {
        int32_t c = at(x, k);
        if (c == ' ' && alnum(at(x, k + 1)))
            continue;
        if (!alnum(c))
            break;
        code[n++] = (char)(c >= 'a' ? c - 32 : c);
        if (n >= SHORTEST && !alnum(at(x, k + 1)) && mod_97(code, n))
            best = k + 1;
        if (n == 4 && (code[2] > '9' || code[3] > '9'))
            return;
    }
    if (best)
        take(x, IDENTIFY_BANK, i, begin, best, "an account number whose check is right");
}

static bool luhn(const char *digits, size_t n)
{
    unsigned sum = 0;
    for (size_t i = 0; i < n; i++) {
        unsigned v = (unsigned)(digits[n - 1 - i] - '0') << (i & 1);
        sum += v > 9 ? v - 9 : v;
    }
    return sum % 10 == 0;
}

/* Sixteen digits in four groups, or in one. */
static void card(struct scan *x, size_t *i)
{
    char digits[16];
    size_t n = 0, to = *i;
    for (; n < 16 && to < x->s->n; to++) {
        const struct token *t = token_at(x, to);
        if (is_mark(t, '-') && n)
            continue;
        if (!is_number(t) || (t->text_n != 4 && t->text_n != 16) || n + t->text_n > 16)
            break;
        memcpy(digits + n, token_text(x, t).p, t->text_n);
        n += t->text_n;
    }
    if (n == 16 && digits[0] >= '3' && digits[0] <= '6' && luhn(digits, n)) {
        finding_add(x, IDENTIFY_BANK, *i, to, "a card number whose check is right");
        *i = to - 1;
    }
}

/* ---- addresses of computers ---- */

static bool octet(const struct token *t)
{
    return is_number(t) && t->text_n <= 3;
}

static void four_octets(struct scan *x, size_t *i)
{
    int64_t v = 0;
    if (token_at(x, *i)->glued && is_mark(token_at(x, *i - 1), '.'))
        return;
    const struct token *before = token_at(x, *i - 1);
    if (before->kind == TOKEN_WORD && (str_is(token_text(x, before), "v") || str_is(token_text(x, before), "version")))
        return;
    for (size_t k = 0; k < 7; k++) {
        const struct token *t = token_at(x, *i + k);
        if ((k && !t->glued) || (k % 2 ? !is_mark(t, '.') : !octet(t) || !str_to_int(token_text(x, t), &v) || v > 255))
            return;
    }
    const struct token *next = token_at(x, *i + 7);
    if (is_mark(next, '.') && next->glued && is_number(token_at(x, *i + 8)) && token_at(x, *i + 8)->glued)
        return;
    finding_add(x, IDENTIFY_INTERNET, *i, *i + 7, "an internet address");
    *i += 6;
}

static bool hexadecimal(int32_t c)
{
    return (c >= '0' && c <= '9') || (small(c) >= 'a' && small(c) <= 'f');
}

/* 2001:db8::1 and 00:1a:2b:3c:4d:5e */
static void colons(struct scan *x, size_t *i)
{
    size_t begin = token_at(x, *i)->letter, end = begin, n = 0, groups = 0;
    bool twice = false;
    if (begin && (alnum(at(x, begin - 1)) || at(x, begin - 1) == ':'))
        return;
    for (; end - begin < 48 && (hexadecimal(at(x, end)) || at(x, end) == ':'); end++) {
        n += at(x, end) == ':';
        twice = twice || (at(x, end) == ':' && at(x, end + 1) == ':');
        groups += at(x, end) != ':' && (end == begin || at(x, end - 1) == ':');
    }
    if ((n >= 5 || (twice && n >= 3)) && groups >= 2 && !alnum(at(x, end)))
        take(x, IDENTIFY_INTERNET, i, begin, end, "an internet address");
}

void find_accounts(struct scan *x)
{
    for (size_t i = 0; i < x->s->n; i++) {
        const struct token *t = &x->s->tokens[i];
        if (t->taken)
            continue;
        if (t->kind == TOKEN_WORD && !t->arabic && t->text_n == 2 && token_at(x, i + 1)->glued && is_number(token_at(x, i + 1)))
            iban(x, &i);
        else if (is_number(t))
            card(x, &i);
        t = &x->s->tokens[i];
        if (!t->taken && is_number(t))
            four_octets(x, &i);
        t = &x->s->tokens[i];
        if (!t->taken && t->kind != TOKEN_MARK && !t->arabic)
            colons(x, &i);
    }
}
