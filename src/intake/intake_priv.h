/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Inside the room `intake` only: one file on its way in, and the layouts as rows of one table. */
#ifndef DIWAN_INTAKE_PRIV_H
#define DIWAN_INTAKE_PRIV_H
#include "actor/project.h"
#include "core/pack.h"
#include "core/speech.h"
#include "incident/incident.h"
#include "intake/actors_priv.h"
#include "intake/contacts_priv.h"
#include "intake/papers_priv.h"
#include "intake/intake.h"
#include "place/place.h"
#include "said/said.h"
#include "table/table.h"
#include "voice/voice.h"

/* ---- population ---- */

struct people { /* how many live in a place; words are ids in batch->words */
    uint32_t country, code, name, name_ar, kind, source;
    int32_t year;
    int64_t people, line;
};
struct people_batch {
    struct people *list;
    size_t n, room;
    struct intern words;
    struct problem_log log;
    int64_t rows, repaired, refused, duplicates;
};
void people_batch_end(struct people_batch *b);
int people_sniff(const struct table *t);
/* `source`: for rows that name none. Fails (ERR_INPUT) when the table cannot be read at all. */
MUST_USE bool people_read(struct table *t, struct str source, struct people_batch *out, struct progress *p, struct err *e);
/* Compare with what the register has (kept, known, superseded go to *im); inside a store_task with `write`,
 * insert what is new and end what is superseded. */
MUST_USE bool people_save(struct store *s, const struct people_batch *b, struct import *im, bool write, struct err *e);
/* A whole number as people write it: separators of thousands only where they cannot be a decimal sign. `*tidied`
 * tells that there were some. */
bool people_number(struct str s, int64_t *out, bool *tidied);

/* ---- what people say of places and sources ---- */

struct said { /* words are ids in batch->words; 0 where the kind has none */
    uint32_t subject, what, by, reason;
    struct day from, to;
    int64_t line;
};
struct said_batch {
    enum said_kind kind;
    struct said *list;
    size_t n, room;
    struct intern words;
    struct problem_log log;
    size_t read_problems; /* of them from reading; behind these stand the places and sources not known */
    int64_t rows, refused, duplicates, noted;
};
void said_batch_end(struct said_batch *b);
int said_sniff(const struct table *t, enum said_kind kind);
/* `source`: who says so, for rows that name nobody. Fails (ERR_INPUT) when the table cannot be read at all. */
MUST_USE bool said_read(struct table *t, enum said_kind kind, struct str source, struct said_batch *out, struct progress *p, struct err *e);
/* As people_save. */
MUST_USE bool said_save(struct store *s, const struct said_batch *b, struct import *im, bool write, struct err *e);
/* Places and sources that the register does not know (yet) are noted in the log, and counted. */
MUST_USE bool said_note_unknown(struct store *s, struct said_batch *b, struct err *e);
/* The code of what is noted of a place that the register does not know (yet), or that two share; NULL: it means one place. */
const char *said_place_doubt(const struct gazetteer *g, struct str words);
#define SAID_PLACE_EXPECTED T("a place that the register holds")
#define SAID_PLACE_ADVICE T("kept, and counts once borders name such a place; check the spelling with `show places`")

/* ---- a file on its way in ---- */

struct layout;
struct work {
    struct store *s;
    const struct intake_options *o;
    struct intake_result *out;
    struct progress *p;
    const struct layout *layout;
    const char *file; /* its name, for words to people */
    bool open_data;   /* the register takes public data alone */
    const struct mapping *kept; /* in the cage, where there is no register: the mappings that it keeps */
    size_t kept_n;
    struct str answer; /* of the cage: mapped memory that the batches' texts point into */
    struct incident_batch incidents;
    struct incident_plan *plan;
    struct str mapping, mapping_name; /* lines, and what they are called; "": the table's own header */
    bool mapping_new;                 /* to be kept in the register */
    struct border_batch borders;
    struct people_batch people;
    struct said_batch said;
    struct dialogue_batch dialogue;
    struct finding_batch findings;
    struct actor_batch actors;
    struct works_batch works;
    struct contact_batch contacts;
    struct paper_batch papers;
    bool works_keyed; /* each activity has what it is known by */
    int64_t places_noted; /* of a dialogue or of findings: places that the register does not know */
    bool (*on_table)(void *context, struct table *t, struct err *e); /* takes the table instead of the layout; NULL: the layout */
    void *on_context;
};

