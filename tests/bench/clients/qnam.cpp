// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// qnam_client PORT AT_ONCE SECONDS: QNetworkAccessManager, which opens six connections to a host at most.

#include "load.h"

#include <QtNetwork/qnetworkaccessmanager.h>
#include <QtNetwork/qnetworkreply.h>
#include <QtNetwork/qnetworkrequest.h>

using namespace Qt::StringLiterals;

namespace {

class QnamLoad : public Load
{
public:
    explicit QnamLoad(char **argv) : Load(argv), m_request(QUrl(u"http://127.0.0.1:%1/"_s.arg(port))) {}

protected:
    void ask() override
    {
        QNetworkReply *reply = m_manager.get(m_request);
        connect(reply, &QNetworkReply::finished, this, [this, reply] {
            reply->readAll();
            reply->deleteLater();
            answered();
        });
    }

private:
    QNetworkAccessManager m_manager;
    QNetworkRequest m_request;
};

} // namespace

int main(int argc, char **argv)
{
    if (argc < 4)
        return 2;
    QCoreApplication app(argc, argv);
    QnamLoad load(argv);
    load.start();
    return app.exec();
}
