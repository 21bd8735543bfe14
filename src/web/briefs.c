/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Briefs to take along: of the country or a place, for whom, in every medium and language; and which were signed and published. */
#include "brief/media.h"
#include "web/read_priv.h"

static const char *const audience_words[] = {"full", "minister", "wall"};
static const char *const audience_labels[] = {T("the whole brief"), T("one page for somebody with five minutes"), T("plain words for a wall")};
static const enum medium media[] = {MEDIUM_PDF, MEDIUM_DOCX, MEDIUM_HTML, MEDIUM_XLSX, MEDIUM_TEXT, MEDIUM_JSON};
static const char *const media_labels[] = {"PDF", "DOCX", "HTML", "XLSX", "TXT", "JSON"};
static const char *const media_types[] = {"application/pdf", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "text/html; charset=utf-8",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "text/plain; charset=utf-8", "application/json"};

/* ---- the page ---- */

static void ask_which(struct exchange *x, const struct incident_columns *c)
{
    size_t places = c->places ? gazetteer_count(c->places) : 0, n = 1;
    const char **keys = ARENA_ARRAY(&x->arena, const char *, places + 1), **names = ARENA_ARRAY(&x->arena, const char *, places + 1), *audiences[ARRAY_LEN(audience_labels)];
    keys[0] = "";
    names[0] = web_say(x, T("the register's country"));
    for (size_t i = 0; i < places; i++) {
        const char *lang = NULL;
        struct str name = place_named(x, c->places, (int)i, &lang), key = place_key(c->places, (int)i);
        if (gazetteer_place(c->places, i)->level > 1)
            continue;
        keys[n] = arena_text(&x->arena, key.p, key.n);
        names[n++] = arena_text(&x->arena, name.p, name.n);
    }
    for (size_t i = 0; i < ARRAY_LEN(audiences); i++)
        audiences[i] = web_say(x, audience_labels[i]);
    form_begin(x, "/briefs");
    form_select(x, "place", T("Place"), keys, names, n);
    form_select(x, "for", T("For whom"), audience_words, audiences, ARRAY_LEN(audiences));
    form_month(x, "from", T("From"));
    form_month(x, "to", T("To (inclusive)"));
    form_end(x, T("Show"));
}

static void put_files(struct exchange *x, struct str place, size_t audience)
{
    struct str q = query_of(x, "from to", NULL, STR(""));
    struct buf key CLEANUP(buf_end) = {0};
    buf_percent(&key, place);
    for (size_t l = 0; l < language_count(); l++) {
        const char *code = language_code(language_at(l));
        markup_f(&x->body, "<h3 lang=\"%s\">%s</h3><ul class=\"files\">", code, language_own_name(language_at(l)));
        for (size_t m = 0; m < ARRAY_LEN(media); m++)
            markup_f(&x->body, "<li><a hreflang=\"%s\" href=\"/brief/%s/%s-%s.%s%.*s\">%s</a></li>", code, key.p, audience_words[audience], code, medium_name(media[m]), STR_F(q), media_labels[m]);
        markup_f(&x->body, "</ul>");
    }
    if (audience == 0)
        markup_f(&x->body, "<p><a href=\"/place/%s%.*s\">%s</a></p>", key.p, STR_F(q), web_say(x, T("Read it here")));
}

static bool put_publications(struct exchange *x, void *arg, struct buf *out, struct err *e)
{
    struct answer a = {0};
    const struct str what = STR("publications");
    (void)arg;
    bool done = web_desk(x, "show", &what, 1, NULL, 0, false, &a, e) && a.doc;
    size_t rows = 0;
    for (size_t i = 0; done && i < a.doc->n; i++)
        rows += a.doc->blocks[i].table ? a.doc->blocks[i].table->rows : 0;
    if (done && rows)
        doc_html_blocks(a.doc, true, out);
    else if (done)
        markup_f(out, "<p>%s</p>", web_say(x, T("None was signed and published from this register yet.")));
    answer_end(&a);
    return done;
}

