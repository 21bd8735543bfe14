/* SPDX-License-Identifier: GPL-3.0-or-later */
/* table: one XML part of a workbook, parsed as a stream. No document types, so no entities; nothing outside is fetched. */
#include "table/sheet_priv.h"
#include "core/speech.h"

enum { PIECE = 64 * 1024 };

bool part_true(const char *value)
{
    return value && (strcmp(value, "1") == 0 || strcmp(value, "true") == 0 || strcmp(value, "on") == 0);
}

void part_refuse(struct part *p, const char *fmt, ...)
{
    char text[500];
    va_list args;
    va_start(args, fmt);
    vsnprintf(text, sizeof text, fmt, args);
    va_end(args);
    if (p->e.code == ERR_NONE)
        err_set(&p->e, ERR_INPUT, "%.200s: %s", p->file, text);
    XML_StopParser(p->parser, XML_FALSE);
}

void part_pause(struct part *p)
{
    XML_StopParser(p->parser, XML_TRUE);
}

static void on_start(void *arg, const char *name, const char **attributes)
{
    struct part *p = arg;
    if (++p->depth > PART_DEPTH_MOST)
        part_refuse(p, T("is no spreadsheet as they are made: its XML is more than %d levels deep"), PART_DEPTH_MOST);
    else if (p->start)
        p->start(p->arg, xml_local(name), attributes);
}

static void on_end(void *arg, const char *name)
{
    struct part *p = arg;
    p->depth--;
    if (p->end)
        p->end(p->arg, xml_local(name));
}

static void on_text(void *arg, const char *text, int n)
{
    struct part *p = arg;
    if (p->text)
        p->text(p->arg, text, (size_t)n);
}

static void on_document_type(void *arg, const char *name, const char *system, const char *public, int own)
{
    (void)name, (void)system, (void)public, (void)own;
    part_refuse(arg, T("holds a document type, which no spreadsheet has; save it again with a spreadsheet program and try again"));
}

bool part_open(struct part *p, struct archive *a, size_t i, int64_t most, const char *file, struct err *e)
{
    *p = (struct part){.file = file};
    if (!archive_member(a, i, most, &p->u, e))
        return false;
    p->parser = XML_ParserCreate(NULL);
    if (!p->parser) {
        unpacked_close(&p->u);
        return err_set(e, ERR_SYSTEM, "%.200s: cannot be read: expat does not begin", file);
    }
    XML_SetUserData(p->parser, p);
    XML_SetElementHandler(p->parser, on_start, on_end);
    XML_SetCharacterDataHandler(p->parser, on_text);
    XML_SetStartDoctypeDeclHandler(p->parser, on_document_type);
    return true;
}

static enum XML_Status step(struct part *p, bool *read_failed)
{
    XML_ParsingStatus now;
    XML_GetParsingStatus(p->parser, &now);
    if (now.parsing == XML_SUSPENDED)
        return XML_ResumeParser(p->parser);
    void *room = XML_GetBuffer(p->parser, PIECE);
    struct stream *s = unpacked_stream(p->u);
    int64_t k = room ? s->read(s, room, PIECE, &p->e) : -1;
    *read_failed = k < 0;
    return k < 0 ? XML_STATUS_ERROR : XML_ParseBuffer(p->parser, (int)k, k == 0);
}

bool part_go(struct part *p, struct err *e)
{
    bool read_failed = false;
    while (!p->over && !p->failed) {
        enum XML_Status got = step(p, &read_failed);
        XML_ParsingStatus now;
        XML_GetParsingStatus(p->parser, &now);
        p->failed = got == XML_STATUS_ERROR;
        p->over = !p->failed && now.parsing == XML_FINISHED;
        if (got == XML_STATUS_SUSPENDED)
            return true;
    }
    if (p->failed && p->e.code == ERR_NONE)
        err_set(&p->e, ERR_INPUT, T("%.200s: is damaged: line %lu of %.100s is no XML (%s); take a whole copy"), p->file,
            (unsigned long)XML_GetCurrentLineNumber(p->parser), unpacked_stream(p->u)->name, XML_ErrorString(XML_GetErrorCode(p->parser)));
    if (p->failed)
        *e = p->e;
    return !p->failed;
}

void part_close(struct part *p)
{
    if (p->parser)
        XML_ParserFree(p->parser);
    p->parser = NULL;
    unpacked_close(&p->u);
}
