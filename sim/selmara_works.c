/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Who does what where in Selmara: projects as IATI activities, and a table of activities with HXL tags. In one governorate that needs it nobody clears mines; in one all
 * do the same. Some rows name an organisation in other words than its own. All invented.
 */
#include "sim/selmara_priv.h"

enum { SECTORS = 8, DOERS = 6, CHILDREN = 30, PARENTS = 4, OF_PARENTS = 8, FUNDER_NORVEND = 0 };
enum { PROTECTION, MINES, LIVELIHOODS, RELIEF, WOMENS, DIALOGUE, POLICE, GOVERNANCE };
enum { BELMORA = 3, TAMURA = 5, DERMAZ = 6, ILUNA = 7 };

static const struct {
    const char *name[SELMARA_LANGUAGES], *dac, *people;
    const char *doers[DOERS]; /* keys of actors */
    int gender;               /* policy marker; -1 not screened */
} sectors[SECTORS] = {
    [PROTECTION] = {{"Protection", "الحماية", "پاراستن"}, "15160", "displaced families", {"displaced-agency", "legal-aid", "rights-watch"}, 1},
    [MINES] = {{"Mine action", "إزالة الألغام", "پاککردنەوەی مین"}, "15250", "farmers", {"clearpath", "mine-clearance"}, 0},
    [LIVELIHOODS] = {{"Livelihoods", "سبل العيش", "بژێوی ژیان"}, "16020", "young people", {"open-hands", "youth-union", "bridgeworks"}, 1},
    [RELIEF] = {{"Relief", "الإغاثة", "فریاکەوتن"}, "72010", "displaced families", {"open-hands", "displaced-agency", "medical-committee"}, -1},
    [WOMENS] = {{"Women's safety", "أمان النساء", "سەلامەتیی ژنان"}, "15180", "women and girls", {"women-network", "legal-aid", "safe-learning"}, 2},
    [DIALOGUE] = {{"Dialogue", "الحوار", "گفتوگۆ"}, "15220", "communities",
        {"bridgeworks", "youth-union", "university-kovrin", "women-network", "village-councils", "peace-fund"}, 1},
    [POLICE] = {{"Police and communities", "الشرطة والمجتمعات", "پۆلیس و کۆمەڵگەکان"}, "15210", "police and communities", {"bridgeworks", "village-councils", "peace-fund"}, 0},
    [GOVERNANCE] = {{"Local governance", "الحكم المحلي", "حوکمڕانیی ناوخۆیی"}, "15185", "councils", {"village-councils", "peace-fund", "university-kovrin"}, -1},
};
/* Nobody works there in that sector; the first of them in spite of the need. */
static const struct {
    int place, sector;
} nobody[] = {{TAMURA, MINES}, {ILUNA, MINES}, {ILUNA, POLICE}, {DERMAZ, MINES}};
/* Other words for the same, each in one row. */
static const struct {
    int place, sector;
    const char *words, *key;
} other_words[] = {{0, PROTECTION, "ANDP", "displaced-agency"}, {3, RELIEF, "Open Hands Relief Organization", "open-hands"}, {9, LIVELIHOODS, "منظمة الأيدي المفتوحة للإغاثة", "open-hands"},
    {8, MINES, "Clear Path Demining", "clearpath"}, {9, WOMENS, "The Women's Network of Selmara", "women-network"}, {2, RELIEF, "SMC", "medical-committee"}};
static const char *const funders[] = {"Government of Norvend", "Government of Istland", "Harbour Foundation"};

static bool is_empty(int place, int sector)
{
    for (size_t i = 0; i < ARRAY_LEN(nobody); i++)
        if (nobody[i].place == place && nobody[i].sector == sector)
            return true;
    return false;
}

static int doers_n(int sector)
{
    int n = 0;
    while (n < DOERS && sectors[sector].doers[n])
        n++;
    return n;
}

/* The k-th who works there: always the same first one. */
static int doer(int place, int sector, int k)
{
    return (place + k) % doers_n(sector);
}

static void organisation(struct buf *b, int place, int sector, int k)
{
    const char *key = sectors[sector].doers[doer(place, sector, k)];
    for (size_t i = 0; i < ARRAY_LEN(other_words); i++)
        if (other_words[i].place == place && other_words[i].sector == sector && strcmp(other_words[i].key, key) == 0) {
            buf_text(b, other_words[i].words);
            return;
        }
    actor_name(b, key);
}

/* ---- the table of activities ---- */

