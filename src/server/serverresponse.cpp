// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// The status line, the forms of writeHead(), and interim answers.

#include "server/serverresponse_p.h"

#include "core/error_p.h"
#include "message/incomingmessage_p.h"
#include "message/exchange_p.h"
#include "stream/connection_p.h"
#include "wire/characters_p.h"
#include "wire/statuscodes_p.h"

namespace NodeHttp {

ServerResponse::ServerResponse(IncomingMessage *request) : OutgoingMessage(*new ServerResponsePrivate)
{
    auto *p = ServerResponsePrivate::get(this);
    p->request = request;
    p->headOptions.sendDate = true;
    if (!request)
        return;
    const ParsedHead &head = IncomingMessagePrivate::get(request)->head;
    p->headOptions.framing.hasBody = head.method != "HEAD";
    if (head.minor < 1) // S1.67: a 1.0 peer must ask for chunks
        p->headOptions.framing.chunkedByDefault = Characters::containsWord(head.headers.first("te"), "chunked");
}

ServerResponse::~ServerResponse() = default;

int ServerResponse::statusCode() const
{
    return static_cast<const ServerResponsePrivate *>(d.get())->statusCode;
}

void ServerResponse::setStatusCode(int statusCode)
{
    ServerResponsePrivate::get(this)->statusCode = statusCode;
}

QString ServerResponse::statusMessage() const
{
    return QString::fromLatin1(static_cast<const ServerResponsePrivate *>(d.get())->statusMessage);
}

void ServerResponse::setStatusMessage(const QString &statusMessage)
{
    // A character outside Latin-1 must not turn into a harmless one: 0x01 is refused when the head is built.
    QByteArray bytes = statusMessage.toLatin1();
    for (qsizetype i = 0; i < statusMessage.size(); ++i) {
        if (statusMessage.at(i).unicode() > 0xff)
            bytes[qMin(i, bytes.size() - 1)] = '\x01';
    }
    ServerResponsePrivate::get(this)->statusMessage = bytes;
}

IncomingMessage *ServerResponse::req() const
{
    return d->exchange ? d->exchange->incoming : static_cast<const ServerResponsePrivate *>(d.get())->request;
}

bool ServerResponse::writeHead(int statusCode, const HeaderList &headers)
{
    return ServerResponsePrivate::get(this)->writeHead(statusCode, nullptr, headers);
}

bool ServerResponse::writeHead(int statusCode, QByteArrayView statusMessage, const HeaderList &headers)
{
    const QByteArray reason = statusMessage.toByteArray();
    return ServerResponsePrivate::get(this)->writeHead(statusCode, &reason, headers);
}

bool ServerResponse::writeContinue()
{
    const bool sent = ServerResponsePrivate::get(this)->writeInterim(100, "Continue", {});
    if (sent)
        ServerResponsePrivate::get(this)->sentContinue = true;
    return sent;
}

bool ServerResponse::writeProcessing()
{
    return ServerResponsePrivate::get(this)->writeInterim(102, "Processing", {});
}

bool ServerResponse::writeInformation(int statusCode, const HeaderList &headers)
{
    if (statusCode < 100 || statusCode > 199 || statusCode == 101) // S10.8
        return d->refuse(Errors::invalidStatusCode(statusCode));
    if (statusCode == 100)
        ServerResponsePrivate::get(this)->sentContinue = true;
    const QByteArrayView reason = reasonPhrase(statusCode);
    return ServerResponsePrivate::get(this)->writeInterim(statusCode, reason.isNull() ? "unknown" : reason, headers);
}

bool ServerResponse::writeEarlyHints(const HeaderList &hints)
{
    QByteArrayList links;
    HeaderList others;
    for (const Header &hint : hints) {
        if (Characters::equalIgnoringCase(hint.name, "link"))
            links += hint.value.toList();
        else
            others.append(hint);
    }
    for (const QByteArray &link : std::as_const(links)) { // S10.7: <uri>; param=value
        const qsizetype close = link.indexOf('>');
        const bool formed = link.startsWith('<') && close > 1 && link.indexOf(';', close) > 0
            && link.indexOf('=', close) > 0 && Characters::isFieldValue(link);
        if (!formed)
            return d->refuse(Errors::invalidHints(link));
    }
    if (links.isEmpty())
        return true; // nothing to hint at, nothing is sent
    others.prepend({"Link", links.join(", ")});
    return ServerResponsePrivate::get(this)->writeInterim(103, "Early Hints", others);
}

bool ServerResponsePrivate::writeInterim(int code, QByteArrayView reason, const HeaderList &fields)
{
    if (headBuilt) // S1.141: an interim answer inside the body would corrupt it
        return refuse(Errors::headersSent(QLatin1String("write")));
    if (ended || destroyed || lost)
        return false;
    for (const Header &field : fields) {
        if (const Error error = validateHeaderName(field.name))
            return refuse(error);
        if (const Error error = validateHeaderValue(field.name, field.value))
            return refuse(error);
    }
    QByteArray bytes = "HTTP/1.1 " + QByteArray::number(code) + ' ' + reason.toByteArray() + "\r\n";
    for (const Header &field : fields) {
        for (const QByteArray &value : field.value.toList())
            bytes += field.name + ": " + value + "\r\n";
    }
    bytes += "\r\n";
    if (Tap::isOpen() && tapId() != 0)
        Tap::head(tapId(), TrafficHead::fromBytes(bytes));
    put(bytes);
    if (connection && ownsSocket)
        connection->flush(); // it does not wait for what the caller writes next
    return true;
}

bool ServerResponsePrivate::implicitHead()
{
    return writeHead(statusCode, nullptr, {});
}

bool ServerResponsePrivate::writeHead(int code, const QByteArray *reason, const HeaderList &fields)
{
    if (headBuilt) // S2.21
        return refuse(Errors::headersSent(QLatin1String("write")));
    if (code < 100 || code > 999)
        return refuse(Errors::invalidStatusCode(code));

    QByteArrayView phrase;
    if (reason)
        phrase = *reason;
    else if (!statusMessage.isEmpty())
        phrase = statusMessage;
    else if (phrase = reasonPhrase(code); phrase.isNull())
        phrase = "unknown"; // S1.12
    if (!Characters::isFieldValue(phrase)) // S2.24
        return refuse(Errors::invalidCharacter("statusMessage"));

    // S2.16: with stored headers the given ones join the store; S2.15: else they go straight to the wire.
    const bool merges = !headers.isEmpty();
    for (const Header &field : fields) {
        if (merges && field.name.isEmpty())
            continue;
        const Error error = validateHeaderName(field.name);
        if (error)
            return refuse(error);
        if (const Error invalid = validateHeaderValue(field.name, field.value))
            return refuse(invalid);
    }
    HeadWriter writer(code, phrase);
    if (!uniqueHeaders.isEmpty())
        writer.setUniqueHeaders(&uniqueHeaders);
    if (merges) {
        for (const Header &field : fields) {
            if (!field.name.isEmpty())
                setHeader(field.name, field.value);
        }
        for (const Header &field : std::as_const(headers))
            writer.field(field.name, field.value);
    } else {
        for (const Header &field : fields)
            writer.field(field.name, field.value);
    }

    const FramingInput before = headOptions.framing;
    headOptions.framing.statusCode = code;
    if (code == 204 || code == 304 || code < 200)
        headOptions.framing.hasBody = false;
    if (expectsContinue && !sentContinue)
        headOptions.framing.shouldKeepAlive = false; // S3.57: the body may or may not come
    if (!storeHead(writer)) {
        headOptions.framing = before;
        return false;
    }
    statusCode = code;
    statusMessage = phrase.toByteArray(); // S2.23
    return true;
}

void ServerResponsePrivate::answerAtOnce(int code, const HeaderList &fields)
{
    if (writeHead(code, nullptr, fields))
        end(nullptr, nullptr, nullptr);
}

} // namespace NodeHttp
