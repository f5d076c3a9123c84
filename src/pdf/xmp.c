#include "pdf/xmp.h"

static const char HEAD[] =
    "<?xpacket begin=\"\xEF\xBB\xBF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
    "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n"
    "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n"
    "<rdf:Description rdf:about=\"\""
    " xmlns:dc=\"http://purl.org/dc/elements/1.1/\""
    " xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\""
    " xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\""
    " xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\">\n";

static const char TAIL[] = "</rdf:Description>\n</rdf:RDF>\n</x:xmpmeta>\n"
                           "<?xpacket end=\"r\"?>\n";

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
    g_string_append(out, TAIL);
    return g_string_free(out, FALSE);
}
