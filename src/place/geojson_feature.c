/* SPDX-License-Identifier: GPL-3.0-or-later */
/* GeoJSON's coordinates: brackets nested as deep as the geometry's type wants, numbers in the innermost. */
#include "place/geojson_priv.h"

void brackets_begin(struct brackets *b, int64_t line)
{
    feature_begin(&b->hand, line);
    b->kind[0] = 0;
    b->depth = b->numbers = b->position_depth = 0;
}

void brackets_kind(struct brackets *b, struct str kind)
{
    snprintf(b->kind, sizeof b->kind, "%.*s", (int)MIN_OF(kind.n, sizeof b->kind - 1), kind.p);
}

bool bracket_open(struct brackets *b, struct err *e)
{
    if (b->numbers || b->depth == 4 || (b->position_depth && b->depth == b->position_depth))
        return feature_wrong(&b->hand, e, "the brackets of its coordinates are nested wrongly (a Polygon is a list of rings, a ring a "
            "list of [longitude, latitude])");
    if (b->depth == 0 && b->hand.corner_n)
        return feature_wrong(&b->hand, e, "it has two lists of coordinates");
    b->depth++;
    return true;
}

bool bracket_number(struct brackets *b, double v, struct err *e)
{
    if (!b->position_depth)
        b->position_depth = b->depth;
    if (b->depth != b->position_depth)
        return feature_wrong(&b->hand, e, "the brackets of its coordinates are nested wrongly (a number stands where a list is expected)");
    if (b->numbers < 2) /* height and measure: not needed here */
        b->position[b->numbers] = v;
    b->numbers++;
    return true;
}

static bool position_end(struct brackets *b, struct err *e)
{
    if (b->numbers < 2)
        return feature_wrong(&b->hand, e, "a position has no latitude; two numbers are expected, [longitude, latitude]");
    b->numbers = 0;
    return feature_corner(&b->hand, b->position[0], b->position[1], e);
}

/* The last of each pair closes rings and polygons, whatever the depth at which positions stand. */
bool bracket_close(struct brackets *b, struct err *e)
{
    int above = b->position_depth - b->depth;
    b->depth--;
    if (!b->position_depth)
        return true;
    if (above == 0)
        return position_end(b, e);
    if (above == 1)
        feature_ring_end(&b->hand);
    else if (above == 2)
        feature_part_end(&b->hand);
    return true;
}

bool brackets_feature_end(struct brackets *b, struct err *e)
{
    int deep = strcmp(b->kind, "Polygon") == 0 ? 3 : strcmp(b->kind, "MultiPolygon") == 0 ? 4 : 0;
    if (!deep) {
        feature_left_out(&b->hand, b->kind[0] ? b->kind : "no geometry");
        return true;
    }
    if (b->position_depth && b->position_depth != deep)
        return feature_wrong(&b->hand, e, "the brackets of its coordinates do not fit its type (Polygon: three deep, MultiPolygon: four deep)");
    return feature_settle(&b->hand, e);
}
