/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What can be written by hand: a description of each kind of record, and how it is read and ended. docs/developing.md says how to add one. */
#include "actor/actor.h"
#include "codebook/codebook.h"
#include "engage/engage.h"
#include "guard/guard.h"
#include "said/said.h"
#include "web/hand_priv.h"

/* ---- other names of places ---- */

static const struct hand_field alias_fields[] = {
    {.column = "place", .word = T("Place"), .label = T("The place: its code, or its name as the register has it."), .required = true, .key = true, .listed = true},
    {.column = "alias", .word = T("Other name"), .label = T("Another name of it, in any script."), .required = true, .key = true, .listed = true},
    {.column = "language", .word = T("Language"), .label = T("The language of that name, as a tag: en, ar, ckb. Empty where it is of none."), .key = true, .listed = true},
};

static struct rows *alias_rows(struct store *s)
{
    return store_rows(s, "SELECT id, import, ended_by, place, alias, language FROM alias WHERE origin = $1 ORDER BY id", WITH(bind_int(store_origin(s))));
}

static bool alias_end(struct store *s, int64_t id, int64_t import, struct err *e)
{
    return store_do(s, "UPDATE alias SET ended_by = $3 WHERE origin = $1 AND id = $2 AND ended_by IS NULL", WITH(bind_int(store_origin(s)), bind_int(id), bind_int(import)), e);
}

/* ---- whether anybody could look ---- */

static const struct hand_choice judgements[] = {{"good", T("good: what happens becomes known")}, {"limited", T("limited: part of what happens becomes known")}, {"none", T("none: nobody could look")}, {0}};
static const struct hand_field looked_fields[] = {
    {.column = "place", .word = T("Place"), .label = T("The place: its code, or its name as the register has it."), .required = true, .key = true, .listed = true},
    {.column = "from", .word = T("First day"), .label = T("The first day, or a month or year. Empty: from the beginning."), .as = HAND_DAY, .key = true, .listed = true},
    {.column = "to", .word = T("Last day"), .label = T("The last day, counted in, or a month or year. Empty: it goes on."), .as = HAND_DAY, .key = true, .listed = true},
    {.column = "judgement", .word = T("Judgement"), .label = T("Could anybody look there, and say what happened? From the list."), .as = HAND_CHOICE, .choices = judgements, .required = true, .listed = true},
    {.column = "said_by", .word = T("Who says so"), .label = T("Who says so: an office or a body that stands for it."), .required = true, .key = true, .listed = true},
    {.column = "reason", .word = T("Reason"), .label = T("What kept people from looking, or let them look.")},
};

static struct rows *looked_rows(struct store *s)
{
    return store_rows(s, "SELECT id, import, ended_by, place, day_from, day_to, judgement, said_by, reason FROM observability WHERE origin = $1 ORDER BY id", WITH(bind_int(store_origin(s))));
}

static bool looked_end(struct store *s, int64_t id, int64_t import, struct err *e)
{
    return store_do(s, "UPDATE observability SET ended_by = $3 WHERE origin = $1 AND id = $2 AND ended_by IS NULL", WITH(bind_int(store_origin(s)), bind_int(id), bind_int(import)), e);
}

/* ---- phases ---- */

/* The words of phase_words, in its order. */
static const struct hand_choice phases[] = {{"calm", T("Calm with unresolved issues")}, {"tension", T("Rising tension")}, {"open", T("Open violence")}, {"protracted", T("Protracted conflict or occupation")},
    {"ceasefire", T("Ceasefire or stalemate")}, {"stabilising", T("Stabilising")}, {"recovery", T("Recovery and reconciliation")}, {0}};
_Static_assert(ARRAY_LEN(phases) == PHASE_COUNT, "each phase, and the end in place of none");
static const struct hand_field phase_fields[] = {
    {.column = "place", .word = T("Place"), .label = T("The place: its code, or its name as the register has it."), .required = true, .key = true, .listed = true},
    {.column = "from", .word = T("First day"), .label = T("The first day, or a month or year. Empty: from the beginning."), .as = HAND_DAY, .key = true, .listed = true},
    {.column = "to", .word = T("Last day"), .label = T("The last day, counted in, or a month or year. Empty: it goes on."), .as = HAND_DAY, .key = true, .listed = true},
    {.column = "phase", .word = T("Phase"), .label = T("How things stood there in that time. From the list."), .as = HAND_CHOICE, .choices = phases, .required = true, .listed = true},
    {.column = "said_by", .word = T("Who says so"), .label = T("Who says so: an office or a body that stands for it."), .required = true, .key = true, .listed = true},
};

