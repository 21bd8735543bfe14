/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bringing files in: choose one, see what would come of it, and then bring it in or not. */
#include "web/upload_priv.h"

#define UPLOAD_MEGABYTES 512

/* ---- choosing ---- */

static void put_choice(struct exchange *x, const char *name, const char *label, const char *hint, const char *const *values, size_t n)
{
    struct buf *b = &x->body;
    markup_f(b, "<p><label for=\"%s\">%s</label><select id=\"%s\" name=\"%s\"><option value=\"\">%s</option>", name, web_say(x, label), name, name, web_say(x, hint));
    for (size_t i = 0; i < n; i++)
        markup_f(b, "<option>%s</option>", values[i]);
    buf_text(b, "</select></p>\n");
}

static void put_text(struct exchange *x, const char *name, const char *label)
{
    markup_f(&x->body, "<p><label for=\"%s\">%s</label><input id=\"%s\" name=\"%s\" maxlength=\"200\" dir=\"auto\"></p>\n", name, web_say(x, label), name, name);
}

static void put_options(struct exchange *x)
{
    static const char *const levels[] = {"0", "1", "2", "3"}, *const dates[] = {"dmy", "mdy"}, *const encodings[] = {"utf-16", "windows-1256", "windows-1252"};
    const char *layouts[64];
    size_t n = 0;
    for (; n < ARRAY_LEN(layouts) && intake_layout(n); n++)
        layouts[n] = intake_layout(n);
    put_text(x, "source", T("name of the source, where it is not the layout's own"));
    markup_f(&x->body, "<p><label><input type=\"checkbox\" name=\"public\" value=\"yes\"> %s</label></p>\n", web_say(x, T("Others published this, person by person (dialogues), or as summaries (findings)")));
    markup_f(&x->body, "<details><summary>%s</summary>\n", web_say(x, T("More about the file")));
    put_choice(x, "layout", T("Layout"), T("as found from its content"), layouts, n);
    put_choice(x, "level", T("level of borders: 1 governorates, 2 districts"), T("as the file says"), levels, ARRAY_LEN(levels));
    put_text(x, "layer", T("the one layer meant, of a file of borders that has several"));
    put_text(x, "sheet", T("sheet of a spreadsheet, where it is not the first that fits"));
    put_choice(x, "encoding", T("encoding of the text, where it is not UTF-8: windows-1256, windows-1252, utf-16"), T("as found from its content"), encodings, ARRAY_LEN(encodings));
    put_choice(x, "dates", T("order of day and month in dates like 03/04/2018"), T("as found from its content"), dates, ARRAY_LEN(dates));
    put_text(x, "dialogue", T("what the dialogue is called, where it is not as its folder or file"));
    put_text(x, "map", T("an incident table whose columns are called otherwise: which is which; kept under the name of --as"));
    buf_text(&x->body, "</details>\n");
}

/* Whoever left the preview of a file finds it again here. */
static void put_waiting(struct exchange *x)
{
    struct held_told list[HELD_ACCOUNT_MOST];
    size_t n = held_list(x, list, ARRAY_LEN(list));
    if (n)
        markup_f(&x->body, "<h2>%s</h2>\n<ul>", web_say(x, T("Files that wait for you to decide")));
    for (size_t i = 0; i < n; i++)
        markup_f(&x->body, "<li><a href=\"/upload/%s\"><bdi>%s</bdi></a></li>", list[i].id, list[i].name);
    if (n)
        buf_text(&x->body, "</ul>\n");
}

/* `notice`: why nothing came of a file, or NULL; `detail`: the same at length, in English, or NULL. */
static void form_page(struct exchange *x, const char *notice, const char *detail)
{
    struct buf *b = &x->body;
    web_begin(x, &(struct web_frame){.title = str_of(web_say(x, T("Bring in a file"))), .section = "upload", .narrow = true});
    if (notice)
        markup_f(b, "<p role=\"alert\"><b>%s</b></p>\n", web_say(x, notice));
    if (detail)
        web_put_cause(x, b, "p", str_of(detail));
    put_waiting(x);
    markup_f(b, "<p>%s</p>\n", web_say(x, T("You see first what would come of it; nothing is written until you say so. The file is read in a place of its own that can reach nothing else.")));
    markup_f(b, "<form method=\"post\" action=\"/upload\" enctype=\"multipart/form-data\"><input type=\"hidden\" name=\"token\" value=\"%s\">\n", x->form_token);
    struct str size = WEB_TOLD(x, T("The file: a table (CSV or XLSX), borders, or a dialogue; at most {n} megabytes"), WEB_SLOT("n", web_number(x, UPLOAD_MEGABYTES)));
    markup_f(b, "<p><label for=\"file\">%.*s</label><input type=\"file\" id=\"file\" name=\"file\" required></p>\n", STR_F(size));
    put_options(x);
    markup_f(b, "<p><button>%s</button></p></form>\n<p><a href=\"/imports\">%s</a></p>\n", web_say(x, T("See what would come of it")), web_say(x, T("Imports, oldest first")));
    web_end(x);
}

