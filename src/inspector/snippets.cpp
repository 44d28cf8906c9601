// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// Requests as source code. Whatever the bytes are, they stay inside their literals.

#include "inspector/snippets.h"

#include "inspector/har.h"

#include <QtCore/qurl.h>

namespace NodeHttp::Inspector {

using namespace Qt::StringLiterals;

namespace {

const QByteArray kBoundary = QByteArrayLiteral("----NodeHttpFormBoundary");

QByteArray valueOf(const Header &header, bool withSecrets)
{
    return !withSecrets && isSecretHeader(header.name) ? QByteArray("[masked]") : header.value.toByteArray();
}

bool isText(const QByteArray &bytes)
{
    const QString text = QString::fromUtf8(bytes);
    return !text.contains(QChar(0)) && text.toUtf8() == bytes;
}

QString cppBytes(const QByteArray &bytes)
{
    return bytes.contains('\0') ? u"QByteArray(%1, %2)"_s.arg(cppLiteral(bytes), QString::number(bytes.size()))
                                : u"QByteArray(%1)"_s.arg(cppLiteral(bytes));
}

QString cppText(const QString &text)
{
    return u"QString::fromUtf8(%1)"_s.arg(cppLiteral(text.toUtf8()));
}

// How C++ hands the body over: the only piece at once, several one behind the other.
QString cppBody(const ComposedRequest &request)
{
    QString code;
    for (const BodyPiece &piece : request.pieces(kBoundary)) {
        if (piece.file.isEmpty()) {
            code += u"    body += %1;\n"_s.arg(cppBytes(piece.bytes));
            continue;
        }
        code += u"    if (QFile file(%1); file.open(QIODevice::ReadOnly))\n        body += file.readAll();\n    else\n"
                "        qFatal(\"%2\");\n"_s.arg(cppText(piece.file), u"cannot read a file of the body"_s);
    }
    return code;
}

// A list of name and value keeps order and repeats.
QString jsFields(const HeaderList &fields, bool withSecrets)
{
    QStringList items;
    for (const Header &header : fields)
        items.append(u"%1, %2"_s.arg(jsLiteral(QString::fromLatin1(header.name)),
                                     jsLiteral(QString::fromLatin1(valueOf(header, withSecrets)))));
    return items.join(u",\n                "_s);
}

QString jsBytes(const QByteArray &bytes)
{
    if (isText(bytes))
        return jsLiteral(QString::fromUtf8(bytes));
    QStringList numbers;
    for (char byte : bytes)
        numbers.append(QString::number(uchar(byte)));
    return u"new Uint8Array([%1])"_s.arg(numbers.join(u", "_s));
}

} // namespace

QString cppLiteral(const QByteArray &bytes)
{
    QString out = u"\""_s;
    bool hex = false; // the last one was written in hexadecimal: a digit behind it would belong to it
    for (qsizetype i = 0; i < bytes.size(); ++i) {
        const uchar byte = uchar(bytes.at(i));
        const bool digit = (byte >= '0' && byte <= '9') || (byte >= 'a' && byte <= 'f') || (byte >= 'A' && byte <= 'F');
        if (std::exchange(hex, false) && digit)
            out += "\" \""_L1;
        if (byte == '"' || byte == '\\')
            out += u'\\' + QChar::fromLatin1(char(byte));
        else if (byte == '?') // two of them could begin a trigraph
            out += "\\?"_L1;
        else if (byte == '\n')
            out += i + 1 < bytes.size() ? u"\\n\"\n        \""_s : u"\\n"_s;
        else if (byte == '\r')
            out += "\\r"_L1;
        else if (byte == '\t')
            out += "\\t"_L1;
        else if (byte >= 0x20 && byte < 0x7f)
            out += QChar::fromLatin1(char(byte));
        else {
            out += u"\\x%1"_s.arg(uint(byte), 2, 16, QChar(u'0'));
            hex = true;
        }
    }
    return out + u'"';
}

QString jsLiteral(const QString &text)
{
    QString out = u"\""_s;
    for (const QChar c : text) {
        const ushort code = c.unicode();
        if (c == u'"' || c == u'\\')
            out += u'\\' + c;
        else if (c == u'\n')
            out += "\\n"_L1;
        else if (c == u'\r')
            out += "\\r"_L1;
        else if (code < 0x20 || code == 0x7f || code == 0x2028 || code == 0x2029 || c.isSurrogate() || code == 0xfeff
                 || (code >= 0x80 && code < 0xa0) || (code >= 0x202a && code <= 0x202e) || (code >= 0x2066 && code <= 0x2069))
            out += u"\\u%1"_s.arg(uint(code), 4, 16, QChar(u'0'));
        else
            out += c;
    }
    return out + u'"';
}

QString toCpp(const ComposedRequest &request, bool withSecrets)
{
    QString code = u"// c++ -std=c++17 -fPIC request.cpp $(pkg-config --cflags --libs nodehttp-core)\n\n"
                   "#include <NodeHttp/Http>\n\n#include <QtCore/qcoreapplication.h>\n#include <QtCore/qfile.h>\n\n#include <cstdio>\n\n"
                   "using namespace NodeHttp;\n\nint main(int argc, char **argv)\n{\n"
                   "    QCoreApplication app(argc, argv);\n"_s;
    code += u"    RequestOptions options{QUrl(%1)};\n"_s.arg(cppText(request.url));
    code += u"    options.method = %1;\n"_s.arg(cppText(QString::fromLatin1(request.method)));
    code += u"    options.headers = {\n"_s;
    for (const Header &header : request.fields(kBoundary))
        code += u"        {%1, %2},\n"_s.arg(cppLiteral(header.name), cppBytes(valueOf(header, withSecrets)));
    code += u"    };\n    options.headersAsArray = true; // as they stand here, repeats kept\n"_s;
    if (request.timeout.count() > 0)
        code += u"    options.timeouts.total = std::chrono::milliseconds(%1);\n"_s.arg(request.timeout.count());
    if (request.insecure)
        code += u"    options.rejectUnauthorized = false;\n"_s;
    code += u"\n    ClientRequest *request = NodeHttp::request(options, [](IncomingMessage *response) {\n"
            "        std::fprintf(stderr, \"%d %s\\n\", response->statusCode(), qPrintable(response->statusMessage()));\n"
            "        QObject::connect(response, &IncomingMessage::dataReceived, response, [](const QByteArray &chunk) {\n"
            "            std::fwrite(chunk.constData(), 1, size_t(chunk.size()), stdout);\n"
            "        });\n"
            "    });\n"
            "    int exitCode = 0;\n"
            "    QObject::connect(request, &ClientRequest::errorOccurred, &app, [&exitCode](const Error &error) {\n"
            "        std::fprintf(stderr, \"%s\\n\", qPrintable(error.message()));\n"
            "        exitCode = 1;\n"
            "    });\n"
            "    QObject::connect(request, &ClientRequest::closed, &app, [&exitCode] { QCoreApplication::exit(exitCode); }, Qt::QueuedConnection);\n"_s;
    const QString body = cppBody(request);
    if (!body.isEmpty())
        code += u"\n    QByteArray body;\n"_s + body;
    if (request.chunked && !body.isEmpty()) {
        code += u"    request->write(body);\n"_s;
        QStringList trailers;
        for (const Header &trailer : request.trailers)
            trailers.append(u"{%1, %2}"_s.arg(cppLiteral(trailer.name), cppBytes(trailer.value.toByteArray())));
        if (!trailers.isEmpty())
            code += u"    request->addTrailers({%1});\n"_s.arg(trailers.join(u", "_s));
        code += u"    request->end();\n"_s;
    } else {
        code += body.isEmpty() ? u"    request->end();\n"_s : u"    request->end(body);\n"_s;
    }
    return code + u"    return app.exec();\n}\n"_s;
}

QString toQml(const ComposedRequest &request, bool withSecrets)
{
    QString code = u"import QtQuick\nimport NodeHttp\n\nItem {\n    Component.onCompleted: {\n"
                   "        const request = Http.request(%1, {\n            method: %2"_s
                       .arg(jsLiteral(QString::fromLatin1(QUrl(request.url).toEncoded())), jsLiteral(QString::fromLatin1(request.method)));
    code += u",\n            headers: [\n                %1\n            ]"_s
                .arg(jsFields(request.fields(kBoundary), withSecrets));
    if (request.timeout.count() > 0)
        code += u",\n            timeouts: { total: %1 }"_s.arg(request.timeout.count());
    if (request.insecure)
        code += u",\n            rejectUnauthorized: false"_s;
    code += u"\n        }, response => {\n"
            "            console.log(response.statusCode, response.statusMessage);\n"
            "            response.text((error, text) => {\n"
            "                console.log(error ? error.message : text);\n"
            "                Qt.exit(error ? 1 : 0);\n"
            "            });\n"
            "        });\n"
            "        request.errorOccurred.connect(error => {\n"
            "            console.error(error.message);\n"
            "            Qt.exit(1);\n"
            "        });\n"_s;
    const QList<BodyPiece> pieces = request.pieces(kBoundary);
    const bool readsFiles = std::any_of(pieces.cbegin(), pieces.cend(), [](const BodyPiece &piece) { return !piece.file.isEmpty(); });
    if (pieces.size() == 1 && !readsFiles && !request.chunked)
        return code + u"        request.end(%1);\n    }\n}\n"_s.arg(jsBytes(pieces.constFirst().bytes));
    QStringList parts;
    for (const BodyPiece &piece : pieces)
        parts.append(piece.file.isEmpty() ? u"{ bytes: %1 }"_s.arg(jsBytes(piece.bytes))
                                          : u"{ file: %1 }"_s.arg(jsLiteral(piece.file)));
    code += u"        send(request, [%1]);\n    }\n\n"_s.arg(parts.isEmpty() ? QString() : u"\n            %1\n        "_s.arg(parts.join(u",\n            "_s)));
    code += u"    function send(request, parts) {\n        const part = parts.shift();\n"
            "        if (!part) {\n"_s;
    if (!request.trailers.isEmpty())
        code += u"            request.addTrailers([%1]);\n"_s.arg(jsFields(request.trailers, true));
    code += u"            request.end();\n"_s;
    if (readsFiles)
        code += u"        } else if (part.file) {\n"
                "            const file = fileBody.createObject(this, { source: part.file });\n"
                "            file.finished.connect(() => send(request, parts));\n"
                "            file.pipe(request, { end: false });\n"_s;
    code += u"        } else {\n            request.write(part.bytes);\n            send(request, parts);\n        }\n    }\n"_s;
    if (readsFiles)
        code += u"\n    property Component fileBody: Component { FileBody { } }\n"_s;
    return code + u"}\n"_s;
}

} // namespace NodeHttp::Inspector
