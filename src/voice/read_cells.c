/* SPDX-License-Identifier: GPL-3.0-or-later */
/* voice: what single cells of a dialogue's tables say: ids, votes, truth, moderation, times. */
#include "voice/read_priv.h"
#include "place/place.h"

bool read_id(struct str cell, int64_t *out)
{
    return str_to_int(cell, out) && *out >= 0;
}

struct word {
    int value;
    const char *word;
};

/* As people write it, in any case and with marks as they like. */
static bool find(struct str cell, const struct word *list, size_t n, int *out)
{
    enum { WORD_MOST = 60 };
    struct buf asked CLEANUP(buf_end) = {0}, known CLEANUP(buf_end) = {0};
    if (cell.n > WORD_MOST)
        return false;
    name_fold(cell, &asked);
    for (size_t i = 0; i < n; i++) {
        buf_clear(&known);
        name_fold(str_of(list[i].word), &known);
        if (known.n == asked.n && str_eq(buf_view(&known), buf_view(&asked))) {
            *out = list[i].value;
            return true;
        }
    }
    return false;
}

bool read_vote(struct str cell, int *out)
{
    static const struct word words[] = {{1, "agree"}, {-1, "disagree"}, {0, "pass"}, {1, "agrees"}, {-1, "disagrees"}, {0, "passes"}, {0, "unsure"},
        {1, "موافق"}, {1, "موافقة"}, {1, "أوافق"}, {-1, "غير موافق"}, {-1, "غير موافقة"}, {-1, "لا أوافق"}, {-1, "معارض"}, {0, "تجاوز"}, {0, "محايد"},
        {0, "امتناع"}, {1, "هاوڕام"}, {1, "هاوڕا"}, {-1, "هاوڕا نیم"}, {-1, "ناهاوڕا"}, {-1, "دژم"}, {0, "تێپەڕاندن"}, {0, "بێلایەن"}, {0, "تێدەپەڕم"}};
    int64_t n;
    if (cell.n == 1 && (*cell.p == '0' || *cell.p == '1')) {
        *out = *cell.p - '0';
        return true;
    }
    if (str_to_int(cell, &n)) {
        *out = (int)MAX_OF(MIN_OF(n, (int64_t)2), (int64_t)-2);
        return n >= -1 && n <= 1;
    }
    return cell.n && find(cell, words, ARRAY_LEN(words), out);
}

bool read_truth(struct str cell, bool *out)
{
    static const struct word words[] = {{1, "true"}, {1, "t"}, {1, "1"}, {1, "yes"}, {1, "نعم"}, {1, "بەڵێ"}, {0, "false"}, {0, "f"}, {0, "0"},
        {0, "no"}, {0, "لا"}, {0, "نەخێر"}};
    int v = 0;
    *out = false;
    if (cell.n && !find(cell, words, ARRAY_LEN(words), &v))
        return false;
    *out = v == 1;
    return true;
}

bool read_moderation(struct str cell, enum voice_moderation *out)
{
    static const struct word words[] = {{VOICE_ACCEPTED, "accepted"}, {VOICE_ACCEPTED, "approved"}, {VOICE_REJECTED, "rejected"},
        {VOICE_NOT_MODERATED, "not moderated"}, {VOICE_NOT_MODERATED, "unmoderated"}, {VOICE_ACCEPTED, "مقبول"}, {VOICE_ACCEPTED, "مقبولة"},
        {VOICE_REJECTED, "مرفوض"}, {VOICE_REJECTED, "مرفوضة"}, {VOICE_ACCEPTED, "پەسەندکراو"}, {VOICE_REJECTED, "ڕەتکراوە"}};
    int64_t n;
    int v = VOICE_NOT_MODERATED;
    bool whole = str_to_int(cell, &n);
    if (whole ? n < -1 || n > 1 : cell.n && !find(cell, words, ARRAY_LEN(words), &v))
        return false;
    *out = whole ? (enum voice_moderation)n : (enum voice_moderation)v;
    return true;
}

/* ---- times ---- */

static bool two(struct str *s, char before, int most, int64_t *out)
{
    size_t skip = before ? 1 : 0;
    if (s->n < skip + 2 || (before && s->p[0] != before) || s->p[skip] < '0' || s->p[skip] > '9' || s->p[skip + 1] < '0' || s->p[skip + 1] > '9')
        return false;
    *out = (s->p[skip] - '0') * 10 + (s->p[skip + 1] - '0');
    *s = (struct str){s->p + skip + 2, s->n - skip - 2};
    return *out <= most;
}

/* "Z", "+03:00", "-0330", or nothing: minutes ahead of UTC. */
static bool zone(struct str s, int64_t *minutes)
{
    int64_t hours = 0, rest = 0;
    *minutes = 0;
    if (!s.n || str_is(s, "Z") || str_is(s, "z"))
        return true;
    if (s.p[0] != '+' && s.p[0] != '-')
        return false;
    bool west = s.p[0] == '-';
    s = (struct str){s.p + 1, s.n - 1};
    if (!two(&s, 0, 14, &hours) || (s.n && !two(&s, s.p[0] == ':' ? ':' : 0, 59, &rest)) || s.n)
        return false;
    *minutes = (hours * 60 + rest) * (west ? -1 : 1);
    return true;
}

/* What stands behind the day: "T09:30", " 09:30:15.250+03:00". */
static bool clock_time(struct str s, int64_t *ms)
{
    int64_t hour, minute, second = 0, part = 0, scale = 100, ahead;
    *ms = 0;
    if (!s.n)
        return true;
    if ((s.p[0] != 'T' && s.p[0] != 't' && s.p[0] != ' '))
        return false;
    s = (struct str){s.p + 1, s.n - 1};
    if (!two(&s, 0, 23, &hour) || !two(&s, ':', 59, &minute) || (s.n && s.p[0] == ':' && !two(&s, ':', 60, &second)))
        return false;
    if (s.n && s.p[0] == '.')
        for (s = (struct str){s.p + 1, s.n - 1}; s.n && *s.p >= '0' && *s.p <= '9'; s = (struct str){s.p + 1, s.n - 1}, scale /= 10)
            part += (*s.p - '0') * scale;
    if (!zone(s, &ahead))
        return false;
    *ms = ((hour * 60 + minute - ahead) * 60 + second) * 1000 + part;
    return true;
}

/* Whole numbers under this are seconds: as milliseconds they would lie before 1973, as seconds the next ones lie after the year 5000. */
#define SECONDS_BELOW INT64_C(100000000000)
#define MS_MOST INT64_C(32503680000000) /* the year 3000 */

bool read_ms(struct str cell, int64_t *out)
{
    enum { DAY_LETTERS = 10 };
    int64_t n, ms;
    double real;
    struct day first, last;
    if (str_to_int(cell, &n) || (str_to_real(cell, &real) && fabs(real) < 4e15 && (n = (int64_t)real, true))) {
        if (n >= 1000 && n < 3000) /* a year is no moment */
            return false;
        *out = n < SECONDS_BELOW ? n * 1000 : n;
        return n >= 0 && *out < MS_MOST;
    }
    if (cell.n < DAY_LETTERS || !day_parse((struct str){cell.p, DAY_LETTERS}, &first, &last) || first.n != last.n)
        return false;
    if (!clock_time((struct str){cell.p + DAY_LETTERS, cell.n - DAY_LETTERS}, &ms))
        return false;
    *out = (int64_t)first.n * 86400000 + ms;
    return true;
}
