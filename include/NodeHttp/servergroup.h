// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

#ifndef NODEHTTP_SERVERGROUP_H
#define NODEHTTP_SERVERGROUP_H

#include <NodeHttp/server.h>

#include <QtCore/qlist.h>

namespace NodeHttp {

class ServerGroupPrivate;

//! What a ServerGroup can be told when it is made.
struct ServerGroupOptions
{
    //! How connections find their thread.
    enum class Distribution {
        Automatic, //!< ReusePort where the system balances it (Linux), HandOut elsewhere.
        //! A listening socket for each thread on the same port (SO_REUSEPORT); the kernel chooses by addresses and ports.
        //! Nothing is shared, so it is the fastest, but few long connections may meet in one thread. TCP on Linux only;
        //! elsewhere, for a path and for a descriptor HandOut is used.
        ReusePort,
        HandOut,   //!< One more thread accepts and gives each connection to the thread that has the fewest.
    };

    ServerOptions server;  //!< Of every Server.
    int threads = 0;       //!< 0: as many as there are processors.
    Distribution distribution = Distribution::Automatic;
    bool epoll = false;    //!< Every thread runs an EpollEventDispatcher; without effect where that does not exist.
};

//! What servers did. Counted since the group was made, threads that have ended included.
struct ServerStatistics
{
    int connections = 0;   //!< Open at the moment, upgraded ones included.
    qint64 accepted = 0;   //!< Connections, without those beyond maxConnections.
    qint64 requests = 0;   //!< Requests whose head arrived, refused ones included.
};

/*!
    Serves one port from several threads: each has an event loop and a Server of its own. Node: the module cluster, with
    threads for processes.

    A set-up function is called once in each thread with its Server. It connects handlers and sets what ServerOptions do
    not hold (TLS for instance), but does not call listen(). Calls of it never overlap; the handlers it connects do run
    at the same time in all threads, so what they share they must guard. The set-up function is kept and called again by
    restart().
    \code
    ServerGroup group([](Server *server) {
        QObject::connect(server, &Server::requestReceived, server, [](auto *, auto *response) { response->end("hello"); });
    });
    group.listen(8080);
    \endcode

    The group lives in the thread that made it, which needs an event loop, and no call of it waits for the threads except
    the destructor: that ends every connection at once, without a signal, and returns when the threads have ended.
    The group owns threads and Servers: never delete them. Objects made in the set-up function should be children of the
    Server, and end with it in its thread. A socket handed out by an upgrade lives in the thread of its Server and must
    end before it; what is left when the thread ends has no event loop any more.
*/
class NODEHTTP_EXPORT ServerGroup : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ServerGroup)
    Q_PROPERTY(bool listening READ isListening NOTIFY listeningChanged)
    Q_PROPERTY(int port READ port NOTIFY listeningChanged)
    Q_PROPERTY(int threads READ threads CONSTANT)

public:
    using SetUp = std::function<void(Server *server)>; //!< Called in the thread of the server, which is not listening yet.

    explicit ServerGroup(SetUp setUp, QObject *parent = nullptr);
    ServerGroup(const ServerGroupOptions &options, SetUp setUp, QObject *parent = nullptr); //!< Bad options: see error().
    ~ServerGroup() override;

    bool listen(int port = 0);                   //!< On every address. False: refused at once, see error().
    bool listen(int port, const QHostAddress &address); //!< On one address.
    //! Everything else. Port 0: all threads share the one port that is chosen. A descriptor is taken over.
    bool listen(const ListenOptions &options);
    //! Stops accepting; every thread ends with its last connection, then closed() is emitted.
    void close();
    /*!
        Stops gracefully, as Server::drain() does, in every thread; then emits closed() and drainCompleted(), or, when
        connections had to be destroyed after \a deadline, drainForced(). A second call only moves the deadline.
    */
    void drain(std::chrono::milliseconds deadline);
    /*!
        Replaces the threads: new ones are set up and take over the listening sockets, which stay open all the time, then
        the old ones drain. No connection is refused. restarted() is emitted when the last old thread has ended. False:
        the group does not listen, or a restart is going on. When a new thread fails, the old ones go on, and
        errorOccurred() tells.
    */
    bool restart(std::chrono::milliseconds deadline);

    bool isListening() const;                    //!< listen() worked and neither close() nor drain() was called.
    AddressInfo address() const;                 //!< Where it listens; null while it does not.
    int port() const;                            //!< Port it listens on; 0 while it does not, -1 on a path.
    int threads() const;                         //!< Threads that serve.
    Error error() const;                         //!< The last refused call or failure.

    ServerStatistics statistics() const;         //!< The sum. Thread-safe.
    QList<ServerStatistics> threadStatistics() const; //!< Of each thread that runs, draining ones included. Thread-safe.

Q_SIGNALS:
    void listeningStarted();                     //!< Every thread serves.
    void errorOccurred(const NodeHttp::Error &error); //!< listen() or restart() failed.
    void closed();                               //!< Not listening, and the last thread has ended.
    void drainCompleted();                       //!< drain(): every connection ended by itself.
    void drainForced(int connections);           //!< drain(): so many connections were destroyed.
    void restarted(int connections);             //!< restart(): done; so many connections were destroyed on the way.
    void listeningChanged();

private:
    friend class ServerGroupPrivate; // the only friend: its own private half
    std::unique_ptr<ServerGroupPrivate> d;
};

} // namespace NodeHttp

#endif // NODEHTTP_SERVERGROUP_H
