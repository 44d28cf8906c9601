// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

#ifndef NODEHTTP_PROXYGREETING_P_H
#define NODEHTTP_PROXYGREETING_P_H

#include "stream/deadlines_p.h"
#include "stream/tick_p.h"

#include <QtCore/qbytearray.h>
#include <QtCore/qobject.h>

class QSocketNotifier;

namespace NodeHttp {

class ServerPrivate;

// An accepted connection of a trusted proxy that has not said yet for whom it comes. It stays a bare descriptor, because
// a socket of Qt's would read more than the header, and what follows may be TLS.
class ProxyGreeting : public QObject, public Mortal, private Deadline
{
public:
    ProxyGreeting(qintptr descriptor, ServerPrivate *server);
    ~ProxyGreeting() override; // closes the descriptor unless it was handed on

    static bool isSupported();
    static bool isExpected(qintptr descriptor, const ServerPrivate *server); // the peer is trusted

    void start();
    void cancel(); // the server stops; no signal

private:
    void readMore();
    void end();
    void leave();
    void fail(const char *code, const QString &message);
    void deadlineReached() override;

    qintptr m_descriptor;
    ServerPrivate *const m_server;
    QSocketNotifier *m_notifier = nullptr;
    QByteArray m_read; // of the header
    bool m_over = false;
};

} // namespace NodeHttp

#endif // NODEHTTP_PROXYGREETING_P_H
