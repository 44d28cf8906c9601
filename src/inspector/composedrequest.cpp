// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// A request between a form, a record and the wire. Who sends it is the composer.

#include "inspector/composedrequest.h"

#include "inspector/har.h"

#include <NodeHttp/Protocol>

#include <QtCore/qfileinfo.h>
#include <QtCore/qjsondocument.h>
#include <QtCore/qmimedatabase.h>
#include <QtCore/qurl.h>

#include <array>

namespace NodeHttp::Inspector {

using namespace Qt::StringLiterals;

namespace {

constexpr std::array<const char *, 7> kKinds = {"none", "text", "json", "form", "multipart", "file", "bytes"};

const Header *findHeader(const HeaderList &headers, QByteArrayView name)
{
    for (const Header &header : headers) {
        if (header.name.compare(name, Qt::CaseInsensitive) == 0)
            return &header;
    }
    return nullptr;
}

bool isText(const QByteArray &bytes)
{
    const QString text = QString::fromUtf8(bytes);
    return !text.contains(QChar(0)) && text.toUtf8() == bytes;
}

// RFC 7578 and WHATWG's form encoding: quotes and line ends are escaped by percent signs.
QByteArray quotedName(QByteArray name)
{
    return name.replace('"', "%22").replace('\r', "%0D").replace('\n', "%0A");
}

// A space is a plus sign here, and a plus sign is not.
QByteArray formEncoded(const QByteArray &text)
{
    return text.toPercentEncoding("* ", "~").replace(' ', '+');
}

QByteArray formDecoded(QByteArray text)
{
    return QByteArray::fromPercentEncoding(text.replace('+', ' '));
}

QByteArray formText(const QList<FormPart> &form)
{
    QByteArrayList pairs;
    for (const FormPart &part : form)
        pairs.append(formEncoded(part.name) + '=' + formEncoded(part.value));
    return pairs.join('&');
}

QList<FormPart> formParts(const QByteArray &text)
{
    QList<FormPart> form;
    for (const QByteArray &pair : text.split('&')) {
        const qsizetype equals = pair.indexOf('=');
        FormPart part;
        part.name = formDecoded(pair.left(equals < 0 ? pair.size() : equals));
        part.value = equals < 0 ? QByteArray() : formDecoded(pair.mid(equals + 1));
        if (!pair.isEmpty())
            form.append(part);
    }
    return form;
}

BodyPiece bytesPiece(const QByteArray &bytes)
{
    return {bytes, QString(), bytes.size()};
}

BodyPiece filePiece(const QString &file)
{
    return {QByteArray(), file, QFileInfo(file).size()};
}

QList<BodyPiece> multipart(const QList<FormPart> &form, const QByteArray &boundary)
{
    QList<BodyPiece> pieces;
    for (const FormPart &part : form) {
        QByteArray head = "--" + boundary + "\r\nContent-Disposition: form-data; name=\"" + quotedName(part.name) + '"';
        QByteArray type = part.type;
        if (!part.file.isEmpty()) {
            const QString name = part.fileName.isEmpty() ? QFileInfo(part.file).fileName() : part.fileName;
            head += "; filename=\"" + quotedName(name.toUtf8()) + '"';
            if (type.isEmpty())
                type = QMimeDatabase().mimeTypeForFile(part.file, QMimeDatabase::MatchExtension).name().toLatin1();
        }
        head += "\r\n" + (type.isEmpty() ? QByteArray() : "Content-Type: " + type + "\r\n") + "\r\n";
        pieces.append(bytesPiece(head));
        pieces.append(part.file.isEmpty() ? bytesPiece(part.value) : filePiece(part.file));
        pieces.append(bytesPiece("\r\n"));
    }
    pieces.append(bytesPiece("--" + boundary + "--\r\n"));
    return pieces;
}

QString unreadable(const QString &file)
{
    const QFileInfo info(file);
    return info.isFile() && info.isReadable() ? QString() : u"%1 cannot be read"_s.arg(file.isEmpty() ? u"the file"_s : file);
}

HeaderList fieldsOf(const QByteArray &head)
{
    TrafficHead parsed;
    parsed.bytes = head;
    const QByteArrayList raw = parsed.rawHeaders();
    HeaderList fields;
    for (qsizetype i = 0; i + 1 < raw.size(); i += 2)
        fields.append({raw.at(i), raw.at(i + 1)});
    return fields;
}

HeaderList trailersOf(const QByteArray &lines)
{
    return lines.isEmpty() ? HeaderList() : fieldsOf("GET / HTTP/1.1\r\n" + lines + "\r\n");
}

} // namespace

QByteArray bodyKindName(BodyKind kind)
{
    return kKinds[size_t(kind)];
}

BodyKind bodyKindFrom(QByteArrayView name)
{
    for (size_t i = 0; i < kKinds.size(); ++i) {
        if (name == kKinds[i])
            return BodyKind(i);
    }
    return BodyKind::None;
}

QByteArray ComposedRequest::contentType() const
{
    switch (kind) {
    case BodyKind::Text: return "text/plain; charset=utf-8";
    case BodyKind::Json: return "application/json";
    case BodyKind::Form: return "application/x-www-form-urlencoded";
    case BodyKind::Multipart: return "multipart/form-data";
    case BodyKind::File: return QMimeDatabase().mimeTypeForFile(file, QMimeDatabase::MatchExtension).name().toLatin1();
    case BodyKind::None:
    case BodyKind::Bytes: break;
    }
    return {};
}

HeaderList ComposedRequest::fields(const QByteArray &boundary, qint64 size) const
{
    HeaderList all = headers;
    const auto add = [&all](const QByteArray &name, const HeaderValue &value) {
        if (!value.isUndefined() && !findHeader(all, name))
            all.append({name, value});
    };
    const auto remove = [&all](QByteArrayView name) {
        all.removeIf([name](const Header &header) { return header.name.compare(name, Qt::CaseInsensitive) == 0; });
    };
    if (exactHeaders) {
        for (Header &header : all) { // what was kept may be less than what was sent
            if (size >= 0 && header.name.compare("content-length", Qt::CaseInsensitive) == 0)
                header.value = size;
        }
        if (size < 0)
            remove("content-length");
        return all;
    }
    const QUrl target(url);
    if (!findHeader(all, "host")) {
        const QString name = target.host(QUrl::FullyEncoded);
        const QString host = name.contains(u':') ? u'[' + name + u']' : name;
        const int usual = target.scheme() == "https"_L1 ? 443 : 80;
        all.prepend({"Host", target.port(usual) == usual ? host : host + u':' + QString::number(target.port())});
    }
    if (!target.userName().isEmpty())
        add("Authorization", "Basic " + (target.userName(QUrl::FullyDecoded) + u':' + target.password(QUrl::FullyDecoded)).toUtf8().toBase64());
    if (kind == BodyKind::Multipart) {
        remove("content-type"); // a boundary that a person wrote would not be ours
        add("Content-Type", contentType() + "; boundary=" + boundary);
    } else if (const QByteArray type = contentType(); !type.isEmpty()) {
        add("Content-Type", type);
    }
    if (chunked) {
        remove("content-length");
        add("Transfer-Encoding", "chunked");
    } else if (hasBody() && size >= 0 && !findHeader(all, "transfer-encoding")) {
        add("Content-Length", size);
    }
    if (expectContinue && hasBody())
        add("Expect", "100-continue");
    if (!keepAlive)
        add("Connection", "close");
    QByteArrayList names;
    for (const Header &header : trailers)
        names.append(header.name);
    if (!names.isEmpty())
        add("Trailer", names.join(", "));
    return all;
}

QList<BodyPiece> ComposedRequest::pieces(const QByteArray &boundary) const
{
    switch (kind) {
    case BodyKind::Text:
    case BodyKind::Json:
    case BodyKind::Bytes: return {bytesPiece(body)};
    case BodyKind::Form: return {bytesPiece(formText(form))};
    case BodyKind::Multipart: return multipart(form, boundary);
    case BodyKind::File: return {filePiece(file)};
    case BodyKind::None: break;
    }
    return {};
}

QString ComposedRequest::problem() const
{
    const QUrl parsed(url, QUrl::StrictMode);
    if (url.isEmpty() || !parsed.isValid() || parsed.host().isEmpty()
        || (parsed.scheme() != "http"_L1 && parsed.scheme() != "https"_L1))
        return u"The URL has to begin with http:// or https:// and name a host."_s;
    if (const QUrl through(proxy); !proxy.isEmpty() && (through.host().isEmpty() || through.port() <= 0))
        return u"The proxy has to be a URL with a host and a port."_s;
    for (const HeaderList *list : {&headers, &trailers}) {
        for (const Header &header : *list) {
            if (const Error error = validateHeaderName(header.name))
                return error.message();
            if (const Error error = validateHeaderValue(header.name, header.value))
                return error.message();
        }
    }
    if (!trailers.isEmpty() && !chunked)
        return u"Trailers need a chunked body."_s;
    if (kind == BodyKind::Json) {
        QJsonParseError error;
        QJsonDocument::fromJson(body, &error);
        if (error.error != QJsonParseError::NoError)
            return u"JSON: %1 at %2."_s.arg(error.errorString()).arg(error.offset);
    }
    if (kind == BodyKind::File)
        return unreadable(file);
    for (const FormPart &part : form) {
        if (kind == BodyKind::Multipart && !part.file.isEmpty() && !unreadable(part.file).isEmpty())
            return unreadable(part.file);
    }
    return {};
}

ComposedRequest ComposedRequest::fromCurl(const CurlCommand &command)
{
    ComposedRequest request;
    request.method = command.method;
    request.url = command.url;
    request.headers = command.headers;
    request.timeout = std::chrono::milliseconds(qint64(command.maxTime * 1000));
    request.proxy = command.proxy;
    request.insecure = command.insecure;
    const Header *type = findHeader(request.headers, "content-type");
    const QByteArray mime = type ? type->value.toByteArray().toLower() : QByteArray();
    if (!command.form.isEmpty()) {
        request.kind = BodyKind::Multipart;
        request.form = command.form;
    } else if (!command.bodyFiles.isEmpty() && command.body.isEmpty()) {
        request.kind = BodyKind::File;
        request.file = command.bodyFiles.constFirst();
    } else if (!command.body.isEmpty()) {
        request.kind = !isText(command.body) ? BodyKind::Bytes : mime.contains("json") ? BodyKind::Json : BodyKind::Text;
        request.body = command.body;
        if (mime.startsWith("application/x-www-form-urlencoded") && formText(formParts(command.body)) == command.body) {
            request.kind = BodyKind::Form;
            request.form = formParts(command.body);
        }
    }
    return request;
}

ComposedRequest ComposedRequest::asRecorded(const ExchangeRecord &record, const BodyStore &bodies)
{
    ComposedRequest request;
    request.method = record.method;
    request.url = record.url();
    request.headers = fieldsOf(record.requestHead);
    request.exactHeaders = true;
    request.insecure = record.scheme == "https"_L1; // it worked, or failed, without this program's list of authorities
    request.body = bodies.read(record.request);
    request.kind = request.body.isEmpty() ? BodyKind::None : BodyKind::Bytes;
    request.trailers = trailersOf(record.requestTrailers);
    const Header *coding = findHeader(request.headers, "transfer-encoding");
    request.chunked = coding && coding->value.toByteArray().toLower().contains("chunked");
    return request;
}

ComposedRequest ComposedRequest::fromRecord(const ExchangeRecord &record, const BodyStore &bodies)
{
    ComposedRequest request = asRecorded(record, bodies);
    request.exactHeaders = false;
    const Header *type = findHeader(request.headers, "content-type");
    const QByteArray mime = type ? type->value.toByteArray().toLower() : QByteArray();
    if (request.kind != BodyKind::None && isText(request.body)) {
        request.kind = mime.contains("json") ? BodyKind::Json : BodyKind::Text;
        if (mime.startsWith("application/x-www-form-urlencoded") && formText(formParts(request.body)) == request.body) {
            request.kind = BodyKind::Form;
            request.form = formParts(request.body);
            request.body.clear();
        }
    }
    HeaderList kept;
    for (const Header &header : std::as_const(request.headers)) {
        const QByteArray name = header.name.toLower();
        request.expectContinue = request.expectContinue || (name == "expect" && header.value.toByteArray().toLower() == "100-continue");
        request.keepAlive = request.keepAlive && !(name == "connection" && header.value.toByteArray().toLower() == "close");
        if (name == "content-length" || name == "transfer-encoding" || name == "connection" || name == "expect"
            || (name == "host" && header.value.toString() == record.authority))
            continue;
        kept.append(header);
    }
    request.headers = kept;
    return request;
}

QString toCurl(const ComposedRequest &request, const CurlOptions &options)
{
    const Quoting quoting = options.quoting;
    const QString newLine = quoting == Quoting::Windows ? u" ^\n  "_s : u" \\\n  "_s;
    QString command = u"curl "_s + quoted(request.url.toUtf8(), quoting);
    const auto add = [&](const QString &option, const QByteArray &word) {
        command += newLine + option + u' ' + quoted(word, quoting);
    };
    if (request.method == "HEAD")
        command += newLine + "--head"_L1;
    else if (request.method != (request.hasBody() ? "POST" : "GET"))
        add(u"-X"_s, request.method);
    for (const Header &header : request.headers) {
        const bool hidden = !options.withSecrets && isSecretHeader(header.name);
        const QByteArray value = hidden ? QByteArray("[masked]") : header.value.toByteArray();
        add(u"-H"_s, value.isEmpty() ? header.name + ';' : header.name + ": " + value);
    }
    if (request.chunked)
        add(u"-H"_s, "Transfer-Encoding: chunked");
    if (request.expectContinue)
        add(u"-H"_s, "Expect: 100-continue");
    if (!request.keepAlive)
        add(u"-H"_s, "Connection: close");
    const bool typed = findHeader(request.headers, "content-type");
    switch (request.kind) {
    case BodyKind::None: break;
    case BodyKind::Text:
    case BodyKind::Json:
    case BodyKind::Bytes:
        if (!typed) // else cURL would say it is a form
            add(u"-H"_s, "Content-Type:" + (request.kind == BodyKind::Bytes ? QByteArray() : ' ' + request.contentType()));
        add(u"--data-raw"_s, request.body);
        break;
    case BodyKind::Form: add(u"--data-raw"_s, formText(request.form)); break;
    case BodyKind::Multipart:
        for (const FormPart &part : request.form) {
            const QByteArray value = part.file.isEmpty() ? part.value : '@' + part.file.toUtf8();
            const QByteArray type = part.type.isEmpty() ? QByteArray() : ";type=" + part.type;
            if (part.file.isEmpty() && type.isEmpty())
                add(u"--form-string"_s, part.name + '=' + value);
            else
                add(u"-F"_s, part.name + '=' + value + type);
        }
        break;
    case BodyKind::File:
        if (!typed)
            add(u"-H"_s, "Content-Type: " + request.contentType());
        add(u"--data-binary"_s, '@' + request.file.toUtf8());
        break;
    }
    if (request.timeout.count() > 0)
        add(u"--max-time"_s, QByteArray::number(double(request.timeout.count()) / 1000));
    if (!request.proxy.isEmpty())
        add(u"--proxy"_s, request.proxy.toUtf8());
    if (request.insecure)
        command += newLine + "--insecure"_L1;
    return command;
}

} // namespace NodeHttp::Inspector
