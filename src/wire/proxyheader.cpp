// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// https://www.haproxy.org/download/2.6/doc/proxy-protocol.txt, sections 2.1 and 2.2. Strict: a trusted proxy that gets
// it wrong is broken, and guessing at addresses is how spoofing begins.

#include "wire/proxyheader_p.h"

#include <QtCore/qbytearraylist.h>
#include <QtCore/qendian.h>

#include <algorithm>
#include <cstring>

namespace NodeHttp {

namespace {

constexpr QByteArrayView kText("PROXY ");
constexpr qsizetype kLongestLine = 107; // with CRLF
constexpr QByteArrayView kSignature("\r\n\r\n\0\r\nQUIT\n", 12);
constexpr qsizetype kFixed = 16;        // signature, version, family, length

constexpr qsizetype kIPv4Block = 12;
constexpr qsizetype kIPv6Block = 36;
constexpr qsizetype kUnixBlock = 216;

ProxyHeader invalid(const char *reason)
{
    ProxyHeader header;
    header.state = ProxyHeader::State::Invalid;
    header.reason = reason;
    return header;
}

bool readPort(const QByteArray &text, quint16 *port)
{
    bool isNumber = false;
    const uint number = text.toUInt(&isNumber);
    const bool plain = !text.isEmpty() && (text.size() == 1 || text[0] != '0')
        && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
    *port = quint16(number);
    return isNumber && plain && number <= 65535;
}

bool readAddress(const QByteArray &text, bool v6, QHostAddress *address)
{
    const char *const allowed = v6 ? "0123456789abcdefABCDEF:." : "0123456789.";
    if (!std::all_of(text.begin(), text.end(), [allowed](char c) { return c != '\0' && strchr(allowed, c); }))
        return false;
    if (!v6 && text.count('.') != 3) // "127.1" is an address to QHostAddress
        return false;
    *address = QHostAddress(QString::fromLatin1(text));
    return address->protocol() == (v6 ? QAbstractSocket::IPv6Protocol : QAbstractSocket::IPv4Protocol);
}

ProxyHeader parseText(QByteArrayView bytes)
{
    const qsizetype end = bytes.first(qMin(bytes.size(), kLongestLine)).indexOf('\n');
    if (end < 0)
        return bytes.size() >= kLongestLine ? invalid("the line is too long") : ProxyHeader();
    if (bytes[end - 1] != '\r')
        return invalid("the line does not end in CRLF");
    ProxyHeader header;
    header.state = ProxyHeader::State::Complete;
    header.size = end + 1;
    const QByteArray line = bytes.first(end - 1).toByteArray();
    const QByteArrayList fields = line.split(' ');
    if (fields[1] == "UNKNOWN") { // whatever follows is to be ignored
        header.isLocal = true;
        return header;
    }
    if ((fields[1] != "TCP4" && fields[1] != "TCP6") || fields.size() != 6)
        return invalid("the line is malformed");
    const bool v6 = fields[1] == "TCP6";
    QHostAddress server;
    quint16 serverPort = 0;
    if (!readAddress(fields[2], v6, &header.client) || !readAddress(fields[3], v6, &server)
        || !readPort(fields[4], &header.clientPort) || !readPort(fields[5], &serverPort))
        return invalid("an address or port is malformed");
    return header;
}

ProxyHeader parseBinary(QByteArrayView bytes)
{
    if (bytes.size() > 12 && (quint8(bytes[12]) >> 4) != 2)
        return invalid("the version is not 2");
    if (bytes.size() > 12 && (bytes[12] & 0x0f) > 1)
        return invalid("the command is neither LOCAL nor PROXY");
    if (bytes.size() < kFixed)
        return {};
    ProxyHeader header;
    const qsizetype length = qFromBigEndian<quint16>(bytes.data() + 14);
    header.size = kFixed + length;
    if (header.size > ProxyHeader::kLongest)
        return invalid("the header is too long");
    const int family = quint8(bytes[13]) >> 4;
    const int transport = bytes[13] & 0x0f;
    const bool isLocal = (bytes[12] & 0x0f) == 0;
    if (!isLocal && (family > 3 || transport > 2))
        return invalid("the family is unknown");
    constexpr qsizetype blocks[] = {0, kIPv4Block, kIPv6Block, kUnixBlock};
    if (!isLocal && length < blocks[family])
        return invalid("the length is too small for the addresses");
    if (bytes.size() < header.size)
        return {};
    header.state = ProxyHeader::State::Complete;
    const char *const block = bytes.data() + kFixed;
    if (!isLocal && transport == 1 && family == 1) {
        header.client = QHostAddress(qFromBigEndian<quint32>(block));
        header.clientPort = qFromBigEndian<quint16>(block + 8);
    } else if (!isLocal && transport == 1 && family == 2) {
        header.client = QHostAddress(reinterpret_cast<const quint8 *>(block));
        header.clientPort = qFromBigEndian<quint16>(block + 32);
    } else {
        header.isLocal = true;
    }
    return header;
}

} // namespace

ProxyHeader ProxyHeader::parse(QByteArrayView bytes)
{
    const auto begins = [bytes](QByteArrayView with) {
        const qsizetype size = qMin(bytes.size(), with.size());
        return bytes.first(size) == with.first(size);
    };
    if (begins(kText))
        return bytes.size() < kText.size() ? ProxyHeader() : parseText(bytes);
    if (begins(kSignature))
        return bytes.size() < kSignature.size() ? ProxyHeader() : parseBinary(bytes);
    return invalid("it is missing");
}

} // namespace NodeHttp
