/* SPDX-License-Identifier: GPL-3.0-or-later */
/* demo: the invented country, made by its simulator, read in like any other file, and briefed in three languages. */
#include "actor/actor.h"
#include "agenda/agenda.h"
#include "agenda/logo.h"
#include "brief/docx.h"
#include "brief/pdf.h"
#include "core/output.h"
#include "desk/agenda_out.h"
#include "desk/desk_priv.h"
#include "desk/letters.h"
#include "sim/selmara.h"
#include "voice/room.h"
#include <errno.h>
#include <sys/stat.h>
#include <unistd.h>

struct demo {
    struct request *r;
    struct answer *a;
    const char *folder;
};

static bool make_folders(const char *path, struct err *e)
{
    struct buf b = {0};
    bool good = true;
    for (const char *p = path; good; p++) {
        if ((*p == '/' || !*p) && p > path) {
            buf_clear(&b);
            buf_add(&b, path, (size_t)(p - path));
            good = mkdir(b.p, 0777) == 0 || errno == EEXIST;
        }
        if (!*p)
            break;
    }
    if (!good)
        err_set(e, ERR_SYSTEM, "%s: the folder cannot be made: %s", path, strerror(errno));
    buf_end(&b);
    return good;
}

static bool set_invented(struct store *s, void *arg, struct err *e)
{
    (void)arg;
    return store_fact_set(s, "invented", STR("1"), e);
}

static const char *in_folder(const struct demo *d, const char *name)
{
    return arena_f(&d->r->arena, "%s/%s", d->folder, name);
}

static bool add_file(struct demo *d, struct store *s, const char *name, const char *source, struct err *e)
{
    struct file_stream in;
    struct intake_result result = {0};
    struct intake_options o = {.level = -1, .published = true, .who = d->r->who, .time = d->r->now, .source = str_of(source)};
    if (!file_open(in_folder(d, name), &in, e))
        return false;
    bool good = intake_add(s, &in, &o, &result, d->r->progress, e);
    intake_result_end(&result);
    file_close(&in);
    return good;
}

static bool add_files(struct demo *d, struct store *s, struct err *e)
{
    static const char *const files[] = {"selmara_adm1.geojson", "selmara_population.csv", "selmara_observability.csv", "selmara_phases.csv", "selmara_aliases.csv",
        "selmara_incidents.csv", "selmara_harm.csv", "selmara_licences.csv", "selmara_findings.csv", "selmara_actors.csv",
        "selmara_ties.csv", "selmara_scores.csv", "selmara_projects.xml", "selmara_activities.csv", "selmara_contacts.csv", "selmara_promises.csv", "selmara_project_pillars.csv",
        "selmara_plans.csv", "selmara_plan_clashes.csv", "selmara_restrictions.csv", "selmara_agendas.csv", "selmara_agenda_items.csv", "selmara_capacities.csv", "selmara_item_states.csv", "selmara_indicators.csv", "selmara_indicator_values.csv",
        "selmara_priorities.csv", "selmara_practices.csv", "selmara_premises.csv", "selmara_harm_answers.csv", "selmara_help.csv", "selmara_judgements.csv", "selmara_partners.csv", "selmara_legal.csv"};
    static const char *const sources[ARRAY_LEN(files)] = {[5] = "Selmara incident register (invented)", [6] = "Rights watch of Selmara (invented)", [13] = "Coordination table of Selmara (invented)"};
    for (size_t i = 0; i < ARRAY_LEN(files); i++)
        if (!add_file(d, s, files[i], sources[i] ? sources[i] : "", e))
            return false;
    return true;
}

