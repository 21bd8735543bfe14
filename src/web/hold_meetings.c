/* SPDX-License-Identifier: GPL-3.0-or-later */
/* facilitators: the meetings of a dialogue. Which kinds of people were invited, came, stayed away or were left out, and why: numbers of people, never names. */
#include "brief/meetings.h"
#include "web/hold_priv.h"

enum { PEOPLE_MOST = 100000 };

struct meetings_page {
    struct hold_dialogue d;
    struct voice_data data;
    struct room_meeting *list;
    size_t n;
    struct room_meeting edited; /* id 0: a new one */
    struct hold_faults faults;
    bool sent;
};

static bool gather(struct exchange *x, struct meetings_page *p, struct str which, struct err *e)
{
    int64_t id = hold_whole(which, INT32_MAX);
    if (!hold_held(x, &p->d, e) || !hold_load(x, &p->d, &p->data, e) || !room_meetings(x->store, p->d.about.id, &x->arena, &p->list, &p->n, e))
        return false;
    p->edited.day = x->today;
    for (size_t i = 0; i < p->n; i++)
        if (id > 0 && p->list[i].id == id)
            p->edited = p->list[i];
    return id < 1 || p->edited.id == id || err_set(e, ERR_ABSENT, "there is no meeting %" PRId64 " of \"%.*s\"", id, STR_F(p->d.about.name));
}

/* ---- the page ---------------------------------------------------------------------------------- */

static struct str typed_or(struct exchange *x, const struct meetings_page *p, const char *field, size_t k, struct str there)
{
    struct str got;
    return p->sent ? (web_field_nth(x, field, k, &got) ? got : STR("")) : there;
}

static struct str number_typed(struct exchange *x, int64_t n)
{
    return n < 0 ? STR("") : str_of(arena_f(&x->arena, "%" PRId64, n));
}

static const struct voice_attribute *sides_of(const struct meetings_page *p)
{
    for (size_t i = 0; i < p->data.attribute_n; i++)
        if (str_is(p->data.attributes[i].name, "side"))
            return &p->data.attributes[i];
    return NULL;
}

/* A new meeting begins with the sides of the dialogue. */
static struct room_attendance kind_at(const struct meetings_page *p, size_t at)
{
    const struct voice_attribute *sides = sides_of(p);
    struct room_attendance none = {.kind = STR(""), .why = STR(""), .invited = -1, .came = -1};
    if (p->edited.id)
        return at < p->edited.kind_n ? p->edited.kinds[at] : none;
    if (sides && at < sides->n)
        none.kind = sides->values[at];
    return none;
}

static void cell(struct exchange *x, const struct meetings_page *p, const char *name, size_t at, const char *label, struct str value, bool number)
{
    struct str fault = hold_fault_of(&p->faults, name, at);
    markup_f(&x->body, "<td data-l=\"%s\"><input name=\"%s\" id=\"%s-%d\" aria-label=\"%.*s\" value=\"%.*s\" autocomplete=\"off\"", label, name, name, (int)at, STR_F(WEB_TOLD(x, T("{label}, row {n}"), WEB_SLOT("label", str_of(label)), WEB_SLOT("n", web_number(x, (int64_t)at + 1)))),
        STR_F(value));
    if (number)
        markup_f(&x->body, " inputmode=\"numeric\" class=\"number\"");
    else if (strcmp(name, "kind") == 0)
        markup_f(&x->body, " list=\"kinds\" dir=\"auto\"");
    else
        markup_f(&x->body, " dir=\"auto\"");
    if (fault.n)
        markup_f(&x->body, " aria-invalid=\"true\" aria-describedby=\"%s-%d-fault\"", name, (int)at);
    markup_f(&x->body, ">");
    if (fault.n)
        markup_f(&x->body, "<strong class=\"fault\" id=\"%s-%d-fault\">%.*s</strong>", name, (int)at, STR_F(fault));
    markup_f(&x->body, "</td>");
}

