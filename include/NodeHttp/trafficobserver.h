// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

#ifndef NODEHTTP_TRAFFICOBSERVER_H
#define NODEHTTP_TRAFFICOBSERVER_H

#include <NodeHttp/heldexchange.h>
#include <NodeHttp/trafficevents.h>

#include <memory>

namespace NodeHttp {

class TrafficObserverPrivate;

/*!
    Sees what every Server, Agent and ClientRequest of the process does: connections, exchanges with heads and bodies in
    both directions, Node's events, back-pressure, pools. Derive from it, override what you want to know, call observe().

    Callbacks come in the thread of the object they tell of, at the moment it happens, in the middle of the library: with
    servers in several threads, several at once. In a callback objects may be looked at, but not changed, deleted or
    waited for, and no event loop may be started; deleteLater(), queued calls and the verbs of HeldExchange are allowed,
    and so are stop() and the deletion of the observer. Byte arrays are shared: keeping one copies nothing.

    What is under way when an observer begins is not told: an exchange is seen from its beginning or not at all, and a
    connection that was there already is told of with its first exchange. With several observers each sees everything
    from the moment it was added, so it should pass over numbers it does not know.

    While nobody observes, all of it costs the look at one number for each event.
*/
class NODEHTTP_EXPORT TrafficObserver
{
    Q_DISABLE_COPY_MOVE(TrafficObserver)

public:
    //! What an observer wants to be told beyond connections, exchanges, heads and errors.
    enum Interest : int {
        Bodies = 0x1,    //!< requestBody(), responseBody().
        Events = 0x2,    //!< eventEmitted().
        Pressure = 0x4,  //!< pressureChanged().
        Pools = 0x8,     //!< poolChanged().
        RawHeads = 0x10, //!< Received heads byte for byte.
        RawBytes = 0x20, //!< bytesRead(), bytesWritten().
        Holding = 0x40,  //!< hold().
    };

    TrafficObserver();
    //! Stops. With traffic in other threads call stop() in your own destructor: here your overrides are gone already.
    virtual ~TrafficObserver();

    void observe(int interests = Bodies | Events | Pressure | Pools); //!< Begins; again: changes the interests.
    /*!
        No callback begins from now on, and none runs any more in another thread, unless it is called inside a callback:
        then one that runs in another thread at this moment may still end. What it holds goes on.
    */
    void stop();
    bool isObserving() const;
    static bool isAnybodyObserving();
    static qint64 now();             //!< The clock of all times here: nanoseconds of std::chrono::steady_clock.

    // --- connections ---
    virtual void connectionOpened(qint64 time, const TrafficConnection &connection); //!< Accepted, or begins to connect.
    virtual void connectionReady(qint64 time, const TrafficConnection &connection);  //!< HTTP may begin; TLS stands.
    //! TLS: the peer's certificate was refused; the connection's tls has its chain and what is wrong with it. It ends.
    virtual void certificateRefused(qint64 time, const TrafficConnection &connection);
    //! A malformed message, a timeout, a failed handshake. With parse errors the Error has the bytes and the offset.
    virtual void connectionFailed(qint64 time, quint64 connection, const Error &error);
    //! \a reason in words: "closed by the peer", "upgraded"… Exchanges on it may end after it.
    virtual void connectionClosed(qint64 time, quint64 connection, const QString &reason, qint64 bytesRead,
                                  qint64 bytesWritten);
    virtual void bytesRead(qint64 time, quint64 connection, QByteArrayView bytes);    //!< Without TLS's own.
    virtual void bytesWritten(qint64 time, quint64 connection, QByteArrayView bytes); //!< Given to the connection.

    // --- exchanges ---
    virtual void exchangeBegun(qint64 time, const TrafficExchange &exchange);    //!< Server: its head came. Client: it was made.
    virtual void exchangeAssigned(qint64 time, const TrafficExchange &exchange); //!< Client: it has a connection.
    virtual void requestHead(qint64 time, quint64 exchange, const TrafficHead &head);
    virtual void informationHead(qint64 time, quint64 exchange, const TrafficHead &head); //!< 1xx, except 101.
    virtual void responseHead(qint64 time, quint64 exchange, const TrafficHead &head);
    virtual void requestBody(qint64 time, quint64 exchange, const QByteArray &piece);  //!< Without chunk frames.
    virtual void responseBody(qint64 time, quint64 exchange, const QByteArray &piece); //!< Without chunk frames.
    virtual void requestEnded(qint64 time, quint64 exchange, const QByteArray &trailers);  //!< Trailers as header lines.
    virtual void responseEnded(qint64 time, quint64 exchange, const QByteArray &trailers); //!< Trailers as header lines.
    virtual void exchangeUpgraded(qint64 time, quint64 exchange); //!< Its socket belongs to somebody else now.
    virtual void exchangeFailed(qint64 time, quint64 exchange, const Error &error); //!< Cut short, refused, timed out.
    virtual void exchangeEnded(qint64 time, quint64 exchange);    //!< Nothing follows; both messages closed.

    // --- more, by interest ---
    virtual void eventEmitted(const TrafficEvent &event);
    virtual void pressureChanged(const TrafficPressure &pressure);
    virtual void poolChanged(const TrafficPool &pool);
    /*!
        Asked before a head goes on; true: the exchange waits for a verb of \a held. Responses of upgrades and of
        CONNECT, interim responses and requests that upgrade are not asked about. Of several observers the first holds.
    */
    virtual bool hold(const HeldExchange &held);

private:
    std::shared_ptr<TrafficObserverPrivate> d;
};

} // namespace NodeHttp

#endif // NODEHTTP_TRAFFICOBSERVER_H