static struct rows *phase_rows(struct store *s)
{
    return store_rows(s, "SELECT id, import, ended_by, place, day_from, day_to, phase, said_by FROM phase WHERE origin = $1 ORDER BY id", WITH(bind_int(store_origin(s))));
}

static bool phase_end(struct store *s, int64_t id, int64_t import, struct err *e)
{
    return store_do(s, "UPDATE phase SET ended_by = $3 WHERE origin = $1 AND id = $2 AND ended_by IS NULL", WITH(bind_int(store_origin(s)), bind_int(id), bind_int(import)), e);
}

/* ---- what sources allow ---- */

static const struct hand_choice licences[] = {{"open", T("may be republished")}, {"attribution", T("may be republished with its citation")}, {"no-republication", T("may not be republished")}, {0}};
static const struct hand_field licence_fields[] = {
    {.column = "source", .word = T("Source"), .label = T("The source, as the register calls it."), .required = true, .key = true, .listed = true},
    {.column = "licence", .word = T("Licence"), .label = T("What its owner allows. From the list."), .as = HAND_CHOICE, .choices = licences, .required = true, .listed = true},
};

static struct rows *licence_rows(struct store *s)
{
    return store_rows(s, "SELECT id, import, ended_by, source, licence FROM licence WHERE origin = $1 ORDER BY id", WITH(bind_int(store_origin(s))));
}

static bool licence_end(struct store *s, int64_t id, int64_t import, struct err *e)
{
    return store_do(s, "UPDATE licence SET ended_by = $3 WHERE origin = $1 AND id = $2 AND ended_by IS NULL", WITH(bind_int(store_origin(s)), bind_int(id), bind_int(import)), e);
}

/* ---- population ---- */

static const struct hand_field people_fields[] = {
    {.column = "country", .word = T("Country"), .label = T("The country's name, or its ISO code of three letters."), .key = true, .listed = true},
    {.column = "iso_3166_2", .word = T("Code"), .label = T("The code of the place. Empty for the whole country."), .key = true, .listed = true},
    {.column = "place", .word = T("Place"), .label = T("The name of the place. Empty for the whole country."), .key = true, .listed = true},
    {.column = "place_ar", .word = T("Name in Arabic"), .label = T("Its name in Arabic, where you know it.")},
    {.column = "year", .word = T("Year"), .label = T("The year of the figure, with four digits."), .as = HAND_NUMBER, .required = true, .key = true, .listed = true},
    {.column = "population", .word = T("People"), .label = T("How many people live there, in digits alone."), .as = HAND_NUMBER, .required = true, .listed = true},
    {.column = "kind", .word = T("Kind of figure"), .label = T("What kind of figure it is: census, estimate, projection."), .key = true},
    {.column = "source", .word = T("Source"), .label = T("Who counted, or estimated.")},
};

static struct rows *people_rows(struct store *s)
{
    return store_rows(s, "SELECT id, import, ended_by, country, code, name, name_ar, year, people, kind, source FROM population WHERE origin = $1 ORDER BY id", WITH(bind_int(store_origin(s))));
}

static bool people_end(struct store *s, int64_t id, int64_t import, struct err *e)
{
    return store_do(s, "UPDATE population SET ended_by = $3 WHERE origin = $1 AND id = $2 AND ended_by IS NULL", WITH(bind_int(store_origin(s)), bind_int(id), bind_int(import)), e);
}

/* ---- findings ---- */

