#pragma once

#include <glib.h>
#include <stdbool.h>

/* An XML part of a workbook, told element by element. Names are local: the
 * transitional and the strict namespaces look the same. */
typedef struct {
    void (*open)(gpointer data, const char *name, const char **attributes);
    void (*close)(gpointer data, const char *name);
    void (*text)(gpointer data, const char *text, gsize len);
} JxXmlHandler;

typedef enum {
    JX_XML_OK,
    JX_XML_BROKEN,  /* not well-formed; what stood before was told */
    JX_XML_DOCTYPE, /* has a document type: no workbook has, attacks do */
} JxXmlResult;

/* handler's functions may be NULL. */
JxXmlResult jx_xml_parse(GBytes *bytes, const JxXmlHandler *handler,
                         gpointer data);

/* The value of an attribute by its local name; NULL when it is not there. */
const char *jx_xml_attribute(const char **attributes, const char *name);
