// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

#ifndef RAWSERVER_H
#define RAWSERVER_H

#include "rawpeer.h"

#include <functional>
#include <vector>

// A server on bare descriptors, the twin of RawPeer: it answers what a script says, byte for byte, and can do what no
// honest server would. Everything happens in the event loop.
class RawServer : public QObject
{
    Q_OBJECT
public:
    // Steps of a script that are no bytes to send.
    static inline const QByteArray Fin = "<FIN>";         // ends the sending side
    static inline const QByteArray Close = "<CLOSE>";     // closes; unread input makes that a reset
    static inline const QByteArray Reset = "<RESET>";     // RST
    static inline const QByteArray Nothing = "<NOTHING>"; // waits as long as a step lasts

    // One answer: pieces that follow each other with a pause, so that the client sees them one by one.
    using Script = QByteArrayList;
    // Called when the n-th request (from 0, over all connections) arrived with its body.
    using Handler = std::function<void(RawPeer *connection, int n)>;

    explicit RawServer(const Script &answer = {}); // 127.0.0.1, any free port; every request gets this answer
    ~RawServer() override;

    bool listenOn(const QString &path);            // a Unix domain socket besides
    void answer(const Script &script) { m_scripts = {script}; }
    void answers(const QList<Script> &scripts) { m_scripts = scripts; } // one a request; the last one stays
    void handle(const Handler &handler) { m_handler = handler; }        // instead of scripts
    void onConnect(const std::function<void(RawPeer *)> &handler) { m_connected = handler; }
    void answerHeads() { m_atHead = true; }        // as soon as the first head is there; the rest is not looked at
    void stopListening();
    static void play(RawPeer *connection, const Script &script);

    int port() const { return m_port; }
    int connections() const { return int(m_connections.size()); }       // ever accepted
    int open() const;                                                   // the client has not ended these
    int requests() const { return m_requests; }                         // arrived with their bodies
    RawPeer *connection(int i = 0) const { return i < connections() ? m_connections[size_t(i)].peer.get() : nullptr; }
    QByteArray received(int i = 0) const;                               // every byte of connection i

private:
    struct Accepted
    {
        std::unique_ptr<RawPeer> peer;
        qsizetype looked = 0; // bytes of received() that belong to requests already told
    };

    void watch(int descriptor);
    void accept(int descriptor);
    void look(size_t index);

    int m_port = 0;
    QList<int> m_descriptors;
    std::vector<std::unique_ptr<QSocketNotifier>> m_notifiers;
    std::vector<Accepted> m_connections;
    QList<Script> m_scripts;
    Handler m_handler;
    std::function<void(RawPeer *)> m_connected;
    QString m_path;
    int m_requests = 0;
    bool m_atHead = false;
};

// A response with a Content-Length, and nothing else in its head unless given.
QByteArray reply(const QByteArray &body = "ok", const QByteArray &headers = {}, const QByteArray &status = "200 OK");

// Where the first message in \a bytes ends, its body included; -1 as long as it is not whole.
qsizetype endOfMessage(const QByteArray &bytes);

#endif // RAWSERVER_H