static bool left_out_typed(struct exchange *x, size_t at)
{
    struct str got;
    for (size_t k = 0; web_field_nth(x, "left_out", k, &got); k++)
        if (hold_whole(got, HOLD_KINDS) == (int64_t)at)
            return true;
    return false;
}

static void kind_row(struct exchange *x, const struct meetings_page *p, size_t at)
{
    struct room_attendance k = kind_at(p, at);
    bool out = p->sent ? left_out_typed(x, at) : k.left_out;
    const char *label = web_say(x, T("Left out"));
    markup_f(&x->body, "<tr>");
    cell(x, p, "kind", at, web_say(x, T("Kind of people")), typed_or(x, p, "kind", at, k.kind.n ? hold_value_word(&x->speech, k.kind) : STR("")), false);
    cell(x, p, "invited", at, web_say(x, T("Invited")), typed_or(x, p, "invited", at, number_typed(x, k.invited)), true);
    cell(x, p, "came", at, web_say(x, T("Came")), typed_or(x, p, "came", at, number_typed(x, k.came)), true);
    markup_f(&x->body, "<td data-l=\"%s\"><input type=\"checkbox\" name=\"left_out\" value=\"%d\" aria-label=\"%.*s\"", label, (int)at, STR_F(WEB_TOLD(x, T("{label}, row {n}"), WEB_SLOT("label", str_of(label)), WEB_SLOT("n", web_number(x, (int64_t)at + 1)))));
    if (out)
        markup_f(&x->body, " checked");
    markup_f(&x->body, "></td>");
    cell(x, p, "why", at, web_say(x, T("Why they stayed away or were left out")), typed_or(x, p, "why", at, k.why), false);
    markup_f(&x->body, "</tr>\n");
}

static void known_kinds(struct exchange *x, const struct meetings_page *p)
{
    const struct voice_attribute *sides = sides_of(p);
    static const char *const more[] = {T("women"), T("young people"), T("displaced people"), T("people with disabilities"), T("minorities"), T("former detainees"), T("religious leaders"), T("tribal leaders")};
    markup_f(&x->body, "<datalist id=\"kinds\">");
    for (size_t i = 0; sides && i < sides->n; i++)
        markup_f(&x->body, "<option value=\"%.*s\"></option>", STR_F(hold_value_word(&x->speech, sides->values[i])));
    for (size_t i = 0; i < ARRAY_LEN(more); i++)
        markup_f(&x->body, "<option value=\"%s\"></option>", web_say(x, more[i]));
    markup_f(&x->body, "</datalist>");
}

static void form(struct exchange *x, const struct meetings_page *p)
{
    static const char *const heads[] = {T("Kind of people"), T("Invited"), T("Came"), T("Left out"), T("Why they stayed away or were left out")};
    struct buf day CLEANUP(buf_end) = {0};
    buf_day(&day, p->edited.day);
    markup_f(&x->body, "<h2 id=\"form\">%s</h2><p>%.*s</p>", p->edited.id ? web_say(x, T("Mend this meeting")) : web_say(x, T("Write a meeting down")),
        STR_F(WEB_TOLD(x, T("Numbers of people, never names. Leave a number empty where it is not known. Name those, too, who were not asked: the report shows who is missing. Reports say “fewer than {k}” for smaller numbers."), WEB_SLOT("k", web_number(x, voice_least(&p->d.about))))));
    web_form(x, hold_path(x, &p->d, "/hold", "/meetings").p);
    markup_f(&x->body, "<input type=\"hidden\" name=\"meeting\" value=\"%lld\">", (long long)p->edited.id);
    hold_field(x, &(struct hold_field){.name = "day", .label = str_of(web_say(x, T("Day"))), .type = "date", .value = typed_or(x, p, "day", 0, str_of(arena_text(&x->arena, day.p, day.n))), .faults = &p->faults});
    hold_field(x, &(struct hold_field){.name = "place", .label = str_of(web_say(x, T("Place"))), .hint = str_of(web_say(x, T("A town or district, never an address."))), .value = typed_or(x, p, "place", 0, p->edited.place), .faults = &p->faults});
    markup_f(&x->body, "<table class=\"stack\"><thead><tr>");
    for (size_t i = 0; i < ARRAY_LEN(heads); i++)
        markup_f(&x->body, "<th scope=\"col\">%s</th>", web_say(x, heads[i]));
    markup_f(&x->body, "</tr></thead><tbody>");
    for (size_t i = 0; i < HOLD_KINDS; i++)
        kind_row(x, p, i);
    markup_f(&x->body, "</tbody></table>");
    known_kinds(x, p);
    hold_field(x, &(struct hold_field){.name = "note", .label = str_of(web_say(x, T("Note"))), .hint = str_of(web_say(x, T("It is printed on the report: no names."))), .value = typed_or(x, p, "note", 0, p->edited.note), .rows = 3, .faults = &p->faults});
    markup_f(&x->body, "<p><button class=\"do\" formenctype=\"multipart/form-data\">%s</button></p></form>\n", web_say(x, T("Save")));
}

