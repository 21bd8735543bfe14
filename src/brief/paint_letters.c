/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * letters: the three families of fonts, and texts set in them. Reading the whole machine's font settings takes longer than
 * setting a brief, and would let them change how it looks: only the folders of the three families are looked at, and the
 * machine's settings where they are not there. DIWAN_FONTS names another folder.
 */
#include <fontconfig/fontconfig.h>
#include <pango/pangofc-fontmap.h> /* before ours: FreeType's headers name what core/banned.h forbids */

#include "brief/paint_priv.h"
#include <pthread.h>

static const struct { const char *family, *package; } families[] = {{"Noto Sans", "fonts-noto-core"}, {"Noto Naskh Arabic", "fonts-noto-core"}, {"Amiri", "fonts-hosny-amiri"}};
#define SIGNS ",Noto Sans Math,Noto Sans Symbols2"
/* Where systems keep them. */
static const char *const folders[] = {"/usr/share/fonts/truetype/noto", "/usr/share/fonts/opentype/fonts-hosny-amiri", "/usr/share/fonts/noto",
    "/usr/share/fonts/google-noto", "/usr/share/fonts/google-noto-vf", "/usr/share/fonts/amiri-fonts", "/usr/local/share/fonts"};

/* ---- finding them ------------------------------------------------------------------------------ */

static void put_folder(struct buf *b, const char *folder)
{
    buf_text(b, *folder == '/' ? "<dir>" : "<dir prefix=\"cwd\">");
    for (const char *p = folder; *p; p++) {
        if (*p == '&' || *p == '<' || *p == '>')
            buf_f(b, "&#%d;", *p);
        else
            buf_char(b, *p);
    }
    buf_text(b, "</dir>");
}

/* Settings with these folders and nothing else: no aliases, no substitutes. NULL where they cannot be read. */
static FcConfig *narrow_config(const char *const *list, size_t n)
{
    struct buf b CLEANUP(buf_end) = {0};
    buf_text(&b, "<?xml version=\"1.0\"?><!DOCTYPE fontconfig SYSTEM \"fonts.dtd\"><fontconfig>");
    for (size_t i = 0; i < n; i++)
        put_folder(&b, list[i]);
    buf_text(&b, "<cachedir>/var/cache/fontconfig</cachedir><cachedir prefix=\"xdg\">fontconfig</cachedir></fontconfig>");
    FcConfig *config = FcConfigCreate();
    if (config && FcConfigParseAndLoadFromMemory(config, (const FcChar8 *)b.p, FcFalse) && FcConfigBuildFonts(config))
        return config;
    if (config)
        FcConfigDestroy(config);
    return NULL;
}

static bool has_family(FcConfig *config, const char *family)
{
    FcPattern *wanted = FcPatternCreate();
    FcPatternAddString(wanted, FC_FAMILY, (const FcChar8 *)family);
    FcObjectSet *objects = FcObjectSetBuild(FC_FAMILY, (char *)NULL);
    FcFontSet *found = FcFontList(config, wanted, objects);
    bool has = found && found->nfont > 0;
    if (found)
        FcFontSetDestroy(found);
    FcObjectSetDestroy(objects);
    FcPatternDestroy(wanted);
    return has;
}

/* The number of the first family that is not there; that of all where none is missing. */
static size_t first_missing(FcConfig *config)
{
    size_t i = 0;
    while (i < ARRAY_LEN(families) && config && has_family(config, families[i].family))
        i++;
    return i;
}

/* NULL with the error set where a family is missing. */
static FcConfig *find_fonts(struct err *e)
{
    const char *own = getenv("DIWAN_FONTS");
    bool chosen = own && *own;
    FcConfig *config = chosen ? narrow_config(&own, 1) : narrow_config(folders, ARRAY_LEN(folders));
    if (!chosen && first_missing(config) < ARRAY_LEN(families)) {
        if (config)
            FcConfigDestroy(config);
        config = FcInitLoadConfigAndFonts();
    }
    size_t missing = first_missing(config);
    if (missing == ARRAY_LEN(families))
        return config;
    if (config)
        FcConfigDestroy(config);
    err_set(e, ERR_SYSTEM, "the font %s is not on this machine; on Debian it comes with: apt install %s", families[missing].family, families[missing].package);
    return NULL;
}

/*
 * Maps of fonts wait for the next document: never more than were in use at one time. Pango sorts fonts in threads of its own (1.50: fc_thread_func), which go on when what began them is done; a map that is
 * freed meanwhile takes from them what they read.
 */
static struct waiting {
    struct waiting *next;
    PangoFontMap *map;
    char *folder; /* DIWAN_FONTS, "" none */
} *waiting;
static pthread_mutex_t waiting_lock = PTHREAD_MUTEX_INITIALIZER;

static const char *own_folder(void)
{
    const char *own = getenv("DIWAN_FONTS");
    return own ? own : "";
}

static struct waiting *take_waiting(void)
{
    struct waiting **at = &waiting, *found;
    pthread_mutex_lock(&waiting_lock);
    while (*at && strcmp((*at)->folder, own_folder()) != 0)
        at = &(*at)->next;
    found = *at;
    if (found)
        *at = found->next;
    pthread_mutex_unlock(&waiting_lock);
    return found;
}

