// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

#include "bodycollector_p.h"

#include <utility>

using namespace Qt::StringLiterals;

namespace NodeHttp {

BodyCollector::BodyCollector(IncomingMessage *message, qint64 limit, Done done)
    : QObject(message), m_message(message), m_done(std::move(done))
{
    connect(message, &IncomingMessage::ended, this, [this] { finish({}); });
    connect(message, &IncomingMessage::closed, this, [this] {
        finish(m_message->error() ? m_message->error() : Error(u"ECONNRESET"_s, u"aborted"_s));
    });
    connect(message, &IncomingMessage::dataReceived, this, [this, limit](const QByteArray &chunk) {
        m_body += chunk;
        if (m_body.size() <= limit)
            return;
        m_message->close(); // what is left is thrown away; the connection lives on and can carry an answer
        finish(Error(u"ERR_OUT_OF_RANGE"_s, u"The body is larger than %1 bytes"_s.arg(limit), u"RangeError"_s));
    });
    if (message->isReadableEnded() || message->isDestroyed())
        QMetaObject::invokeMethod(this, [this] { finish(Error(u"ERR_STREAM_PREMATURE_CLOSE"_s, u"The body was read already"_s)); },
                                  Qt::QueuedConnection);
}

void BodyCollector::finish(const Error &error)
{
    if (!m_done)
        return;
    const Done done = std::exchange(m_done, nullptr);
    disconnect(m_message, nullptr, this, nullptr);
    deleteLater();
    done(error, error ? QByteArray() : std::exchange(m_body, {}));
}

} // namespace NodeHttp