static void activity(struct buf *b, int place, int sector, int k, struct rng *r)
{
    const struct selmara_place *p = &selmara_places[place];
    const char *key = sectors[sector].doers[doer(place, sector, k)];
    int year = 2023 + (int)rng_below(r, 2), reached = 40 + (int)rng_below(r, 900);
    struct buf who CLEANUP(buf_end) = {0}, code CLEANUP(buf_end) = {0}, what CLEANUP(buf_end) = {0};
    organisation(&who, place, sector, k);
    buf_f(&code, "XI-%s-%d", key, sector + 1);
    buf_f(&what, "%s in %s", sectors[sector].name[0], p->name);
    csv_cell(b, true, buf_view(&code));
    csv_cell(b, false, buf_view(&who));
    csv_cell(b, false, str_of(funders[(doer(place, sector, k) + sector) % (int)ARRAY_LEN(funders)]));
    csv_cell(b, false, str_of(sectors[sector].name[0]));
    csv_cell(b, false, buf_view(&what));
    buf_f(b, "," SELMARA_COUNTRY ",%s,%s,%s,%d,%d-%02d,%d-12,%s\n", p->code, p->name, sectors[sector].people, reached, year, 1 + (int)rng_below(r, 9), year,
        year == 2023 ? "completed" : "ongoing");
}

static int working(int place, int sector, struct rng *r)
{
    int n = MIN_OF(1 + (int)rng_below(r, 2), doers_n(sector)); /* drawn in any case */
    return is_empty(place, sector) ? 0 : place == BELMORA && sector == DIALOGUE ? DOERS : n;
}

static int64_t each_activity(struct buf *b, uint64_t seed)
{
    struct rng r;
    int64_t n = 0;
    rng_init(&r, hash_64("activities", 10, seed));
    for (int place = 0; place < SELMARA_PLACES; place++)
        for (int sector = 0; sector < SECTORS; sector++)
            for (int k = 0, doers = working(place, sector, &r); k < doers; k++, n++)
                activity(b, place, sector, k, &r);
    return n;
}

void activities_csv(struct buf *b, uint64_t seed)
{
    buf_text(b, "\"" SELMARA_NOTE "\",,,,,,,,,,,,\nProject code,Organisation,Donor,Sector,Activity,Country,P-code,Governorate,Target group,People reached,Start,End,Status\n"
                "#activity+project+code,#org+prog+name,#org+funder+name,#sector+name,#activity+project+name,#country+name,#adm1+code,#adm1+name,#beneficiary+type,#reached,#date+start,#date+end,#status\n");
    each_activity(b, seed);
}

/* ---- projects ---- */

struct works {
    int place[CHILDREN], sector[CHILDREN];
    int64_t money[CHILDREN];
};

static void works_draw(struct works *w, uint64_t seed)
{
    struct rng r;
    rng_init(&r, hash_64("projects", 8, seed));
    for (int i = 0; i < CHILDREN; i++) {
        w->sector[i] = i % SECTORS;
        w->place[i] = (5 * i + 3) % SELMARA_PLACES;
        while (is_empty(w->place[i], w->sector[i]))
            w->place[i] = (w->place[i] + 1) % SELMARA_PLACES;
        w->money[i] = 10000 * (8 + (int64_t)rng_below(&r, 60));
    }
}

static void text(struct buf *b, struct str s)
{
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] == '&')
            buf_text(b, "&amp;");
        else if (s.p[i] == '<')
            buf_text(b, "&lt;");
        else
            buf_char(b, s.p[i]);
    }
}

static void organisation_xml(struct buf *b, const char *element, const char *attributes, const char *name)
{
    buf_f(b, "<%s%s><narrative>", element, attributes);
    text(b, str_of(name));
    buf_f(b, "</narrative></%s>", element);
}

static void begin(struct buf *b, const char *id, const char *reporter, const char *const *title)
{
    buf_f(b, "<iati-activity default-currency=\"EUR\" xml:lang=\"en\"><iati-identifier>%s</iati-identifier>", id);
    organisation_xml(b, "reporting-org", " type=\"21\"", reporter);
    buf_text(b, "<title>");
    for (size_t l = 0; l < SELMARA_LANGUAGES; l++) {
        buf_f(b, "<narrative xml:lang=\"%s\">", selmara_languages[l]);
        text(b, str_of(title[l]));
        buf_text(b, "</narrative>");
    }
    buf_text(b, "</title><description><narrative>" SELMARA_NOTE "</narrative></description>");
}

static void money(struct buf *b, int type, int year, int64_t amount)
{
    buf_f(b, "<transaction><transaction-type code=\"%d\"/><transaction-date iso-date=\"%d-03-01\"/><value value-date=\"%d-03-01\">%" PRId64 "</value>", type, year, year, amount);
}

static void parent_id(char out[32], int parent)
{
    snprintf(out, 32, "XI-FNP-2023-%02d", parent + 1);
}