static void page(struct exchange *x, const struct meetings_page *p)
{
    struct str path = hold_path(x, &p->d, "/hold", "/meetings");
    struct doc *doc = doc_new(&x->speech);
    hold_begin(x, str_of(web_say(x, T("Meetings, and who was there"))), &p->d, NULL);
    hold_faults_show(x, &p->faults);
    doc_meetings(doc, p->list, p->n, p->d.about.k);
    doc_html_blocks(doc, true, &x->body);
    doc_free(&doc);
    if (p->n) {
        markup_f(&x->body, "<ul class=\"choice\">");
        for (size_t i = 0; i < p->n; i++)
            markup_f(&x->body, "<li><a href=\"%.*s?meeting=%lld#form\">%.*s</a></li>", STR_F(path), (long long)p->list[i].id, STR_F(WEB_TOLD(x, T("Mend: {day}"), WEB_SLOT("day", web_day(x, p->list[i].day)))));
        if (p->edited.id)
            markup_f(&x->body, "<li><a href=\"%.*s#form\">%s</a></li>", STR_F(path), web_say(x, T("Another meeting")));
        markup_f(&x->body, "</ul>");
    }
    form(x, p);
    hold_end(x);
}

bool hold_meetings_show(struct exchange *x, struct err *e)
{
    struct meetings_page p = {0};
    if (!gather(x, &p, web_query(x, "meeting"), e))
        return false;
    page(x, &p);
    return true;
}

/* ---- saving ------------------------------------------------------------------------------------ */

/* A side in anybody's words is kept as its code, so that every reader gets it in their own. */
static struct str kind_code(const struct meetings_page *p, struct str typed)
{
    const struct voice_attribute *sides = sides_of(p);
    for (size_t i = 0; sides && i < sides->n; i++)
        for (size_t l = 0; l < language_count(); l++)
            if (str_eq(typed, hold_value_word(&(struct speech){.language = language_at(l)}, sides->values[i])))
                return sides->values[i];
    return typed;
}

static int64_t number_of(struct exchange *x, struct meetings_page *p, const char *field, size_t at)
{
    int64_t n = hold_whole(typed_or(x, p, field, at, STR("")), PEOPLE_MOST);
    if (n == -2)
        hold_fault(&p->faults, field, at, WEB_TOLD(x, T("Write a whole number from 0 to {most}, or leave it empty."), WEB_SLOT("most", web_number(x, PEOPLE_MOST))));
    return n;
}

