// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// ours_client PORT AT_ONCE SECONDS [--loop epoll]

#include "load.h"

#include <NodeHttp/Agent>
#include <NodeHttp/ClientRequest>
#include <NodeHttp/Http>
#ifdef Q_OS_LINUX
#include <NodeHttp/EpollEventDispatcher>
#endif

#include <cstring>

using namespace NodeHttp;
using namespace Qt::StringLiterals;

namespace {

AgentOptions pooled()
{
    AgentOptions options;
    options.keepAlive = true;
    return options;
}

class OurLoad : public Load
{
public:
    explicit OurLoad(char **argv) : Load(argv), m_agent(pooled())
    {
        m_options.host = u"127.0.0.1"_s;
        m_options.port = port;
        m_options.agent = &m_agent;
    }

protected:
    void ask() override
    {
        get(m_options, [this](IncomingMessage *response) {
            connect(response, &IncomingMessage::dataReceived, this, [](const QByteArray &) {});
            connect(response, &IncomingMessage::ended, this, [this] { answered(); });
        });
    }

private:
    Agent m_agent;
    RequestOptions m_options;
};

} // namespace

int main(int argc, char **argv)
{
    if (argc < 4)
        return 2;
#ifdef Q_OS_LINUX
    if (argc > 5 && !std::strcmp(argv[5], "epoll"))
        QCoreApplication::setEventDispatcher(new EpollEventDispatcher);
#endif
    QCoreApplication app(argc, argv);
    OurLoad load(argv);
    load.start();
    return app.exec();
}
