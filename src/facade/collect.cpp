// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// A response as a future: for those who want the answer and not the stream.

#include <NodeHttp/collect.h>

#include "core/error_p.h"

#include <QtCore/qfuturewatcher.h>
#include <QtCore/qpromise.h>

namespace NodeHttp {

namespace {

// Lives as a child of the request and finishes with it.
class Collector : public QObject
{
public:
    Collector(ClientRequest *request, qint64 limit) : QObject(request), m_request(request), m_limit(limit)
    {
        m_promise.start();
        connect(request, &ClientRequest::responseReceived, this, [this](IncomingMessage *response) { take(response); });
        connect(request, &ClientRequest::errorOccurred, this, [this](const Error &error) { note(error); });
        connect(request, &ClientRequest::closed, this, [this] {
            m_requestClosed = true;
            finishWhenOver();
        });
        connect(&m_watcher, &QFutureWatcher<CollectedResponse>::canceled, this, [this] {
            if (!m_finished)
                m_request->destroy(Errors::operationAborted());
        });
        m_watcher.setFuture(m_promise.future());
    }

    ~Collector() override
    {
        note(Errors::streamDestroyed("collect")); // somebody deleted the request
        finish();
    }

    QFuture<CollectedResponse> future() { return m_promise.future(); }

private:
    void note(const Error &error)
    {
        if (!m_result.error)
            m_result.error = error;
    }

    void take(IncomingMessage *response)
    {
        m_response = response;
        m_result.statusCode = response->statusCode();
        m_result.statusMessage = response->statusMessage();
        m_result.headers = response->headers();
        m_result.rawHeaders = response->rawHeaders();
        connect(response, &IncomingMessage::dataReceived, this, [this](const QByteArray &chunk) {
            if (m_result.body.size() + chunk.size() > m_limit) {
                note(Errors::outOfRange("body size", "<= " + QByteArray::number(m_limit),
                                        m_result.body.size() + chunk.size()));
                return m_request->destroy();
            }
            m_result.body += chunk;
        });
        connect(response, &IncomingMessage::ended, this, [this, response] {
            m_result.trailers = response->trailers();
            m_ended = true;
        });
        connect(response, &IncomingMessage::errorOccurred, this, [this](const Error &error) { note(error); });
        connect(response, &IncomingMessage::closed, this, [this] {
            m_response = nullptr;
            finishWhenOver();
        });
    }

    void finishWhenOver()
    {
        if (!m_requestClosed || m_response)
            return;
        if (m_result.statusCode == 0 || !m_ended)
            note(m_result.statusCode == 0 ? Errors::socketHangUp() : Errors::aborted());
        finish();
    }

    void finish()
    {
        if (std::exchange(m_finished, true))
            return;
        m_result.timings = m_request ? m_request->timings() : RequestTimings();
        m_promise.addResult(m_result);
        m_promise.finish();
    }

    QPointer<ClientRequest> m_request;
    QPointer<IncomingMessage> m_response;
    QPromise<CollectedResponse> m_promise;
    QFutureWatcher<CollectedResponse> m_watcher;
    CollectedResponse m_result;
    qint64 m_limit;
    bool m_requestClosed = false;
    bool m_ended = false;
    bool m_finished = false;
};

} // namespace

QFuture<CollectedResponse> collect(ClientRequest *request, qint64 maxBodySize)
{
    return (new Collector(request, maxBodySize))->future();
}

} // namespace NodeHttp
