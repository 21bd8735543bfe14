/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who there is in Selmara: institutions and offices, by names in three languages; how much each can move, and how much it cares. All invented. */
#include "sim/selmara_priv.h"

#define MAPPED "Mapping workshop of Selmara (invented)"
#define TABLE "Vashta round table (invented)"

/* In the whole country or in one place (its number + 1). */
static const struct {
    const char *key, *kind, *level;
    int place;
    bool office;
    const char *acronym, *name[SELMARA_LANGUAGES];
} bodies[] = {
    {"prime-minister", "ministry", "national", 0, true, "", {"Office of the Prime Minister", "مكتب رئيس الوزراء", "نووسینگەی سەرۆک وەزیران"}},
    {"interior", "ministry", "national", 0, false, "MoI", {"Ministry of Interior", "وزارة الداخلية", "وەزارەتی ناوخۆ"}},
    {"justice", "ministry", "national", 0, false, "MoJ", {"Ministry of Justice", "وزارة العدل", "وەزارەتی داد"}},
    {"finance", "ministry", "national", 0, false, "MoF", {"Ministry of Finance", "وزارة المالية", "وەزارەتی دارایی"}},
    {"education", "ministry", "national", 0, false, "", {"Ministry of Education", "وزارة التربية", "وەزارەتی پەروەردە"}},
    {"health", "ministry", "national", 0, false, "MoH", {"Ministry of Health", "وزارة الصحة", "وەزارەتی تەندروستی"}},
    {"return", "ministry", "national", 0, false, "", {"Ministry of Displacement and Return", "وزارة النزوح والعودة", "وەزارەتی ئاوارەیی و گەڕانەوە"}},
    {"local-administration", "ministry", "national", 0, false, "", {"Ministry of Local Administration", "وزارة الإدارة المحلية", "وەزارەتی کارگێڕیی ناوخۆیی"}},
    {"women-directorate", "ministry", "national", 0, false, "", {"National Directorate for Women", "المديرية الوطنية لشؤون المرأة", "بەڕێوەبەرایەتیی نیشتمانیی ژنان"}},
    {"ombudsman", "ministry", "national", 0, true, "", {"Office of the Ombudsman", "مكتب أمين المظالم", "نووسینگەی ئومبودسمان"}},
    {"assembly", "parliament", "national", 0, false, "", {"National Assembly of Selmara", "الجمعية الوطنية في سلمارا", "ئەنجوومەنی نیشتمانیی سەلمارا"}},
    {"safety-committee", "parliament", "national", 0, false, "", {"Safety committee of the Assembly", "لجنة الأمان في الجمعية", "لیژنەی سەلامەتیی ئەنجوومەن"}},
    {"supreme-court", "judiciary", "national", 0, false, "", {"Supreme Court of Selmara", "المحكمة العليا في سلمارا", "دادگای باڵای سەلمارا"}},
    {"prosecution", "judiciary", "national", 0, false, "", {"Public Prosecution", "النيابة العامة", "داواکاریی گشتی"}},
    {"court-kovrin", "judiciary", "local", 5, false, "", {"Court of Kovrin", "محكمة كوفرين", "دادگای کۆڤرین"}},
    {"army", "armed_forces", "national", 0, false, "", {"Army of Selmara", "جيش سلمارا", "سوپای سەلمارا"}},
    {"coast-guard", "armed_forces", "national", 0, false, "", {"Coast Guard of Selmara", "خفر سواحل سلمارا", "پاسەوانی کەناراوی سەلمارا"}},
    {"state-safety-service", "security_service", "national", 0, false, "", {"State Security Service", "جهاز أمن الدولة", "دەزگای ئاسایشی دەوڵەت"}},
    {"norvend-forces", "foreign_forces", "international", 0, false, "", {"Forces of Norvend in Selmara", "قوات نورفند في سلمارا", "هێزەکانی نۆرڤێند لە سەلمارا"}},
    {"marsh-front", "armed_group", "regional", 11, false, "", {"Front of the Marshes", "جبهة الأهوار", "بەرەی زەلکاوەکان"}},
    {"coast-brigades", "armed_group", "regional", 10, false, "", {"Coast Brigades", "كتائب الساحل", "کەتیبەکانی کەناراو"}},
    {"home-guard-vashta", "auxiliary_force", "local", 12, false, "", {"Home Guard of Vashta", "حرس الديار في فاشتا", "پاسەوانی نیشتمانیی ڤاشتا"}},
    {"village-councils", "cso_local", "national", 0, false, "AVC", {"Association of village councils", "اتحاد مجالس القرى", "کۆمەڵەی ئەنجوومەنەکانی گوند"}},
    {"rights-watch", "cso_local", "national", 0, false, "RWS", {"Rights watch of Selmara", "مرصد الحقوق في سلمارا", "چاودێریی مافەکانی سەلمارا"}},
    {"legal-aid", "cso_local", "national", 0, false, "LAS", {"Legal Aid Selmara", "المساعدة القانونية في سلمارا", "هاوکاریی یاسایی سەلمارا"}},
    {"mine-clearance", "cso_local", "national", 0, false, "SMC", {"Selmara Mine Clearance", "سلمارا لإزالة الألغام", "سەلمارا بۆ پاککردنەوەی مین"}},
    {"medical-committee", "cso_local", "national", 0, false, "SMC", {"Selmara Medical Committee", "اللجنة الطبية في سلمارا", "لیژنەی پزیشکیی سەلمارا"}},
    {"women-network", "women_group", "national", 0, false, "WNS", {"Women's Network of Selmara", "شبكة نساء سلمارا", "تۆڕی ژنانی سەلمارا"}},
    {"youth-union", "youth_group", "national", 0, false, "", {"Union of Youth in Selmara", "اتحاد شباب سلمارا", "یەکێتیی گەنجانی سەلمارا"}},
    {"bridgeworks", "ingo", "international", 0, false, "BWI", {"Bridgeworks International", "جسور العمل الدولية", "بریجوۆرکسی نێودەوڵەتی"}},
    {"open-hands", "ingo", "international", 0, false, "OHR", {"Open Hands Relief", "الأيدي المفتوحة للإغاثة", "دەستە کراوەکان بۆ فریاکەوتن"}},
    {"clearpath", "ingo", "international", 0, false, "CPD", {"Clearpath Demining", "كليرباث لنزع الألغام", "کلیرپاس بۆ مین هەڵگرتنەوە"}},
    {"safe-learning", "ingo", "international", 0, false, "", {"Learning in Safety", "التعلم بأمان", "فێربوون لە سەلامەتیدا"}},
    {"displaced-agency", "un_agency", "international", 0, false, "AND", {"Agency of Nations for Displaced People", "وكالة الأمم للنازحين", "ئاژانسی نەتەوەکان بۆ ئاوارەکان"}},
    {"peace-fund", "un_agency", "international", 0, false, "FNP", {"Fund of Nations for Peace", "صندوق الأمم للسلام", "سندووقی نەتەوەکان بۆ ئاشتی"}},
    {"norvend", "donor_state", "international", 0, false, "", {"Government of Norvend", "حكومة نورفند", "حکوومەتی نۆرڤێند"}},
    {"istland", "donor_state", "international", 0, false, "", {"Government of Istland", "حكومة إستلند", "حکوومەتی ئیستلەند"}},
    {"harbour-foundation", "foundation", "international", 0, false, "", {"Harbour Foundation", "مؤسسة المرفأ", "دامەزراوەی بەندەر"}},
    {"university-kovrin", "university", "national", 5, false, "", {"University of Kovrin", "جامعة كوفرين", "زانکۆی کۆڤرین"}},
    {"radio", "media", "national", 0, false, "", {"Radio Selmara", "راديو سلمارا", "ڕادیۆی سەلمارا"}},
    {"herald", "media", "national", 0, false, "", {"The Selmara Herald", "صحيفة بشير سلمارا", "ڕۆژنامەی هێراڵدی سەلمارا"}},
    {"houses-of-prayer", "religious_institution", "national", 0, false, "", {"Council of Houses of Prayer", "مجلس دور العبادة", "ئەنجوومەنی پەرستگاکان"}},
    {SELMARA_BROKER, "tribal_council", "local", 11, false, "", {"Council of Elders of Maruq", "مجلس شيوخ ماروق", "ئەنجوومەنی ڕیش سپییانی مارووق"}},
    {"elders-tamura", "tribal_council", "local", 6, false, "", {"Council of Elders of Tamura", "مجلس شيوخ تامورا", "ئەنجوومەنی ڕیش سپییانی تامورا"}},
    {"reform-party", "party", "national", 0, false, "", {"Reform Party of Selmara", "حزب الإصلاح في سلمارا", "پارتی چاکسازیی سەلمارا"}},
    {"teachers-union", "union", "national", 0, false, "", {"Teachers' Union of Selmara", "نقابة معلمي سلمارا", "سەندیکای مامۆستایانی سەلمارا"}},
    {"traders-maruq", "business", "local", 11, false, "", {"Chamber of Traders of Maruq", "غرفة تجار ماروق", "ژووری بازرگانانی مارووق"}},
    {"camp-belmora", "community_committee", "local", 4, false, "", {"Committee of the Belmora camp", "لجنة مخيم بلمورا", "لیژنەی کەمپی بێلمۆرا"}},
    {"round-table", "dialogue_platform", "local", 12, false, "", {"Vashta round table", "طاولة فاشتا المستديرة", "مێزی گردی ڤاشتا"}},
    {"families", "victims_association", "national", 0, false, "", {"Association of the Families of the Missing", "رابطة عائلات المفقودين", "کۆمەڵەی خێزانی بێسەروشوێنکراوان"}},
    {"displaced-council", "displaced_representation", "local", 4, false, "", {"Council of Displaced People in Belmora", "مجلس النازحين في بلمورا", "ئەنجوومەنی ئاوارەکان لە بێلمۆرا"}},
};