/* As published: nobody in them exists, and a register for open data takes no others. */
static bool add_dialogues(struct demo *d, struct store *s, struct err *e)
{
    static const char *const folders[] = {"safety-in-selmara", "maruq-round-table"};
    struct intake_options o = {.level = -1, .published = true, .who = d->r->who, .time = d->r->now};
    struct intake *in = intake_begin(s, &o, d->r->progress);
    bool good = true;
    for (size_t i = 0; good && i < ARRAY_LEN(folders); i++)
        good = desk_read_file(d->r, in, in_folder(d, folders[i]), e);
    good = good && intake_write(in, e);
    intake_end(&in);
    return good;
}

/* One that nobody has answered yet, open to whoever has its address: what `diwan serve` shows. Made by hand, as nobody in it exists. */
struct holding {
    struct dialogue_batch batch;
    struct day today;
};

static bool hold_do(struct store *s, void *arg, struct err *e)
{
    struct holding *h = arg;
    struct room_settings how = {.entry = ENTRY_LINK, .opened = h->today, .may_add = true, .listed = true, .result = true, .rules = STR("")};
    int64_t dialogue = 0;
    return room_new(s, &h->batch, &how, &dialogue, e);
}

static bool hold_read(struct demo *d, struct holding *h, struct err *e)
{
    static const struct {
        enum dialogue_part part;
        const char *name;
    } parts[] = {{PART_STATEMENTS, "statements.csv"}, {PART_ABOUT, "dialogue.csv"}};
    struct file_stream in[ARRAY_LEN(parts)];
    struct dialogue_source sources[ARRAY_LEN(parts)];
    struct dialogue_wish wish = {.name = STR(SELMARA_OPEN_DIALOGUE), .file = SELMARA_OPEN_DIALOGUE, .encoding = STR(""), .meta = {NULL, 0}};
    size_t n = 0;
    bool good = true;
    while (good && n < ARRAY_LEN(parts)) {
        good = file_open(in_folder(d, arena_f(&d->r->arena, "%s/%s", SELMARA_OPEN_DIALOGUE, parts[n].name)), &in[n], e);
        if (good)
            sources[n] = (struct dialogue_source){parts[n].part, false, &in[n].s}, n++;
    }
    good = good && dialogue_read(sources, n, &wish, &h->batch, NULL, e);
    while (n)
        file_close(&in[--n]);
    return good;
}

static bool hold_dialogue(struct demo *d, struct store *s, struct err *e)
{
    struct holding h = {.today = DAY_NONE};
    struct day last;
    store_sign(s, d->r->who, d->r->now);
    bool good = day_parse(d->r->now, &h.today, &last) || err_set(e, ERR_SYSTEM, "the clock says no day");
    good = good && hold_read(d, &h, e) && store_task(s, hold_do, &h, e);
    dialogue_batch_end(&h.batch);
    return good;
}

/* Who could carry a conversation there was asked, and agreed. */
static bool consent_do(struct store *s, void *arg, struct err *e)
{
    const struct day *today = arg;
    return actor_consent_say(s, STR(SELMARA_BROKER), true, STR(SELMARA_BROKER_ASKED), *today, e) && store_audit(s, "bridge", STR("agreed: " SELMARA_BROKER), e);
}

static bool consent(struct demo *d, struct store *s, struct err *e)
{
    struct day today, last;
    if (!day_parse((struct str){d->r->now.p, MIN_OF(d->r->now.n, (size_t)10)}, &today, &last))
        return err_set(e, ERR_SYSTEM, "the clock says no day");
    return store_task(s, consent_do, &today, e);
}

/* What somebody who answers for the register looked at, item by item; two are not signed: one that nobody can act on, and one that could put people at risk. */
static bool sign_do(struct store *s, void *arg, struct err *e)
{
    struct demo *d = arg;
    struct agenda_book book = {0};
    struct day today, last;
    const char *key;
    bool good = day_parse((struct str){d->r->now.p, MIN_OF(d->r->now.n, (size_t)10)}, &today, &last) || err_set(e, ERR_SYSTEM, "the clock says no day");
    good = good && agenda_read(s, &book, e);
    for (size_t i = 0; good && (key = selmara_item_signed(i)); i++) {
        const struct agenda_item *x = agenda_item_of(&book, str_of(key));
        good = x ? item_sign_add(s, x, false, STR(SELMARA_SIGNED_BY), STR(""), today, e) : err_set(e, ERR_ABSENT, "the invented agenda has no item %s", key);
    }
    for (size_t i = 0; good && i < book.judgement_n; i++)
        good = judgement_sign_add(s, &book.judgements[i], false, STR(SELMARA_SIGNED_BY), STR(""), today, e);
    agenda_book_end(&book);
    return good;
}

