// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// Reads server name and protocols out of a ClientHello. Anything odd is left to the TLS library to refuse: then the
// result is Complete and empty.

#include "wire/clienthello_p.h"

namespace NodeHttp {

namespace {

constexpr qsizetype kMaxHello = 16384;

// Walks over length-prefixed fields; once anything does not fit, every later answer is empty.
class Reader
{
public:
    explicit Reader(QByteArrayView bytes) : m_bytes(bytes) {}

    bool ok() const { return m_ok; }
    bool atEnd() const { return m_bytes.isEmpty() || !m_ok; }

    int number(int bytes)
    {
        const QByteArrayView raw = take(bytes);
        int value = 0;
        for (const char c : raw)
            value = value << 8 | static_cast<unsigned char>(c);
        return value;
    }
    QByteArrayView take(qsizetype size)
    {
        if (!m_ok || size > m_bytes.size()) {
            m_ok = false;
            return {};
        }
        const QByteArrayView taken = m_bytes.first(size);
        m_bytes = m_bytes.sliced(size);
        return taken;
    }
    Reader vector(int lengthBytes) { return Reader(take(number(lengthBytes)), m_ok); }

private:
    Reader(QByteArrayView bytes, bool ok) : m_bytes(bytes), m_ok(ok) {}

    QByteArrayView m_bytes;
    bool m_ok = true;
};

void readExtensions(Reader extensions, ClientHello *hello)
{
    while (!extensions.atEnd()) {
        const int type = extensions.number(2);
        Reader body = extensions.vector(2);
        if (type == 0) { // server_name
            Reader names = body.vector(2);
            const int kind = names.number(1);
            const QByteArrayView name = names.take(names.number(2));
            if (kind == 0 && names.ok())
                hello->serverName = QString::fromLatin1(name);
        } else if (type == 16) { // application_layer_protocol_negotiation
            Reader protocols = body.vector(2);
            while (!protocols.atEnd()) {
                const QByteArrayView protocol = protocols.take(protocols.number(1));
                if (protocols.ok())
                    hello->protocols.append(protocol.toByteArray());
            }
        }
    }
}

} // namespace

ClientHello ClientHello::parse(QByteArrayView bytes)
{
    ClientHello hello;
    if (bytes.isEmpty())
        return hello;
    if (bytes[0] != 0x16) { // a handshake record begins every TLS connection
        hello.state = State::NotTls;
        return hello;
    }
    // The greeting may be spread over several records; their payloads are joined.
    QByteArray handshake;
    Reader records(bytes);
    while (true) {
        if (records.number(1) != 0x16 || !records.ok())
            break;
        records.take(2);
        const QByteArrayView payload = records.take(records.number(2));
        if (!records.ok())
            break;
        handshake.append(payload.data(), payload.size());
        if (records.atEnd())
            break;
    }
    Reader message(handshake);
    const int type = message.number(1);
    const int size = message.number(3);
    if (message.ok() && type != 1) {
        hello.state = State::Complete;
        return hello;
    }
    Reader body(message.take(size));
    if (!message.ok()) {
        hello.state = bytes.size() >= kMaxHello ? State::Complete : State::Incomplete;
        return hello;
    }
    hello.state = State::Complete;
    body.take(2 + 32);   // version, random
    body.vector(1);      // session id
    body.vector(2);      // cipher suites
    body.vector(1);      // compression
    if (body.ok() && !body.atEnd())
        readExtensions(body.vector(2), &hello);
    return hello;
}

} // namespace NodeHttp