/* One in each governorate: what is said before the place's name. */
static const struct {
    const char *key, *kind;
    bool office;
    const char *name[SELMARA_LANGUAGES];
} everywhere[SELMARA_EVERYWHERE] = {
    [SELMARA_GOVERNOR] = {"governor", "local_government", true, {"Governor of", "محافظ", "پارێزگاری"}},
    [SELMARA_COUNCIL] = {"council", "local_government", false, {"Provincial Council of", "مجلس محافظة", "ئەنجوومەنی پارێزگای"}},
    [SELMARA_POLICE] = {"police", "police", false, {"Police Directorate of", "مديرية شرطة", "بەڕێوەبەرایەتیی پۆلیسی"}},
    [SELMARA_SOCIETY] = {"society", "cso_local", false, {"Civil society of", "الجمعية المدنية في", "کۆمەڵەی مەدەنیی"}},
    [SELMARA_OF_WOMEN] = {"women", "women_group", false, {"Women's Committee of", "لجنة نساء", "لیژنەی ژنانی"}},
    [SELMARA_OF_YOUTH] = {"youth", "youth_group", false, {"Forum of youth in", "منتدى شباب", "کۆڕی گەنجانی"}},
};

void actor_key(char out[SELMARA_KEY], enum selmara_everywhere what, size_t place)
{
    snprintf(out, SELMARA_KEY, "%s-%s", everywhere[what].key, selmara_places[place].name);
    for (char *p = out; *p; p++)
        *p = *p >= 'A' && *p <= 'Z' ? (char)(*p - 'A' + 'a') : *p;
}

