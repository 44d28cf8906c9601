// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// The PROXY protocol as bytes: what is accepted, what is refused, cut at every byte.

#include "wire/proxyheader_p.h"

#include <QtTest/qtest.h>

using namespace NodeHttp;
using namespace Qt::StringLiterals;

namespace {

const QByteArray kSignature("\r\n\r\n\0\r\nQUIT\n", 12);

QByteArray binary(char command, char family, const QByteArray &block)
{
    QByteArray bytes = kSignature + command + family;
    bytes += char(block.size() >> 8);
    bytes += char(block.size());
    return bytes + block;
}

// 192.0.2.7:5000 to 198.51.100.1:443.
const QByteArray kBlock4 = QByteArray::fromHex("c0000207 c6336401 1388 01bb");
// 2001:db8::7, port 5000.
const QByteArray kBlock6 = QByteArray::fromHex("20010db8000000000000000000000007 20010db8000000000000000000000001 1388 01bb");

} // namespace

class tst_ProxyHeader : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void accepted_data();
    void accepted();
    void refused_data();
    void refused();
};

void tst_ProxyHeader::accepted_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("client"); // empty: the peer itself
    QTest::addColumn<int>("port");
    QTest::newRow("1, IPv4") << "PROXY TCP4 192.0.2.7 198.51.100.1 5000 443\r\n"_ba << u"192.0.2.7"_s << 5000;
    QTest::newRow("1, IPv6") << "PROXY TCP6 2001:db8::7 ::1 5000 443\r\n"_ba << u"2001:db8::7"_s << 5000;
    QTest::newRow("1, longest IPv6")
        << "PROXY TCP6 ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff 65535 65535\r\n"_ba
        << u"ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"_s << 65535;
    QTest::newRow("1, port 0") << "PROXY TCP4 192.0.2.7 198.51.100.1 0 0\r\n"_ba << u"192.0.2.7"_s << 0;
    QTest::newRow("1, unknown") << "PROXY UNKNOWN\r\n"_ba << QString() << 0;
    QTest::newRow("1, unknown with more") << "PROXY UNKNOWN ffff:: :: 1 2 what ever\r\n"_ba << QString() << 0;
    QTest::newRow("2, IPv4") << binary(0x21, 0x11, kBlock4) << u"192.0.2.7"_s << 5000;
    QTest::newRow("2, IPv6") << binary(0x21, 0x21, kBlock6) << u"2001:db8::7"_s << 5000;
    QTest::newRow("2, IPv4 with more") << binary(0x21, 0x11, kBlock4 + "\x04\x00\x01x"_ba) << u"192.0.2.7"_s << 5000;
    QTest::newRow("2, local") << binary(0x20, 0x00, {}) << QString() << 0;
    QTest::newRow("2, local with addresses") << binary(0x20, 0x11, kBlock4) << QString() << 0;
    QTest::newRow("2, local of any family") << binary(0x20, char(0xff), "abc") << QString() << 0;
    QTest::newRow("2, unspecified") << binary(0x21, 0x00, "abc") << QString() << 0;
    QTest::newRow("2, UDP") << binary(0x21, 0x12, kBlock4) << QString() << 0;
    QTest::newRow("2, Unix") << binary(0x21, 0x31, QByteArray(216, 'u')) << QString() << 0;
    QTest::newRow("2, longest") << binary(0x21, 0x11, kBlock4 + QByteArray(ProxyHeader::kLongest - 28, 't'))
                                << u"192.0.2.7"_s << 5000;
}

void tst_ProxyHeader::accepted()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const QString, client);
    QFETCH(const int, port);
    for (qsizetype cut = 0; cut < bytes.size(); ++cut)
        QCOMPARE(int(ProxyHeader::parse(bytes.first(cut)).state), int(ProxyHeader::State::Incomplete));
    for (const QByteArray &rest : {""_ba, "GET / HTTP/1.1\r\n"_ba, "\r\n\r\n"_ba}) {
        const ProxyHeader header = ProxyHeader::parse(bytes + rest);
        QCOMPARE(int(header.state), int(ProxyHeader::State::Complete));
        QCOMPARE(header.size, bytes.size());
        QCOMPARE(header.isLocal, client.isEmpty());
        QCOMPARE(header.client, client.isEmpty() ? QHostAddress() : QHostAddress(client));
        QCOMPARE(int(header.clientPort), port);
    }
}

