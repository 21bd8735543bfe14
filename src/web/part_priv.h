/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Participants' pages. Who answers is a pass that travels in the page's forms, never in an address; a cookie holds it only from the first answer on, and only
 * where the browser takes one. An answer to a form is the next page itself, so that all of it works with cookies refused and scripts off.
 */
#ifndef DIWAN_WEB_PART_PRIV_H
#define DIWAN_WEB_PART_PRIV_H
#include "web/web_priv.h"

enum { PART_SKIPS = 16, PART_AHEAD = 3, PART_ASK_AFTER = 3 /* answers, before anything is asked about the person */ };
struct part { /* one participant before one dialogue; lives in the exchange's arena */
    struct exchange *x;
    struct str name;            /* of the dialogue, as asked */
    struct room_page page;
    struct pass pass;
    char pass_text[PASS_TEXT];
    bool carried;               /* the pass came with a form: what leads on carries it, too */
    bool asked;                 /* about the person, on this page's way */
    bool invented;              /* the register's country is */
    int64_t skips[PART_SKIPS];  /* statements passed over, the latest last */
    size_t skip_n;
    const char *notice;         /* msgid of a sentence above all else; NULL none */
    struct str typed;           /* a statement that was refused: not lost */
    struct room_act *act;
};
/* ---- part.c: the request ---- */
/* Who asks, from the form (POST) or the cookie (GET); a pass is drawn where there is none. False: the form carries something that is no pass. */
bool part_begin(struct exchange *x, struct part **out);
MUST_USE bool part_load(struct part *p, struct err *e); /* p->page, as it is now. ERR_ABSENT */
bool part_absent(struct exchange *x);                   /* the page that says that there is no such dialogue */
bool part_torn(struct exchange *x);                     /* the page for a form that is not whole */
void part_skip(struct part *p, int64_t statement);
void part_remember(struct part *p);                     /* the cookie, where it is not there */
void part_forget(struct part *p);

/* ---- part_page.c: what stands on a page ---- */
void part_head(struct exchange *x, bool script);
void part_languages_links(struct exchange *x);
void part_tail(struct exchange *x);
void part_help_link(struct exchange *x);                /* where people can find help; nothing where the register lists none */
void part_banner(struct exchange *x, bool invented);
void part_notice(struct exchange *x, const char *msgid);
void part_path(struct exchange *x, struct str name, const char *below); /* "/d/NAME/below?lang=..", escaped */
void part_top(struct part *p, bool script);             /* head, languages, banner, topic, notice */
void part_form(struct part *p, const char *id, const char *below); /* <form> with all that the way carries; id "": none */
void part_show(struct part *p);                         /* the page that is next for this participant */
void part_left(struct part *p);
void part_json(struct part *p, size_t ahead);           /* the same for the script */
struct part_lang { const char *code, *dir; };
struct part_lang part_lang_of(struct str language);     /* for lang= and dir=; "" and "auto" where nobody said */
struct str part_value_word(struct exchange *x, struct str value);

/* ---- part_became.c ---- */
/* What came of the statements of the dialogue of that name: the priorities that rest on them and may be published. Nothing where there are none. */
MUST_USE bool part_became(struct exchange *x, struct str dialogue, struct err *e);

/* ---- part_result.c ---- */
MUST_USE bool part_result(struct part *p, struct err *e);
/* The code of the language that somebody's own words are in, by their letters (part_words.c); that of the page where these do not speak against it. */
const char *part_language_of_words(const struct language *page, struct str text);
#endif