void actor_name(struct buf *out, const char *key)
{
    char there[SELMARA_KEY];
    for (size_t i = 0; i < ARRAY_LEN(bodies); i++)
        if (strcmp(bodies[i].key, key) == 0)
            buf_text(out, bodies[i].name[0]);
    for (size_t i = 0; i < SELMARA_EVERYWHERE; i++)
        for (size_t place = 0; place < SELMARA_PLACES; place++) {
            actor_key(there, (enum selmara_everywhere)i, place);
            if (strcmp(there, key) == 0)
                buf_f(out, "%s %s", everywhere[i].name[0], selmara_places[place].name);
        }
}

size_t actors_n(void)
{
    return ARRAY_LEN(bodies) + (size_t)SELMARA_EVERYWHERE * SELMARA_PLACES;
}

static void cells(struct buf *b, bool first, const char *const *texts, size_t n)
{
    for (size_t i = 0; i < n; i++)
        csv_cell(b, first && i == 0, str_of(texts[i]));
}
#define CELLS(b, first, ...) cells(b, first, (const char *const[]){__VA_ARGS__}, sizeof((const char *const[]){__VA_ARGS__}) / sizeof(const char *))

static void there_csv(struct buf *b, enum selmara_everywhere what, size_t place)
{
    const struct selmara_place *p = &selmara_places[place];
    const char *const in[SELMARA_LANGUAGES] = {p->name, p->name_ar, p->name_ckb};
    char key[SELMARA_KEY];
    actor_key(key, what, place);
    CELLS(b, true, key);
    for (size_t l = 0; l < SELMARA_LANGUAGES; l++) {
        struct buf name CLEANUP(buf_end) = {0};
        buf_f(&name, "%s %s", everywhere[what].name[l], in[l]);
        csv_cell(b, false, buf_view(&name));
    }
    CELLS(b, false, "", everywhere[what].kind, "local", p->code, everywhere[what].office ? "yes" : "no", MAPPED, "");
    buf_char(b, '\n');
}