static const struct hand_choice methods[] = {{"interview", T("interview")}, {"focus-group", T("focus group")}, {"meeting", T("meeting")}, {"observation", T("observation")}, {"other", T("another way")}, {0}};
static const struct hand_choice directions[] = {{"for", T("in favour")}, {"against", T("against")}, {"mixed", T("divided")}, {0}};
static const struct hand_field finding_fields[] = {
    {.column = "key", .word = T("Own name"), .label = T("Your own name for the finding, such as FG-3."), .required = true, .key = true, .listed = true},
    {.column = "place", .word = T("Place"), .label = T("Where people were asked: the code or the name of a governorate or district."), .listed = true},
    {.column = "from", .word = T("First day"), .label = T("The first day, or the month or year."), .as = HAND_DAY, .listed = true},
    {.column = "to", .word = T("Last day"), .label = T("The last day, or the month or year."), .as = HAND_DAY},
    {.column = "method", .word = T("Method"), .label = T("How people were asked; from the list."), .as = HAND_CHOICE, .choices = methods, .required = true, .listed = true},
    {.column = "asked", .word = T("Who was asked"), .label = T("What kind of people were asked, such as community or security sector. Never a name.")},
    {.column = "people", .word = T("People asked"), .label = T("How many were asked. Empty where nobody counted."), .as = HAND_NUMBER},
    {.column = "women", .word = T("Women among them"), .label = T("How many of them were women."), .as = HAND_NUMBER},
    {.column = "codes", .word = T("Themes"), .label = T("Themes, parted by ;"), .as = HAND_LIST, .listed = true},
    {.column = "direction", .word = T("Direction"), .label = T("Whether people were in favour of something, against it, or divided; from the list, or empty."), .as = HAND_CHOICE, .choices = directions},
    {.column = "about", .word = T("About what"), .label = T("In favour of what, or against what.")},
    {.column = "said_by", .word = T("Who says so"), .label = T("Who asked, and answers for the summary."), .required = true, .key = true, .listed = true},
};

static struct rows *finding_rows(struct store *s)
{
    return store_rows(s, "SELECT f.id, f.import, f.ended_by, f.finding_key, f.place, f.day_from, f.day_to, f.method, f.asked, f.people, f.women, f.codes, f.direction, f.about, f.said_by, t.language, t.summary "
        "FROM finding AS f JOIN finding_text AS t ON t.origin = f.origin AND t.finding = f.id WHERE f.origin = $1 ORDER BY f.id, t.language", WITH(bind_int(store_origin(s))));
}

static bool finding_end(struct store *s, int64_t id, int64_t import, struct err *e)
{
    return store_do(s, "UPDATE finding SET ended_by = $3 WHERE origin = $1 AND id = $2 AND ended_by IS NULL", WITH(bind_int(store_origin(s)), bind_int(id), bind_int(import)), e);
}

/* ---- actors ---- */

static const struct hand_choice levels[] = {{"local", T("local")}, {"national", T("national")}, {"regional", T("regional")}, {"international", T("international")}, {0}};
static const struct hand_choice truths[] = {{"yes", T("yes")}, {"no", T("no")}, {0}};
static const struct hand_field actor_fields[] = {
    {.column = "actor", .word = T("Actor"), .label = T("The actor's key: a short word of its own. An institution or an office, never a person."), .required = true, .key = true, .listed = true},
    {.column = "kind", .word = T("Kind"), .label = T("What kind of actor it is. From the list."), .as = HAND_CHOICE, .list = HAND_ACTOR_KINDS, .required = true, .listed = true},
    {.column = "level", .word = T("Level"), .label = T("Where it acts. From the list."), .as = HAND_CHOICE, .choices = levels, .listed = true},
    {.column = "place", .word = T("Place"), .label = T("The place where it is: its code, or its name as the register has it. Empty where it is of none."), .listed = true},
    {.column = "office", .word = T("Office"), .label = T("Is it an office that one person holds, such as a governor? Without that person's name."), .as = HAND_CHOICE, .choices = truths},
    {.column = "reference", .word = T("Identifier"), .label = T("Its identifier in lists of organisations, where it has one.")},
    {.column = "said_by", .word = T("Who says so"), .label = T("Who says so: an office or a body that stands for it."), .required = true, .listed = true},
    {.column = "note", .word = T("Note"), .label = T("A word about it. No telephone number, no address, nobody's name.")},
};

static struct rows *actor_rows(struct store *s)
{
    return store_rows(s, "SELECT a.id, a.import, a.ended_by, a.actor_key, a.kind, a.level, a.place, CASE WHEN a.office = 1 THEN 'yes' ELSE 'no' END, a.reference, a.said_by, a.note, "
        "CASE WHEN n.language = '' THEN n.sort ELSE n.sort || ':' || n.language END, n.name "
        "FROM actor AS a LEFT JOIN actor_name AS n ON n.origin = a.origin AND n.actor = a.id WHERE a.origin = $1 ORDER BY a.id, n.sort, n.language, n.name", WITH(bind_int(store_origin(s))));
}

