/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What readers' pages share: what was asked, and the form that asks. */
#include "web/read_priv.h"
#include <assert.h>

enum { VALUE_SHOWN = 60 };
#define SHOWN_F(s) (int)MIN_OF((s).n, (size_t)VALUE_SHOWN), (s).p

/* ---- what was asked ---- */

static bool read_day(struct exchange *x, const char *name, bool last, struct day *out, struct err *e)
{
    struct str words = str_trim(web_query(x, name));
    struct day from, to;
    *out = DAY_NONE;
    if (!words.n)
        return true;
    if (!day_parse(words, &from, &to))
        return err_set(e, ERR_USAGE, "%s: \"%.*s\" is not a day, month or year; write 2024-05-31, 2024-05 or 2024", name, SHOWN_F(words));
    *out = last ? to : from;
    return true;
}

bool read_span(struct exchange *x, struct span_asked *out, struct err *e)
{
    if (!read_day(x, "from", false, &out->from, e) || !read_day(x, "to", true, &out->to, e))
        return false;
    if (day_known(out->from) && day_known(out->to) && out->from.n > out->to.n)
        return err_set(e, ERR_USAGE, "the period ends before it begins: `from` lies after `to`; change one of the two");
    return true;
}

bool read_place(struct exchange *x, const struct incident_columns *c, const char *name, int *place, struct err *e)
{
    struct str words = str_trim(web_query(x, name));
    size_t index = 0;
    *place = -1;
    if (!words.n)
        return true;
    if (!gazetteer_find(c->places, words, &index, e)) {
        e->code = ERR_USAGE;
        return false;
    }
    *place = (int)index;
    return true;
}

bool read_choice(struct exchange *x, const char *name, const char *const *words, size_t n, size_t *at, struct err *e)
{
    struct str value = web_query(x, name);
    struct buf list CLEANUP(buf_end) = {0};
    *at = 0;
    if (!value.n)
        return true;
    for (size_t i = 0; i < n; i++) {
        if (str_is(value, words[i])) {
            *at = i;
            return true;
        }
        buf_text(&list, i ? ", " : "");
        buf_text(&list, *words[i] ? words[i] : "nothing");
    }
    return err_set(e, ERR_USAGE, "%s: \"%.*s\" is not among what can be asked for: %s", name, SHOWN_F(value), list.p ? list.p : "");
}

bool read_number(struct exchange *x, const char *name, int64_t absent, int64_t most, int64_t *out, struct err *e)
{
    struct str value = str_trim(web_query(x, name));
    *out = absent;
    if (!value.n)
        return true;
    if (!str_to_int(value, out) || *out < 0 || *out > most)
        return err_set(e, ERR_USAGE, "%s: \"%.*s\" is not a whole number between 0 and %" PRId64, name, SHOWN_F(value), most);
    return true;
}

/* ---- addresses ---- */

static void add_part(struct buf *b, const char *name, struct str value)
{
    if (!value.n)
        return;
    buf_text(b, b->n ? "&" : "?");
    buf_text(b, name);
    buf_char(b, '=');
    buf_percent(b, value);
}

struct str query_of(struct exchange *x, const char *names, const char *name, struct str value)
{
    struct buf b CLEANUP(buf_end) = {0};
    for (const char *at = names; *at;) {
        size_t n = strcspn(at, " ");
        char *one = arena_text(&x->arena, at, n);
        if (!name || strcmp(one, name) != 0)
            add_part(&b, one, web_query(x, one));
        at += n + (at[n] == ' ');
    }
    if (name)
        add_part(&b, name, value);
    return b.n ? (struct str){arena_text(&x->arena, b.p, b.n), b.n} : STR("");
}

struct str place_named(struct exchange *x, const struct gazetteer *g, int place, const char **lang)
{
    const char *reader = language_code(x->speech.language), *is_in = NULL;
    struct str name = gazetteer_name(g, (size_t)place, reader, &is_in);
    *lang = is_in && *is_in && strcmp(is_in, reader) != 0 ? is_in : NULL;
    return name;
}

struct str place_key(const struct gazetteer *g, int place)
{
    const struct place *p = gazetteer_place(g, (size_t)place);
    return p->code.n ? p->code : p->name;
}

bool *sources_listed(struct exchange *x, const struct incident_columns *c)
{
    bool *out = ARENA_ARRAY(&x->arena, bool, c->source_n + 1);
    for (size_t i = 0; i < c->source_n; i++)
        out[i] = guard_record((enum licence)c->licences[i], x->who.id ? RECORD_LISTED : RECORD_PASSED_ON);
    return out;
}

/* ---- the form ---- */

void form_begin(struct exchange *x, const char *path)
{
    markup_f(&x->body, "<form class=\"ask\" method=\"get\" action=\"%s\">", path);
    form_kept(x, "lang");
}

void form_end(struct exchange *x, const char *button)
{
    markup_f(&x->body, "<div class=\"go\"><button type=\"submit\">%s</button></div></form>\n", web_say(x, button));
}

static void label(struct exchange *x, const char *name, const char *msgid)
{
    markup_f(&x->body, "<div class=\"fd\"><label for=\"q-%s\">%s</label>", name, web_say(x, msgid));
}

void form_month(struct exchange *x, const char *name, const char *msgid)
{
    struct str value = web_query(x, name);
    label(x, name, msgid);
    markup_f(&x->body, "<input type=\"month\" dir=\"ltr\" id=\"q-%s\" name=\"%s\" value=\"%.*s\" placeholder=\"2024-05\"></div>", name, name, STR_F(value));
}

void form_text(struct exchange *x, const char *name, const char *msgid, const char *hint, bool short_one)
{
    struct str value = web_query(x, name);
    label(x, name, msgid);
    markup_f(&x->body, "<input type=\"text\" dir=\"auto\" id=\"q-%s\" name=\"%s\" value=\"%.*s\" placeholder=\"%s\" class=\"%s\"></div>", name, name, STR_F(value), hint, short_one ? "few" : "");
}

void form_select(struct exchange *x, const char *name, const char *msgid, const char *const *values, const char *const *labels, size_t n)
{
    struct str value = web_query(x, name);
    label(x, name, msgid);
    markup_f(&x->body, "<select id=\"q-%s\" name=\"%s\">", name, name);
    for (size_t i = 0; i < n; i++) {
        if (str_is(value, values[i]))
            markup_f(&x->body, "<option value=\"%s\" selected>%s</option>", values[i], labels[i]);
        else
            markup_f(&x->body, "<option value=\"%s\">%s</option>", values[i], labels[i]);
    }
    markup_f(&x->body, "</select></div>");
}

void form_kept(struct exchange *x, const char *name)
{
    struct str value = web_query(x, name);
    if (value.n)
        markup_f(&x->body, "<input type=\"hidden\" name=\"%s\" value=\"%.*s\">", name, STR_F(value));
}