enum batch_kind { BATCH_INCIDENTS, BATCH_BORDERS, BATCH_PEOPLE, BATCH_SAID, BATCH_FINDINGS, BATCH_DIALOGUE, BATCH_ACTORS, BATCH_WORKS, BATCH_CONTACTS, BATCH_PAPERS };
struct layout {
    const char *name, *source;
    enum batch_kind batch;                      /* what its reader fills */
    int (*sniff_head)(struct str head);         /* NULL: a table */
    int (*sniff_table)(const struct table *t);  /* NULL: not a table */
    const struct incident_layout *incident;     /* for those of the room incident */
    bool (*read)(struct work *w, struct stream *in, struct table *t, struct err *e); /* fills rows, repaired, refused */
    bool (*plan)(struct work *w, struct err *e);  /* fills kept, known, superseded before the lock; NULL: only `save` can */
    bool (*save)(struct work *w, struct import *im, struct err *e); /* in the task */
    bool placed;                                /* incidents are placed (anew) afterwards */
    bool whole;                                 /* its rows count together: one that was refused is mended where it stands */
};
/* Several files on their way in: all of them or none. */
struct intake {
    struct store *s;
    struct intake_options o;
    struct progress *p;
    struct work **list;
    size_t n, room;
    size_t written, placing; /* imports recorded; those of them after which incidents are placed */
    bool place;
    bool mappings;           /* there are some to keep */
    int64_t place_only;      /* for place_all */
    bool nothing;            /* everything was there already, or this was a trial: the task was taken back on purpose */
};

struct work *work_begin(struct intake *in);
/* After reading: is it there already, is there anything to keep, what would it change? */
MUST_USE bool work_settle(struct work *w, const char *name, struct err *e);
/* The digest is over the whole file, also what a reader left. */
MUST_USE bool work_digest(struct work *w, struct file_stream *in, struct err *e);
/* The mappings that the register keeps. */
MUST_USE bool work_mappings(const struct work *w, struct arena *a, const struct mapping **out, size_t *n, struct err *e);

/* Read the file, whatever it is packed in: finds w->layout (where --as does not say it), fills what its `read` fills, and
 * w->out->inside. */
MUST_USE bool inside_read(struct work *w, struct stream *in, struct err *e);
/* A spreadsheet: the sheet that is meant, as a table. */
MUST_USE bool inside_workbook(struct work *w, struct archive *a, const char *name, struct err *e);
/* Remember that this was unpacked. */
void inside_packing(struct work *w, enum packing how);

/* ---- border_files.c ---- */

int geojson_head(struct str head);
int shapefile_head(struct str head);
int geopackage_head(struct str head);
bool geojson_read(struct work *w, struct stream *in, struct table *t, struct err *e);
bool shapefile_read(struct work *w, struct stream *in, struct table *t, struct err *e); /* shapes alone: says what is missing */
bool geopackage_read(struct work *w, struct stream *in, struct table *t, struct err *e);
bool border_files_save(struct work *w, struct import *im, struct err *e);
/* An archive of shapefiles: one thing as a whole. */
bool shapefiles_inside(const struct archive *a);
MUST_USE bool shapefiles_read(struct work *w, struct archive *a, const char *file, struct err *e);
/* The members of one shapefile as files; the first is what it is called by. The digest is over all, in that order. */
MUST_USE bool shapefile_members_read(struct work *w, struct file_stream *files, size_t n, struct err *e);

/* ---- dialogues.c ---- */