void tst_ProxyHeader::refused_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("none") << "GET / HTTP/1.1\r\n\r\n"_ba;
    QTest::newRow("lower case") << "proxy TCP4 1.1.1.1 2.2.2.2 1 2\r\n"_ba;
    QTest::newRow("1, no blank") << "PROXYTCP4 1.1.1.1 2.2.2.2 1 2\r\n"_ba;
    QTest::newRow("1, nothing") << "PROXY \r\n"_ba;
    QTest::newRow("1, kind") << "PROXY TCP5 1.1.1.1 2.2.2.2 1 2\r\n"_ba;
    QTest::newRow("1, bare LF") << "PROXY TCP4 1.1.1.1 2.2.2.2 1 2\n"_ba;
    QTest::newRow("1, LF at once") << "PROXY \n"_ba;
    QTest::newRow("1, two blanks") << "PROXY TCP4  1.1.1.1 2.2.2.2 1 2\r\n"_ba;
    QTest::newRow("1, a field less") << "PROXY TCP4 1.1.1.1 2.2.2.2 1\r\n"_ba;
    QTest::newRow("1, a field more") << "PROXY TCP4 1.1.1.1 2.2.2.2 1 2 3\r\n"_ba;
    QTest::newRow("1, short address") << "PROXY TCP4 127.1 2.2.2.2 1 2\r\n"_ba;
    QTest::newRow("1, number") << "PROXY TCP4 256.1.1.1 2.2.2.2 1 2\r\n"_ba;
    QTest::newRow("1, name") << "PROXY TCP4 localhost 2.2.2.2 1 2\r\n"_ba;
    QTest::newRow("1, v6 as v4") << "PROXY TCP4 ::1 2.2.2.2 1 2\r\n"_ba;
    QTest::newRow("1, v4 as v6") << "PROXY TCP6 1.1.1.1 ::1 1 2\r\n"_ba;
    QTest::newRow("1, scope") << "PROXY TCP6 fe80::1%lo ::1 1 2\r\n"_ba;
    QTest::newRow("1, port too large") << "PROXY TCP4 1.1.1.1 2.2.2.2 65536 2\r\n"_ba;
    QTest::newRow("1, port negative") << "PROXY TCP4 1.1.1.1 2.2.2.2 -1 2\r\n"_ba;
    QTest::newRow("1, port with plus") << "PROXY TCP4 1.1.1.1 2.2.2.2 +1 2\r\n"_ba;
    QTest::newRow("1, port with zero") << "PROXY TCP4 1.1.1.1 2.2.2.2 01 2\r\n"_ba;
    QTest::newRow("1, port empty") << "PROXY TCP4 1.1.1.1 2.2.2.2  2\r\n"_ba;
    QTest::newRow("1, NUL") << "PROXY TCP4 1.1.1.1\0 2.2.2.2 1 2\r\n"_ba;
    QTest::newRow("1, overlong") << "PROXY UNKNOWN " + QByteArray(200, 'x') + "\r\n";
    QTest::newRow("1, endless") << "PROXY TCP4 " + QByteArray(96, '1');
    QTest::newRow("2, version 1") << binary(0x11, 0x11, kBlock4);
    QTest::newRow("2, version 3") << binary(0x31, 0x11, kBlock4);
    QTest::newRow("2, command") << binary(0x22, 0x11, kBlock4);
    QTest::newRow("2, family") << binary(0x21, 0x41, kBlock6);
    QTest::newRow("2, transport") << binary(0x21, 0x13, kBlock4);
    QTest::newRow("2, IPv4 too short") << binary(0x21, 0x11, kBlock4.chopped(1));
    QTest::newRow("2, IPv6 too short") << binary(0x21, 0x21, kBlock6.chopped(1));
    QTest::newRow("2, IPv6 with IPv4's length") << binary(0x21, 0x21, kBlock4);
    QTest::newRow("2, Unix too short") << binary(0x21, 0x31, QByteArray(215, 'u'));
    QTest::newRow("2, no addresses") << binary(0x21, 0x11, {});
    QTest::newRow("2, too long") << binary(0x21, 0x11, QByteArray(ProxyHeader::kLongest - 15, 't'));
    QTest::newRow("2, length without bytes") << (kSignature + QByteArray("\x21\x11\xff\xff", 4));
    QTest::newRow("2, broken signature") << "\r\n\r\n\0\r\nQUIT\r"_ba + QByteArray(20, 'x');
}

void tst_ProxyHeader::refused() // at once, whatever else may come
{
    QFETCH(const QByteArray, bytes);
    const ProxyHeader header = ProxyHeader::parse(bytes);
    QCOMPARE(int(header.state), int(ProxyHeader::State::Invalid));
    QVERIFY(*header.reason);
    for (qsizetype cut = 0; cut < bytes.size(); ++cut)
        QVERIFY(ProxyHeader::parse(bytes.first(cut)).state != ProxyHeader::State::Complete);
}

QTEST_GUILESS_MAIN(tst_ProxyHeader)
#include "tst_proxyheader.moc"
