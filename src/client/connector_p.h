// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

#ifndef NODEHTTP_CONNECTOR_P_H
#define NODEHTTP_CONNECTOR_P_H

#include "stream/deadlines_p.h"

#include <NodeHttp/requestoptions.h>

#include <QtCore/qobject.h>

#include <memory>

namespace NodeHttp {

class SessionCache;

// Who waits for a connection to stand.
class ConnectorListener
{
public:
    virtual void connectorReady() = 0;                    // bytes may flow
    virtual void connectorFailed(const Error &error) = 0; // they never will; the socket is closed

protected:
    ~ConnectorListener() = default;
};

// Brings a socket to where bytes may flow: name, address, proxy, TLS. It is a child of the socket it connects, which
// exists, unconnected, from the start, as Node's does. Whoever made the socket may have made it without a Connector.
class Connector : public QObject, protected Deadline
{
public:
    struct Times // of std::chrono::steady_clock, in nanoseconds; 0: did not happen
    {
        qint64 lookedUp = 0;
        qint64 connected = 0;
        qint64 secured = 0;
    };

    // A socket that connects to what the options say. The cache, which may be null, is asked for a TLS session under
    // the name and given new ones; it may die first.
    static QIODevice *open(const RequestOptions &options, bool secure, const std::weak_ptr<SessionCache> &sessions = {},
                           const QString &name = {});
    static Connector *of(QIODevice *socket);              // null when the socket was made by somebody else

    void setListener(ConnectorListener *listener) { m_listener = listener; } // null: nobody
    bool isReady() const { return m_ready; }
    Times times() const { return m_times; }

private:
    ConnectorListener *m_listener = nullptr;
    Times m_times;
    bool m_ready = false;
};

} // namespace NodeHttp

#endif // NODEHTTP_CONNECTOR_P_H
