// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

#ifndef NODEHTTP_INSPECTOR_BIN_H
#define NODEHTTP_INSPECTOR_BIN_H

#include <NodeHttp/Http>

#include <chrono>

namespace NodeHttp::Inspector {

// A server that takes whatever comes and answers what it was told to.
class Bin : public QObject
{
    Q_OBJECT
public:
    struct Reply
    {
        int status = 200;
        HeaderList headers;
        QByteArray body;
        std::chrono::milliseconds delay{0};
        bool echo = false;       // the request's body and type come back instead
    };

    // Which requests get which reply; the first rule that fits counts.
    struct Rule
    {
        QString method;          // empty: any
        QString path;            // without query; * stands for anything; empty: any
        Reply reply;
    };

    explicit Bin(QObject *parent = nullptr);

    bool listen(int port, const QHostAddress &address = QHostAddress(QHostAddress::LocalHost));
    Server *server() { return &m_server; }
    void setReply(const Reply &reply) { m_reply = reply; } // where no rule fits
    void setRules(const QList<Rule> &rules) { m_rules = rules; }

private:
    void answer(IncomingMessage *request, ServerResponse *response);
    const Reply &replyFor(const IncomingMessage *request) const;

    Server m_server;
    Reply m_reply;
    QList<Rule> m_rules;
};

} // namespace NodeHttp::Inspector

#endif // NODEHTTP_INSPECTOR_BIN_H
