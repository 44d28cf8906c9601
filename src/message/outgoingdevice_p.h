// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

#ifndef NODEHTTP_OUTGOINGDEVICE_P_H
#define NODEHTTP_OUTGOINGDEVICE_P_H

#include <NodeHttp/outgoingmessage.h>

#include <QtCore/qiodevice.h>

namespace NodeHttp {

// A write-only device over a message, for QTextStream, QXmlStreamWriter, QImageWriter. close() ends the message.
class OutgoingDevice : public QIODevice
{
    Q_OBJECT
public:
    explicit OutgoingDevice(OutgoingMessage *message);

    bool isSequential() const override { return true; }
    qint64 bytesToWrite() const override { return m_message->writableLength(); }
    void close() override;

protected:
    qint64 readData(char *data, qint64 maxSize) override;
    qint64 writeData(const char *data, qint64 size) override;

private:
    OutgoingMessage *m_message;
};

} // namespace NodeHttp

#endif // NODEHTTP_OUTGOINGDEVICE_P_H
