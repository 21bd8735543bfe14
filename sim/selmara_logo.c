/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Marks of two invented partners, as PNG files of two colours: a row of houses, and people around a table. */
#include "sim/selmara_priv.h"

enum { HIGH = 48, WIDEST = 96, LONGEST = WIDEST / 8 + 1 }; /* LONGEST: bytes of a row, with the filter before it */

static void word(uint8_t out[4], uint32_t v)
{
    for (int i = 0; i < 4; i++)
        out[i] = (uint8_t)(v >> (24 - 8 * i));
}

/* CRC-32 of ISO 3309, as PNG has it (RFC 2083, 3.4). */
static uint32_t crc_of(const uint8_t *p, size_t n)
{
    uint32_t c = UINT32_MAX;
    for (size_t i = 0; i < n; i++) {
        c ^= p[i];
        for (int k = 0; k < 8; k++)
            c = c >> 1 ^ (c & 1 ? 0xEDB88320U : 0);
    }
    return ~c;
}

static uint32_t adler_of(const uint8_t *p, size_t n)
{
    uint32_t a = 1, b = 0;
    for (size_t i = 0; i < n; i++) {
        a = (a + p[i]) % 65521;
        b = (b + a) % 65521;
    }
    return b << 16 | a;
}

static void chunk(struct buf *out, const char *type, const uint8_t *data, size_t n)
{
    uint8_t number[4], whole[4 + 11 + LONGEST * HIGH];
    memcpy(whole, type, 4);
    memcpy(whole + 4, data, n);
    word(number, (uint32_t)n);
    buf_add(out, (const char *)number, 4);
    buf_add(out, (const char *)whole, 4 + n);
    word(number, crc_of(whole, 4 + n));
    buf_add(out, (const char *)number, 4);
}

/* Three houses of different width under pointed roofs. */
static bool in_houses(int x, int y)
{
    static const int left[] = {8, 34, 66}, wide[] = {20, 26, 22};
    for (size_t i = 0; i < ARRAY_LEN(left); i++) {
        int in = x - left[i], middle = wide[i] / 2, roof = 20 - wide[i] / 4;
        if (in < 0 || in >= wide[i])
            continue;
        int away = in < middle ? middle - in : in - middle;
        return y < 42 && y >= roof + away && !(away < 3 && y > 32);
    }
    return y >= 42 && y < 45;
}

/* A round table, and seven people. */
static bool in_table(int x, int y)
{
    static const int people[][2] = {{24, 5}, {39, 10}, {44, 24}, {38, 38}, {10, 38}, {4, 24}, {9, 10}};
    for (size_t i = 0; i < ARRAY_LEN(people); i++) {
        int dx = x - people[i][0], dy = y - people[i][1];
        if (dx * dx + dy * dy <= 14)
            return true;
    }
    int dx = x - 24, dy = y - 24;
    return dx * dx + dy * dy <= 110;
}

/* zlib's container with one stored block (RFC 1950, RFC 1951 3.2.4): small enough to go unpacked. */
void selmara_logo(struct buf *out, int which)
{
    const int wide = which ? 48 : WIDEST, row = wide / 8 + 1, n = row * HIGH;
    uint8_t data[11 + LONGEST * HIGH] = {0x78, 0x01, 0x01, (uint8_t)n, (uint8_t)(n >> 8), (uint8_t)~n, (uint8_t)(~n >> 8)};
    uint8_t head[13] = {0, 0, 0, (uint8_t)wide, 0, 0, 0, HIGH, 1, 0, 0, 0, 0}, *pixels = data + 7;
    for (int y = 0; y < HIGH; y++)
        for (int x = 0; x < wide; x++)
            if (!(which ? in_table(x, y) : in_houses(x, y)))
                pixels[y * row + 1 + x / 8] |= (uint8_t)(128 >> x % 8);
    word(data + 7 + n, adler_of(pixels, (size_t)n));
    buf_add(out, "\x89PNG\r\n\x1a\n", 8);
    chunk(out, "IHDR", head, sizeof head);
    chunk(out, "IDAT", data, 11 + (size_t)n);
    chunk(out, "IEND", head, 0);
}
