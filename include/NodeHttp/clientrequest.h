// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

#ifndef NODEHTTP_CLIENTREQUEST_H
#define NODEHTTP_CLIENTREQUEST_H

#include <NodeHttp/incomingmessage.h>
#include <NodeHttp/outgoingmessage.h>
#include <NodeHttp/requestoptions.h>

namespace NodeHttp {

class ClientRequestPrivate;
class InformationalResponse;
class RequestTimings;

//! Called with the final response.
using ResponseListener = std::function<void(IncomingMessage *response)>;

/*!
    A request on its way to a server. Node: http.ClientRequest. Made by request() and get(), or by itself.

    Nothing is sent until write(), end() or flushHeaders() is called; end() must be called, even without data.
    Every request ends in closed(), exactly once; errorOccurred() comes before it at most once. Requests are never sent
    again by the library; reusedSocket tells when a lost connection may be worth a second try.

    The library deletes the request, together with its response, after both emitted closed(); see deleteOnClose.
    A response nobody receives is read and thrown away. Everything lives in the thread the request was made in.
*/
class NODEHTTP_EXPORT ClientRequest : public OutgoingMessage
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ClientRequest)
    Q_PROPERTY(QString method READ method CONSTANT)
    Q_PROPERTY(QString path READ path CONSTANT)
    Q_PROPERTY(QString host READ host CONSTANT)
    Q_PROPERTY(QString protocol READ protocol CONSTANT)
    Q_PROPERTY(bool reusedSocket READ reusedSocket)
    Q_PROPERTY(bool isAborted READ isAborted NOTIFY aborted)
    Q_PROPERTY(int maxHeadersCount READ maxHeadersCount WRITE setMaxHeadersCount)
    Q_PROPERTY(NodeHttp::IncomingMessage *res READ res NOTIFY responseReceived)
    Q_PROPERTY(NodeHttp::Agent *agent READ agent CONSTANT)
    Q_PROPERTY(NodeHttp::RequestTimings timings READ timings)

public:
    //! Starts a request. Bad options: errorOccurred() and closed() follow on the next tick; error() has it at once.
    explicit ClientRequest(const RequestOptions &options, ResponseListener listener = {});
    ~ClientRequest() override;

    QString method() const;                  //!< As it is sent.
    QString path() const;                    //!< Target with its query.
    QString host() const;                    //!< Name or address of the server, without the port.
    QString protocol() const;                //!< "http:" or "https:".
    bool reusedSocket() const;               //!< The connection served other requests before. Node: reusedSocket.
    bool isAborted() const;                  //!< abort() was called. Node: aborted.
    int maxHeadersCount() const;             //!< Header lines kept of the response; -1: 1000, 0: all.
    void setMaxHeadersCount(int lines);      //!< Before the response comes.
    IncomingMessage *res() const;            //!< The final response; null before it came and after it was deleted.
    Agent *agent() const;                    //!< Null without one.
    RequestTimings timings() const;          //!< How far it got, and when.

    void abort();                            //!< Node's deprecated form of destroy(): also sets isAborted.
    //! TCP_NODELAY of the socket, now or as soon as there is one.
    void setNoDelay(bool noDelay = true);
    //! SO_KEEPALIVE of the socket, now or as soon as there is one.
    void setSocketKeepAlive(bool enable = true, std::chrono::milliseconds initialDelay = {});
    ClientRequest *clearTimeout();           //!< setTimeout(0).

Q_SIGNALS:
    //! Node 'response': the head of the final response. Without a receiver its body is thrown away.
    void responseReceived(NodeHttp::IncomingMessage *response);
    void informationReceived(const NodeHttp::InformationalResponse &information); //!< Node 'information': any 1xx but 101.
    void continueReceived();                 //!< Node 'continue': 100; comes before its informationReceived().
    //! Node 'upgrade': 101. The receiver owns \a socket from now on; \a head is what followed the response.
    void upgradeReceived(NodeHttp::IncomingMessage *message, QIODevice *socket, const QByteArray &head);
    //! Node 'connect': the answer to CONNECT, whatever its status. The receiver owns \a socket from now on.
    void connectReceived(NodeHttp::IncomingMessage *message, QIODevice *socket, const QByteArray &head);
    void aborted();                          //!< Node 'abort': abort() was called; on the next tick.

protected:
    ClientRequest();                         //!< For derived classes that call start() later.
    void start(const RequestOptions &options, ResponseListener listener = {}); //!< Once.

private:
    friend class ClientRequestPrivate;       // the only friend: its own private half
};

//! A 1xx response: what the server says before the final one. Node: the argument of 'information'.
class NODEHTTP_EXPORT InformationalResponse
{
    Q_GADGET
    Q_PROPERTY(int statusCode MEMBER statusCode)
    Q_PROPERTY(QString statusMessage MEMBER statusMessage)
    Q_PROPERTY(QString httpVersion MEMBER httpVersion)
    Q_PROPERTY(int httpVersionMajor MEMBER httpVersionMajor)
    Q_PROPERTY(int httpVersionMinor MEMBER httpVersionMinor)
    Q_PROPERTY(QVariantMap headers MEMBER headers)
    Q_PROPERTY(QStringList rawHeaders MEMBER rawHeaders)

public:
    int statusCode = 0;       //!< 100 to 199, never 101 after an upgrade.
    QString statusMessage;    //!< Reason phrase, as sent.
    QString httpVersion;      //!< "1.1" or "1.0".
    int httpVersionMajor = 1; //!< First number of httpVersion.
    int httpVersionMinor = 1; //!< Second number of httpVersion.
    QVariantMap headers;      //!< As IncomingMessage::headers().
    QStringList rawHeaders;   //!< As IncomingMessage::rawHeaders().
};

//! When a request passed its phases: microseconds since it was made; -1: not passed, or not needed.
class NODEHTTP_EXPORT RequestTimings
{
    Q_GADGET
    Q_PROPERTY(qint64 socketAssigned MEMBER socketAssigned)
    Q_PROPERTY(qint64 lookedUp MEMBER lookedUp)
    Q_PROPERTY(qint64 connected MEMBER connected)
    Q_PROPERTY(qint64 secured MEMBER secured)
    Q_PROPERTY(qint64 sent MEMBER sent)
    Q_PROPERTY(qint64 firstByte MEMBER firstByte)
    Q_PROPERTY(qint64 done MEMBER done)

public:
    qint64 socketAssigned = -1; //!< It left the agent's queue and has a socket.
    qint64 lookedUp = -1;       //!< The name's addresses are known. -1 for an address or a reused socket.
    qint64 connected = -1;      //!< The connection, or the tunnel, stands. -1 for a reused socket.
    qint64 secured = -1;        //!< The TLS handshake is over. -1 without TLS and for a reused socket.
    qint64 sent = -1;           //!< The system took its last byte: finished().
    qint64 firstByte = -1;      //!< The first byte of a response came, interim ones included.
    qint64 done = -1;           //!< The response was read to its end.
};

#ifndef QT_NO_DEBUG_STREAM
//! Method, origin and path; never credentials, header values or queries.
NODEHTTP_EXPORT QDebug operator<<(QDebug debug, const ClientRequest *request);
#endif

} // namespace NodeHttp

Q_DECLARE_METATYPE(NodeHttp::InformationalResponse)
Q_DECLARE_METATYPE(NodeHttp::RequestTimings)

#endif // NODEHTTP_CLIENTREQUEST_H
