#include "pdf/xmp.h"

/* A name that no one can own (RFC 2606): nothing is to be fetched there. */
#define NAMESPACE "http://jixiao.invalid/fingerprint/1.0/"

#define PROPERTY(name, description)                                            \
    "<rdf:li rdf:parseType=\"Resource\"><pdfaProperty:name>" name              \
    "</pdfaProperty:name><pdfaProperty:valueType>Text"                         \
    "</pdfaProperty:valueType><pdfaProperty:category>internal"                 \
    "</pdfaProperty:category><pdfaProperty:description>" description           \
    "</pdfaProperty:description></rdf:li>\n"

static const char HEAD[] =
    "<?xpacket begin=\"\xEF\xBB\xBF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
    "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n"
    "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n"
    "<rdf:Description rdf:about=\"\""
    " xmlns:dc=\"http://purl.org/dc/elements/1.1/\""
    " xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\""
    " xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\""
    " xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\""
    " xmlns:jixiao=\"" NAMESPACE "\">\n";

/* PDF/A asks that properties of one's own be described (ISO 19005-1, 6.7.8). */
/* clang-format off */
static const char SCHEMA[] =
    "<rdf:Description rdf:about=\"\""
    " xmlns:pdfaExtension=\"http://www.aiim.org/pdfa/ns/extension/\""
    " xmlns:pdfaSchema=\"http://www.aiim.org/pdfa/ns/schema#\""
    " xmlns:pdfaProperty=\"http://www.aiim.org/pdfa/ns/property#\">\n"
    "<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType=\"Resource\">\n"
    "<pdfaSchema:schema>What the document was made by</pdfaSchema:schema>\n"
    "<pdfaSchema:namespaceURI>" NAMESPACE "</pdfaSchema:namespaceURI>\n"
    "<pdfaSchema:prefix>jixiao</pdfaSchema:prefix>\n"
    "<pdfaSchema:property><rdf:Seq>\n"
    PROPERTY("program", "Program and libraries with their versions")
    PROPERTY("form", "Name and digest of the form")
    PROPERTY("fonts", "Digest of the fonts, or their names")
    "</rdf:Seq></pdfaSchema:property>\n"
    "</rdf:li></rdf:Bag></pdfaExtension:schemas>\n"
    "</rdf:Description>\n";
/* clang-format on */

static const char TAIL[] = "</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"r\"?>\n";

static void add(GString *out, const char *open, const char *text,
                const char *close)
{
    if (text == NULL)
        return;
    g_autofree char *escaped = g_markup_escape_text(text, -1);
    g_string_append_printf(out, "%s%s%s\n", open, escaped, close);
}

char *jx_xmp(const JxPdfMeta *meta, const char *producer, guint part)
{
    g_autoptr(GDateTime) time = g_date_time_new_from_unix_utc(meta->created);
    g_autofree char *date = g_date_time_format(time, "%Y-%m-%dT%H:%M:%SZ");
    GString *out = g_string_new(HEAD);

    if (part > 0)
        g_string_append_printf(out,
                               "<pdfaid:part>%u</pdfaid:part>\n"
                               "<pdfaid:conformance>B</pdfaid:conformance>\n",
                               part);
    add(out, "<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">", meta->title,
        "</rdf:li></rdf:Alt></dc:title>");
    add(out, "<dc:creator><rdf:Seq><rdf:li>", meta->author,
        "</rdf:li></rdf:Seq></dc:creator>");
    add(out, "<dc:description><rdf:Alt><rdf:li xml:lang=\"x-default\">",
        meta->subject, "</rdf:li></rdf:Alt></dc:description>");
    add(out, "<xmp:CreatorTool>", meta->creator, "</xmp:CreatorTool>");
    add(out, "<xmp:CreateDate>", date, "</xmp:CreateDate>");
    add(out, "<xmp:ModifyDate>", date, "</xmp:ModifyDate>");
    add(out, "<pdf:Producer>", producer, "</pdf:Producer>");
    add(out, "<jixiao:program>", meta->program, "</jixiao:program>");
    add(out, "<jixiao:form>", meta->form, "</jixiao:form>");
    add(out, "<jixiao:fonts>", meta->fonts, "</jixiao:fonts>");
    g_string_append(out, "</rdf:Description>\n");
    if (meta->program)
        g_string_append(out, SCHEMA);
    g_string_append(out, TAIL);
    return g_string_free(out, FALSE);
}
