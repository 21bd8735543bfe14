/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A QR code as an SVG, by libqrencode: of posters, and of second factors. */
#include "web/web_priv.h"
#include <qrencode.h>

enum { QUIET = 4 /* modules of white around, as the standard asks */ };

/* Modules of one row, runs as one rectangle each. */
static void row(const QRcode *code, int y, struct buf *out)
{
    for (int x = 0; x < code->width; x++) {
        int from = x;
        while (x < code->width && code->data[y * code->width + x] & 1)
            x++;
        if (x > from)
            markup_f(out, "M%d %dh%dv1h-%dz", from + QUIET, y + QUIET, x - from, x - from);
    }
}

bool web_qr(struct str text, struct str title, struct buf *out)
{
    struct buf z CLEANUP(buf_end) = {0};
    buf_str(&z, text);
    QRcode *code = z.p ? QRcode_encodeString8bit(z.p, 0, QR_ECLEVEL_M) : NULL;
    if (!code)
        return false;
    int side = code->width + 2 * QUIET;
    markup_f(out, "<svg class=\"qr\" viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%.*s\" shape-rendering=\"crispEdges\"><path fill=\"#fff\" d=\"M0 0h%dv%dH0z\"/><path fill=\"#000\" d=\"", side, side,
        STR_F(title), side, side);
    for (int y = 0; y < code->width; y++)
        row(code, y, out);
    markup_f(out, "\"/></svg>");
    QRcode_free(code);
    return true;
}