/* The marks of those who put their name on its briefs. */
static bool marks_do(struct store *s, void *arg, struct err *e)
{
    struct demo *d = arg;
    struct day today;
    const char *file, *partner;
    bool good = desk_today(d->r, &today, e);
    for (size_t i = 0; good && (partner = selmara_partner(i, &file)); i++) {
        struct buf picture CLEANUP(buf_end) = {.most = LOGO_BYTES_MOST + 1};
        good = desk_picture(in_folder(d, file), &picture, e) && partner_logo_set(s, str_of(partner), buf_view(&picture), d->r->who, today, e);
    }
    return good;
}

/* One brief in one language, in each medium that people pass on. */
static bool write_media(struct demo *d, const struct doc *doc, const char *code, struct err *e)
{
    static const struct html_links links[] = {{"en", "brief-en.html"}, {"ar", "brief-ar.html"}, {"ckb", "brief-ckb.html"}};
    static const struct {
        const char *ending;
        bool (*write)(const struct doc *d, struct buf *out, struct err *e);
    } media[] = {{"pdf", doc_pdf}, {"docx", doc_docx}, {"xlsx", doc_xlsx}};
    struct buf page CLEANUP(buf_end) = {0};
    doc_html(doc, links, ARRAY_LEN(links), &page);
    if (!output_file(in_folder(d, arena_f(&d->r->arena, "brief-%s.html", code)), buf_view(&page), e))
        return false;
    for (size_t i = 0; i < ARRAY_LEN(media); i++) {
        struct buf file CLEANUP(buf_end) = {0};
        if (!media[i].write(doc, &file, e) || !output_file(in_folder(d, arena_f(&d->r->arena, "brief-%s.%s", code, media[i].ending)), buf_view(&file), e))
            return false;
    }
    return true;
}

static bool write_briefs(struct demo *d, struct store *s, const struct incident_columns *c, struct err *e)
{
    static const char *const codes[] = {"en", "ar", "ckb"};
    struct brief_request ask = {.from = DAY_NONE, .to = DAY_NONE, .since = DAY_NONE, .place = -1, .seed = DESK_SEED, .invented = true, .register_name = STR("Selmara")};
    struct brief_data b;
    if (!store_people(s, &ask.k, e) || !brief_gather(c, &ask, &d->r->arena, &b, e) || !desk_brief_voices(d->r, s, &b, e) || !desk_brief_coverage(d->r, s, &b, e) || !desk_brief_engagement(d->r, s, &b, e) || !desk_brief_hidden(d->r, s, &b, e) || !desk_brief_agenda(d->r, s, &b, e))
        return false;
    for (size_t i = 0; i < ARRAY_LEN(codes); i++) {
        struct speech speech = {.language = language_find(codes[i])};
        struct doc *doc = NULL;
        bool good = brief_make(&b, &speech, &doc, e) && write_media(d, doc, codes[i], e);
        doc_free(&doc);
        if (!good)
            return false;
    }
    return true;
}

