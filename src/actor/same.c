/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "actor/same.h"
#include "actor/actor_priv.h"

/* ---- words ------------------------------------------------------------------------------------- */

/* Words of one meaning; the first stands for all. */
static const char *const meanings[][10] = {
    {"ministry", "min", "وزارة", "وەزارەت", "وەزارەتی"}, {"government", "govt", "gov", "حكومة", "حکوومەت", "حکوومەتی", "حکومەتی"},
    {"directorate", "dir", "مديرية", "بەڕێوەبەرایەتی", "بەڕێوەبەرایەتیی"}, {"department", "dept", "دائرة", "فەرمانگە", "فەرمانگەی"},
    {"university", "univ", "جامعة", "زانکۆ", "زانکۆی"}, {"committee", "cttee", "لجنة", "لیژنە", "لیژنەی"},
    {"council", "مجلس", "ئەنجوومەن", "ئەنجوومەنی", "ئەنجومەن", "ئەنجومەنی"}, {"police", "شرطة", "پۆلیس", "پۆلیسی"}, {"court", "محكمة", "دادگا", "دادگای"},
    {"governor", "محافظ", "پارێزگار", "پارێزگاری"}, {"municipality", "بلدية", "شارەوانی", "شارەوانیی"}, {"interior", "داخلية", "ناوخۆ"}, {"justice", "عدل", "داد"},
    {"finance", "مالية", "دارایی"}, {"education", "تربية", "پەروەردە"}, {"health", "صحة", "تەندروستی"}, {"defence", "defense", "دفاع", "بەرگری"},
    {"foreign", "خارجية", "دەرەوە"}, {"planning", "تخطيط", "پلاندانان"}, {"international", "intl", "دولية", "دولي", "نێودەوڵەتی"}, {"national", "natl", "وطنية", "وطني", "نیشتمانی", "نیشتمانیی"},
};
/* Words that only join, and those for a legal form or kind, which a name can lose and be the same. */
static const char *const joining[] = {"the", "of", "for", "and", "in", "on", "at", "to", "by", "a", "an", "s", "de", "du", "des", "la", "le", "في", "من", "على", "و", "لە", "بۆ", "لەسەر"};
static const char *const forms[] = {"organization", "organisation", "org", "ngo", "ingo", "cso", "ltd", "limited", "llc", "inc", "incorporated", "company", "co", "corp", "gmbh", "plc", "sarl", "ev",
    "affairs", "منظمة", "المنظمة", "شؤون", "شركة", "ڕێکخراو", "ڕێکخراوی", "کاروباری", "کۆمپانیا", "کۆمپانیای"};

enum { MEANING_JOINS = ARRAY_LEN(meanings), MEANING_FORM, MEANINGS };
enum { TOKENS_MOST = 24, PAIRS_OF_ONE = 8, BLOCK_MOST = 64, ACRONYM_MOST = 8, LETTERS_LEAST = 8, LETTERS_MOST = 80, SOUNDS_LEAST = 4 };

static void known_add(struct word_map *m, struct arena *a, const char *word, uint32_t meaning)
{
    struct buf b CLEANUP(buf_end) = {0};
    actor_fold(str_of(word), &b);
    map_add(m, (struct str){arena_text(a, b.p, b.n), b.n}, meaning);
}

static void known_words(struct word_map *m, struct arena *a)
{
    map_begin(m, a, ARRAY_LEN(meanings) * ARRAY_LEN(meanings[0]) + ARRAY_LEN(joining) + ARRAY_LEN(forms));
    for (size_t i = 0; i < ARRAY_LEN(meanings); i++)
        for (size_t k = 0; k < ARRAY_LEN(meanings[i]) && meanings[i][k]; k++)
            known_add(m, a, meanings[i][k], (uint32_t)i);
    for (size_t i = 0; i < ARRAY_LEN(joining); i++)
        known_add(m, a, joining[i], MEANING_JOINS);
    for (size_t i = 0; i < ARRAY_LEN(forms); i++)
        known_add(m, a, forms[i], MEANING_FORM);
}

