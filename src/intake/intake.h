/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * intake: what is this file, and into the register with it: whole or not at all. Each room's layouts stand
 * in one table; the layout is found from the content. Parsing is done before the write lock is taken.
 */
#ifndef DIWAN_INTAKE_H
#define DIWAN_INTAKE_H
#include "core/core.h"
#include "place/place.h"
#include "store/erase.h"

struct intake_options {
    struct str source;  /* --source; "" = the layout's own */
    struct str sheet;    /* --sheet; "" = the first that has a table of a known layout */
    struct str encoding; /* --encoding; "" = UTF-8, or UTF-16 where that is sure */
    struct str layout;  /* --as: a layout, or the name of a mapping; "" = found from the content */
    struct str map;     /* --map FIELD=COLUMN,...: an incident table, read so; kept under `layout`, else the file's stem */
    struct str dates;   /* --dates: "dmy" or "mdy" where a table has dates like 03/04/2018; "" = from the column */
    bool all_refused;   /* every refused row is wanted (intake_refused) */
    int level;          /* --level for borders; -1 = from the file */
    struct str layer;   /* --layer for borders: the one layer meant; "" = all that draw areas */
    struct str meta;    /* of dialogues: the text of --meta, ids of the statements about the participant; p NULL = not said */
    const char *meta_file;
    struct str dialogue; /* --dialogue: what it is called; "" = as its file says, or as the file is called */
    struct str signs;   /* --signs: "api" or "export" where the sign of votes cannot be told; "" = by the names of their fields */
    struct str by_hand; /* one record that somebody wrote, and why: an import of layout "by hand", called so, also where the very same was written before; "" = a file */
    bool published;     /* --public: the dialogue is one that others published, person by person */
    bool dry_run;
    struct str who;     /* who did it, for the audit */
    struct str time;    /* RFC 3339 UTC */
};
/* How what was read lay in the file; "" where it does not apply. */
struct intake_inside {
    struct str packing;  /* "gzip", "zip"; of several layers "gzip, zip", the outermost first */
    struct str member;   /* of an archive: the member that was read */
    struct str beside;   /* its other members, passed over: "read-me.txt, licence.pdf" */
    struct str sheet, other_sheets; /* of a spreadsheet: the sheet that was read, and those that were not */
    struct str hidden_columns;      /* read all the same: their names */
    bool hidden_sheet;              /* the sheet is one that people do not see */
    int64_t hidden_rows, merged, unknown_cells; /* rows hidden, read all the same; cells merged over several rows; formulas without a value */
    struct str encoding; /* of text that is not UTF-8: "utf-16le", "windows-1256" */
};
/* Of a dialogue. */
struct intake_dialogue {
    struct str name;     /* "" where the file is none */
    bool own;            /* held with people here; else published */
    bool taken_as_published; /* by the register, which is for open data: nobody said --public */
    bool meta_unsaid;    /* nobody said which statements are about the participant */
    int64_t participants, statements, meta, attributes;
    int64_t votes;       /* as they were cast */
    struct intake_earlier { /* dialogues whose place it takes */
        struct str name;
        int64_t votes;
    } earlier[2];
    size_t earlier_n;
    bool earlier_gone;   /* for good: it is closed */
    struct str back_by;  /* this very file is there, but out of use: imports to take back, the latest first ("3, 2"); else "" */
    int64_t back_first;  /* the first of them */
    size_t back_n;
};
struct intake_result {
    struct intake_inside inside;
    struct import import; /* file, layout, sha256, counts */
    bool same_file;       /* this very file is in the register already: nothing was changed */
    int64_t noted;        /* odd but kept as it stands */
    int64_t passed;       /* passed over by the layout's own rule: neither kept nor refused */
    struct problem *problems;
    size_t problem_n;
    struct str mapping;   /* the mapping it was read by; "" = the table's own header */
    struct intake_dialogue dialogue;
    bool is_incidents;    /* its layout is one of incidents */
    bool took_back;       /* a list of incidents that their source took back: `superseded` counts those in use here */
    int placed_level;     /* the finest level at which the register's incidents are placed; -1: there is nothing to place, or nothing to place by */
    struct placed_counts placed; /* how, at that level; of all incidents in use */
    struct arena arena;
};
/* Several files in one command: each is read and compared before the write lock, then all are written in one
 * transaction, so that a fault in the last leaves the register as it was. */
struct intake;
struct intake *intake_begin(struct store *s, const struct intake_options *o, struct progress *p); /* o is copied, its texts are not */
MUST_USE bool intake_read(struct intake *in, struct file_stream *file, struct err *e);
/* A table that this program itself wrote, of one record: of what somebody filled in. Every row must be kept, else it fails, and `intake_told` has what was wrong. */
MUST_USE bool intake_read_text(struct intake *in, struct str text, struct err *e);
/* A shapefile that lies as several files: all of them together, .shp first (by which it is called), then .dbf, .shx, .prj, .cpg as far
 * as they are there. The digest is that of these files one after the other. */
MUST_USE bool intake_read_shapefile(struct intake *in, struct file_stream *files, size_t n, struct err *e);
/* A dialogue that lies as several files: those that dialogue_members chose, in its order. It is called `name` (for words to people, and as dialogue
 * where nothing else says what it is called). The digest is that of these files one after the other. */
