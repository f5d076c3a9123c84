#include "layout/faces.h"

#include <fontconfig/fcfreetype.h>
#include <hb.h>
#include <pango/pangoft2.h>
#include <string.h>

#include "base/error.h"
#include "base/intl.h"

/* One pixel is a point and one text is shaped for all sizes: at 64 pixels a
 * Pango unit is exactly 1/JX_EM em. */
enum { SHAPE_PX = JX_EM / PANGO_SCALE };

/* Who serves a role: the official faces by the names their owners gave them,
 * then our subset, then the machine's full font. */
static const struct {
    const char *role, *wanted;
    const char *official[6];
    const char *subset;
    const char *behind; /* Pango families; rare characters come last */
} ROLES[JX_N_ROLES] = {
    [JX_ROLE_BODY] = {"body",
                      "仿宋_GB2312",
                      {"仿宋_GB2312", "FangSong_GB2312", "仿宋", "FangSong"},
                      "jixiao-Serif-Regular.otf",
                      "Noto Serif CJK SC,AR PL SungtiL GB,AR PL UMing CN,"
                      "Noto Sans CJK SC,HanaMinA,HanaMinB,DejaVu Sans"},
    [JX_ROLE_STRONG] = {"strong",
                        "宋体（加粗）",
                        {NULL},
                        "jixiao-Serif-Bold.otf",
                        "Noto Serif CJK SC,AR PL UMing CN,Noto Sans CJK SC,"
                        "HanaMinA,HanaMinB,DejaVu Sans, Bold"},
    [JX_ROLE_HEADING] = {"heading",
                         "黑体",
                         {"黑体", "SimHei", "方正黑体_GBK", "方正黑体简体"},
                         "jixiao-Sans-Bold.otf",
                         "Noto Sans CJK SC,WenQuanYi Zen Hei,HanaMinA,"
                         "HanaMinB,DejaVu Sans, Bold"},
    [JX_ROLE_TITLE] = {"title",
                       "方正小标宋",
                       {"方正小标宋简体", "方正小标宋_GBK", "方正小标宋",
                        "FZXiaoBiaoSong-B05S", "FZXiaoBiaoSong-B05"},
                       "jixiao-Serif-Bold.otf",
                       "Noto Serif CJK SC,AR PL UMing CN,Noto Sans CJK SC,"
                       "HanaMinA,HanaMinB,DejaVu Sans, Bold"},
};

static void face_free(gpointer data)
{
    JxFace *face = data;
    g_free(face->file);
    g_free(face->family);
    g_free(face);
}

/* Outlines as drawn, never bent to a screen's pixels. */
static void no_hinting(FcPattern *pattern, gpointer data)
{
    (void)data;
    FcPatternDel(pattern, FC_HINTING);
    FcPatternAddBool(pattern, FC_HINTING, FcFalse);
    FcPatternDel(pattern, FC_DPI);
    FcPatternAddDouble(pattern, FC_DPI, 72.0);
}

static PangoFontMap *map_over(FcConfig *config)
{
    PangoFontMap *map = pango_ft2_font_map_new();
    pango_fc_font_map_set_config(PANGO_FC_FONT_MAP(map), config);
    pango_fc_font_map_set_default_substitute(PANGO_FC_FONT_MAP(map), no_hinting,
                                             NULL, NULL);
    return map;
}

static PangoContext *context_over(PangoFontMap *map)
{
    PangoContext *context = pango_font_map_create_context(map);
    pango_context_set_language(context, pango_language_from_string("zh-cn"));
    pango_context_set_round_glyph_positions(context, FALSE);
    return context;
}

static JxFace face_of(FcPattern *pattern)
{
    FcChar8 *file = NULL, *family = NULL;
    int index = 0;
    FcPatternGetString(pattern, FC_FILE, 0, &file);
    FcPatternGetString(pattern, FC_FAMILY, 0, &family);
    FcPatternGetInteger(pattern, FC_INDEX, 0, &index);
    return (JxFace){.file = g_strdup((char *)file),
                    .family = g_strdup((char *)family),
                    .index = index};
}