static bool actor_end(struct store *s, int64_t id, int64_t import, struct err *e)
{
    return store_do(s, "UPDATE actor SET ended_by = $3 WHERE origin = $1 AND id = $2 AND ended_by IS NULL", WITH(bind_int(store_origin(s)), bind_int(id), bind_int(import)), e);
}

/* ---- ties ---- */

static const struct hand_choice sures[] = {{"low", T("low")}, {"medium", T("medium")}, {"high", T("high")}, {0}};
static const struct hand_choice seers[] = {{"stewards", T("stewards")}, {"staff", T("people of the house")}, {"partners", T("partners")}, {"public", T("everybody")}, {0}};
static const struct hand_field tie_fields[] = {
    {.column = "from", .word = T("From"), .label = T("Whose tie it is: an actor's key or name."), .required = true, .key = true, .listed = true},
    {.column = "to", .word = T("To"), .label = T("To whom: an actor's key or name."), .required = true, .key = true, .listed = true},
    {.column = "relation", .word = T("Tie"), .label = T("What ties the first to the second. From the list."), .as = HAND_CHOICE, .list = HAND_RELATIONS, .required = true, .key = true, .listed = true},
    {.column = "strength", .word = T("Strength"), .label = T("How strong, in the units of that kind: 1 to 3, trust from -3 to 3, meetings a year. Empty: not known."), .as = HAND_REAL, .listed = true},
    {.column = "since", .word = T("First day"), .label = T("The first day, or a month or year. Empty: not known."), .as = HAND_DAY, .key = true, .listed = true},
    {.column = "until", .word = T("Last day"), .label = T("The last day, counted in, or a month or year. Empty: it goes on."), .as = HAND_DAY, .listed = true},
    {.column = "said_by", .word = T("Who says so"), .label = T("Who says so: an office or a body that stands for it. Two may say different things of one tie, and both stand."), .required = true, .key = true, .listed = true},
    {.column = "confidence", .word = T("How sure"), .label = T("How sure whoever says so is. From the list."), .as = HAND_CHOICE, .choices = sures},
    {.column = "visible", .word = T("For whom"), .label = T("Who may see it. Empty: as the kind of tie has it; it can be kept closer, never opened."), .as = HAND_CHOICE, .choices = seers},
    {.column = "amount", .word = T("Amount"), .label = T("Of money: how much."), .as = HAND_REAL},
    {.column = "currency", .word = T("Currency"), .label = T("Of money: the currency by its three letters, such as USD.")},
    {.column = "note", .word = T("Note"), .label = T("A word about it. No telephone number, no address, nobody's name.")},
};

static struct rows *tie_rows(struct store *s)
{
    return store_rows(s, "SELECT id, import, ended_by, from_actor, to_actor, relation, strength, day_from, day_to, said_by, confidence, visible, amount, currency, note FROM tie WHERE origin = $1 ORDER BY id",
        WITH(bind_int(store_origin(s))));
}

static bool tie_end(struct store *s, int64_t id, int64_t import, struct err *e)
{
    return store_do(s, "UPDATE tie SET ended_by = $3 WHERE origin = $1 AND id = $2 AND ended_by IS NULL", WITH(bind_int(store_origin(s)), bind_int(id), bind_int(import)), e);
}

/* Who trusts or influences whom is for stewards, here as everywhere; what is not filled in yet gives nothing away. */
static bool tie_shows(const struct exchange *x, const struct hand_record *h)
{
    enum { RELATION = 2, VISIBLE = 8 };
    const struct relation *r = relation_of(h->values[RELATION]);
    enum visible visible = str_is(h->values[VISIBLE], "stewards") ? VISIBLE_STEWARDS : r ? r->visible : VISIBLE_STAFF;
    return !r || guard_relation(r, visible, web_may(x, MAY_ANSWER) ? RELATION_STEWARD : RELATION_STAFF);
}

/* ---- power and interest ---- */