static bool form_run(struct exchange *x, struct err *e)
{
    (void)e;
    form_page(x, NULL, NULL);
    return true;
}

/* ---- sending ---- */

static int64_t level_of(struct str wished) /* -1: none of the list */
{
    int64_t level;
    return str_to_int(wished, &level) && level >= 0 && level <= 3 ? level : -1;
}

static struct intake_options options_of(struct exchange *x)
{
    int64_t level = level_of(web_field(x, "level"));
    return (struct intake_options){.source = web_field(x, "source"), .sheet = web_field(x, "sheet"), .encoding = web_field(x, "encoding"), .layout = web_field(x, "layout"),
        .map = web_field(x, "map"), .dates = web_field(x, "dates"), .layer = web_field(x, "layer"), .dialogue = web_field(x, "dialogue"), .level = (int)level,
        .published = web_field(x, "public").n > 0, .meta_file = "", .who = x->who.name, .time = web_time_text(x)};
}

/* As it is called where it comes from, without folders; for words to people. */
static const char *shown_name(struct exchange *x, struct str file)
{
    for (size_t i = 0; i < file.n; i++)
        if (file.p[i] == '/' || file.p[i] == '\\') {
            file = (struct str){file.p + i + 1, file.n - i - 1};
            i = (size_t)-1;
        }
    return file.n && file.n <= 200 ? arena_text(&x->arena, file.p, file.n) : "file";
}

/* What is wrong with a file is said above the form, so that it can be sent again with what was missing; all else is a failure. */
static bool not_taken(struct exchange *x, const struct err *e)
{
    if (e->code != ERR_INPUT)
        return false;
    x->status = 400;
    form_page(x, T("This file was not understood, and nothing was changed. What the words below call --as, --map, --encoding or --dates stands under “More about the file”."), e->text);
    return true;
}

static bool send_run(struct exchange *x, struct err *e)
{
    if (x->upload_n != 1 || x->uploads[0].size == 0)
        return err_set(e, ERR_INPUT, x->upload_n > 1 ? "send one file at a time" : "no file came, or an empty one: choose one, and send the form again");
    struct str level = web_field(x, "level"), dates = web_field(x, "dates");
    if (!web_offered("level", level, level_of(level) >= 0, e) || !web_offered("dates", dates, str_is(dates, "dmy") || str_is(dates, "mdy"), e) || !web_tick_offered(x, "public", e))
        return false;
    struct intake_options o = options_of(x);
    struct intake_reading r = {.fd = x->uploads[0].fd, .name = shown_name(x, x->uploads[0].file), .size = x->uploads[0].size};
    struct held *h = NULL;
    int answer = -1;
    if (!intake_parse(x->store, &o, &r, &answer, e))
        return not_taken(x, e);
    if (!held_keep(x, &o, &r, answer, &h, e)) {
        if (e->code != ERR_DENIED)
            return false;
        x->status = 409;
        form_page(x, T("There is no room for another file now. Bring in or drop those that wait, and send it again; nothing waits longer than half an hour."), NULL);
        return true;
    }
    /* What the reader found wrong is said now, and the file not kept. */
    struct intake_looked looked;
    struct intake *in = intake_begin(x->store, &o, NULL);
    bool fine = held_take(h, in, &looked, e);
    intake_end(&in);
    struct held_told t;
    held_tell(h, &t);
    if (fine) {
        fine = web_go(x, "/upload/%s", t.id);
    } else {
        held_forget(h);
        fine = not_taken(x, e);
    }
    held_drop(&h);
    return fine;
}

/* ---- one file ---- */

static void put_working(struct exchange *x, const struct held_told *t)
{
    struct buf *b = &x->body;
    int64_t percent = t->total > 0 ? (int64_t)(100 * MIN_OF(t->done / t->total, 1.0)) : 0;
    markup_f(b, "<p role=\"status\">%s</p>\n", web_say(x, t->writing ? T("It is being written. Until it is whole, nobody sees anything of it.") : T("It is compared with what the register has.")));
    if (t->total > 0)
        markup_f(b, "<p><progress max=\"100\" value=\"%lld\">%lld</progress></p>\n", (long long)percent, (long long)percent);
    web_form(x, arena_f(&x->arena, "/upload/%s", t->id));
    markup_f(b, "<p><button name=\"do\" value=\"stop\">%s</button></p></form>\n", web_say(x, T("Stop: leave the register as it was")));
}