PangoContext *jx_fonts_machine(JxFonts *fonts)
{
    if (fonts->machine == NULL) {
        fonts->machine_config = FcInitLoadConfigAndFonts();
        fonts->machine_map = map_over(fonts->machine_config);
        fonts->machine = context_over(fonts->machine_map);
    }
    return fonts->machine;
}

const JxFace *jx_fonts_face(JxFonts *fonts, PangoFont *font)
{
    JxFace *face = g_hash_table_lookup(fonts->faces, font);
    if (face == NULL) {
        face = g_new0(JxFace, 1);
        *face = face_of(pango_fc_font_get_pattern(PANGO_FC_FONT(font)));
        g_hash_table_insert(fonts->faces, g_object_ref(font), face);
    }
    return face;
}

bool jx_fonts_covers(const JxFonts *fonts, JxRole role, gunichar ch)
{
    return hb_set_has(fonts->roles[role].covers, ch);
}

static bool has_family(FcPattern *pattern, const char *const *families)
{
    FcChar8 *family;
    for (int i = 0;
         FcPatternGetString(pattern, FC_FAMILY, i, &family) == FcResultMatch;
         i++)
        if (g_strv_contains(families, (char *)family))
            return true;
    return false;
}

static bool is_file(FcPattern *pattern, const char *name)
{
    FcChar8 *file = NULL;
    FcPatternGetString(pattern, FC_FILE, 0, &file);
    return file && g_str_has_suffix((char *)file, name);
}

/* The pattern of the private config that serves the role, or NULL. */
static FcPattern *pattern_for(FcConfig *config, JxRole role)
{
    FcFontSet *set = FcConfigGetFonts(config, FcSetApplication);
    FcPattern *subset = NULL;
    for (int i = 0; set && i < set->nfont; i++) {
        if (has_family(set->fonts[i], ROLES[role].official))
            return set->fonts[i];
        if (is_file(set->fonts[i], ROLES[role].subset))
            subset = set->fonts[i];
    }
    return subset;
}

static PangoFontDescription *sized(PangoFontDescription *description)
{
    pango_font_description_set_absolute_size(description,
                                             SHAPE_PX * PANGO_SCALE);
    return description;
}

static hb_set_t *characters_of(const JxFace *face)
{
    hb_set_t *set = hb_set_create();
    hb_blob_t *blob = hb_blob_create_from_file(face->file);
    hb_face_t *hb_face = hb_face_create(blob, (guint)face->index & 0xFFFF);
    hb_face_collect_unicodes(hb_face, set);
    hb_face_destroy(hb_face);
    hb_blob_destroy(blob);
    return set;
}

static bool open_role(JxFonts *fonts, JxRole role)
{
    JxRoleFace *face = &fonts->roles[role];
    FcPattern *pattern = pattern_for(fonts->config, role);

    face->behind =
        sized(pango_font_description_from_string(ROLES[role].behind));
    if (pattern) {
        face->description =
            sized(pango_fc_font_description_from_pattern(pattern, FALSE));
        face->face = face_of(pattern);
        face->covers = characters_of(&face->face);
        face->is_official = !is_file(pattern, ROLES[role].subset);
        return true;
    }

    /* without our own faces (a broken installation) the machine's will do */
    g_autoptr(PangoFont) font =
        pango_context_load_font(jx_fonts_machine(fonts), face->behind);
    face->description = NULL;
    if (font)
        face->face = face_of(pango_fc_font_get_pattern(PANGO_FC_FONT(font)));
    face->covers = font ? characters_of(&face->face) : hb_set_create();
    return hb_set_has(face->covers, 0x9879); /* 项 */
}