static const struct hand_field score_fields[] = {
    {.column = "actor", .word = T("Actor"), .label = T("The actor that is judged: its key or name."), .required = true, .key = true, .listed = true},
    {.column = "issue", .word = T("Matter"), .label = T("The matter. Empty: in general."), .key = true, .listed = true},
    {.column = "power", .word = T("Power"), .label = T("How much it can move in the matter, from 0 to 10."), .as = HAND_REAL, .listed = true},
    {.column = "interest", .word = T("Interest"), .label = T("How much it cares, from 0 to 10."), .as = HAND_REAL, .listed = true},
    {.column = "said_by", .word = T("Who says so"), .label = T("Who says so: an office or a body that stands for it."), .required = true, .key = true, .listed = true},
    {.column = "day", .word = T("Day"), .label = T("When it was judged: a day, month or year."), .as = HAND_DAY, .key = true, .listed = true},
};

static struct rows *score_rows(struct store *s)
{
    return store_rows(s, "SELECT id, import, ended_by, actor, issue, power, interest, said_by, day FROM actor_score WHERE origin = $1 ORDER BY id", WITH(bind_int(store_origin(s))));
}

static bool score_end(struct store *s, int64_t id, int64_t import, struct err *e)
{
    return store_do(s, "UPDATE actor_score SET ended_by = $3 WHERE origin = $1 AND id = $2 AND ended_by IS NULL", WITH(bind_int(store_origin(s)), bind_int(id), bind_int(import)), e);
}

/* ---- letters, and what was promised ---- */

static const struct hand_field contact_fields[] = {
    {.column = "id", .word = T("Own name"), .label = T("Your own name for it, such as C-12."), .required = true, .key = true, .listed = true},
    {.column = "kind", .word = T("Kind"), .label = T("What it was: a letter, a call, a meeting. From the list."), .as = HAND_CHOICE, .list = HAND_CONTACT_KINDS, .required = true, .listed = true},
    {.column = "date", .word = T("Day"), .label = T("The day on which it was sent or held."), .as = HAND_DAY, .required = true, .listed = true},
    {.column = "from", .word = T("From"), .label = T("Who of us. Empty where it does not matter.")},
    {.column = "to", .word = T("To"), .label = T("The institution or office that was asked, never a person."), .required = true, .listed = true},
    {.column = "topic", .word = T("Topic"), .label = T("What it is about, in a word or two."), .listed = true},
    {.column = "asked", .word = T("What was asked"), .label = T("What was asked for.")},
    {.column = "due", .word = T("Due"), .label = T("By when an answer is due."), .as = HAND_DAY},
    {.column = "outcome", .word = T("Outcome"), .label = T("What came of it. From the list."), .as = HAND_CHOICE, .list = HAND_OUTCOMES, .required = true, .listed = true},
    {.column = "outcome_date", .word = T("Day of the outcome"), .label = T("The day of the answer, or of the receipt."), .as = HAND_DAY},
    {.column = "answer", .word = T("Answer"), .label = T("What came back, in a few words.")},
    {.column = "trust_before", .word = T("Trust before"), .label = T("Trust before it, as whoever asked judged: from -3 to 3."), .as = HAND_REAL},
    {.column = "trust_after", .word = T("Trust after"), .label = T("Trust after it: from -3 to 3."), .as = HAND_REAL},
    {.column = "article", .word = T("Article"), .label = T("The article of a plan that it is about: PLAN:ARTICLE.")},
    {.column = "note", .word = T("Note"), .label = T("A word about it. No telephone number, no address, nobody's name.")},
};

static struct rows *contact_rows(struct store *s)
{
    return store_rows(s, "SELECT id, import, ended_by, contact_key, kind, day, from_actor, to_actor, topic, asked, due, outcome, outcome_day, answer, trust_before, trust_after, plan_article, note "
        "FROM contact WHERE origin = $1 ORDER BY id", WITH(bind_int(store_origin(s))));
}

static bool contact_end(struct store *s, int64_t id, int64_t import, struct err *e)
{
    return store_do(s, "UPDATE contact SET ended_by = $3 WHERE origin = $1 AND id = $2 AND ended_by IS NULL", WITH(bind_int(store_origin(s)), bind_int(id), bind_int(import)), e);
}