void actors_csv(struct buf *b)
{
    buf_text(b, "actor,name:en,name:ar,name:ckb,acronym,kind,level,place,office,said_by,note\n");
    for (size_t i = 0; i < ARRAY_LEN(bodies); i++) {
        CELLS(b, true, bodies[i].key, bodies[i].name[0], bodies[i].name[1], bodies[i].name[2], bodies[i].acronym, bodies[i].kind, bodies[i].level,
            bodies[i].place ? selmara_places[bodies[i].place - 1].code : "", bodies[i].office ? "yes" : "no", MAPPED, "");
        buf_char(b, '\n');
    }
    for (size_t i = 0; i < SELMARA_EVERYWHERE; i++)
        for (size_t place = 0; place < SELMARA_PLACES; place++)
            there_csv(b, (enum selmara_everywhere)i, place);
}

/* ---- power and interest ---- */

static void score(struct buf *b, const char *actor, int power, int interest, const char *said_by)
{
    CELLS(b, true, actor, "safety in Selmara");
    buf_f(b, ",%d,%d", power, interest);
    CELLS(b, false, said_by, "2024-05");
    buf_char(b, '\n');
}

/* Two rooms judge: the round table thinks more of those who are near to it, and less of ministries. */
void scores_csv(struct buf *b, uint64_t seed)
{
    static const struct {
        const char *actor;
        int power, interest;
    } judged[] = {{"prime-minister", 9, 4}, {"interior", 9, 6}, {"finance", 8, 2}, {"justice", 6, 5}, {"army", 9, 5}, {"marsh-front", 7, 7}, {"coast-brigades", 5, 6},
        {SELMARA_BROKER, 5, 9}, {"elders-tamura", 4, 7}, {"village-councils", 4, 9}, {"rights-watch", 3, 9}, {"women-network", 3, 9}, {"youth-union", 2, 7}, {"norvend", 7, 5},
        {"istland", 5, 4}, {"peace-fund", 5, 7}, {"bridgeworks", 4, 8}, {"assembly", 7, 4}, {"round-table", 3, 9}, {"radio", 4, 5}};
    struct rng r;
    rng_init(&r, hash_64("scores", 6, seed));
    buf_text(b, "actor,issue,power,interest,said_by,day\n");
    for (size_t i = 0; i < ARRAY_LEN(judged); i++) {
        int apart = (int)rng_below(&r, 4) - 1; /* -1 to 2 */
        score(b, judged[i].actor, judged[i].power, judged[i].interest, MAPPED);
        score(b, judged[i].actor, MIN_OF(10, judged[i].power + (judged[i].power > 5 ? -apart : apart < 0 ? 0 : apart)), judged[i].interest, TABLE);
    }
    for (size_t place = 0; place < SELMARA_PLACES; place++) {
        char key[SELMARA_KEY];
        actor_key(key, SELMARA_GOVERNOR, place);
        score(b, key, 5 + (int)rng_below(&r, 4), 2 + (int)rng_below(&r, 6), MAPPED);
        actor_key(key, SELMARA_POLICE, place);
        score(b, key, 4 + (int)rng_below(&r, 4), 4 + (int)rng_below(&r, 5), MAPPED);
    }
}