static bool fill(struct demo *d, const char *path, struct err *e)
{
    struct store *s = NULL;
    struct incident_columns *c = NULL;
    if (!store_open(path, STORE_WRITE, &s, e))
        return false;
    bool good = store_task(s, set_invented, NULL, e) && add_files(d, s, e) && add_dialogues(d, s, e) && add_file(d, s, "selmara_item_links.csv", "", e) && hold_dialogue(d, s, e) && consent(d, s, e) && store_task(s, sign_do, d, e) && store_task(s, marks_do, d, e) && columns_load(s, &c, d->r->progress, e) && write_briefs(d, s, c, e);
    columns_drop(&c);
    store_close(&s);
    return good;
}

static void try_next(const struct demo *d)
{
    static const char *const tries[] = {"brief % Vashta --lang ar", "brief % --for minister -o @/minister.html", "trend %", "trend % Zelhan", "count % --by place,year",
        "count % --by harm,side", "show % names", "show % observability", "voice % safety-in-selmara", "voice % maruq-round-table",
        "show % findings", "actors %", "bridge % interior marsh-front", "show % projects", "gaps %", "letters %", "actors % --same", "agenda %", "agenda % --item S2", "agenda % --propose", "serve %", "check %"};
    for (size_t i = 0; i < ARRAY_LEN(tries); i++) {
        struct buf one CLEANUP(buf_end) = {0};
        buf_text(&one, "  diwan ");
        for (const char *p = tries[i]; *p; p++) {
            if (*p == '%' || *p == '@')
                buf_f(&one, "%s%s", d->folder, *p == '%' ? "/demo.diwan" : "");
            else
                buf_char(&one, *p);
        }
        answer_note(d->a, one.p);
    }
}

static bool run_demo(struct request *r, struct answer *a, struct err *e)
{
    struct demo d = {.r = r, .a = a, .folder = r->argument_n ? arena_text(&r->arena, r->arguments[0].p, r->arguments[0].n) : "demo"};
    const char *path = in_folder(&d, "demo.diwan");
    if (access(path, F_OK) == 0)
        return err_set(e, ERR_USAGE, "%s: is there already; remove it or name another folder", path);
    const char *beside = in_folder(&d, "unfinished.diwan"); /* half a demo is no demo: it gets its name when it is whole */
    unlink(beside);
    if (!make_folders(d.folder, e) || !selmara_write(d.folder, desk_seed(r), SELMARA_TOLD_TURN, e) || !store_new(beside, STR("Selmara"), e))
        return false;
    if (!fill(&d, beside, e)) {
        unlink(beside);
        return false;
    }
    if (rename(beside, path) != 0)
        return err_set(e, ERR_SYSTEM, "%s: cannot be written: %s", path, strerror(errno));
    struct slot slots[] = {desk_slot("folder", str_of(d.folder))};
    desk_note(r, a, T("{folder}: the invented country Selmara, as a register (demo.diwan), its files, and briefs in three languages (HTML, PDF, DOCX, XLSX)."), slots, 1);
    desk_note(r, a, T("Its two dialogues are read in as published ones (`add --public`), since nobody in them exists. Of a dialogue held with people, nothing about a single participant is ever shown."), NULL, 0);
    DESK_NOTE(r, a, T("A third one, {name}, is held here and open: `diwan serve` lets you answer it. It is for practice: the register of an invented country is not encrypted, so keep real opinions out of it."),
        desk_slot("name", STR(SELMARA_OPEN_DIALOGUE)));
    desk_note(r, a, T("Try next:"), NULL, 0);
    try_next(&d);
    desk_note(r, a, T("Open {folder}/brief-en.html, brief-ar.html or brief-ckb.html in a browser; what is true of Selmara stands in {folder}/truth.json."), slots, 1);
    return true;
}

const struct operation operation_demo = {.name = "demo", .brief = T("make the invented country and its briefs"), .usage = "[FOLDER]",
    .text = T("Selmara does not exist; its simulator writes public file formats, which are then read in like anybody's."), .example = "diwan demo demo",
    .source = "", .options = (const struct option_spec[]){{NULL, OPTION_FLAG, NULL, NULL}}, .needs = NEEDS_NONE, .most = 1, .run = run_demo};