static void put_done(struct exchange *x, const struct held_told *t)
{
    struct buf *b = &x->body;
    if (t->stage == HELD_FAILED) {
        markup_f(b, "<p role=\"alert\"><b>%s</b></p>", web_say(x, T("It was not brought in; the register is as it was.")));
        web_put_cause(x, b, "p", str_of(t->e.text));
    } else if (t->same || t->nothing) {
        markup_f(b, "<p role=\"status\">%s</p>\n", web_say(x, T("All that is in this file was in the register already; nothing was changed.")));
    } else {
        markup_f(b, "<p role=\"status\"><b>%s</b></p>\n", web_say(x, T("It is in the register.")));
    }
    if (t->import)
        markup_f(b, "<p><a href=\"/imports/%lld\">%.*s</a></p>\n", (long long)t->import, STR_F(WEB_TOLD(x, T("Import {id}"), WEB_SLOT("id", web_number(x, t->import)))));
    markup_f(b, "<p><a href=\"/upload/%s/refused.csv\">%s</a></p>\n<p><a href=\"/upload\">%s</a></p>\n", t->id, web_say(x, T("The refused rows, with reasons (CSV)")), web_say(x, T("Bring in a file")));
}

/* Its time is over, or the server began anew meanwhile: what waits is in memory alone, and a new worker knows nothing of it. */
static bool gone(struct exchange *x, struct err *e)
{
    if (e->code != ERR_ABSENT)
        return false;
    x->status = 404;
    web_begin(x, &(struct web_frame){.title = str_of(web_say(x, T("This file is no longer here"))), .section = "upload", .narrow = true});
    markup_f(&x->body, "<p>%s</p><p><a href=\"/upload\">%s</a></p>\n", web_say(x, T("A file that waits is kept for half an hour, for whoever sent it, and not when the server begins anew or gets a new certificate. Nothing of it was written: please send it once more.")),
        web_say(x, T("Bring in a file")));
    web_end(x);
    return true;
}

static bool one_run(struct exchange *x, struct err *e)
{
    struct held *h CLEANUP(held_drop) = NULL;
    struct held_told t;
    if (!held_find(x, x->parameters[0], &h, e))
        return gone(x, e);
    held_tell(h, &t);
    if (t.stage == HELD_WAITS)
        return preview_page(x, h, &t, e);
    web_begin(x, &(struct web_frame){.title = str_of(t.name), .section = "upload", .narrow = true, .refresh = t.stage == HELD_WORKS ? 2 : 0});
    if (t.stage == HELD_WORKS)
        put_working(x, &t);
    else
        put_done(x, &t);
    web_end(x);
    return true;
}

static bool decide_run(struct exchange *x, struct err *e)
{
    struct held *h CLEANUP(held_drop) = NULL;
    struct str what = web_field(x, "do");
    struct held_told t;
    if (!held_find(x, x->parameters[0], &h, e))
        return gone(x, e);
    held_tell(h, &t);
    if (str_is(what, "import"))
        return held_begin(x, h, e) && web_go(x, "/upload/%s", t.id);
    if (!str_is(what, "drop") && !str_is(what, "stop"))
        return err_set(e, ERR_INPUT, "the form says neither to bring the file in nor to drop it");
    held_forget(h);
    return web_go(x, "/upload");
}

static bool refused_run(struct exchange *x, struct err *e)
{
    struct held *h CLEANUP(held_drop) = NULL;
    struct intake_looked looked;
    struct held_told t;
    if (!held_find(x, x->parameters[0], &h, e))
        return false;
    held_tell(h, &t);
    struct intake *in = intake_begin(x->store, held_options(h), NULL);
    bool fine = held_take(h, in, &looked, e);
    if (fine) {
        x->body.most = SIZE_MAX / 4;
        buf_str(&x->body, looked.refused);
        x->type = "text/csv; charset=utf-8";
        x->disposition = str_of(arena_f(&x->arena, "refused-%s.csv", t.name));
    }
    intake_end(&in);
    return fine;
}

#define OPTION_FIELDS "source public layout level layer sheet encoding dates dialogue map"
const struct page pages_upload[] = {
    {"GET", "/upload", MAY_ANALYSE, PAGE_READ, "", "choose a file to bring in", form_run, NULL},
    {"POST", "/upload", MAY_ANALYSE, PAGE_READ | PAGE_UPLOAD | PAGE_SLOW, "file " OPTION_FIELDS, "read a file that was sent; leads to its preview", send_run, NULL},
    {"GET", "/upload/{id}", MAY_ANALYSE, PAGE_READ | PAGE_SLOW, "", "what would come of a file, or how far it is", one_run, NULL},
    {"POST", "/upload/{id}", MAY_ANALYSE, PAGE_READ | PAGE_FORM | PAGE_SLOW, "do", "bring it in (do=import), drop it (drop), stop (stop)", decide_run, NULL},
    {"GET", "/upload/{id}/refused.csv", MAY_ANALYSE, PAGE_READ | PAGE_SLOW, "", "its refused rows, with reasons", refused_run, NULL},
    {"GET", "/imports", MAY_ANALYSE, PAGE_READ, "", "all that was brought in", imports_run, NULL},
    {"GET", "/imports/{id}", MAY_ANALYSE, PAGE_READ, "", "one import: counts, what was wrong with rows, what taking it back would do", import_run, NULL},
    {"POST", "/imports/{id}", MAY_ANALYSE, PAGE_FORM, "do sure", "take it back whole (do=undo, sure=yes)", import_undo_run, NULL},
    {0},
};
