// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// The constants of the module and its two validators.

#include <NodeHttp/protocol.h>

#include "core/error_p.h"
#include "wire/characters_p.h"
#include "wire/statuscodes_p.h"

namespace NodeHttp {

namespace {

struct Status
{
    int code;
    const char *reason;
};

constexpr Status kStatus[] = { // S7.5, sorted by code
    {100, "Continue"}, {101, "Switching Protocols"}, {102, "Processing"}, {103, "Early Hints"},
    {200, "OK"}, {201, "Created"}, {202, "Accepted"}, {203, "Non-Authoritative Information"}, {204, "No Content"},
    {205, "Reset Content"}, {206, "Partial Content"}, {207, "Multi-Status"}, {208, "Already Reported"},
    {226, "IM Used"},
    {300, "Multiple Choices"}, {301, "Moved Permanently"}, {302, "Found"}, {303, "See Other"}, {304, "Not Modified"},
    {305, "Use Proxy"}, {307, "Temporary Redirect"}, {308, "Permanent Redirect"},
    {400, "Bad Request"}, {401, "Unauthorized"}, {402, "Payment Required"}, {403, "Forbidden"}, {404, "Not Found"},
    {405, "Method Not Allowed"}, {406, "Not Acceptable"}, {407, "Proxy Authentication Required"},
    {408, "Request Timeout"}, {409, "Conflict"}, {410, "Gone"}, {411, "Length Required"},
    {412, "Precondition Failed"}, {413, "Payload Too Large"}, {414, "URI Too Long"}, {415, "Unsupported Media Type"},
    {416, "Range Not Satisfiable"}, {417, "Expectation Failed"}, {418, "I'm a Teapot"}, {421, "Misdirected Request"},
    {422, "Unprocessable Entity"}, {423, "Locked"}, {424, "Failed Dependency"}, {425, "Too Early"},
    {426, "Upgrade Required"}, {428, "Precondition Required"}, {429, "Too Many Requests"},
    {431, "Request Header Fields Too Large"}, {451, "Unavailable For Legal Reasons"},
    {500, "Internal Server Error"}, {501, "Not Implemented"}, {502, "Bad Gateway"}, {503, "Service Unavailable"},
    {504, "Gateway Timeout"}, {505, "HTTP Version Not Supported"}, {506, "Variant Also Negotiates"},
    {507, "Insufficient Storage"}, {508, "Loop Detected"}, {509, "Bandwidth Limit Exceeded"}, {510, "Not Extended"},
    {511, "Network Authentication Required"},
};

} // namespace

QByteArrayView reasonPhrase(int statusCode)
{
    if (statusCode == 200) // nearly every answer
        return "OK";
    for (const Status &status : kStatus) {
        if (status.code == statusCode)
            return status.reason;
    }
    return {};
}

QStringList methods()
{
    static const QStringList list = QStringLiteral( // S7.1
        "ACL BIND CHECKOUT CONNECT COPY DELETE GET HEAD LINK LOCK M-SEARCH MERGE MKACTIVITY MKCALENDAR MKCOL MOVE "
        "NOTIFY OPTIONS PATCH POST PROPFIND PROPPATCH PURGE PUT REBIND REPORT SEARCH SOURCE SUBSCRIBE TRACE UNBIND "
        "UNLINK UNLOCK UNSUBSCRIBE").split(QLatin1Char(' '));
    return list;
}

QMap<int, QString> statusCodes()
{
    static const QMap<int, QString> map = [] {
        QMap<int, QString> made;
        for (const Status &status : kStatus)
            made.insert(status.code, QString::fromLatin1(status.reason));
        return made;
    }();
    return map;
}

Error validateHeaderName(QByteArrayView name, QByteArrayView label)
{
    return Characters::isToken(name) ? Error() : Errors::invalidToken(label, name);
}

Error validateHeaderValue(QByteArrayView name, const HeaderValue &value)
{
    if (value.isUndefined())
        return Errors::invalidHeaderValue(name);
    bool legal = value.isLatin1();
    if (value.isList()) {
        for (const QByteArray &line : value.toList())
            legal = legal && Characters::isFieldValue(line);
    } else {
        legal = legal && Characters::isFieldValue(value.toByteArray());
    }
    return legal ? Error() : Errors::invalidCharacter("header content [\"" + name.toByteArray() + "\"]");
}

} // namespace NodeHttp