static bool page(struct exchange *x, struct incident_columns *c, struct err *e)
{
    size_t audience = 0;
    int place = -1;
    struct span_asked span;
    if (!read_span(x, &span, e) || !read_place(x, c, "place", &place, e) || !read_choice(x, "for", audience_words, ARRAY_LEN(audience_words), &audience, e))
        return false;
    const char *lang = NULL;
    struct str name = place < 0 ? str_of(web_say(x, T("the register's country"))) : place_named(x, c->places, place, &lang);
    struct str lead = WEB_TOLD(x, T("{place}: {what}"), ((struct slot){.name = "place", .text = name, .isolate = true, .lang = lang}), WEB_SLOT("what", str_of(web_say(x, audience_labels[audience]))));
    web_begin(x, &(struct web_frame){.title = str_of(web_say(x, T("Briefs"))), .section = "briefs", .narrow = true});
    ask_which(x, c);
    markup_f(&x->body, "<h2><span>%.*s</span></h2>", STR_F(lead));
    put_files(x, place < 0 ? STR("-") : place_key(c->places, place), audience);
    markup_f(&x->body, "<p class=\"src\">%s</p>", web_say(x, T("These are drafts, made this moment: nobody has signed them.")));
    if (x->who.id) { /* who signed, and what was noted with it, is for those who have an account, as over /api */
        markup_f(&x->body, "<h2><span>%s</span></h2><div class=\"doc\">", web_say(x, T("Signed and published")));
        if (!put_publications(x, NULL, &x->body, e))
            return false;
        markup_f(&x->body, "</div>");
    }
    web_end(x);
    return true;
}

static bool briefs(struct exchange *x, struct err *e)
{
    struct incident_columns *c = NULL;
    if (!web_columns(x, &c, e))
        return false;
    bool done = page(x, c, e);
    columns_drop(&c);
    return done;
}

/* ---- a file ---- */

struct file_asked {
    size_t audience, medium;
    const struct language *language;
};

/* "minister-ar.pdf" */
static bool read_file_name(struct str name, struct file_asked *f, struct err *e)
{
    for (f->audience = 0; f->audience < ARRAY_LEN(audience_words); f->audience++)
        for (size_t l = 0; l < language_count(); l++)
            for (f->medium = 0; f->medium < ARRAY_LEN(media); f->medium++) {
                struct buf b CLEANUP(buf_end) = {0};
                f->language = language_at(l);
                buf_f(&b, "%s-%s.%s", audience_words[f->audience], language_code(f->language), medium_name(media[f->medium]));
                if (str_eq(buf_view(&b), name))
                    return true;
            }
    return err_set(e, ERR_ABSENT, "\"%.*s\" is no brief that is made here; they are called like full-en.pdf, minister-ar.docx or wall-ckb.html", (int)MIN_OF(name.n, (size_t)60), name.p);
}

static bool write_file(struct exchange *x, void *arg, struct buf *out, struct err *e)
{
    const struct file_asked *f = arg;
    struct web_option options[3];
    size_t n = 0;
    struct answer a = {0};
    if (f->audience > 0)
        options[n++] = (struct web_option){"for", str_of(audience_words[f->audience])};
    if (web_query(x, "from").n)
        options[n++] = (struct web_option){"from", web_query(x, "from")};
    if (web_query(x, "to").n)
        options[n++] = (struct web_option){"to", web_query(x, "to")};
    struct speech reader = x->speech;
    x->speech.language = f->language;
    bool all = str_is(x->parameters[0], "-"), done = web_desk(x, "brief", &x->parameters[0], !all, options, n, false, &a, e) && a.doc && medium_write(a.doc, media[f->medium], false, out, e);
    x->speech = reader;
    answer_end(&a);
    return done;
}

static bool file(struct exchange *x, struct err *e)
{
    struct file_asked f;
    struct span_asked span;
    if (!read_span(x, &span, e) || !read_file_name(x->parameters[1], &f, e) || !web_kept(x, "file", KEEP_RECORDS | KEEP_VOTES, write_file, &f, &x->body, e))
        return false;
    x->type = media_types[f.medium];
    char *name = arena_f(&x->arena, "brief-%.*s", STR_F(x->parameters[1]));
    x->disposition = str_of(name);
    web_audit(x, "take brief", x->path);
    return true;
}

const struct page pages_briefs[] = {
    {"GET", "/briefs", MAY_READ, PAGE_READ, "place for from to", "briefs to take along, and those that were signed", briefs, NULL},
    {"GET", "/brief/{code}/{file}", MAY_READ, PAGE_READ | PAGE_SLOW, "from to", "a brief as a file: full, minister or wall; in each language; pdf, docx, html, xlsx, txt, json", file, NULL},
    {0}};