MUST_USE bool intake_read_dialogue(struct intake *in, struct str name, struct file_stream *files, size_t n, struct err *e);
/* Is this a layout of dialogues? For --as. */
bool intake_is_dialogue(struct str layout);
MUST_USE bool intake_write(struct intake *in, struct err *e);
size_t intake_count(const struct intake *in);
const struct intake_result *intake_told(const struct intake *in, size_t i); /* of the i-th file, until intake_end */
void intake_end(struct intake **in); /* what was not written is dropped */
/* The same inside a task that somebody else began, on the store of that task: what was read and compared on another store of the same register is compared
 * again where the register has changed. *nothing: there was nothing new, and where it then fails nothing went wrong: the task is for taking back. */
MUST_USE bool intake_write_within(struct intake *in, struct store *s, bool *nothing, struct err *e);

/* ---- files that somebody sent: read in the cage (core/cage.h), nothing of theirs is parsed outside of it ---- */

enum { LOOKED_ROWS = 8, LOOKED_COLUMNS = 40 };
struct intake_looked { /* what the reader saw, for a preview; texts live as long as the intake */
    struct str columns[LOOKED_COLUMNS], cells[LOOKED_ROWS][LOOKED_COLUMNS]; /* of a table; long cells are cut */
    int64_t lines[LOOKED_ROWS];
    size_t column_n, columns_all, row_n;
    struct str refused; /* the refused rows as intake_refused writes them; "" none */
    bool refused_cut;   /* there are more than it holds */
};
/* Read the memory file `fd`, called `name`, as intake_read would. *answer: what was read, in a memory file that nobody can change; the caller closes it. `program`
 * NULL: this one. As cage_run fails, and with what the reader found wrong. */
struct intake_reading {
    const char *program;
    int fd;
    const char *name;
    int64_t size;
    bool (*stop)(void *arg); /* NULL: never */
    void *arg;
};
MUST_USE bool intake_parse(struct store *s, const struct intake_options *o, const struct intake_reading *r, int *answer, struct err *e);
/* Take that in: as intake_read, with the same options; every byte of the answer is checked. `r->fd` again, for the digest. */
MUST_USE bool intake_take(struct intake *in, const struct intake_reading *r, int answer, struct intake_looked *looked, struct err *e);
/* Inside: what the program does that was started with CAGE_WORD and these arguments behind it. Its exit status. */
int intake_cage(int n, char *const *arguments);
/* The refused rows of all files read so far as CSV: why (line, column, found, expected, advice; before them `file` where there
 * are several), then the row's own cells under its own header. `open(context, i, &f, e)` opens the i-th file again. */
MUST_USE bool intake_refused(const struct intake *in, bool (*open)(void *context, size_t i, struct file_stream *f, struct err *e),
    void *context, struct buf *out, struct err *e);
/* One file. `in`: the file as a stream with hash (its name for words to people). One transaction. */
MUST_USE bool intake_add(struct store *s, struct file_stream *in, const struct intake_options *o,
    struct intake_result *out, struct progress *p, struct err *e);
void intake_result_end(struct intake_result *r);
/* Take an import back; places are worked out again. One transaction. */
MUST_USE bool intake_undo(struct store *s, int64_t import, struct str who, struct progress *p, struct err *e);
/* Erase what the list names (store/erase.h), work out places again, write the register's file anew. The deleting is one transaction; the
 * writing anew may be done again where it failed. A dry run fills in how many rows would go, and leaves the register as it was. */
struct intake_erasing {
    struct str reason, who, time;
    bool dry_run;
};
MUST_USE bool intake_erase(struct store *s, struct erasable *list, size_t n, const struct intake_erasing *how, struct progress *p, struct err *e);
/* A blank table for coding one's own incidents, or for findings, as the layout `incidents`, `findings`, `actors` or `ties` reads it: the header alone; or a spreadsheet in the
 * language of `speech`, with lists to choose from and a sheet that explains the fields. The same bytes each time. */
enum template_kind { TEMPLATE_INCIDENTS, TEMPLATE_FINDINGS, TEMPLATE_ACTORS, TEMPLATE_TIES, TEMPLATE_CONTACTS, TEMPLATE_RESTRICTIONS, TEMPLATE_PLANS, TEMPLATE_PROJECTS, TEMPLATE_AGENDA /* a workbook of several sheets; it has no CSV */ };
void template_csv(enum template_kind which, struct buf *out);
struct speech;
MUST_USE bool template_xlsx(enum template_kind which, const struct speech *speech, struct buf *out, struct err *e);
/* ---- the tables of an agenda, each a sheet of one workbook ---- */

struct intake_sheet {
    const char *layout, *title; /* title: msgid */
    size_t columns;
};
struct intake_column {
    const char *name, *holds, *example; /* as the header has it; msgid; NULL: the first of its list */
    uint8_t width;
    bool day, number, choice, listed, phases, question; /* choice: one of a list; listed: of the codebook's list `codes`, one or several */
    int codes; /* enum code_list */
};
size_t intake_sheets(void);
struct intake_sheet intake_sheet(size_t sheet);
struct intake_column intake_column(size_t sheet, size_t column);
/* Rows in use, each as many cells as the sheet has columns, as files have them (codes, days with hyphens, numbers with a point), by what tells them apart: the same in every register
 * that holds them. In the arena. */
MUST_USE bool intake_sheet_rows(struct store *s, size_t sheet, struct arena *a, struct str ***out, size_t *n, struct err *e);
/* Names of the layouts known, for --as and help. NULL past the end. */
const char *intake_layout(size_t i);
#endif
