/* SPDX-License-Identifier: GPL-3.0-or-later */
/* project: codes of IATI and words of tables, as the register's fixed words. */
#include "actor/project.h"
#include "core/speech.h"
#include "place/place.h"

struct str dac_code(struct str code, bool *mapped)
{
    static const char *const withdrawn[][2] = {{"15161", "15151"}, {"15162", "15160"}, {"15163", "15153"}, {"15164", "15170"}};
    for (size_t i = 0; i < ARRAY_LEN(withdrawn); i++)
        if (str_is(code, withdrawn[i][0])) {
            *mapped = true;
            return str_of(withdrawn[i][1]);
        }
    return code;
}

const struct code *dac_sector(struct str vocabulary, struct str code)
{
    size_t n;
    const struct code *list = codes(CODES_SECTORS, &n);
    for (size_t i = 0; str_is(vocabulary, "dac5") && i < n; i++)
        if (str_is(code, list[i].code))
            return &list[i];
    return NULL;
}

void dac_names_begin(struct dac_names *d)
{
    size_t n;
    const struct code *list = codes(CODES_SECTORS, &n);
    struct buf fold CLEANUP(buf_end) = {0};
    bool mapped;
    uint32_t known = 0;
    *d = (struct dac_names){.of = mem_get((n * language_count() + 1) * sizeof *d->of)};
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < language_count(); k++) {
            struct speech s = {.language = language_at(k)};
            buf_clear(&fold);
            name_fold(str_of(say(&s, list[i].label)), &fold);
            uint32_t id = intern_id(&d->folded, buf_view(&fold));
            if (id <= known)
                continue; /* of two with one name the first */
            d->of[id - 1] = dac_sector(STR("dac5"), dac_code(str_of(list[i].code), &mapped));
            known = id;
        }
}

void dac_names_end(struct dac_names *d)
{
    intern_end(&d->folded);
    free(d->of);
    *d = (struct dac_names){0};
}

const struct code *dac_named(const struct dac_names *d, struct str words)
{
    struct buf fold CLEANUP(buf_end) = {0};
    uint32_t id;
    name_fold(words, &fold);
    return fold.n && intern_find(&d->folded, buf_view(&fold), &id) ? d->of[id - 1] : NULL;
}

struct word {
    const char *code, *words[12];
};

static const char *among(const struct word *list, size_t n, struct str word)
{
    struct buf want CLEANUP(buf_end) = {0}, have CLEANUP(buf_end) = {0};
    word = str_trim(word);
    name_fold(word, &want);
    for (size_t i = 0; i < n && want.n; i++)
        for (size_t k = 0; k < ARRAY_LEN(list[i].words) && list[i].words[k]; k++) {
            buf_clear(&have);
            name_fold(str_of(list[i].words[k]), &have);
            if (str_eq(buf_view(&want), buf_view(&have)))
                return list[i].code;
        }
    return NULL;
}

const char *project_status_of(struct str word)
{
    static const struct word words[] = {
        {"planned", {"1", "planned", "pipeline", "pipeline/identification", "not started", "مخطط", "مخطط له", "planifié", "prévu"}},
        {"ongoing", {"2", "ongoing", "on-going", "implementation", "active", "in progress", "جار", "جاري", "قيد التنفيذ", "en cours"}},
        {"completed", {"3", "4", "completed", "complete", "finalisation", "closed", "finished", "post-completion", "مكتمل", "منجز", "achevé", "terminé"}},
        {"cancelled", {"5", "cancelled", "canceled", "ملغى", "ملغي", "annulé"}},
        {"suspended", {"6", "suspended", "on hold", "معلق", "متوقف", "suspendu"}},
    };
    const char *code = among(words, ARRAY_LEN(words), word);
    return code ? code : "";
}

const char *money_kind_of(struct str code)
{
    static const struct word words[] = {
        {"incoming", {"1", "IF", "incoming funds"}}, {"commitment", {"2", "C", "outgoing commitment", "commitment"}},
        {"disbursement", {"3", "D", "disbursement"}}, {"expenditure", {"4", "E", "expenditure"}},
        {"incoming_commitment", {"11", "incoming commitment"}}, {"pledge", {"12", "13", "outgoing pledge", "incoming pledge"}}};
    return among(words, ARRAY_LEN(words), code);
}

const char *actor_role_of(struct str code)
{
    static const struct word words[] = {{"funding", {"1", "funding"}}, {"accountable", {"2", "accountable"}}, {"extending", {"3", "extending"}},
        {"implementing", {"4", "implementing"}}};
    return among(words, ARRAY_LEN(words), code);
}

const char *project_status_words(struct str code)
{
    static const struct { const char *code, *words; } statuses[] = {{"planned", T("planned")}, {"ongoing", T("ongoing")}, {"completed", T("completed")}, {"suspended", T("suspended")},
        {"cancelled", T("cancelled")}};
    for (size_t i = 0; i < ARRAY_LEN(statuses); i++)
        if (str_is(code, statuses[i].code))
            return statuses[i].words;
    return NULL;
}