struct token {
    struct str text;
    uint32_t meaning; /* MEANINGS: none that is known */
};
struct name_words {
    struct buf fold;
    struct token list[TOKENS_MOST];
    size_t n;
    bool arabic;
};

static bool is_arabic(struct str s)
{
    for (size_t i = 0; i < s.n; i++)
        if ((unsigned char)s.p[i] >= 0xD8 && (unsigned char)s.p[i] <= 0xDB)
            return true;
    return false;
}

/* The article, alone or after "for", is no part of the word. */
static struct str bare(struct str t)
{
    static const char *const before[] = {"ال", "لل"};
    for (size_t i = 0; i < ARRAY_LEN(before); i++)
        if (t.n >= strlen(before[i]) + 4 && str_starts(t, before[i]))
            return (struct str){t.p + strlen(before[i]), t.n - strlen(before[i])};
    return t;
}

static struct token token_of(const struct word_map *known, struct str t)
{
    const struct map_entry *x = map_first(known, t);
    if (x)
        return (struct token){t, x->node};
    t = bare(t);
    x = map_first(known, t);
    return (struct token){t, x ? x->node : MEANINGS};
}

static void words_of(const struct word_map *known, struct str name, struct name_words *w)
{
    buf_clear(&w->fold);
    actor_fold(name, &w->fold);
    w->n = 0;
    w->arabic = is_arabic(buf_view(&w->fold));
    for (size_t i = 0, end; i < w->fold.n && w->n < TOKENS_MOST; i = end + 1) {
        for (end = i; end < w->fold.n && w->fold.p[end] != ' ';)
            end++;
        if (end > i)
            w->list[w->n++] = token_of(known, (struct str){w->fold.p + i, end - i});
    }
}

static bool counts(const struct token *t, bool with_forms)
{
    return t->meaning != MEANING_JOINS && (with_forms || t->meaning != MEANING_FORM);
}

static struct str meaning_text(const struct token *t)
{
    return t->meaning < ARRAY_LEN(meanings) ? str_of(meanings[t->meaning][0]) : t->text;
}

static int by_text(const void *a, const void *b)
{
    return str_compare(*(const struct str *)a, *(const struct str *)b);
}

/* ---- keys -------------------------------------------------------------------------------------- */

enum role { ROLE_ANY, ROLE_ACRONYM, ROLE_INITIALS, ROLE_LATIN, ROLE_ARABIC };
struct key {
    uint64_t hash;
    uint32_t actor, name; /* name: of that actor */
    uint8_t why, role;
};
struct keys {
    struct key *list;
    size_t n, room;
    struct buf b;
    uint32_t actor, name;
};

static void key_add(struct keys *k, enum same_why why, enum role role)
{
    if (!k->b.n)
        return;
    GROW(k->list, k->n, k->room);
    enum same_why space = why == SAME_TONGUE ? SAME_WORDS : why; /* those of one space meet */
    k->list[k->n++] = (struct key){hash_64(k->b.p, k->b.n, (uint64_t)space), k->actor, k->name, (uint8_t)space, (uint8_t)role};
}

/* Words by their meaning, sorted. */
static void key_words(struct keys *k, const struct name_words *w, bool with_forms)
{
    struct str list[TOKENS_MOST];
    size_t n = 0;
    for (size_t i = 0; i < w->n; i++)
        if (counts(&w->list[i], with_forms))
            list[n++] = meaning_text(&w->list[i]);
    if (n)
        qsort(list, n, sizeof *list, by_text);
    buf_clear(&k->b);
    for (size_t i = 0; i < n; i++)
        buf_f(&k->b, "%.*s ", STR_F(list[i]));
    key_add(k, with_forms ? SAME_WORDS : SAME_FORM, w->arabic ? ROLE_ARABIC : ROLE_LATIN);
}

