// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

#ifndef NODEHTTP_BODYCOLLECTOR_P_H
#define NODEHTTP_BODYCOLLECTOR_P_H

#include <NodeHttp/incomingmessage.h>

#include <functional>

namespace NodeHttp {

// Gathers the body of a message and hands it over once: at its end, beyond its limit, or when the message is lost.
class BodyCollector : public QObject
{
    Q_OBJECT
public:
    using Done = std::function<void(const Error &error, const QByteArray &body)>;

    BodyCollector(IncomingMessage *message, qint64 limit, Done done);

private:
    void finish(const Error &error);

    IncomingMessage *m_message;
    QByteArray m_body;
    Done m_done;
};

} // namespace NodeHttp

#endif // NODEHTTP_BODYCOLLECTOR_P_H
