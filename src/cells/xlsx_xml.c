#include "cells/xlsx_xml.h"

#include <expat.h>
#include <string.h>

enum { SEPARATOR = '\n' }; /* no namespace has one */

struct state {
    const JxXmlHandler *handler;
    gpointer data;
    XML_Parser parser;
    bool doctype;
};

static const char *local(const char *name)
{
    const char *separator = strrchr(name, SEPARATOR);
    return separator != NULL ? separator + 1 : name;
}

static void on_open(void *data, const char *name, const char **attributes)
{
    const struct state *state = data;
    if (state->handler->open != NULL)
        state->handler->open(state->data, local(name), attributes);
}

static void on_close(void *data, const char *name)
{
    const struct state *state = data;
    if (state->handler->close != NULL)
        state->handler->close(state->data, local(name));
}

static void on_text(void *data, const char *text, int len)
{
    const struct state *state = data;
    if (state->handler->text != NULL)
        state->handler->text(state->data, text, (gsize)len);
}

static void on_doctype(void *data, const char *name, const char *system,
                       const char *public, int internal)
{
    struct state *state = data;
    (void)name, (void)system, (void)public, (void)internal;
    state->doctype = true;
    XML_StopParser(state->parser, XML_FALSE);
}

JxXmlResult jx_xml_parse(GBytes *bytes, const JxXmlHandler *handler,
                         gpointer data)
{
    gsize len;
    const char *text = g_bytes_get_data(bytes, &len);
    struct state state = {.handler = handler, .data = data};
    state.parser = XML_ParserCreateNS(NULL, SEPARATOR);
    g_assert(state.parser != NULL); /* only when memory is out */
    XML_SetUserData(state.parser, &state);
    XML_SetElementHandler(state.parser, on_open, on_close);
    XML_SetCharacterDataHandler(state.parser, on_text);
    XML_SetStartDoctypeDeclHandler(state.parser, on_doctype);
    /* a part is at most JX_MAX_ZIP_BYTES long, which an int holds */
    enum XML_Status status = XML_Parse(state.parser, text, (int)len, XML_TRUE);
    XML_ParserFree(state.parser);
    if (state.doctype)
        return JX_XML_DOCTYPE;
    return status == XML_STATUS_OK ? JX_XML_OK : JX_XML_BROKEN;
}

const char *jx_xml_attribute(const char **attributes, const char *name)
{
    for (; *attributes != NULL; attributes += 2) {
        if (strcmp(local(attributes[0]), name) == 0)
            return attributes[1];
    }
    return NULL;
}
