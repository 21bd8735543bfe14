/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * intake: a blank table for coding one's own incidents. The header is the field names, which the layout `incidents` reads; the
 * reader's language stands in the lists to choose from and on a sheet that explains every field.
 */
#include <xlsxwriter.h> /* first: its headers use what core bans */

#include "intake/intake.h"

#include "core/output.h"
#include "core/speech.h"
#include "incident/incident.h"

/* Everything a person reads of a field; the example's country does not exist. */
static const struct explained {
    const char *holds; /* msgid */
    const char *example;
    uint8_t width;     /* of the column, in characters */
} fields[FIELD_COUNT] = {
    [FIELD_ID] = {T("Your own number of the incident. Keep it when you correct a row: then the correction replaces the row."), "2024-017", 12},
    [FIELD_DATE] = {T("The day it happened, or the first possible day: 2018-12-25."), "2024-03-05", 12},
    [FIELD_DATE_END] = {T("The last possible day, where it is not the same."), "2024-03-06", 12},
    [FIELD_DATE_PRECISION] = {T("How exactly the day is known; from the list."), NULL, 18},
    [FIELD_LAT] = {T("Degrees north of the equator, with a point: 12.5. Empty where the place is not known so exactly."), "12.5", 10},
    [FIELD_LON] = {T("Degrees east of Greenwich, with a point: 41.25."), "41.25", 10},
    [FIELD_PLACE_PRECISION] = {T("How exactly the place is known; from the list."), NULL, 24},
    [FIELD_COUNTRY] = {T("The country's name, or its ISO code of three letters."), "Selmara", 14},
    [FIELD_ADMIN1] = {T("The governorate or region."), "Vashta", 16},
    [FIELD_ADMIN2] = {T("The district."), "Old Quay", 16},
    [FIELD_PLACE] = {T("The town, village or quarter."), "Quay Market", 18},
    [FIELD_KIND] = {T("What it was; from the list."), NULL, 28},
    [FIELD_TYPE] = {T("A finer word for it: a code of Diwan's codebook, such as armed_clash, air_strike, abduction or arrest."), "attack_civilians", 18},
    [FIELD_SIDE_A] = {T("Who acted, as your sources name them. Groups and institutions only, never a person's name."), "Front of the Hills", 22},
    [FIELD_SIDE_B] = {T("Against whom. Never a person's name."), "Traders", 22},
    [FIELD_SIDE_A_KIND] = {T("What kind of side that is; from the list."), NULL, 14},
    [FIELD_SIDE_B_KIND] = {T("What kind of side that is; from the list."), NULL, 14},
    [FIELD_DEATHS_LOW] = {T("People killed: the lowest number that a source gives. Empty is not known, 0 is nobody."), "2", 12},
    [FIELD_DEATHS_BEST] = {T("People killed: the number that you hold to be right."), "3", 12},
    [FIELD_DEATHS_HIGH] = {T("People killed: the highest number that a source gives."), "5", 12},
    [FIELD_DEATHS_CIVILIANS] = {T("How many of the killed were civilians."), "3", 12},
    [FIELD_INJURED] = {T("People injured."), "11", 12},
    [FIELD_ABDUCTED] = {T("People abducted."), "0", 12},
    [FIELD_DETAINED] = {T("People arrested or detained."), "", 12},
    [FIELD_DISPLACED] = {T("People who had to leave their homes."), "40", 12},
    [FIELD_SOURCE] = {T("Who reports it."), "Selmara News", 20},
    [FIELD_SOURCES] = {T("Others who report it, parted by ;"), "Radio Vashta; Council of Vashta", 24},
    [FIELD_CLARITY] = {T("Whether the row is one event or a summary of several; from the list."), NULL, 20},
    [FIELD_NOTE] = {T("For yourself: notes are not read into the register."), "", 30},
};
enum { ROWS = 2000 }; /* rows that have lists to choose from */

void template_csv(struct buf *out)
{
    for (int f = 0; f < FIELD_COUNT; f++)
        csv_cell(out, f == 0, str_of(incident_field_name((enum incident_field)f)));
    buf_char(out, '\n');
}

/* ---- the spreadsheet ---- */

struct book {
    lxw_workbook *book;
    const struct speech *speech;
    lxw_worksheet *table, *help, *lists;
    const char *lists_name;
    lxw_format *head, *bold, *wrap, *date;
    bool fine;
};

static void ok(struct book *b, lxw_error e)
{
    b->fine = b->fine && e == LXW_NO_ERROR;
}

static lxw_worksheet *sheet(struct book *b, const char *name)
{
    lxw_worksheet *s = workbook_add_worksheet(b->book, name);
    if (s && language_rtl(b->speech->language))
        worksheet_right_to_left(s);
    b->fine = b->fine && s;
    return s;
}

/* The words of a field in a column of the sheet of lists; the data sheet's cells choose from them, and let other words in after
 * a warning. (A list written into the cell itself is limited by the library to 255 bytes, too few for our scripts.) */
static void choice(struct book *b, enum incident_field f, lxw_col_t list)
{
    size_t n;
    const struct value_word *words = incident_field_words(f, &n);
    char range[120];
    ok(b, worksheet_write_string(b->lists, 0, list, incident_field_name(f), b->head));
    ok(b, worksheet_set_column(b->lists, list, list, 30, NULL));
    for (size_t i = 0; i < n; i++)
        ok(b, worksheet_write_string(b->lists, (lxw_row_t)i + 1, list, say(b->speech, words[i].words), NULL));
    snprintf(range, sizeof range, "='%s'!$%c$2:$%c$%zu", b->lists_name, 'A' + list, 'A' + list, n + 1);
    lxw_data_validation v = {.validate = LXW_VALIDATION_TYPE_LIST_FORMULA, .value_formula = range, .ignore_blank = LXW_VALIDATION_ON,
        .show_input = LXW_VALIDATION_ON, .error_type = LXW_VALIDATION_ERROR_TYPE_WARNING};
    ok(b, worksheet_data_validation_range(b->table, 1, (lxw_col_t)f, ROWS, (lxw_col_t)f, &v));
}

