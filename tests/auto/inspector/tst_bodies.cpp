// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT
// links: NodeHttpInspectorTesting

// The memory policy of bodies, and the undoing of content encodings.

#include "inspector/bodystore.h"
#include "inspector/contentdecoder.h"

#include <QtCore/qprocess.h>
#include <QtTest/qtest.h>

using namespace NodeHttp::Inspector;
using namespace Qt::StringLiterals;

Q_DECLARE_METATYPE(NodeHttp::Inspector::BodyStore::Limits)

namespace {

QByteArray pattern(qsizetype size)
{
    QByteArray bytes(size, Qt::Uninitialized);
    for (qsizetype i = 0; i < size; ++i)
        bytes[i] = char('a' + i % 23);
    return bytes;
}

BodyStore::Limits limits(qint64 preview, qint64 body, qint64 memory, qint64 file)
{
    return {preview, body, memory, file};
}

QByteArray packedBy(const QString &program, const QStringList &arguments, const QByteArray &bytes)
{
    QProcess process;
    process.start(program, arguments);
    process.write(bytes);
    process.closeWriteChannel();
    process.waitForFinished();
    return process.readAllStandardOutput();
}

} // namespace

class tst_Bodies : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void policy_data();
    void policy();
    void shares();
    void endOnly();
    void releasedRoom();
    void decodes_data();
    void decodes();
    void bombs();
    void severalEncodings();
};

void tst_Bodies::policy_data()
{
    QTest::addColumn<BodyStore::Limits>("limits");
    QTest::addColumn<int>("pieces"); // of 1000 bytes
    QTest::addColumn<qint64>("inMemory");
    QTest::addColumn<qint64>("inFile");
    QTest::newRow("small") << limits(4000, 1 << 20, 1 << 20, 1 << 20) << 3 << qint64(3000) << qint64(0);
    QTest::newRow("preview and rest") << limits(2500, 1 << 20, 1 << 20, 1 << 20) << 6 << qint64(2500) << qint64(3500);
    QTest::newRow("body's limit") << limits(2500, 4200, 1 << 20, 1 << 20) << 6 << qint64(2500) << qint64(1700);
    QTest::newRow("memory is full") << limits(2500, 1 << 20, 0, 1 << 20) << 6 << qint64(0) << qint64(6000);
    QTest::newRow("file is full") << limits(2500, 1 << 20, 1 << 20, 2000) << 6 << qint64(2500) << qint64(1500);
    QTest::newRow("nothing at all") << limits(0, 0, 0, 0) << 2 << qint64(0) << qint64(0);
}

void tst_Bodies::policy() // must 16
{
    QFETCH(const BodyStore::Limits, limits);
    QFETCH(const int, pieces);
    QFETCH(const qint64, inMemory);
    QFETCH(const qint64, inFile);
    BodyStore store(limits);
    const QByteArray all = pattern(1000 * pieces);
    Body body;
    for (int i = 0; i < pieces; ++i)
        store.append(&body, all.mid(1000 * i, 1000));
    QCOMPARE(body.size, all.size());
    QCOMPARE(store.memoryUsed(), inMemory);
    QCOMPARE(store.fileUsed(), inFile);
    QCOMPARE(store.bytesNotKept(), all.size() - inMemory - inFile);
    QCOMPARE(body.isTruncated(), inMemory + inFile < all.size());
    QCOMPARE(store.read(body), all.left(inMemory + inFile));
    QCOMPARE(store.read(body, 1234), all.left(qMin<qint64>(1234, inMemory + inFile)));
    store.release(body);
    QCOMPARE(store.memoryUsed() + store.fileUsed(), 0);
}

void tst_Bodies::shares() // a body that comes in one piece is not copied
{
    BodyStore store;
    const QByteArray piece = pattern(5000);
    Body body;
    store.append(&body, piece);
    QCOMPARE(body.preview.constData(), piece.constData());
}

void tst_Bodies::endOnly() // what follows a gap is not kept: the beginning is right or missing, never wrong
{
    BodyStore store(limits(10, 1 << 20, 1 << 20, 5));
    Body body, other;
    store.append(&other, "0123456789abcd");
    store.append(&body, "0123456789abc"); // no room in the file
    store.release(other);
    store.append(&body, "d");
    QCOMPARE(store.read(body), "0123456789"_ba);
    QVERIFY(body.isTruncated());
}

