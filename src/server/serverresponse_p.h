// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

#ifndef NODEHTTP_SERVERRESPONSE_P_H
#define NODEHTTP_SERVERRESPONSE_P_H

#include "message/outgoingmessage_p.h"

#include <NodeHttp/serverresponse.h>

namespace NodeHttp {

// What an answer knows beyond any message to send: its status line, and what its request asked for.
class ServerResponsePrivate : public OutgoingMessagePrivate
{
public:
    static ServerResponsePrivate *get(ServerResponse *response)
    { return static_cast<ServerResponsePrivate *>(response->d.get()); }

    bool implicitHead() override;
    bool rejectsBody() const override { return rejectNonStandardBodyWrites; }
    bool writeHead(int code, const QByteArray *reason, const HeaderList &fields);
    bool writeInterim(int code, QByteArrayView reason, const HeaderList &fields);
    void answerAtOnce(int code, const HeaderList &fields = {}); // a whole answer without body: 400, 417, 503

    IncomingMessage *request = nullptr;
    QByteArray statusMessage;
    int statusCode = 200;
    bool expectsContinue = false; // the request waits for "100 Continue"
    bool sentContinue = false;
    bool rejectNonStandardBodyWrites = false;
};

} // namespace NodeHttp

#endif // NODEHTTP_SERVERRESPONSE_P_H
