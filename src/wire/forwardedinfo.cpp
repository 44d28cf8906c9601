// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// Who the client is, behind proxies. Everything here is input of strangers: what cannot be read is not guessed at.

#include <NodeHttp/forwardedinfo.h>

#include "wire/characters_p.h"

#include <optional>

namespace NodeHttp {

namespace {

QHostAddress normal(const QHostAddress &address)
{
    bool isV4 = false;
    const quint32 v4 = address.toIPv4Address(&isV4);
    return isV4 ? QHostAddress(v4) : address;
}

struct Hop
{
    QHostAddress address;
    int port = -1;
    QString protocol;
    QString host;
};

// RFC 7239 section 6 and what X-Forwarded-For holds in practice: 1.2.3.4, 1.2.3.4:80, 2001::1, [2001::1], [2001::1]:80.
// Anything else ("unknown", "_secret") leaves the address null.
void readNode(const QString &text, Hop &hop)
{
    QString address = text;
    QString port;
    if (text.startsWith(u'[')) {
        const qsizetype end = text.indexOf(u']');
        const QString rest = end < 0 ? QString() : text.mid(end + 1);
        if (end < 0 || (!rest.isEmpty() && !rest.startsWith(u':')))
            return;
        address = text.mid(1, end - 1);
        port = rest.mid(1);
        if (!address.contains(u':'))
            return;
    } else if (text.count(u':') == 1) {
        address = text.section(u':', 0, 0);
        port = text.section(u':', 1);
    }
    const bool isV4 = !address.contains(u':');
    if (isV4 && address.count(u'.') != 3) // QHostAddress reads "127.1", too
        return;
    if (address.contains(u'%'))
        return;
    hop.address = normal(QHostAddress(address));
    bool isNumber = false;
    const int number = port.toInt(&isNumber);
    if (isNumber && number >= 0 && number <= 65535)
        hop.port = number;
}

// The fields of a Forwarded header, in order; nothing when it breaks the grammar anywhere: an unclosed quote of a
// client could otherwise hide what the proxy wrote behind it.
class ForwardedReader
{
public:
    explicit ForwardedReader(const QByteArray &text) : m_text(text) {}

    std::optional<QList<Hop>> read()
    {
        QList<Hop> hops;
        do {
            Hop hop;
            do {
                if (!readPair(hop))
                    return {};
            } while (take(';'));
            hops.append(hop);
        } while (take(','));
        return m_at == m_text.size() ? std::optional(hops) : std::nullopt;
    }

private:
    void skipBlanks()
    {
        while (m_at < m_text.size() && (m_text[m_at] == ' ' || m_text[m_at] == '\t'))
            ++m_at;
    }

    bool take(char c)
    {
        skipBlanks();
        if (m_at >= m_text.size() || m_text[m_at] != c)
            return false;
        ++m_at;
        return true;
    }

    QByteArray token()
    {
        const qsizetype start = m_at;
        while (m_at < m_text.size() && Characters::isToken(QByteArrayView(m_text).sliced(m_at, 1)))
            ++m_at;
        return m_text.mid(start, m_at - start);
    }

    std::optional<QByteArray> quoted()
    {
        QByteArray value;
        while (m_at < m_text.size()) {
            const char c = m_text[m_at++];
            if (c == '"')
                return value;
            if (c == '\\') {
                if (m_at >= m_text.size())
                    return {};
                value += m_text[m_at++];
            } else {
                value += c;
            }
        }
        return {};
    }

    bool readPair(Hop &hop)
    {
        skipBlanks();
        const QByteArray name = token().toLower();
        if (name.isEmpty() || m_at >= m_text.size() || m_text[m_at] != '=')
            return false;
        ++m_at;
        std::optional<QByteArray> value;
        if (m_at < m_text.size() && m_text[m_at] == '"') {
            ++m_at;
            value = quoted();
        } else {
            value = token();
            if (value->isEmpty())
                return false;
        }
        if (!value)
            return false;
        const QString text = QString::fromLatin1(*value);
        if (name == "for")
            readNode(text, hop);
        else if (name == "proto")
            hop.protocol = text.toLower();
        else if (name == "host")
            hop.host = text;
        return true;
    }

    const QByteArray m_text;
    qsizetype m_at = 0;
};

ForwardedInfo follow(const QHostAddress &peer, const TrustedProxies &trusted, const QList<Hop> &hops)
{
    ForwardedInfo info;
    info.client = normal(peer);
    for (qsizetype i = hops.size() - 1; i >= 0 && trusted.contains(info.client); --i) {
        const Hop &hop = hops[i];
        if (hop.address.isNull())
            break; // hidden on purpose, or nonsense: what is known stays
        info = {hop.address, hop.port, hop.protocol, hop.host};
    }
    return info;
}

} // namespace

TrustedProxies::TrustedProxies(const QStringList &subnets)
{
    for (const QString &subnet : subnets) {
        const auto parsed = QHostAddress::parseSubnet(subnet);
        if (parsed.first.isNull() || parsed.second < 0)
            m_valid = false;
        else
            m_subnets.append({parsed.first, parsed.second});
    }
}

bool TrustedProxies::contains(const QHostAddress &address) const
{
    const QHostAddress wanted = normal(address);
    for (const auto &subnet : m_subnets) {
        if (wanted.isInSubnet(subnet.first, subnet.second))
            return true;
    }
    return false;
}

ForwardedInfo ForwardedInfo::fromForwarded(const QHostAddress &peer, const TrustedProxies &trusted, const QString &forwarded)
{
    return follow(peer, trusted, ForwardedReader(forwarded.toLatin1()).read().value_or(QList<Hop>()));
}

ForwardedInfo ForwardedInfo::fromXForwarded(const QHostAddress &peer, const TrustedProxies &trusted,
                                            const QString &forwardedFor, const QString &forwardedProto,
                                            const QString &forwardedHost)
{
    QList<Hop> hops;
    for (const QString &entry : forwardedFor.split(u',')) {
        Hop hop;
        readNode(entry.trimmed(), hop);
        hops.append(hop);
    }
    ForwardedInfo info = follow(peer, trusted, hops);
    if (trusted.contains(peer)) {
        // Most proxies write one value; of several the last is the one our own proxy wrote.
        info.protocol = forwardedProto.section(u',', -1).trimmed().toLower();
        info.host = forwardedHost.section(u',', -1).trimmed();
    }
    return info;
}

} // namespace NodeHttp