bool dialogue_table_read(struct work *w, struct stream *in, struct table *t, struct err *e);
int dialogue_json_head(struct str head);
bool dialogue_json_read(struct work *w, struct stream *in, struct table *t, struct err *e);
/* After reading: whose it is, and what is told of it. */
MUST_USE bool dialogue_told(struct work *w, struct err *e);
bool dialogue_plan(struct work *w, struct err *e);
bool dialogue_save(struct work *w, struct import *im, struct err *e);
/* This very file is there as import `id`: fills back_by, back_first and back_n of w->out->dialogue where its dialogue is out of use. */
MUST_USE bool dialogue_back_by(struct work *w, int64_t id, struct err *e);
/* An archive that holds the votes of a dialogue: one thing as a whole. */
bool dialogue_inside(const struct archive *a);
MUST_USE bool dialogue_archive_read(struct work *w, struct archive *a, const char *file, struct err *e);
MUST_USE bool dialogue_files_read(struct work *w, struct str name, struct file_stream *files, size_t n, struct err *e);

/* ---- findings.c ---- */

/* Places that the register does not know are asked for again once files before this one are in: what was noted of them is taken back first. */
void places_forget(struct work *w, struct problem_log *log, int64_t *noted);
void place_note(struct work *w, const struct gazetteer *g, struct problem_log *log, int64_t *noted, int64_t line, struct str words);

bool findings_read(struct work *w, struct stream *in, struct table *t, struct err *e);
bool findings_plan(struct work *w, struct err *e);
bool findings_save(struct work *w, struct import *im, struct err *e);

/* One more table of a file that has several (a spreadsheet), into the same batch; and after the last. */
MUST_USE bool actors_sheet(struct work *w, const struct layout *l, struct table *t, struct err *e);
void actors_read_end(struct work *w);
/* The same of a workbook with tables of an agenda; `*taken`: it is one. */
#define AGENDA_BOOK "agenda"
MUST_USE bool papers_sheet(struct work *w, struct table *t, bool *taken, struct err *e);
void papers_told(struct work *w);
bool layout_of_agenda(const struct layout *l); /* one of its tables, or the workbook of several */

/* ---- projects.c ---- */

bool iati_file_read(struct work *w, struct stream *in, struct table *t, struct err *e);
bool iati_rows_read(struct work *w, struct stream *in, struct table *t, struct err *e);
/* Diwan's own table of projects (projects_table.c): a row a project; what it has no column for stays as it is. */
int projects_sniff(const struct table *t);
MUST_USE bool projects_table(struct table *t, struct works_batch *b, struct progress *p, struct err *e);
bool projects_rows_read(struct work *w, struct stream *in, struct table *t, struct err *e);
bool who_what_rows_read(struct work *w, struct stream *in, struct table *t, struct err *e);
bool works_plan(struct work *w, struct err *e);
bool works_write(struct work *w, struct import *im, struct err *e);

extern const struct layout layouts[];
extern const size_t layout_count;
/* Which layout this is, and how surely (0 to 100); NULL with *e set, score 0. */
const struct layout *layout_of_table(const struct table *t, int *score, struct err *e);
const struct layout *layout_of_incidents(const struct incident_layout *l);
bool layout_is_table(const struct layout *l);
int layout_sniff(const struct layout *l, const struct table *t); /* how surely a table is of this layout, 0 to 100 */
/* What --as and --map ask for, before the file is looked at: w->layout, or NULL when the content decides. */
MUST_USE bool layout_asked(struct work *w, const char *file, struct err *e);
/* Which layout a table has: by its columns, by a mapping that the register keeps, or none (ERR_INPUT). */
MUST_USE bool layout_found(struct work *w, const struct table *t, struct err *e);
/* The refused of one file, in the order of their lines. */
size_t work_refused(const struct work *w, struct arena *a, const struct problem ***out);
const struct layout *layout_of_head(struct str head); /* NULL: not one that is no table */
const struct layout *layout_named(struct str name, struct err *e);
/* Is it a file that people have, but that is not read here? Then true, with the sentence that says what it is and what to
 * do (ERR_INPUT). For a table of no layout; and by the first bytes, for what should be a table and is JSON or XML. */
bool foreign_table(const struct table *t, struct err *e);
bool foreign_head(struct str head, const char *name, struct err *e);

#endif