static void add_folder(FcConfig *config, const char *folder)
{
    if (folder && g_file_test(folder, G_FILE_TEST_IS_DIR))
        FcConfigAppFontAddDir(config, (const FcChar8 *)folder);
}

/* Our three files by name: the folder may hold a user's own as well, and
 * those come first. */
static void add_subsets(FcConfig *config, const char *data_dir)
{
    for (JxRole role = 0; role < JX_N_ROLES; role++) {
        g_autofree char *file =
            g_build_filename(data_dir, "fonts", ROLES[role].subset, NULL);
        if (role != JX_ROLE_TITLE && g_file_test(file, G_FILE_TEST_EXISTS))
            FcConfigAppFontAddFile(config, (const FcChar8 *)file);
    }
}

JxFonts *jx_fonts_open(const char *data_dir, const char *user_dir,
                       GError **error)
{
    g_autoptr(JxFonts) fonts = g_new0(JxFonts, 1);
    fonts->faces = g_hash_table_new_full(NULL, NULL, g_object_unref, face_free);
    fonts->config = FcConfigCreate();
    add_folder(fonts->config, user_dir);
    add_subsets(fonts->config, data_dir);
    fonts->map = map_over(fonts->config);
    fonts->context = context_over(fonts->map);

    bool can_show = true;
    for (JxRole role = 0; role < JX_N_ROLES; role++)
        can_show = open_role(fonts, role) && can_show;
    if (!can_show) {
        g_set_error(error, JX_ERROR, JX_ERROR_CONFIG,
                    _("没有可用的中文字体：%s/fonts 中找不到本程序的字体，"
                      "系统中也没有；请安装 fonts-noto-cjk"),
                    data_dir);
        return NULL;
    }
    return g_steal_pointer(&fonts);
}

/* The map would keep its reference of the config for ever (Pango 1.50). */
static void drop_map(PangoFontMap *map)
{
    if (map == NULL)
        return;
    pango_fc_font_map_set_config(PANGO_FC_FONT_MAP(map), NULL);
    g_object_unref(map);
}

void jx_fonts_free(JxFonts *fonts)
{
    if (fonts == NULL)
        return;
    for (JxRole role = 0; role < JX_N_ROLES; role++) {
        JxRoleFace *face = &fonts->roles[role];
        g_free(face->face.file);
        g_free(face->face.family);
        hb_set_destroy(face->covers);
        g_clear_pointer(&face->description, pango_font_description_free);
        g_clear_pointer(&face->behind, pango_font_description_free);
    }
    g_hash_table_unref(fonts->faces);
    g_clear_object(&fonts->context);
    g_clear_pointer(&fonts->map, drop_map);
    g_clear_object(&fonts->machine);
    g_clear_pointer(&fonts->machine_map, drop_map);
    g_clear_pointer(&fonts->config, FcConfigDestroy);
    g_clear_pointer(&fonts->machine_config, FcConfigDestroy);
    g_free(fonts);
}

static void use_free(gpointer data)
{
    JxFontUse *use = data;
    g_free(use->role);
    g_free(use->wanted);
    g_free(use->family);
    g_free(use->file);
    g_free(use->fallback);
    g_free(use);
}

GPtrArray *jx_fonts_uses(const JxFonts *fonts)
{
    GPtrArray *uses = g_ptr_array_new_with_free_func(use_free);
    for (JxRole role = 0; role < JX_N_ROLES; role++) {
        const JxRoleFace *face = &fonts->roles[role];
        g_auto(GStrv) behind = g_strsplit(ROLES[role].behind, ",", 2);
        JxFontUse *use = g_new0(JxFontUse, 1);
        use->role = g_strdup(ROLES[role].role);
        use->wanted = g_strdup(ROLES[role].wanted);
        use->family = g_strdup(face->face.family);
        use->file = g_strdup(face->face.file);
        use->is_official = face->is_official;
        use->fallback = g_strdup(face->description ? behind[0] : NULL);
        g_ptr_array_add(uses, use);
    }
    return uses;
}
