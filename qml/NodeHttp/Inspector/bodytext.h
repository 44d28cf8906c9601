// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

#ifndef NODEHTTP_INSPECTOR_BODYTEXT_H
#define NODEHTTP_INSPECTOR_BODYTEXT_H

#include <QtCore/qbytearray.h>
#include <QtCore/qlist.h>
#include <QtCore/qstring.h>

namespace NodeHttp::Inspector {

// The ways to look at a body.
enum class BodyView : int { Text, Json, Xml, Image, Form, Multipart, Hex };

// The one for a media type; where that says nothing, for what the bytes look like.
BodyView viewFor(const QByteArray &contentType, const QByteArray &bytes);

// A parameter of a header value such as "text/plain; charset=utf-8"; quotes are undone.
QByteArray parameter(const QByteArray &value, QByteArrayView name);

// Text in its charset. An unknown one is read as ISO 8859-1, and \a charset says so.
QString decodedText(const QByteArray &bytes, const QByteArray &contentType, QString *charset);

// XML with one element a line. Entities are neither loaded nor blown up; what cannot be read stays as it is.
QString indentedXml(const QString &text, QString *problem);

// One part of a multipart body.
struct BodyPart
{
    QByteArray head;
    QByteArray body;
    QString name, fileName;
    QByteArray type;
};
QList<BodyPart> partsOf(const QByteArray &body, const QByteArray &boundary);

// What a file with such a body may be called, without a name that a desktop would run: "json", "png"…
QString safeSuffix(const QByteArray &contentType);

} // namespace NodeHttp::Inspector

#endif // NODEHTTP_INSPECTOR_BODYTEXT_H
