// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

#ifndef NODEHTTP_INSPECTOR_HAR_H
#define NODEHTTP_INSPECTOR_HAR_H

#include "inspector/exchangerecord.h"

#include <functional>
#include <memory>
#include <optional>

class QIODevice;

namespace NodeHttp::Inspector {

// Header fields whose values are secrets: they are masked in what is exported, unless asked otherwise.
bool isSecretHeader(QByteArrayView name);

// Writes HAR 1.2, entry by entry, so that nothing has to fit into memory.
class HarWriter
{
public:
    struct Options
    {
        bool withSecrets = false; // values of Authorization, Cookie, Set-Cookie, Proxy-Authorization
        bool withBodies = true;
    };

    HarWriter(QIODevice *device, const BodyStore *bodies);
    HarWriter(QIODevice *device, const BodyStore *bodies, const Options &options);
    ~HarWriter(); // finishes

    bool write(const ExchangeRecord &record); // false: the device failed
    bool finish();                            // the file is whole now; nothing may be written behind it
    int written() const { return m_written; }

    static QByteArray entry(const ExchangeRecord &record, const BodyStore *bodies, const Options &options); // JSON

private:
    bool put(const QByteArray &bytes);

    QIODevice *m_device;
    const BodyStore *m_bodies;
    Options m_options;
    int m_written = 0;
    bool m_finished = false;
    bool m_failed = false;
};

// What became of an import.
struct HarImport
{
    int entries = 0;
    QString problem;         // empty: the whole file was read
    qint64 problemAt = -1;   // offset in the file
    bool isGood() const { return problem.isEmpty(); }
};

// Reads HAR 1.1 and 1.2, one entry a call, for whoever has other things to do meanwhile. The file must outlive it.
class HarReader
{
public:
    HarReader(QByteArrayView file, BodyStore *bodies);
    ~HarReader();
    Q_DISABLE_COPY_MOVE(HarReader)

    std::optional<ExchangeRecord> next(); // nothing: the end; result() says whether all is well
    const HarImport &result() const;
    qint64 at() const;                    // so much of the file was read

private:
    struct Private;
    const std::unique_ptr<Private> d;
};

// Reads HAR 1.1 and 1.2, entry by entry. take() gets each record with its bodies in the store; false stops.
HarImport importHar(QByteArrayView file, BodyStore *bodies, const std::function<bool(ExchangeRecord &&)> &take);
HarImport importHar(QIODevice *file, BodyStore *bodies, const std::function<bool(ExchangeRecord &&)> &take);

} // namespace NodeHttp::Inspector

#endif // NODEHTTP_INSPECTOR_HAR_H