void tst_Bodies::releasedRoom()
{
    BodyStore store(limits(0, 1 << 20, 0, 20000));
    QList<Body> bodies(4);
    for (int round = 0; round < 50; ++round) {
        for (int i = 0; i < 4; ++i) {
            store.release(bodies[i]);
            bodies[i] = {};
            for (int piece = 0; piece < 4; ++piece)
                store.append(&bodies[i], QByteArray(1000, char('a' + (round + i) % 26)));
        }
        for (int i = 0; i < 4; ++i)
            QCOMPARE(store.read(bodies[i]), QByteArray(4000, char('a' + (round + i) % 26)));
    }
    QCOMPARE(store.bytesNotKept(), 0);
}

void tst_Bodies::decodes_data()
{
    QTest::addColumn<QByteArray>("encoding");
    QTest::addColumn<QByteArray>("packed");
    const QByteArray text = pattern(300000);
    QTest::newRow("identity") << "identity"_ba << text;
    QTest::newRow("none") << ""_ba << text;
    QTest::newRow("gzip") << "gzip"_ba << packedBy(u"gzip"_s, {u"-c"_s}, text);
    QTest::newRow("x-gzip") << "X-GZIP"_ba << packedBy(u"gzip"_s, {u"-c"_s}, text);
    const QByteArray half = text.left(100000), rest = text.mid(100000);
    QTest::newRow("two gzip members") << "gzip"_ba << packedBy(u"gzip"_s, {u"-c"_s}, half) + packedBy(u"gzip"_s, {u"-c"_s}, rest);
    const QByteArray zlib = qCompress(text).mid(4); // Qt puts the size in front
    QTest::newRow("deflate") << "deflate"_ba << zlib;
    QTest::newRow("bare deflate") << "deflate"_ba << zlib.mid(2).chopped(4);
    if (knownEncodings().contains("zstd"))
        QTest::newRow("zstd") << "zstd"_ba << packedBy(u"zstd"_s, {u"-c"_s}, text);
    if (knownEncodings().contains("br"))
        QTest::newRow("br") << "br"_ba << packedBy(u"brotli"_s, {u"-c"_s}, text);
}

void tst_Bodies::decodes()
{
    QFETCH(const QByteArray, encoding);
    QFETCH(const QByteArray, packed);
    const QByteArray text = pattern(300000);
    QVERIFY(!packed.isEmpty());
    const Decoded decoded = decodeContent(packed, encoding);
    QVERIFY2(decoded.isGood(), qPrintable(decoded.problem));
    QVERIFY(!decoded.isCut);
    QCOMPARE(decoded.bytes, text);

    QVERIFY(decodeContent({}, encoding).isGood()); // HEAD
    const Decoded limited = decodeContent(packed, encoding, 1000);
    if (encoding.isEmpty() || encoding == "identity")
        return;
    QCOMPARE(limited.bytes, text.left(1000));
    QVERIFY(limited.isCut);
    // A body that ends early or is damaged gives what can be had of it, and says so.
    const Decoded early = decodeContent(packed.left(packed.size() / 2), encoding);
    QVERIFY(!early.isGood());
    QVERIFY(text.startsWith(early.bytes));
    for (qsizetype at = 0; at < packed.size(); at += 1 + packed.size() / 50) {
        QByteArray damaged = packed;
        damaged[at] = char(~damaged.at(at));
        (void)decodeContent(damaged, encoding);
    }
    QVERIFY(!decodeContent("no such thing", encoding).isGood());
}

void tst_Bodies::bombs()
{
    const QByteArray zeros(200 * 1024 * 1024, '\0');
    const QByteArray bomb = qCompress(zeros).mid(4);
    const Decoded decoded = decodeContent(bomb, "deflate", 1 << 20);
    QCOMPARE(decoded.bytes.size(), 1 << 20);
    QVERIFY(decoded.isCut);
}

void tst_Bodies::severalEncodings()
{
    const QByteArray text = pattern(1000);
    const QByteArray twice = packedBy(u"gzip"_s, {u"-c"_s}, qCompress(text).mid(4));
    QCOMPARE(decodeContent(twice, "deflate, gzip").bytes, text);
    const Decoded unknown = decodeContent(text, "compress");
    QVERIFY(!unknown.isGood() && unknown.problem.contains(u"compress"_s));
    QCOMPARE(unknown.bytes, text);
    QVERIFY(knownEncodings().contains("identity"));
}

QTEST_GUILESS_MAIN(tst_Bodies)
#include "tst_bodies.moc"