static void child_id(char out[32], int child)
{
    snprintf(out, 32, "XI-2023-%03d", child + 1);
}

/* A programme of the fund: what a donor gave, and what it passed on. */
static int64_t parent_xml(struct buf *b, const struct works *w, int parent)
{
    static const char *const titles[PARENTS][SELMARA_LANGUAGES] = {{"Safety programme", "برنامج الأمان", "بەرنامەی سەلامەتی"},
        {"Coast programme", "برنامج الساحل", "بەرنامەی کەناراو"}, {"Return programme", "برنامج العودة", "بەرنامەی گەڕانەوە"}, {"Trust programme", "برنامج الثقة", "بەرنامەی متمانە"}};
    char id[32], child[32];
    int64_t passed = 0;
    parent_id(id, parent);
    for (int i = parent; i < OF_PARENTS; i += PARENTS)
        passed += w->money[i];
    begin(b, id, "Fund of Nations for Peace", titles[parent]);
    organisation_xml(b, "participating-org", " role=\"1\" type=\"10\"", funders[FUNDER_NORVEND]);
    organisation_xml(b, "participating-org", " role=\"3\" type=\"40\"", "Fund of Nations for Peace");
    buf_text(b, "<activity-status code=\"2\"/><activity-date type=\"2\" iso-date=\"2023-01-01\"/><activity-date type=\"3\" iso-date=\"2024-12-31\"/>"
                "<recipient-country code=\"" SELMARA_CODE "\" percentage=\"100\"/><sector vocabulary=\"1\" code=\"15220\" percentage=\"100\"/>");
    money(b, 1, 2023, passed);
    organisation_xml(b, "provider-org", "", funders[FUNDER_NORVEND]);
    buf_text(b, "</transaction>");
    for (int i = parent; i < OF_PARENTS; i += PARENTS) {
        struct buf name CLEANUP(buf_end) = {0}, to CLEANUP(buf_end) = {0};
        child_id(child, i);
        actor_name(&name, sectors[w->sector[i]].doers[doer(w->place[i], w->sector[i], 0)]);
        buf_f(&to, " receiver-activity-id=\"%s\"", child);
        money(b, 3, 2023, w->money[i]);
        organisation_xml(b, "receiver-org", to.p, name.p);
        buf_text(b, "</transaction>");
    }
    buf_text(b, "</iati-activity>\n");
    return passed;
}

static void child_title(const struct works *w, int i, struct buf title[SELMARA_LANGUAGES])
{
    static const char *const in[SELMARA_LANGUAGES] = {"in", "في", "لە"};
    const struct selmara_place *p = &selmara_places[w->place[i]];
    const char *const places[SELMARA_LANGUAGES] = {p->name, p->name_ar, p->name_ckb};
    for (size_t l = 0; l < SELMARA_LANGUAGES; l++)
        buf_f(&title[l], "%s %s %s", sectors[w->sector[i]].name[l], in[l], places[l]);
}

static void child_xml(struct buf *b, const struct works *w, int i)
{
    int sector = w->sector[i], ends = 2023 + i % 2, of = i < OF_PARENTS ? i % PARENTS : -1;
    char id[32], parent[32];
    struct buf name CLEANUP(buf_end) = {0}, from CLEANUP(buf_end) = {0}, title[SELMARA_LANGUAGES] = {{0}};
    const char *funder = of >= 0 ? "Fund of Nations for Peace" : funders[i % (int)ARRAY_LEN(funders)];
    child_id(id, i);
    parent_id(parent, MAX_OF(of, 0));
    actor_name(&name, sectors[sector].doers[doer(w->place[i], sector, 0)]);
    child_title(w, i, title);
    begin(b, id, name.p, (const char *const[]){title[0].p, title[1].p, title[2].p});
    for (size_t l = 0; l < SELMARA_LANGUAGES; l++)
        buf_end(&title[l]);
    organisation_xml(b, "participating-org", " role=\"1\"", funder);
    organisation_xml(b, "participating-org", " role=\"4\"", name.p);
    buf_f(b, "<activity-status code=\"%d\"/><activity-date type=\"2\" iso-date=\"2023-%02d-01\"/><activity-date type=\"3\" iso-date=\"%d-12-31\"/>", ends == 2023 ? 4 : 2, 1 + i % 9, ends);
    buf_f(b, "<recipient-country code=\"" SELMARA_CODE "\" percentage=\"100\"/><location><name><narrative>%s</narrative></name></location>", selmara_places[w->place[i]].name);
    buf_f(b, "<sector vocabulary=\"1\" code=\"%s\" percentage=\"100\"><narrative>%s</narrative></sector>", sectors[sector].dac, sectors[sector].name[0]);
    if (sectors[sector].gender >= 0)
        buf_f(b, "<policy-marker vocabulary=\"1\" code=\"1\" significance=\"%d\"/>", sectors[sector].gender);
    if (of >= 0) {
        buf_f(b, "<related-activity ref=\"%s\" type=\"1\"/>", parent);
        buf_f(&from, " provider-activity-id=\"%s\"", parent);
    }
    buf_f(b, "<budget><period-start iso-date=\"2023-01-01\"/><period-end iso-date=\"%d-12-31\"/><value value-date=\"2023-01-01\">%" PRId64 "</value></budget>", ends, w->money[i]);
    money(b, 1, 2023, w->money[i]);
    organisation_xml(b, "provider-org", from.p ? from.p : "", funder);
    buf_text(b, "</transaction>");
    money(b, 4, ends, w->money[i] / 10 * (ends == 2023 ? 10 : 6));
    buf_text(b, "</transaction></iati-activity>\n");
}

