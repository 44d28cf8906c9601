// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

#ifndef NODEHTTP_SERVERRESPONSE_H
#define NODEHTTP_SERVERRESPONSE_H

#include <NodeHttp/outgoingmessage.h>

namespace NodeHttp {

class IncomingMessage;
class ServerResponsePrivate;

/*!
    The answer to one request, made by the Server and handed out with requestReceived(). Node: http.ServerResponse.

    The library deletes it, together with its request, after both emitted closed(); see deleteOnClose.
*/
class NODEHTTP_EXPORT ServerResponse : public NodeHttp::OutgoingMessage
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ServerResponse)
    Q_PROPERTY(int statusCode READ statusCode WRITE setStatusCode)
    Q_PROPERTY(QString statusMessage READ statusMessage WRITE setStatusMessage)
    Q_PROPERTY(NodeHttp::IncomingMessage *req READ req CONSTANT)

public:
    explicit ServerResponse(IncomingMessage *request); //!< For classes made by a Server's factory.
    ~ServerResponse() override;

    int statusCode() const;                      //!< Sent by an implicit head. Default 200.
    void setStatusCode(int statusCode);          //!< Checked when the head is built, as in Node.
    QString statusMessage() const;               //!< Empty: the text that belongs to the code.
    void setStatusMessage(const QString &statusMessage);
    IncomingMessage *req() const;                //!< The request this answers; null once that was deleted.

    //! Builds the head; it leaves with the first byte of the body, with flushHeaders() or with end().
    bool writeHead(int statusCode, const HeaderList &headers = {});
    //! The same with a reason phrase, in Latin-1; it may be empty.
    bool writeHead(int statusCode, QByteArrayView statusMessage, const HeaderList &headers = {});

    bool writeContinue();                        //!< Sends "100 Continue".
    bool writeProcessing();                      //!< Sends "102 Processing".
    //! Sends "103 Early Hints". One header must be Link, of the form `<uri>; param=value`; without it nothing is sent.
    bool writeEarlyHints(const HeaderList &hints);
    bool writeInformation(int statusCode, const HeaderList &headers = {}); //!< Any 1xx but 101.

private:
    friend class ServerResponsePrivate; // the only friend: its own private half
};

} // namespace NodeHttp

#endif // NODEHTTP_SERVERRESPONSE_H