static const struct hand_field promise_fields[] = {
    {.column = "id", .word = T("Own name"), .label = T("Your own name for it, such as P-3."), .required = true, .key = true, .listed = true},
    {.column = "contact", .word = T("Came of"), .label = T("Your name for the letter or meeting that it came of."), .listed = true},
    {.column = "actor", .word = T("Who promised"), .label = T("The institution or office that promised, never a person."), .required = true, .listed = true},
    {.column = "promised", .word = T("What was promised"), .label = T("What was promised, in a few words."), .required = true, .listed = true},
    {.column = "made", .word = T("Day"), .label = T("The day on which it was promised."), .as = HAND_DAY, .required = true, .listed = true},
    {.column = "due", .word = T("Due"), .label = T("By when it is to be kept."), .as = HAND_DAY, .listed = true},
    {.column = "state", .word = T("State"), .label = T("What became of it. From the list."), .as = HAND_CHOICE, .list = HAND_FOLLOW_UPS, .required = true, .listed = true},
    {.column = "state_date", .word = T("Day of that"), .label = T("Since when that is so."), .as = HAND_DAY},
    {.column = "evidence", .word = T("How one sees it"), .label = T("How one can see that it was kept.")},
    {.column = "told", .word = T("People were told"), .label = T("The day on which people were told what came of it."), .as = HAND_DAY},
};

static struct rows *promise_rows(struct store *s)
{
    return store_rows(s, "SELECT id, import, ended_by, promise_key, contact_key, actor, promised, made, due, state, state_day, evidence, told FROM promise WHERE origin = $1 ORDER BY id", WITH(bind_int(store_origin(s))));
}

static bool promise_end(struct store *s, int64_t id, int64_t import, struct err *e)
{
    return store_do(s, "UPDATE promise SET ended_by = $3 WHERE origin = $1 AND id = $2 AND ended_by IS NULL", WITH(bind_int(store_origin(s)), bind_int(id), bind_int(import)), e);
}

/* ---- lists of the codebook ---- */

enum { LIST_MOST = 64 };

static const char *list_at(enum hand_list which, size_t i, const char **label)
{
    size_t n = 0;
    const struct actor_kind *kinds = actor_kinds(&n);
    const char *code = which == HAND_ACTOR_KINDS && i < n ? (*label = kinds[i].label, kinds[i].code) : NULL;
    const struct relation *all = relations(&n);
    code = which == HAND_RELATIONS && i < n ? (*label = all[i].label, all[i].code) : code;
    const struct contact_kind *contacts = contact_kinds(&n);
    code = which == HAND_CONTACT_KINDS && i < n ? (*label = contacts[i].label, contacts[i].code) : code;
    const struct outcome *came = outcomes(&n);
    code = which == HAND_OUTCOMES && i < n ? (*label = came[i].label, came[i].code) : code;
    const struct follow_up *then = follow_ups(&n);
    code = which == HAND_FOLLOW_UPS && i < n ? (*label = then[i].label, then[i].code) : code;
    const struct restriction_kind *against = restriction_kinds(&n);
    return which == HAND_RESTRICTIONS && i < n ? (*label = against[i].label, against[i].code) : code;
}

/* Codes and questions of the codebook, as choices. */
static const struct hand_choice *codes_listed(struct exchange *x, const struct hand_field *f)
{
    size_t n;
    if (f->list == HAND_PHASES)
        return phases;
    const struct code *list = f->list == HAND_CODES ? codes((enum code_list)f->codes, &n) : NULL;
    const struct harm_question *questions = f->list == HAND_QUESTIONS ? harm_questions(&n) : NULL;
    struct hand_choice *out = ARENA_ARRAY(&x->arena, struct hand_choice, n + 1);
    for (size_t i = 0; i < n; i++)
        out[i] = list ? (struct hand_choice){list[i].code, list[i].label} : (struct hand_choice){questions[i].code, questions[i].question};
    return out;
}

const struct hand_choice *hand_choices(struct exchange *x, const struct hand_field *f)
{
    const char *label = "", *code;
    if (f->list == HAND_OWN)
        return f->choices;
    if (f->list >= HAND_CODES)
        return codes_listed(x, f);
    struct hand_choice *list = ARENA_ARRAY(&x->arena, struct hand_choice, LIST_MOST);
    for (size_t i = 0, n = 0; n + 1 < LIST_MOST && (code = list_at(f->list, i, &label)) != NULL; i++)
        if (f->list != HAND_RELATIONS || web_may(x, MAY_ANSWER) || !relation_closed(relation_of(str_of(code))))
            list[n++] = (struct hand_choice){code, label};
    return list;
}

