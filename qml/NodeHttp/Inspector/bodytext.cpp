// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// Bodies as a person reads them. Everything here comes from a peer: sizes and depths are limited.

#include "bodytext.h"

#include <NodeHttp/traffichead.h>

#include <QtCore/qhash.h>
#include <QtCore/qstringconverter.h>
#include <QtCore/qxmlstream.h>

namespace NodeHttp::Inspector {

using namespace Qt::StringLiterals;

namespace {

constexpr int kDeepest = 32;     // levels that are indented further
constexpr qsizetype kParts = 1000;

QByteArray mediaType(const QByteArray &contentType)
{
    return contentType.left(contentType.indexOf(';') < 0 ? contentType.size() : contentType.indexOf(';')).trimmed().toLower();
}

bool looksLikeText(const QByteArray &bytes)
{
    const QByteArray beginning = bytes.left(4096);
    for (char c : beginning) {
        if (uchar(c) < 0x20 && c != '\n' && c != '\r' && c != '\t' && c != '\f' && c != '\x1b')
            return false;
    }
    QStringDecoder decoder(QStringDecoder::Utf8); // a character may be cut at the end: that is no error to it
    const QString text = decoder(beginning);
    return !text.isNull() && !decoder.hasError();
}

} // namespace

BodyView viewFor(const QByteArray &contentType, const QByteArray &bytes)
{
    const QByteArray type = mediaType(contentType);
    if (type.endsWith("/json") || type.endsWith("+json"))
        return BodyView::Json;
    if (type == "image/svg+xml" || type.endsWith("/xml") || type.endsWith("+xml"))
        return BodyView::Xml;
    if (type.startsWith("image/"))
        return BodyView::Image;
    if (type == "application/x-www-form-urlencoded")
        return BodyView::Form;
    if (type.startsWith("multipart/") && !parameter(contentType, "boundary").isEmpty())
        return BodyView::Multipart;
    if (type.startsWith("text/") || type.endsWith("javascript"))
        return BodyView::Text;
    if (!looksLikeText(bytes))
        return BodyView::Hex;
    const QByteArray start = bytes.left(200).trimmed();
    if (type.isEmpty() && (start.startsWith('{') || start.startsWith('[')))
        return BodyView::Json;
    return BodyView::Text;
}

QByteArray parameter(const QByteArray &value, QByteArrayView name)
{
    for (qsizetype at = value.indexOf(';'); at >= 0;) {
        const qsizetype equals = value.indexOf('=', at);
        if (equals < 0)
            break;
        const QByteArray found = value.mid(at + 1, equals - at - 1).trimmed();
        qsizetype end = equals + 1;
        QByteArray content;
        if (end < value.size() && value.at(end) == '"') {
            for (++end; end < value.size() && value.at(end) != '"'; ++end) {
                if (value.at(end) == '\\' && end + 1 < value.size())
                    ++end;
                content += value.at(end);
            }
            at = value.indexOf(';', end);
        } else {
            at = value.indexOf(';', end);
            content = value.mid(end, at < 0 ? -1 : at - end).trimmed();
        }
        if (found.compare(name, Qt::CaseInsensitive) == 0)
            return content;
    }
    return {};
}

QString decodedText(const QByteArray &bytes, const QByteArray &contentType, QString *charset)
{
    QByteArray name = parameter(contentType, "charset");
    if (name.compare("us-ascii", Qt::CaseInsensitive) == 0 || name.isEmpty())
        name = "UTF-8";
    *charset = QString::fromLatin1(name);
    if (QStringDecoder decoder(name.constData()); decoder.isValid())
        return decoder(bytes);
    *charset += u" (read as ISO-8859-1)"_s;
    return QString::fromLatin1(bytes);
}

QString indentedXml(const QString &text, QString *problem)
{
    QXmlStreamReader reader(text);
    QString out;
    QXmlStreamWriter writer(&out);
    int depth = 0;
    bool inText = false; // no line may be broken beside text
    const auto newLine = [&](int level) {
        if (!inText && !out.isEmpty())
            writer.writeCharacters(u'\n' + QString(2 * qMin(level, kDeepest), u' '));
    };
    bool justOpened = false;
    while (!reader.atEnd()) {
        switch (reader.readNext()) {
        case QXmlStreamReader::StartElement:
            newLine(depth++);
            inText = false;
            justOpened = true;
            writer.writeStartElement(reader.qualifiedName().toString());
            for (const QXmlStreamNamespaceDeclaration &space : reader.namespaceDeclarations())
                writer.writeAttribute(space.prefix().isEmpty() ? u"xmlns"_s : u"xmlns:%1"_s.arg(space.prefix()), space.namespaceUri().toString());
            for (const QXmlStreamAttribute &attribute : reader.attributes())
                writer.writeAttribute(attribute.qualifiedName().toString(), attribute.value().toString());
            continue;
        case QXmlStreamReader::EndElement:
            --depth;
            if (!justOpened)
                newLine(depth);
            inText = false;
            writer.writeEndElement();
            break;
        case QXmlStreamReader::Characters:
            if (reader.isWhitespace())
                continue;
            inText = true;
            if (reader.isCDATA())
                writer.writeCDATA(reader.text().toString());
            else
                writer.writeCharacters(reader.text().toString());
            break;
        case QXmlStreamReader::Comment:
            newLine(depth);
            writer.writeComment(reader.text().toString());
            break;
        case QXmlStreamReader::ProcessingInstruction:
            newLine(depth);
            writer.writeProcessingInstruction(reader.processingInstructionTarget().toString(), reader.processingInstructionData().toString());
            break;
        case QXmlStreamReader::DTD:
            newLine(depth);
            writer.writeDTD(reader.text().toString());
            break;
        case QXmlStreamReader::EntityReference:
            writer.writeEntityReference(reader.name().toString());
            inText = true;
            break;
        case QXmlStreamReader::StartDocument:
            if (!reader.documentVersion().isEmpty())
                out += u"<?xml version=\"%1\"?>"_s.arg(reader.documentVersion());
            break;
        case QXmlStreamReader::EndDocument:
        case QXmlStreamReader::NoToken:
        case QXmlStreamReader::Invalid:
            break;
        }
        justOpened = false;
    }
    if (!reader.hasError())
        return out;
    *problem = u"%1 (line %2, column %3)"_s.arg(reader.errorString()).arg(reader.lineNumber()).arg(reader.columnNumber());
    return text;
}

QList<BodyPart> partsOf(const QByteArray &body, const QByteArray &boundary)
{
    QList<BodyPart> parts;
    const QByteArray line = "--" + boundary;
    qsizetype at = body.startsWith(line) ? 0 : body.indexOf("\r\n" + line);
    while (at >= 0 && parts.size() < kParts) {
        at = body.indexOf(line, at) + line.size();
        if (body.mid(at, 2) == "--")
            break;
        const qsizetype start = body.indexOf("\r\n", at);
        if (start < 0)
            break;
        const qsizetype next = body.indexOf("\r\n" + line, start);
        const QByteArray whole = body.mid(start + 2, next < 0 ? -1 : qMax<qsizetype>(0, next - start - 2));
        BodyPart part;
        const qsizetype split = whole.startsWith("\r\n") ? -2 : whole.indexOf("\r\n\r\n");
        part.head = split < 0 ? QByteArray() : whole.left(split + 2);
        part.body = split == -1 ? whole : whole.mid(split + 4);
        TrafficHead head;
        head.bytes = "GET / HTTP/1.1\r\n" + part.head + "\r\n";
        const QByteArray disposition = head.header("content-disposition");
        part.name = QString::fromUtf8(parameter(disposition, "name"));
        part.fileName = QString::fromUtf8(parameter(disposition, "filename"));
        part.type = head.header("content-type");
        parts.append(part);
        at = next;
    }
    return parts;
}

QString safeSuffix(const QByteArray &contentType)
{
    static const QHash<QByteArray, QString> suffixes = {
        {"application/json", u"json"_s}, {"application/xml", u"xml"_s}, {"text/xml", u"xml"_s}, {"text/csv", u"csv"_s},
        {"text/css", u"css"_s}, {"image/png", u"png"_s}, {"image/jpeg", u"jpg"_s}, {"image/gif", u"gif"_s},
        {"image/webp", u"webp"_s}, {"image/bmp", u"bmp"_s}, {"image/avif", u"avif"_s}, {"application/pdf", u"pdf"_s},
        {"audio/mpeg", u"mp3"_s}, {"audio/ogg", u"ogg"_s}, {"video/mp4", u"mp4"_s}, {"video/webm", u"webm"_s},
    };
    const QByteArray type = mediaType(contentType);
    if (suffixes.contains(type))
        return suffixes.value(type);
    if (type.endsWith("+json"))
        return u"json"_s;
    return type.startsWith("text/") || type.endsWith("javascript") || type.endsWith("xml") ? u"txt"_s : u"bin"_s;
}

} // namespace NodeHttp::Inspector