/* All words that may be chosen, with their codes: "1 one day; 2 within a week ..." */
static void words_told(const struct book *b, int f, struct buf *out)
{
    size_t n;
    const struct value_word *words = incident_field_words((enum incident_field)f, &n);
    for (size_t i = 0; i < n; i++)
        buf_f(out, "%s%d %s", i ? "; " : "", words[i].code, say(b->speech, words[i].words));
}

static void table_sheet(struct book *b)
{
    lxw_col_t list = 0;
    for (int f = 0; f < FIELD_COUNT; f++) {
        bool day = f == FIELD_DATE || f == FIELD_DATE_END;
        ok(b, worksheet_set_column(b->table, (lxw_col_t)f, (lxw_col_t)f, fields[f].width, day ? b->date : NULL));
        ok(b, worksheet_write_string(b->table, 0, (lxw_col_t)f, incident_field_name((enum incident_field)f), b->head));
        size_t n;
        if (incident_field_words((enum incident_field)f, &n))
            choice(b, (enum incident_field)f, list++);
    }
    worksheet_freeze_panes(b->table, 1, 0);
}

/* The first words that may be chosen serve as the example. */
static const char *example_of(const struct book *b, int f)
{
    size_t n;
    const struct value_word *words = incident_field_words((enum incident_field)f, &n);
    return words ? say(b->speech, words[f == FIELD_KIND ? 2 : f == FIELD_SIDE_A_KIND ? 1 : f == FIELD_SIDE_B_KIND ? 2 : 0].words) : fields[f].example;
}

static void help_sheet(struct book *b)
{
    static const char *const heads[] = {T("Field"), T("What it holds"), T("Example"), T("Words to choose from")};
    static const lxw_col_t widths[] = {20, 70, 34, 70};
    lxw_row_t row = 0;
    ok(b, worksheet_write_string(b->help, row++, 0, say(b->speech, T("Coding incidents for Diwan")), b->bold));
    ok(b, worksheet_write_string(b->help, row++, 0, say(b->speech, T("Fill in the first sheet, one row an incident, under the header as it stands. Leave empty what is not known: empty is never zero.")), NULL));
    ok(b, worksheet_write_string(b->help, row++, 0, say(b->speech, T("The words of the lists may be written, or their numbers. No names of persons: the register is open. The examples are invented.")), NULL));
    row++;
    for (lxw_col_t i = 0; i < ARRAY_LEN(heads); i++) {
        ok(b, worksheet_set_column(b->help, i, i, widths[i], NULL));
        ok(b, worksheet_write_string(b->help, row, i, say(b->speech, heads[i]), b->head));
    }
    for (int f = 0; f < FIELD_COUNT; f++) {
        row++;
        ok(b, worksheet_write_string(b->help, row, 0, incident_field_name((enum incident_field)f), b->bold));
        ok(b, worksheet_write_string(b->help, row, 1, say(b->speech, fields[f].holds), b->wrap));
        ok(b, worksheet_write_string(b->help, row, 2, example_of(b, f), b->wrap));
        struct buf words CLEANUP(buf_end) = {0};
        words_told(b, f, &words);
        ok(b, worksheet_write_string(b->help, row, 3, words.p ? words.p : "", b->wrap));
    }
}

static void formats(struct book *b)
{
    b->head = workbook_add_format(b->book);
    b->bold = workbook_add_format(b->book);
    b->wrap = workbook_add_format(b->book);
    b->date = workbook_add_format(b->book);
    format_set_bold(b->head);
    format_set_bottom(b->head, LXW_BORDER_THIN);
    format_set_bold(b->bold);
    format_set_text_wrap(b->wrap);
    format_set_align(b->wrap, LXW_ALIGN_VERTICAL_TOP);
    format_set_num_format(b->date, "yyyy-mm-dd");
}

/* Made once and for all: the same bytes whenever it is asked for. */
static bool write_book(const char *path, void *context)
{
    const struct speech *speech = context;
    lxw_workbook_options options = {.tmpdir = (char *)(uintptr_t)output_passing_folder()};
    struct book b = {.book = workbook_new_opt(path, &options), .speech = speech, .fine = true};
    lxw_doc_properties about = {.title = (char *)(uintptr_t)say(speech, T("Coding incidents for Diwan")), .created = 1767225600}; /* 2026-01-01 */
    if (!b.book)
        return false;
    ok(&b, workbook_set_properties(b.book, &about));
    formats(&b);
    b.table = sheet(&b, say(speech, T("Incidents")));
    b.help = sheet(&b, say(speech, T("Fields")));
    b.lists_name = say(speech, T("Lists"));
    b.lists = sheet(&b, b.lists_name);
    if (b.fine) {
        table_sheet(&b);
        help_sheet(&b);
    }
    return workbook_close(b.book) == LXW_NO_ERROR && b.fine;
}

bool template_xlsx(const struct speech *speech, struct buf *out, struct err *e)
{
    return output_through_file(write_book, (void *)(uintptr_t)speech, 1 << 24, out, e) || err_within(e, "spreadsheet");
}