static void together(const struct name_words *w, struct buf *out)
{
    buf_clear(out);
    for (size_t i = 0; i < w->n; i++)
        if (counts(&w->list[i], true))
            buf_str(out, w->list[i].text);
}

static size_t letter_at(const char *p, size_t n)
{
    size_t end = 1;
    while (end < n && ((unsigned char)p[end] & 0xC0) == 0x80)
        end++;
    return end;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Itself, and itself with each of its letters left out: two that share one of these are a letter apart, or two. Numbers tell things apart. */
static void key_letters(struct keys *k, const struct name_words *w)
{
    struct buf whole CLEANUP(buf_end) = {0};
    size_t letters = 0;
    together(w, &whole);
    for (size_t i = 0; i < whole.n; i += letter_at(whole.p + i, whole.n - i))
        letters++;
    buf_clear(&k->b);
    buf_str(&k->b, buf_view(&whole));
    key_add(k, SAME_SPACING, ROLE_ANY);
    if (letters < LETTERS_LEAST || letters > LETTERS_MOST)
        return;
    key_add(k, SAME_LETTER, ROLE_ANY);
    for (size_t i = 0, step; i < whole.n; i += step) {
        step = letter_at(whole.p + i, whole.n - i);
        if (is_digit(whole.p[i]))
            continue;
        buf_clear(&k->b);
        buf_add(&k->b, whole.p, i);
        buf_add(&k->b, whole.p + i + step, whole.n - i - step);
        key_add(k, SAME_LETTER, ROLE_ANY);
    }
}

/* "SMC", "S.M.C.": two to eight capitals. */
static bool acronym(struct str name, struct buf *out)
{
    buf_clear(out);
    for (size_t i = 0; i < name.n; i++) {
        if (name.p[i] >= 'A' && name.p[i] <= 'Z')
            buf_char(out, (char)(name.p[i] - 'A' + 'a'));
        else if (name.p[i] != '.')
            return false;
    }
    return out->n >= 2 && out->n <= ACRONYM_MOST;
}

static void key_initials(struct keys *k, struct str name, bool said_acronym, const struct name_words *w)
{
    if (acronym(name, &k->b)) {
        key_add(k, SAME_ACRONYM, ROLE_ACRONYM);
        return;
    }
    for (int joins = 0; joins < 2 && !said_acronym && !w->arabic; joins++) { /* "of" counts in some: MoI */
        size_t n = 0, all = 0;
        buf_clear(&k->b);
        for (size_t i = 0; i < w->n; i++) {
            char c = w->list[i].text.p[0];
            bool in = (joins || counts(&w->list[i], true)) && c >= 'a' && c <= 'z';
            all += counts(&w->list[i], true);
            n += in;
            if (in)
                buf_char(&k->b, c);
        }
        if (all >= 2 && n <= ACRONYM_MOST)
            key_add(k, SAME_ACRONYM, ROLE_INITIALS);
    }
}

/* Consonants alone, as nearly one in both scripts; what one script lacks falls together with what is written instead. */
static void skeleton(struct str text, struct buf *out)
{
    static const struct {
        const char *letters;
        char sound;
    } arabic[] = {{"ب پ", 'b'}, {"ت ط", 't'}, {"ث", 't'}, {"ج چ غ گ", 'g'}, {"ح خ", 'h'}, {"د ض ذ", 'd'}, {"ر ڕ", 'r'}, {"ز ظ ژ", 's'}, {"س ص", 's'}, {"ش", 's'}, {"ف ڤ", 'f'},
        {"ق ك ک", 'k'}, {"ل ڵ", 'l'}, {"م", 'm'}, {"ن", 'n'}};
    static const char latin[] = "bbctddffggkkllmmnnpbqkrrsstthhvfzsjgxk"; /* in pairs: letter, sound */
    for (size_t i = 0, step; i < text.n; i += step) {
        char sound = 0;
        step = letter_at(text.p + i, text.n - i);
        for (size_t k = 0; step == 1 && k + 1 < sizeof latin; k += 2)
            if (latin[k] == text.p[i])
                sound = latin[k] == 'c' ? 'k' : latin[k + 1];
        for (size_t k = 0; step > 1 && !sound && k < ARRAY_LEN(arabic); k++)
            if (memmem(arabic[k].letters, strlen(arabic[k].letters), text.p + i, step))
                sound = arabic[k].sound;
        if (sound && (sound != 'h' || step > 1) && !(out->n && out->p[out->n - 1] == sound)) /* h says little in Latin: sh, kh, th */
            buf_char(out, sound);
    }
}

static void key_sounds(struct keys *k, const struct name_words *w)
{
    struct buf parts[TOKENS_MOST] = {{0}};
    struct str list[TOKENS_MOST];
    size_t n = 0, sounds = 0;
    for (size_t i = 0; i < w->n; i++) {
        const struct token *t = &w->list[i];
        if (!counts(t, false))
            continue;
        if (t->meaning < ARRAY_LEN(meanings)) {
            list[n++] = str_of(meanings[t->meaning][0]);
            continue;
        }
        skeleton(t->text, &parts[i]);
        sounds += parts[i].n;
        if (parts[i].n)
            list[n++] = buf_view(&parts[i]);
    }
    if (n)
        qsort(list, n, sizeof *list, by_text);
    buf_clear(&k->b);
    for (size_t i = 0; i < n; i++)
        buf_f(&k->b, "%.*s ", STR_F(list[i]));
    if (sounds >= SOUNDS_LEAST)
        key_add(k, SAME_SOUND, w->arabic ? ROLE_ARABIC : ROLE_LATIN);
    for (size_t i = 0; i < TOKENS_MOST; i++)
        buf_end(&parts[i]);
}

static void keys_of(const struct roster *r, const struct word_map *known, struct keys *k)
{
    struct name_words w = {{0}, {{{0}, 0}}, 0, false};
    for (size_t i = 0; i < roster_size(r); i++) {
        const struct actor *x = roster_at(r, i);
        for (size_t name = 0; name < x->name_n; name++) {
            const struct actor_named *named = &x->names[name];
            k->actor = (uint32_t)i;
            k->name = (uint32_t)name;
            words_of(known, named->name, &w);
            key_initials(k, str_trim(named->name), str_is(named->sort, "acronym"), &w);
            if (str_is(named->sort, "acronym"))
                continue;
            key_words(k, &w, true);
            key_words(k, &w, false);
            key_letters(k, &w);
            key_sounds(k, &w);
        }
    }
    buf_end(&w.fold);
}

/* ---- pairs ------------------------------------------------------------------------------------- */

struct pairs {
    const struct roster *r;
    struct same_proposal *list;
    size_t n, room;
};

static struct str name_at(const struct roster *r, const struct key *k)
{
    return roster_at(r, k->actor)->names[k->name].name;
}

static bool ruled_out(const struct roster *r, uint32_t one, uint32_t other)
{
    const struct actor *x = roster_at(r, one);
    struct buf b CLEANUP(buf_end) = {0};
    for (size_t i = 0; i <= x->name_n; i++) {
        buf_clear(&b);
        actor_fold(i < x->name_n ? x->names[i].name : x->key, &b);
        for (const struct map_entry *m = map_first(&r->others, buf_view(&b)); m; m = map_next(&r->others, m))
            if (m->node == other)
                return true;
    }
    return false;
}

/* Do these two keys of one hash say what their space says? */
static bool meets(const struct key *x, const struct key *y, enum same_why *why)
{
    *why = (enum same_why)x->why;
    switch (*why) {
    case SAME_ACRONYM: return x->role == ROLE_ACRONYM || y->role == ROLE_ACRONYM;
    case SAME_SOUND: return x->role != y->role;
    case SAME_WORDS:
    case SAME_FORM:
        *why = x->role == y->role ? *why : SAME_TONGUE;
        return true;
    default: return true;
    }
}

/* At most one letter is other, more or less. */
static bool letter_apart(struct str a, struct str b)
{
    size_t head = 0, tail = 0;
    while (head < a.n && head < b.n && a.p[head] == b.p[head])
        head++;
    while (head && head < a.n && ((unsigned char)a.p[head] & 0xC0) == 0x80)
        head--;
    while (tail < a.n - head && tail < b.n - head && a.p[a.n - 1 - tail] == b.p[b.n - 1 - tail])
        tail++;
    while (tail && ((unsigned char)a.p[a.n - tail] & 0xC0) == 0x80)
        tail--;
    struct str x = {a.p + head, a.n - head - tail}, y = {b.p + head, b.n - head - tail};
    bool digit = (x.n && is_digit(x.p[0])) || (y.n && is_digit(y.p[0]));
    return !digit && (!x.n || letter_at(x.p, x.n) == x.n) && (!y.n || letter_at(y.p, y.n) == y.n);
}

static bool truly_near(const struct word_map *known, struct str a, struct str b)
{
    struct name_words x = {{0}, {{{0}, 0}}, 0, false}, y = x;
    struct buf p CLEANUP(buf_end) = {0}, q CLEANUP(buf_end) = {0};
    words_of(known, a, &x);
    words_of(known, b, &y);
    together(&x, &p);
    together(&y, &q);
    bool near = letter_apart(buf_view(&p), buf_view(&q));
    buf_end(&x.fold);
    buf_end(&y.fold);
    return near;
}

static bool keeps(const struct roster *r, uint32_t x, uint32_t y, bool acronym_x)
{
    bool a = roster_at(r, x)->declared, b = roster_at(r, y)->declared;
    if (a != b)
        return a;
    return acronym_x ? false : x < y;
}

static void pair_add(struct pairs *p, const struct word_map *known, const struct key *x, const struct key *y)
{
    enum same_why why;
    if (x->actor == y->actor || !meets(x, y, &why))
        return;
    bool x_short = x->role == ROLE_ACRONYM && y->role == ROLE_INITIALS;
    const struct key *other = keeps(p->r, x->actor, y->actor, x_short) ? x : y, *one = other == x ? y : x;
    if (ruled_out(p->r, one->actor, other->actor) || ruled_out(p->r, other->actor, one->actor) ||
        (why == SAME_LETTER && !truly_near(known, name_at(p->r, one), name_at(p->r, other))))
        return;
    GROW(p->list, p->n, p->room);
    p->list[p->n++] = (struct same_proposal){one->actor, other->actor, why, 0, name_at(p->r, one), name_at(p->r, other)};
}

static int by_hash(const void *a, const void *b)
{
    const struct key *x = a, *y = b;
    if (x->hash != y->hash)
        return x->hash < y->hash ? -1 : 1;
    if (x->actor != y->actor)
        return x->actor < y->actor ? -1 : 1;
    return (x->name > y->name) - (x->name < y->name);
}

/* Each with a few before it: those of the lowest numbers are declared, and come first. */
static void block(struct pairs *p, const struct word_map *known, const struct key *list, size_t n)
{
    for (size_t i = 1; i < MIN_OF(n, (size_t)BLOCK_MOST); i++)
        for (size_t k = 0; k < MIN_OF(i, (size_t)PAIRS_OF_ONE); k++)
            pair_add(p, known, &list[i], &list[k]);
}

static int by_pair(const void *a, const void *b)
{
    const struct same_proposal *x = a, *y = b;
    if (x->one != y->one)
        return x->one < y->one ? -1 : 1;
    if (x->other != y->other)
        return x->other < y->other ? -1 : 1;
    if (x->why != y->why)
        return x->why < y->why ? -1 : 1;
    int c = str_compare(x->as, y->as);
    return c ? c : str_compare(x->with, y->with);
}

static unsigned doubt_of(const struct roster *r, const struct same_proposal *p)
{
    const struct actor *x = roster_at(r, p->one), *y = roster_at(r, p->other);
    unsigned doubt = x->kind && y->kind && x->kind != y->kind ? SAME_DOUBT_KIND : SAME_DOUBT_NONE;
    return doubt | (x->place.n && y->place.n && !str_eq(x->place, y->place) ? SAME_DOUBT_PLACE : SAME_DOUBT_NONE);
}

/* Those of one name: where some of them are declared, the others say nothing more. Several that are declared, or that initials may stand for, are each in doubt. */
static size_t settle_one(const struct roster *r, struct same_proposal *list, size_t n)
{
    size_t declared = 0, initials = 0, kept = 0;
    for (size_t i = 0; i < n; i++) {
        declared += roster_at(r, list[i].other)->declared;
        initials += list[i].why == SAME_ACRONYM;
    }
    bool several = declared ? declared > 1 : initials > 1;
    for (size_t i = 0; i < n; i++) {
        if (declared && !roster_at(r, list[i].other)->declared)
            continue;
        bool both = list[i].why == SAME_ACRONYM && roster_at(r, list[i].one)->declared; /* two who declare the same letters are two, as far as is known */
        list[kept] = list[i];
        list[kept++].doubt = doubt_of(r, &list[i]) | (several || both ? SAME_DOUBT_SEVERAL : SAME_DOUBT_NONE);
    }
    return kept;
}

/* Of each pair the surest reason. */
static void settle(struct pairs *p)
{
    size_t n = 0, kept = 0;
    if (p->n)
        qsort(p->list, p->n, sizeof *p->list, by_pair);
    for (size_t i = 0; i < p->n; i++)
        if (!n || p->list[n - 1].one != p->list[i].one || p->list[n - 1].other != p->list[i].other)
            p->list[n++] = p->list[i];
    for (size_t i = 0, end; i < n; i = end) {
        for (end = i + 1; end < n && p->list[end].one == p->list[i].one;)
            end++;
        size_t of_one = settle_one(p->r, p->list + i, end - i);
        memmove(p->list + kept, p->list + i, of_one * sizeof *p->list);
        kept += of_one;
    }
    p->n = kept;
}

void same_propose(const struct roster *r, struct arena *a, struct same_proposal **out, size_t *n)
{
    struct arena work CLEANUP(arena_end) = {0};
    struct word_map known;
    struct keys k = {0};
    struct pairs p = {.r = r};
    known_words(&known, &work);
    keys_of(r, &known, &k);
    if (k.n)
        qsort(k.list, k.n, sizeof *k.list, by_hash);
    for (size_t i = 0, end; i < k.n; i = end) {
        for (end = i + 1; end < k.n && k.list[end].hash == k.list[i].hash;)
            end++;
        block(&p, &known, k.list + i, end - i);
    }
    settle(&p);
    *out = ARENA_ARRAY(a, struct same_proposal, p.n + 1);
    *n = p.n;
    if (p.n)
        memcpy(*out, p.list, p.n * sizeof *p.list);
    free(p.list);
    free(k.list);
    buf_end(&k.b);
}

/* ---- where words stand ------------------------------------------------------------------------- */

static int by_stand(const void *a, const void *b)
{
    const struct same_stand *x = a, *y = b;
    int c = str_compare(x->words, y->words);
    if (c)
        return c;
    if (x->import != y->import)
        return x->import < y->import ? -1 : 1;
    return (x->line > y->line) - (x->line < y->line);
}

bool same_stands_read(struct store *s, struct arena *a, struct same_stands *out, struct err *e)
{
    struct same_stand *list = NULL;
    size_t n = 0, room = 0, kept = 0;
    struct rows *r CLEANUP(rows_drop) = store_rows(s,
        "SELECT actor_key, import, line FROM actor WHERE ended_by IS NULL"
        " UNION ALL SELECT from_actor, import, line FROM tie WHERE ended_by IS NULL UNION ALL SELECT to_actor, import, line FROM tie WHERE ended_by IS NULL"
        " UNION ALL SELECT actor, import, line FROM actor_score WHERE ended_by IS NULL UNION ALL SELECT reporter, import, line FROM project WHERE ended_by IS NULL"
        " UNION ALL SELECT x.actor, p.import, p.line FROM project AS p JOIN project_actor AS x ON x.origin = p.origin AND x.project = p.id WHERE p.ended_by IS NULL"
        " UNION ALL SELECT organisation, import, line FROM activity WHERE ended_by IS NULL UNION ALL SELECT implementer, import, line FROM activity WHERE ended_by IS NULL"
        " UNION ALL SELECT funder, import, line FROM activity WHERE ended_by IS NULL"
        " UNION ALL SELECT from_actor, import, line FROM contact WHERE ended_by IS NULL UNION ALL SELECT to_actor, import, line FROM contact WHERE ended_by IS NULL"
        " UNION ALL SELECT actor, import, line FROM promise WHERE ended_by IS NULL UNION ALL SELECT actor, import, line FROM reply WHERE ended_by IS NULL"
        " UNION ALL SELECT by_actor, import, line FROM restriction WHERE ended_by IS NULL UNION ALL SELECT owner, import, line FROM plan WHERE ended_by IS NULL", WITH_NOTHING);
    while (rows_next(r)) {
        struct str words = str_trim(rows_text(r, 0));
        if (!words.n)
            continue;
        GROW(list, n, room);
        list[n++] = (struct same_stand){arena_str(a, words), rows_int(r, 1), rows_int(r, 2), 1};
    }
    bool fine = rows_end(&r, e);
    if (n)
        qsort(list, n, sizeof *list, by_stand);
    for (size_t i = 0; i < n; i++) {
        if (kept && str_eq(list[kept - 1].words, list[i].words))
            list[kept - 1].rows++;
        else
            list[kept++] = list[i];
    }
    *out = (struct same_stands){ARENA_ARRAY(a, struct same_stand, kept + 1), kept};
    if (kept)
        memcpy(out->list, list, kept * sizeof *list);
    free(list);
    return fine;
}

const struct same_stand *same_stand_of(const struct same_stands *s, struct str words)
{
    size_t low = 0, high = s->n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int c = str_compare(s->list[middle].words, words);
        if (c == 0)
            return &s->list[middle];
        if (c < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

/* ---- decisions --------------------------------------------------------------------------------- */

bool same_decisions(struct store *s, struct arena *a, struct same_decision **out, size_t *n, struct err *e)
{
    struct same_decision *list = NULL;
    size_t used = 0, room = 0;
    struct rows *r CLEANUP(rows_drop) = store_rows(s, "SELECT x.name, x.actor_key, x.decision, x.said_by, x.day FROM actor_same AS x WHERE x.decision <> '' AND NOT EXISTS"
        " (SELECT 1 FROM actor_same AS later WHERE later.name = x.name AND later.actor_key = x.actor_key AND (later.day > x.day OR"
        " (later.day = x.day AND (later.origin > x.origin OR (later.origin = x.origin AND later.id > x.id))))) ORDER BY x.origin, x.id", WITH_NOTHING);
    while (rows_next(r)) {
        GROW(list, used, room);
        list[used++] = (struct same_decision){arena_str(a, rows_text(r, 0)), arena_str(a, rows_text(r, 1)), arena_str(a, rows_text(r, 2)), arena_str(a, rows_text(r, 3)), rows_day(r, 4)};
    }
    bool fine = rows_end(&r, e);
    *out = ARENA_ARRAY(a, struct same_decision, used + 1);
    *n = used;
    if (used)
        memcpy(*out, list, used * sizeof *list);
    free(list);
    return fine;
}
