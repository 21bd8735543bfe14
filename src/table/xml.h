/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * xml: a document of elements as a stream of events (expat). Document types are refused, so there are no entities but the five of XML; nothing outside is
 * fetched. Whatever passes a limit is ERR_INPUT with one sentence.
 */
#ifndef DIWAN_XML_H
#define DIWAN_XML_H
#include "core/core.h"

enum {
    XML_DEPTH_MOST = 64,
    XML_TEXT_MOST = 1 << 20,   /* bytes of one element's text, or of one attribute */
    XML_ATTRIBUTES_MOST = 200, /* of one element */
    XML_TAG_MOST = 4 << 20,    /* bytes of one tag or comment: until it ends expat keeps it, and reads it again from its begin with each piece */
};
#define XML_BYTES_MOST ((int64_t)4 << 30)

struct xml; /* while it is read */
struct xml_events { /* names come without their prefix; any may be NULL */
    /* `attributes`: name, value, name, value, NULL. */
    void (*start)(void *arg, struct xml *x, const char *element, const char **attributes);
    /* `text`: all that stands in the element itself, trimmed; of elements that hold others too, what stood behind the last of them. Until it returns. */
    void (*end)(void *arg, struct xml *x, const char *element, struct str text);
    void *arg;
};
/* `in`: its name for words to people. False at the first thing that is wrong, or that a handler refused. */
MUST_USE bool xml_read(struct stream *in, const struct xml_events *events, struct err *e);
/* A name without the prefix of its namespace. */
const char *xml_local(const char *name);
/* NULL when it is not there. */
const char *xml_attribute(const char **attributes, const char *name);
int64_t xml_line(const struct xml *x);
int xml_depth(const struct xml *x); /* 1: the root */
/* Give up, from inside a handler: xml_read fails with "FILE: " and this. */
void xml_refuse(struct xml *x, const char *fmt, ...) PRINTF(2, 3);
/* The same with an error of one's own: the progress that was stopped. */
void xml_fail(struct xml *x, const struct err *e);
/* The root's name without its prefix, for sniffing; "" where the head of a file is no XML. */
struct str xml_root(struct str head);
#endif