void projects_xml(struct buf *b, uint64_t seed)
{
    struct works w;
    works_draw(&w, seed);
    buf_text(b, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!-- " SELMARA_NOTE " -->\n<iati-activities version=\"2.03\">\n");
    for (int i = 0; i < PARENTS; i++)
        parent_xml(b, &w, i);
    for (int i = 0; i < CHILDREN; i++)
        child_xml(b, &w, i);
    buf_text(b, "</iati-activities>\n");
}

/* What most projects say of themselves when they are asked: which pillar they stand for. Every seventh was never asked. */
static const char *pillar_of(int child)
{
    return child % 7 == 6 ? "" : child % 2 ? "empowerment" : "protection";
}

void project_pillars_csv(struct buf *b, uint64_t seed)
{
    char id[32];
    (void)seed;
    buf_text(b, "project,pillar\n");
    for (int i = 0; i < CHILDREN; i++) {
        child_id(id, i);
        if (*pillar_of(i))
            buf_f(b, "%s,%s\n", id, pillar_of(i));
    }
}

/* ---- the truth ---- */

static int64_t of_pillar(const char *pillar)
{
    int64_t n = 0;
    for (int i = 0; i < CHILDREN; i++)
        n += strcmp(pillar_of(i), pillar) == 0;
    return n;
}

static void key_int(struct json *j, const char *key, int64_t v)
{
    json_key(j, key);
    json_int(j, v);
}

static void key_text(struct json *j, const char *key, const char *v)
{
    json_key(j, key);
    json_text(j, str_of(v));
}

static void cell_truth(struct json *j, const char *key, int place, int sector)
{
    if (key)
        json_key(j, key);
    json_object(j);
    key_text(j, "place", selmara_places[place].name);
    key_text(j, "code", selmara_places[place].code);
    key_text(j, "sector", sectors[sector].name[0]);
    key_text(j, "sector_code", sectors[sector].dac);
    json_close(j);
}

static void other_words_truth(struct json *j)
{
    json_key(j, "other_words");
    json_array(j);
    for (size_t i = 0; i < ARRAY_LEN(other_words); i++) {
        json_object(j);
        key_text(j, "words", other_words[i].words);
        key_text(j, "actor", other_words[i].key);
        json_close(j);
    }
    json_close(j);
}

static int64_t derived_n(void)
{
    int64_t n = 0;
    for (int i = 0; i < SECTORS; i++)
        n += doers_n(i);
    return n;
}

void truth_of_works(struct json *j, uint64_t seed)
{
    struct works w;
    struct buf unused CLEANUP(buf_end) = {0};
    int64_t given = 0, passed = 0;
    works_draw(&w, seed);
    for (int i = 0; i < CHILDREN; i++)
        *(i < OF_PARENTS ? &passed : &given) += w.money[i];
    json_key(j, "works");
    json_object(j);
    key_int(j, "projects_of_files", PARENTS + CHILDREN);
    key_int(j, "projects_of_activities", derived_n());
    key_int(j, "activities", each_activity(&unused, seed));
    key_int(j, "donors_gave", given + passed); /* EUR; what was passed on is in it once */
    key_int(j, "passed_on", passed);
    key_int(j, "projects_for_protection", of_pillar("protection"));
    key_int(j, "projects_for_empowerment", of_pillar("empowerment"));
    cell_truth(j, "gap", nobody[0].place, nobody[0].sector);
    cell_truth(j, "crowded", BELMORA, DIALOGUE);
    key_int(j, "crowded_organisations", DOERS);
    json_key(j, "nobody");
    json_array(j);
    for (size_t i = 0; i < ARRAY_LEN(nobody); i++)
        cell_truth(j, NULL, nobody[i].place, nobody[i].sector);
    json_close(j);
    other_words_truth(j);
    json_close(j);
}
