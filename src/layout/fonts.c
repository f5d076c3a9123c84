#include "layout/faces.h"

#include <fontconfig/fontconfig.h>
#include <hb.h>
#include <pango/pangoft2.h>
#include <string.h>

#include "base/error.h"
#include "base/intl.h"
#include "layout/font_file.h"

/* One pixel is a point and one text is shaped for all sizes: at 64 pixels a
 * Pango unit is exactly 1/JX_EM em. */
enum { SHAPE_PX = JX_EM / PANGO_SCALE };

/* Who serves a role: the official faces by the names their owners gave them,
 * then our subset, then the machine's full font. */
static const struct {
    const char *role, *wanted;
    const char *official[6];
    const char *subset, *family; /* ours: its file and its name */
    const char *behind;          /* Pango families; rare characters come last */
} ROLES[JX_N_ROLES] = {
    [JX_ROLE_BODY] = {"body",
                      "仿宋_GB2312",
                      {"仿宋_GB2312", "FangSong_GB2312", "仿宋", "FangSong"},
                      "jixiao-Serif-Regular.ttf",
                      "Noto Serif CJK SC",
                      "Noto Serif CJK SC,AR PL SungtiL GB,AR PL UMing CN,"
                      "Noto Sans CJK SC,HanaMinA,HanaMinB,DejaVu Sans"},
    [JX_ROLE_STRONG] = {"strong",
                        "宋体（加粗）",
                        {NULL},
                        "jixiao-Serif-Bold.ttf",
                        "Noto Serif CJK SC",
                        "Noto Serif CJK SC,AR PL UMing CN,Noto Sans CJK SC,"
                        "HanaMinA,HanaMinB,DejaVu Sans, Bold"},
    [JX_ROLE_HEADING] = {"heading",
                         "黑体",
                         {"黑体", "SimHei", "方正黑体_GBK", "方正黑体简体"},
                         "jixiao-Sans-Bold.ttf",
                         "Noto Sans CJK SC",
                         "Noto Sans CJK SC,WenQuanYi Zen Hei,HanaMinA,"
                         "HanaMinB,DejaVu Sans, Bold"},
    [JX_ROLE_TITLE] = {"title",
                       "方正小标宋",
                       {"方正小标宋简体", "方正小标宋_GBK", "方正小标宋",
                        "FZXiaoBiaoSong-B05S", "FZXiaoBiaoSong-B05"},
                       "jixiao-Serif-Bold.ttf",
                       "Noto Serif CJK SC",
                       "Noto Serif CJK SC,AR PL UMing CN,Noto Sans CJK SC,"
                       "HanaMinA,HanaMinB,DejaVu Sans, Bold"},
};

static void face_clear(JxFace *face)
{
    g_clear_pointer(&face->file, g_free);
    g_clear_pointer(&face->family, g_free);
}

