/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A GeoPackage's geometry: "GP", version, flags, the number of its coordinate system, an envelope that is passed over, then WKB with
 * the byte order each part names. Every count is held against the bytes that are left.
 */
#include "place/geopackage_priv.h"

struct bytes {
    const unsigned char *p;
    size_t n, at;
    bool little;
};

static bool take(struct bytes *b, size_t n, uint64_t *out)
{
    if (b->n - b->at < n)
        return false;
    uint64_t v = 0;
    for (size_t i = 0; i < n; i++)
        v = v << 8 | b->p[b->at + (b->little ? n - 1 - i : i)];
    b->at += n;
    *out = v;
    return true;
}

static bool take_real(struct bytes *b, double *out)
{
    uint64_t v;
    if (!take(b, 8, &v))
        return false;
    memcpy(out, &v, 8);
    return true;
}

static bool damaged(struct feature_hand *f, struct err *e)
{
    return feature_wrong(f, e, "its shape is damaged or cut short; fetch the file again");
}

struct wkb_head {
    uint32_t kind; /* 3 Polygon, 6 MultiPolygon ... */
    size_t numbers; /* of a position: 2 to 4 */
};

/* Types as ISO writes them (1003: with height) and as others do (bits on top). */
static bool head_take(struct bytes *b, struct wkb_head *out)
{
    uint64_t order, type, srid;
    if (!take(b, 1, &order) || order > 1)
        return false;
    b->little = order == 1;
    if (!take(b, 4, &type) || ((type & 0x20000000) && !take(b, 4, &srid)))
        return false;
    bool z = type & 0x80000000, m = type & 0x40000000;
    uint32_t plain = (uint32_t)(type & 0x1FFFFFFF), dimensions = plain / 1000;
    if (dimensions > 3)
        return false;
    out->kind = plain % 1000;
    out->numbers = 2 + (size_t)(z || dimensions == 1 || dimensions == 3) + (size_t)(m || dimensions == 2 || dimensions == 3);
    return true;
}

static bool ring_take(struct bytes *b, size_t numbers, struct feature_hand *f, struct err *e)
{
    uint64_t n;
    if (!take(b, 4, &n) || n > (b->n - b->at) / (8 * numbers))
        return damaged(f, e);
    for (uint64_t i = 0; i < n; i++) {
        double x, y, other;
        if (!take_real(b, &x) || !take_real(b, &y))
            return damaged(f, e);
        for (size_t k = 2; k < numbers; k++)
            if (!take_real(b, &other))
                return damaged(f, e);
        if (!feature_corner(f, x, y, e))
            return false;
    }
    feature_ring_end(f);
    return true;
}

static bool polygon_take(struct bytes *b, size_t numbers, struct feature_hand *f, struct err *e)
{
    uint64_t n;
    if (!take(b, 4, &n) || n > (b->n - b->at) / 4)
        return damaged(f, e);
    for (uint64_t i = 0; i < n; i++)
        if (!ring_take(b, numbers, f, e))
            return false;
    if (n)
        feature_part_end(f);
    return true;
}

static bool polygons_take(struct bytes *b, struct feature_hand *f, struct err *e)
{
    uint64_t n;
    bool little = b->little;
    if (!take(b, 4, &n) || n > (b->n - b->at) / 9)
        return damaged(f, e);
    for (uint64_t i = 0; i < n; i++) {
        struct wkb_head head;
        if (!head_take(b, &head) || head.kind != 3)
            return damaged(f, e);
        if (!polygon_take(b, head.numbers, f, e))
            return false;
        b->little = little;
    }
    return true;
}

static const char *kind_word(uint32_t kind)
{
    static const char *const words[] = {"Geometry", "Point", "LineString", "Polygon", "MultiPoint", "MultiLineString", "MultiPolygon",
        "GeometryCollection", "CircularString", "CompoundCurve", "CurvePolygon", "MultiCurve", "MultiSurface", "Curve", "Surface"};
    return kind < ARRAY_LEN(words) ? words[kind] : "a shape of a kind that is not known";
}

/* Up to the WKB. *empty: the geometry says that it is none. */
static bool own_header(struct bytes *b, int64_t *srs, bool *empty)
{
    static const size_t envelopes[] = {0, 32, 48, 48, 64};
    uint64_t number;
    if (b->n < 8 || b->p[0] != 'G' || b->p[1] != 'P')
        return false;
    unsigned flags = b->p[3], envelope = flags >> 1 & 7;
    b->little = flags & 1;
    b->at = 4;
    if (envelope >= ARRAY_LEN(envelopes) || !take(b, 4, &number) || b->n - b->at < envelopes[envelope])
        return false;
    *srs = (int32_t)(uint32_t)number;
    *empty = flags & 0x10;
    b->at += envelopes[envelope];
    return true;
}

bool geometry_feed(struct feature_hand *f, struct str blob, int64_t srs, const char **kind, struct err *e)
{
    struct bytes b = {.p = (const unsigned char *)blob.p, .n = blob.n};
    struct wkb_head head;
    int64_t own;
    bool empty;
    *kind = "no geometry";
    if (!blob.n)
        return true;
    if (!own_header(&b, &own, &empty))
        return damaged(f, e);
    if (own != srs && own != 0)
        return feature_wrong(f, e, "its shape is in another coordinate system than its layer; write the file anew with the program that made it");
    if (empty)
        return true;
    if (!head_take(&b, &head))
        return damaged(f, e);
    *kind = head.kind == 3 || head.kind == 6 ? NULL : kind_word(head.kind);
    if (*kind)
        return true;
    return head.kind == 3 ? polygon_take(&b, head.numbers, f, e) : polygons_take(&b, f, e);
}