static struct waiting *make_map(struct err *e)
{
    FcConfig *config = find_fonts(e);
    if (!config)
        return NULL;
    struct waiting *made = mem_get(sizeof *made);
    FcConfigSetCurrent(config); /* or Pango reads the machine's settings all the same, in a thread of its own */
    size_t n = strlen(own_folder()) + 1;
    *made = (struct waiting){NULL, pango_cairo_font_map_new_for_font_type(CAIRO_FONT_TYPE_FT), mem_get(n)};
    memcpy(made->folder, own_folder(), n);
    pango_fc_font_map_set_config(PANGO_FC_FONT_MAP(made->map), config);
    FcConfigDestroy(config); /* the map holds it */
    pango_cairo_font_map_set_resolution(PANGO_CAIRO_FONT_MAP(made->map), 72);
    return made;
}

bool letters_open(struct letters *l, const struct speech *speech, struct err *e)
{
    *l = (struct letters){.speech = speech, .rtl = language_rtl(speech->language)};
    struct waiting *taken = take_waiting();
    if (!taken && !(taken = make_map(e)))
        return false;
    l->held = taken;
    l->map = taken->map;
    l->options = cairo_font_options_create();
    cairo_font_options_set_hint_style(l->options, CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(l->options, CAIRO_HINT_METRICS_OFF);
    cairo_font_options_set_antialias(l->options, CAIRO_ANTIALIAS_GRAY);
    for (int rtl = 0; rtl < 2; rtl++) {
        PangoContext *context = l->contexts[rtl] = pango_font_map_create_context(l->map);
        pango_cairo_context_set_font_options(context, l->options);
        pango_context_set_round_glyph_positions(context, FALSE);
        pango_context_set_language(context, pango_language_from_string(language_code(speech->language)));
        pango_context_set_base_dir(context, rtl ? PANGO_DIRECTION_RTL : PANGO_DIRECTION_LTR);
    }
    return true;
}

void letters_close(struct letters *l)
{
    if (l->options)
        cairo_font_options_destroy(l->options);
    g_clear_object(&l->contexts[0]);
    g_clear_object(&l->contexts[1]);
    if (l->held) {
        pthread_mutex_lock(&waiting_lock);
        l->held->next = waiting;
        waiting = l->held;
        pthread_mutex_unlock(&waiting_lock);
    }
    l->held = NULL;
    l->map = NULL;
    l->options = NULL;
}

/* ---- texts ------------------------------------------------------------------------------------- */

PangoFontDescription *letters_font(const struct letters *l, enum face face, bool bold, double size)
{
    PangoFontDescription *font = pango_font_description_new();
    /* The minus sign and shapes are not in Noto Sans: without the last two, whichever font a folder lists first would lend them. */
    pango_font_description_set_family_static(font, face == FACE_HEAD ? (l->rtl ? "Amiri,Noto Naskh Arabic,Noto Sans" SIGNS : "Amiri,Noto Sans,Noto Naskh Arabic" SIGNS) :
        l->rtl ? "Noto Naskh Arabic,Noto Sans" SIGNS : "Noto Sans,Noto Naskh Arabic" SIGNS);
    pango_font_description_set_weight(font, bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
    pango_font_description_set_absolute_size(font, size * PANGO_SCALE);
    return font;
}

/* Bytes of the layout's text that no font has a glyph for: marked in `bad`, one flag a byte. */
static bool find_unknown(PangoLayout *layout, bool *bad)
{
    bool any = false;
    PangoLayoutIter *at = pango_layout_get_iter(layout);
    do {
        PangoLayoutRun *run = pango_layout_iter_get_run_readonly(at);
        for (int i = 0; run && i < run->glyphs->num_glyphs; i++) {
            if (!(run->glyphs->glyphs[i].glyph & PANGO_GLYPH_UNKNOWN_FLAG))
                continue;
            bad[run->item->offset + run->glyphs->log_clusters[i]] = true;
            any = true;
        }
    } while (pango_layout_iter_next_run(at));
    pango_layout_iter_free(at);
    return any;
}

/* As long as the letter it stands for, so that attributes keep their places: blanks fill it up. */
static void put_replacement(struct buf *b, size_t length)
{
    if (length >= 3)
        buf_text(b, "\uFFFD");
    else
        buf_char(b, '?');
    for (size_t i = length >= 3 ? 3 : 1; i < length; i++)
        buf_char(b, ' ');
}

void letters_mend(PangoLayout *layout)
{
    if (pango_layout_get_unknown_glyphs_count(layout) == 0)
        return;
    struct str text = str_of(pango_layout_get_text(layout));
    bool *bad = mem_get(text.n + 1);
    if (find_unknown(layout, bad)) {
        struct buf b CLEANUP(buf_end) = {0};
        for (size_t at = 0; at < text.n;) {
            size_t from = at;
            text_next(text, &at);
            if (bad[from])
                put_replacement(&b, at - from);
            else
                buf_add(&b, text.p + from, at - from);
        }
        pango_layout_set_text(layout, b.p, (int)b.n);
    }
    free(bad);
}

PangoLayout *letters_set(const struct letters *l, struct str text, enum face face, bool bold, double size, const char *language, bool rtl)
{
    struct buf clean CLEANUP(buf_end) = {0};
    text_clean(&clean, text, CLEAN_TEXT);
    PangoLayout *layout = pango_layout_new(l->contexts[rtl]);
    pango_layout_set_auto_dir(layout, FALSE);
    PangoFontDescription *font = letters_font(l, face, bold, size);
    pango_layout_set_font_description(layout, font);
    pango_font_description_free(font);
    if (language && *language) {
        PangoAttrList *list = pango_attr_list_new();
        pango_attr_list_insert(list, pango_attr_language_new(pango_language_from_string(language)));
        pango_layout_set_attributes(layout, list);
        pango_attr_list_unref(list);
    }
    pango_layout_set_text(layout, clean.p ? clean.p : "", (int)clean.n);
    letters_mend(layout);
    return layout;
}