/* ---- all of them ---- */

static const struct hand_kind kinds[] = {
    {.name = "aliases", .many = T("Other names of places"), .about = T("Another name that sources use for a place. Incidents are placed anew with it."), .fields = alias_fields, .field_n = ARRAY_LEN(alias_fields),
        .places = true, .rows = alias_rows, .end = alias_end},
    {.name = "observability", .many = T("Whether anybody could look"), .about = T("Whether anybody could see and tell what happened in a place. Where nobody could, few records do not mean calm."), .fields = looked_fields,
        .field_n = ARRAY_LEN(looked_fields), .rows = looked_rows, .end = looked_end},
    {.name = "phases", .many = T("Phases of the conflict"), .about = T("How people who know a place name the time it goes through. They may differ: each stands with the name of who says so."), .fields = phase_fields,
        .field_n = ARRAY_LEN(phase_fields), .rows = phase_rows, .end = phase_end},
    {.name = "licences", .many = T("What sources allow"), .about = T("What the owner of a source lets others do with its records. It decides what may be passed on and published."), .fields = licence_fields,
        .field_n = ARRAY_LEN(licence_fields), .rows = licence_rows, .end = licence_end},
    {.name = "population", .many = T("How many people live where"), .about = T("Figures of population, by place and year. Rates and comparisons rest on them."), .fields = people_fields, .field_n = ARRAY_LEN(people_fields),
        .places = true, .rows = people_rows, .end = people_end},
    {.name = "findings", .many = T("Findings of interviews and groups"), .about = T("A finding is a summary of what people said, never a transcript, and without anybody's name."), .fields = finding_fields,
        .field_n = ARRAY_LEN(finding_fields), .text_word = T("Summary"),
        .text_label = T("What people said, summed up in a few sentences, at most 1,500 letters. Not word for word, and no names: nobody must be known by it."), .text_column = "summary", .of_people = true,
        .rows = finding_rows, .end = finding_end},
    {.name = "actors", .many = T("Actors"), .about = T("Institutions and offices, and the names they go by. Never private individuals."), .fields = actor_fields, .field_n = ARRAY_LEN(actor_fields),
        .text_word = T("Names"), .text_label = T("Its name, where it has one in that language, and how it is abbreviated."), .text_column = "name:en", .texts_are_columns = true, .rows = actor_rows, .end = actor_end},
    {.name = "ties", .many = T("Ties between actors"), .about = T("What ties one actor to another, as somebody says. Who trusts or influences whom is read and written by stewards alone."), .fields = tie_fields,
        .field_n = ARRAY_LEN(tie_fields), .shows = tie_shows, .rows = tie_rows, .end = tie_end},
    {.name = "actor-scores", .many = T("Power and interest of actors"), .about = T("How much an actor can move in a matter and how much it cares, as somebody judged. For stewards alone."), .fields = score_fields,
        .field_n = ARRAY_LEN(score_fields), .may = MAY_ANSWER, .rows = score_rows, .end = score_end},
    {.name = "contacts", .many = T("Letters, calls and meetings"), .about = T("What was asked of whom, and what came back."), .fields = contact_fields, .field_n = ARRAY_LEN(contact_fields), .rows = contact_rows,
        .end = contact_end},
    {.name = "promises", .many = T("Promises"), .about = T("What was promised, by when, and whether it was kept."), .fields = promise_fields, .field_n = ARRAY_LEN(promise_fields), .rows = promise_rows, .end = promise_end},
};

const struct hand_kind *hand_kind_at(size_t i)
{
    if (i < ARRAY_LEN(kinds))
        return &kinds[i];
    i -= ARRAY_LEN(kinds);
    if (i < hand_kinds_works_n)
        return &hand_kinds_works[i];
    return i - hand_kinds_works_n < hand_kinds_agenda_n ? &hand_kinds_agenda[i - hand_kinds_works_n] : NULL;
}
_Static_assert(ARRAY_LEN(contact_fields) <= HAND_FIELDS_MOST && ARRAY_LEN(finding_fields) <= HAND_FIELDS_MOST, "as many as a record holds");
