// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

#ifndef DEVICEPAIR_H
#define DEVICEPAIR_H

#include <QtCore/qiodevice.h>
#include <QtCore/qpointer.h>

// One end of a two-way pipe in memory. What is written into one end arrives at the other in the next turn of the event
// loop; closing one end ends the reading side of the other.
class PairedDevice : public QIODevice
{
    Q_OBJECT
public:
    explicit PairedDevice(QObject *parent = nullptr) : QIODevice(parent) { open(ReadWrite | Unbuffered); }
    static void join(PairedDevice *a, PairedDevice *b);

    bool isSequential() const override { return true; }
    qint64 bytesAvailable() const override { return m_buffer.size() + QIODevice::bytesAvailable(); }
    bool hasPeerClosed() const { return m_peerClosed; }
    void close() override;

protected:
    qint64 readData(char *data, qint64 maxSize) override;
    qint64 writeData(const char *data, qint64 size) override;

private:
    QPointer<PairedDevice> m_peer;
    QByteArray m_buffer;
    bool m_peerClosed = false;
};

#endif // DEVICEPAIR_H
