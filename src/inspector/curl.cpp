// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// An exchange as a cURL command.

#include "inspector/curl.h"

#include "inspector/har.h"

namespace NodeHttp::Inspector {

using namespace Qt::StringLiterals;

namespace {

bool isPlainWord(const QByteArray &word)
{
    for (char c : word) {
        const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')
            || QByteArrayView("-_./:=,@+").contains(c);
        if (!plain)
            return false;
    }
    return !word.isEmpty();
}

bool needsEscapes(const QByteArray &word)
{
    for (char c : word) {
        if (uchar(c) < 0x20 || uchar(c) == 0x7f)
            return true;
    }
    const QString text = QString::fromUtf8(word);
    return text.toUtf8() != word; // no text at all
}

// bash, zsh and ksh know $'…'; plain sh has no way to write such bytes.
QString ansiQuoted(const QByteArray &word)
{
    QString out = u"$'"_s;
    for (char c : word) {
        const uchar byte = uchar(c);
        if (c == '\'' || c == '\\')
            out += u'\\' + QChar::fromLatin1(c);
        else if (c == '\n')
            out += "\\n"_L1;
        else if (c == '\r')
            out += "\\r"_L1;
        else if (byte < 0x20 || byte >= 0x7f)
            out += u"\\x%1"_s.arg(uint(byte), 2, 16, QChar(u'0'));
        else
            out += QChar::fromLatin1(c);
    }
    return out + u'\'';
}

// Two readers take the word apart: cmd.exe, to which ^ makes any character plain, and then curl.exe, to which a
// backslash makes a quote plain.
QString windowsQuoted(const QByteArray &word)
{
    const QString text = QString::fromUtf8(word);
    QString out = u"^\""_s;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text.at(i);
        if (c == u'"') {
            out += "\\^\""_L1;
        } else if (c == u'\\') {
            qsizetype end = i;
            while (end < text.size() && text.at(end) == u'\\')
                ++end;
            const bool beforeQuote = end == text.size() || text.at(end) == u'"';
            out += QString((end - i) * (beforeQuote ? 2 : 1), u'\\');
            i = end - 1;
        } else if (c == u'\n') {
            out += "^\n\n"_L1;
        } else if (c == u'\r') {
            continue;
        } else if (c == u'%') {
            out += "^%"_L1;
            if (i + 1 < text.size() && text.at(i + 1).isLetterOrNumber())
                out += u'^'; // or it could be the name of a variable
        } else if (c.isLetterOrNumber() || c.isSpace() || u"_-:=+~'/.,?;*`"_s.contains(c)) {
            out += c;
        } else {
            out += u'^' + c;
        }
    }
    return out + "^\""_L1;
}

} // namespace

QString quoted(const QByteArray &word, Quoting quoting)
{
    if (isPlainWord(word))
        return QString::fromLatin1(word);
    if (quoting == Quoting::Windows)
        return windowsQuoted(word);
    if (needsEscapes(word))
        return ansiQuoted(word);
    QString text = QString::fromUtf8(word);
    return u'\'' + text.replace(u'\'', "'\\''"_L1) + u'\'';
}

QString toCurl(const ExchangeRecord &record, const BodyStore &bodies, const CurlOptions &options)
{
    const bool windows = options.quoting == Quoting::Windows;
    const QString newLine = windows ? u" ^\n  "_s : u" \\\n  "_s;
    QString command = u"curl "_s + quoted(record.url().toUtf8(), options.quoting);
    const QByteArray body = bodies.read(record.request);
    const QByteArray usual = body.isEmpty() ? QByteArray("GET") : QByteArray("POST");
    if (record.method == "HEAD" && body.isEmpty())
        command += newLine + "--head"_L1;
    else if (record.method != usual)
        command += newLine + "-X "_L1 + quoted(record.method, options.quoting);

    TrafficHead head;
    head.bytes = record.requestHead;
    const QByteArrayList fields = head.rawHeaders();
    bool compressed = false;
    bool typed = false;
    for (qsizetype i = 0; i + 1 < fields.size(); i += 2) {
        const QByteArray name = fields.at(i).toLower();
        if (name == "content-length" || name == "connection" || name == "transfer-encoding" || name == "expect"
            || (name == "host" && QString::fromLatin1(fields.at(i + 1)) == record.authority))
            continue;
        if (name == "accept-encoding") {
            compressed = !fields.at(i + 1).isEmpty();
            continue;
        }
        typed = typed || name == "content-type";
        const bool hidden = !options.withSecrets && isSecretHeader(name);
        const QByteArray value = hidden ? QByteArray("[masked]") : fields.at(i + 1);
        // "Name;" is how cURL sends a field without a value
        command += newLine + "-H "_L1 + quoted(value.isEmpty() ? fields.at(i) + ';' : fields.at(i) + ": " + value, options.quoting);
    }
    if (!body.isEmpty() && !typed)
        command += newLine + "-H "_L1 + quoted("Content-Type:", options.quoting); // else cURL would say it is a form
    if (!body.isEmpty())
        command += newLine + "--data-raw "_L1 + quoted(body, options.quoting);
    if (compressed)
        command += newLine + "--compressed"_L1;
    if (record.request.isTruncated())
        command += u"\n# the body was truncated: %1 of %2 bytes were kept"_s.arg(record.request.kept()).arg(record.request.size);
    return command;
}

} // namespace NodeHttp::Inspector