static void face_free(gpointer data)
{
    face_clear(data);
    g_free(data);
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

/* The folders of fonts, and none of the machine's own rules: what a document
 * looks like shall not depend on them. */
static const char MACHINE[] =
    "<fontconfig><dir>/usr/share/fonts</dir>"
    "<dir>/usr/local/share/fonts</dir><dir prefix='xdg'>fonts</dir>"
    "<cachedir>/var/cache/fontconfig</cachedir>"
    "<cachedir prefix='xdg'>fontconfig</cachedir></fontconfig>";

PangoContext *jx_fonts_machine(JxFonts *fonts)
{
    if (fonts->machine == NULL) {
        fonts->machine_config = FcConfigCreate();
        FcConfigParseAndLoadFromMemory(fonts->machine_config,
                                       (const FcChar8 *)MACHINE, FcTrue);
        FcConfigBuildFonts(fonts->machine_config);
        /* or Pango would have fontconfig read the machine's rules after all */
        FcConfigSetCurrent(fonts->machine_config);
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

/* Font files a user put into the folder; ours, which may lie beside them, are
 * known by name. A file that is no font is passed over. */
static void add_folder(FcConfig *config, const char *folder)
{
    static const char *const ENDINGS[] = {".ttf", ".ttc", ".otf", ".otc",
                                          ".TTF", ".TTC", ".OTF", ".OTC"};
    g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
    const char *name;
    while (dir && (name = g_dir_read_name(dir)) != NULL) {
        bool is_font = false;
        for (gsize i = 0; i < G_N_ELEMENTS(ENDINGS); i++)
            is_font = is_font || g_str_has_suffix(name, ENDINGS[i]);
        if (!is_font || g_str_has_prefix(name, "jixiao-"))
            continue;
        g_autofree char *path = g_build_filename(folder, name, NULL);
        FcConfigAppFontAddFile(config, (const FcChar8 *)path);
    }
}

/* The user's face that bears one of the official names: the first in the
 * order of the names, then of the files. */
static bool find_official(FcConfig *config, JxRole role, JxFace *face)
{
    FcFontSet *set = FcConfigGetFonts(config, FcSetApplication);
    const char *best = NULL;
    for (const char *const *name = ROLES[role].official; *name; name++) {
        const char *const names[] = {*name, NULL};
        for (int i = 0; set && i < set->nfont; i++) {
            FcChar8 *file = NULL;
            FcPatternGetString(set->fonts[i], FC_FILE, 0, &file);
            if (!has_family(set->fonts[i], names) ||
                (best && strcmp((char *)file, best) >= 0))
                continue;
            best = (char *)file;
            face_clear(face);
            *face = face_of(set->fonts[i]);
        }
        if (best)
            return true;
    }
    return false;
}

/* Digits of one width; points and commas stand tighter as they are. */
static void find_tabular(JxRoleFace *role)
{
    static const hb_feature_t HWID = {HB_TAG('h', 'w', 'i', 'd'), 1, 0,
                                      HB_FEATURE_GLOBAL_END};
    hb_buffer_t *buffer = hb_buffer_create();
    for (const char *p = "0123456789"; *p; p++) {
        hb_buffer_clear_contents(buffer);
        hb_buffer_add_utf8(buffer, p, 1, 0, 1);
        hb_buffer_guess_segment_properties(buffer);
        hb_shape(role->font, buffer, &HWID, 1);
        if (hb_buffer_get_length(buffer) == 1)
            role->tabular[(guint8)*p] =
                hb_buffer_get_glyph_infos(buffer, NULL)->codepoint;
    }
    hb_buffer_destroy(buffer);
}

/* Reads the role's face; false when it is broken or cannot show Chinese. */
static bool read_face(JxRoleFace *role)
{
    guint index = (guint)role->face.index & 0xFFFF, len;
    hb_blob_t *blob = hb_blob_create_from_file(role->face.file);
    const char *data = hb_blob_get_data(blob, &len);
    bool is_whole = jx_font_file_is_whole((const guint8 *)data, len, index);
    hb_face_t *face = hb_face_create(blob, index);
    hb_blob_destroy(blob);
    role->font = hb_font_create(face);
    hb_font_set_scale(role->font, JX_EM, JX_EM);
    role->covers = hb_set_create();
    hb_face_collect_unicodes(face, role->covers);
    hb_face_destroy(face);
    find_tabular(role);
    return is_whole && hb_set_has(role->covers, 0x9879); /* 项 */
}

static void drop_face(JxRoleFace *role)
{
    face_clear(&role->face);
    g_clear_pointer(&role->font, hb_font_destroy);
    g_clear_pointer(&role->covers, hb_set_destroy);
}

/* Without our own faces (a broken installation) the machine's will do. */
static bool open_machine_face(JxFonts *fonts, JxRoleFace *role)
{
    g_autoptr(PangoFont) font =
        pango_context_load_font(jx_fonts_machine(fonts), role->behind);
    if (font == NULL)
        return false;
    role->face = face_of(pango_fc_font_get_pattern(PANGO_FC_FONT(font)));
    return read_face(role);
}

static bool open_role(JxFonts *fonts, JxRole which, FcConfig *user,
                      const char *data_dir)
{
    JxRoleFace *role = &fonts->roles[which];
    role->behind = pango_font_description_from_string(ROLES[which].behind);
    pango_font_description_set_absolute_size(role->behind,
                                             SHAPE_PX * PANGO_SCALE);

    role->is_official = user && find_official(user, which, &role->face);
    if (role->is_official && read_face(role))
        return true;
    drop_face(role);
    role->is_official = false;
    role->face.file =
        g_build_filename(data_dir, "fonts", ROLES[which].subset, NULL);
    role->face.family = g_strdup(ROLES[which].family);
    if (g_file_test(role->face.file, G_FILE_TEST_EXISTS) && read_face(role))
        return true;
    drop_face(role);
    return open_machine_face(fonts, role);
}

JxFonts *jx_fonts_open(const char *data_dir, const char *user_dir,
                       GError **error)
{
    g_autoptr(JxFonts) fonts = g_new0(JxFonts, 1);
    fonts->faces = g_hash_table_new_full(NULL, NULL, g_object_unref, face_free);
    FcConfig *user = NULL;
    if (user_dir) {
        g_autofree char *beside = g_build_filename(data_dir, "fonts", NULL);
        user = FcConfigCreate();
        add_folder(user, user_dir);
        add_folder(user, beside);
    }

    bool can_show = true;
    for (JxRole role = 0; role < JX_N_ROLES; role++)
        can_show = open_role(fonts, role, user, data_dir) && can_show;
    if (user)
        FcConfigDestroy(user);
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
    pango_fc_font_map_set_config(PANGO_FC_FONT_MAP(map), NULL);
    g_object_unref(map);
}

void jx_fonts_free(JxFonts *fonts)
{
    if (fonts == NULL)
        return;
    for (JxRole role = 0; role < JX_N_ROLES; role++) {
        drop_face(&fonts->roles[role]);
        g_clear_pointer(&fonts->roles[role].behind,
                        pango_font_description_free);
    }
    g_hash_table_unref(fonts->faces);
    g_clear_object(&fonts->machine);
    g_clear_pointer(&fonts->machine_map, drop_map);
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
        use->fallback = g_strdup(behind[0]);
        g_ptr_array_add(uses, use);
    }
    return uses;
}

char *jx_layout_versions(void)
{
    int fontconfig = FcGetVersion();
    return g_strdup_printf("Pango %s，HarfBuzz %s，fontconfig %d.%d.%d",
                           pango_version_string(), hb_version_string(),
                           fontconfig / 10000, fontconfig / 100 % 100,
                           fontconfig % 100);
}