static void read_kind(struct exchange *x, struct meetings_page *p, struct room_meeting *m, size_t at)
{
    struct room_attendance k = {.kind = kind_code(p, str_trim(typed_or(x, p, "kind", at, STR("")))), .why = str_trim(typed_or(x, p, "why", at, STR(""))), .left_out = left_out_typed(x, at)};
    k.invited = number_of(x, p, "invited", at);
    k.came = number_of(x, p, "came", at);
    bool said = k.invited >= 0 || k.came >= 0 || k.left_out || k.why.n;
    if (!k.kind.n && said)
        hold_fault(&p->faults, "kind", at, str_of(web_say(x, T("Say which kind of people this row is about."))));
    if (k.left_out && k.invited > 0)
        hold_fault(&p->faults, "invited", at, str_of(web_say(x, T("They were invited and left out: one of the two only."))));
    if (hold_letters(k.kind) > HOLD_TOPIC_MOST || hold_letters(k.why) > HOLD_WORDS_MOST / 4)
        hold_fault(&p->faults, hold_letters(k.kind) > HOLD_TOPIC_MOST ? "kind" : "why", at, WEB_TOLD(x, T("At most {most} letters; make it shorter."), WEB_SLOT("most", web_number(x, hold_letters(k.kind) > HOLD_TOPIC_MOST ? HOLD_TOPIC_MOST : HOLD_WORDS_MOST / 4))));
    for (size_t i = 0; i < m->kind_n; i++)
        if (k.kind.n && str_eq(m->kinds[i].kind, k.kind))
            hold_fault(&p->faults, "kind", at, str_of(web_say(x, T("This kind of people stands in another row already."))));
    if (k.kind.n && said) /* a row nobody wrote into says nothing */
        m->kinds[m->kind_n++] = k;
}

static void read_meeting(struct exchange *x, struct meetings_page *p, struct room_meeting *m)
{
    struct day first, last;
    *m = (struct room_meeting){.id = p->edited.id, .place = str_trim(web_field(x, "place")), .note = str_trim(web_field(x, "note")), .kinds = ARENA_ARRAY(&x->arena, struct room_attendance, HOLD_KINDS)};
    if (!day_parse(web_field(x, "day"), &first, &last) || first.n != last.n)
        hold_fault(&p->faults, "day", 0, str_of(web_say(x, T("Write the day like 2026-03-31."))));
    else
        m->day = first;
    if (hold_letters(m->place) > HOLD_TOPIC_MOST || hold_letters(m->note) > HOLD_WORDS_MOST)
        hold_fault(&p->faults, hold_letters(m->place) > HOLD_TOPIC_MOST ? "place" : "note", 0, WEB_TOLD(x, T("At most {most} letters; make it shorter."), WEB_SLOT("most", web_number(x, hold_letters(m->place) > HOLD_TOPIC_MOST ? HOLD_TOPIC_MOST : HOLD_WORDS_MOST))));
    for (size_t i = 0; i < HOLD_KINDS; i++)
        read_kind(x, p, m, i);
}

struct saving {
    const struct hold_dialogue *d;
    struct room_meeting meeting;
};

static bool save_do(struct store *s, void *arg, struct err *e)
{
    struct saving *w = arg;
    return room_meeting_set(s, w->d->about.id, &w->meeting, e);
}

bool hold_meetings_do(struct exchange *x, struct err *e)
{
    struct meetings_page p = {.sent = true};
    struct saving w = {.d = &p.d};
    struct str which = web_field(x, "meeting"), got;
    if (!web_offered("meeting", which, hold_whole(which, INT32_MAX) >= 0, e))
        return false;
    for (size_t k = 0; web_field_nth(x, "left_out", k, &got); k++)
        if (!web_offered("left_out", got, hold_whole(got, HOLD_KINDS - 1) >= 0, e))
            return false;
    if (!gather(x, &p, which, e))
        return false;
    read_meeting(x, &p, &w.meeting);
    if (p.faults.n) {
        page(x, &p);
        return true;
    }
    return web_write(x, save_do, &w, e) && web_go(x, "/hold/%.*s/meetings", STR_F(p.d.about.name));
}
