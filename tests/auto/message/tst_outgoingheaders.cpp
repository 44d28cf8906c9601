// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// The header calls of a message to send, what they refuse, and what reaches the wire: sections 1.1, 1.8, 1.14, 2.1,
// 2.2, 2.3 and 2.6 of the behaviour reference.

#include "rawpeer.h"
#include "serving.h"

#include <QtCore/qpointer.h>
#include <QtCore/qregularexpression.h>
#include <QtTest/qtest.h>

using namespace NodeHttp;
using namespace Qt::StringLiterals;

using Change = std::function<void(ServerResponse *)>;
using Refused = std::function<bool(ServerResponse *)>;

namespace {

// The lines between the start line and the first automatic one.
QByteArray ownLines(const QByteArray &answer)
{
    const qsizetype begin = answer.indexOf("\r\n") + 2;
    return answer.mid(begin, answer.indexOf("Date: ") - begin);
}

// Makes a call that must be refused and gives the reason in one line.
QString reasonOf(ServerResponse *res, const Refused &call)
{
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"ServerResponse"_s));
    if (call(res))
        return u"accepted"_s;
    const Error error = res->error();
    return error.code() + u' ' + error.name() + u": "_s + error.message();
}

const QString kToken = u"ERR_INVALID_HTTP_TOKEN TypeError: Header name must be a valid HTTP token [\"%1\"]"_s;
const QString kChar = u"ERR_INVALID_CHAR TypeError: Invalid character in %1"_s;
const QString kUndefined = u"ERR_HTTP_INVALID_HEADER_VALUE TypeError: Invalid value \"undefined\" for header \"%1\""_s;
const QString kStatus = u"ERR_HTTP_INVALID_STATUS_CODE RangeError: Invalid status code: %1"_s;
const QString kSent = u"ERR_HTTP_HEADERS_SENT Error: Cannot %1 headers after they are sent to the client"_s;

} // namespace

class tst_OutgoingHeaders : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void wire_data();
    void wire();
    void store();
    void typesAreKept();
    void setHeadersIsAllOrNothing();
    void appendToStored();
    void writeHeadAndStore();
    void refused_data();
    void refused();
    void nameBytes();
    void valueBytes();
    void afterHead_data();
    void afterHead();
    void statusMessage();
    void removedDate();
    void uniqueHeaders();
    void trailers_data();
    void trailers();
    void flushHeaders();
};

void tst_OutgoingHeaders::wire_data()
{
    QTest::addColumn<Change>("change");
    QTest::addColumn<QByteArray>("lines");
    const auto row = [](const char *name, const Change &change, const QByteArray &lines) {
        QTest::newRow(name) << change << lines;
    };
    row("S1.1 order and case", [](auto *r) { r->setHeader("zED", "1"); r->setHeader("a", "2"); }, "zED: 1\r\na: 2\r\n");
    row("S1.6 replaced", [](auto *r) { r->setHeader("A", 1); r->setHeader("B", 2); r->setHeader("a", 3); },
        "a: 3\r\nB: 2\r\n");
    row("S1.6 removed and set again", [](auto *r) {
        r->setHeader("A", 1); r->setHeader("B", 2); r->removeHeader("a"); r->setHeader("A", 3);
    }, "B: 2\r\nA: 3\r\n");
    row("S1.3 empty", [](auto *r) { r->setHeader("D", ""); r->setHeader("E", QString()); }, "D: \r\nE: \r\n");
    row("S2.8 number, boolean, null", [](auto *r) {
        r->setHeader("A", -1); r->setHeader("B", true); r->setHeader("C", QVariant::fromValue(nullptr));
        r->setHeader("D", 1.5);
    }, "A: -1\r\nB: true\r\nC: null\r\nD: 1.5\r\n");
    row("S2.8 empty list", [](auto *r) { r->setHeader("A", QStringList()); r->setHeader("B", 1); }, "B: 1\r\n");
    row("S2.9 list", [](auto *r) { r->setHeader("A", QByteArrayList{"1", "", "3"}); }, "A: 1\r\nA: \r\nA: 3\r\n");
    row("S2.9 cookie", [](auto *r) { r->setHeader("COOKIE", QByteArrayList{"a=1", "b=2", "c=3"}); },
        "COOKIE: a=1; b=2; c=3\r\n");
    row("S2.9 cookie of one", [](auto *r) { r->setHeader("Cookie", QByteArrayList{"a=1"}); }, "Cookie: a=1\r\n");
    row("S2.9 Set-Cookie", [](auto *r) { r->setHeader("Set-Cookie", QByteArrayList{"a=1", "b=2"}); },
        "Set-Cookie: a=1\r\nSet-Cookie: b=2\r\n");
    row("S10.10 absent", [](auto *r) { r->appendHeader("A", "1"); }, "A: 1\r\n");
    row("S10.10 first spelling", [](auto *r) { r->setHeader("X-a", "1"); r->appendHeader("x-A", "2"); },
        "X-a: 1\r\nX-a: 2\r\n");
    row("S10.10 lists", [](auto *r) {
        r->setHeader("A", QByteArrayList{"1", "2"}); r->appendHeader("a", QByteArrayList{"3", "4"});
        r->appendHeader("a", 5);
    }, "A: 1\r\nA: 2\r\nA: 3\r\nA: 4\r\nA: 5\r\n");
    row("S10.11 each of them", [](auto *r) { r->setHeader("b", "0"); r->setHeaders({{"A", 1}, {"B", 2}}); },
        "B: 2\r\nA: 1\r\n");
    row("S10.11 gathered cookies", [](auto *r) {
        r->setHeaders({{"set-cookie", "a=1"}, {"X", "y"}, {"Set-Cookie", "b=2"}});
    }, "Set-Cookie: a=1\r\nSet-Cookie: b=2\r\nX: y\r\n");
    row("S1.111 latin1", [](auto *r) { r->setHeader("A", u"\u00e9\u00ff"_s); r->setHeader("B", "\x80\t\xff"); },
        "A: \xe9\xff\r\nB: \x80\t\xff\r\n");
    row("S2.12 content-disposition", [](auto *r) {
        r->setHeader("Content-Length", 1); r->setHeader("Content-Disposition", u"f=\u00e9"_s);
    }, "Content-Length: 1\r\nContent-Disposition: f=\xe9\r\n");
    row("S2.15 given alone", [](auto *r) { r->writeHead(200, {{"X-a", 1}, {"B", QByteArrayList{"1", "2"}}}); },
        "X-a: 1\r\nB: 1\r\nB: 2\r\n");
    row("S2.17 given twice", [](auto *r) { r->writeHead(200, {{"X-a", "1"}, {"C", "c"}, {"x-A", "2"}}); },
        "X-a: 1\r\nC: c\r\nx-A: 2\r\n");
    row("S2.16 given wins", [](auto *r) {
        r->setHeader("X-B", "b"); r->setHeader("X-a", "old"); r->setHeader("C", "c");
        r->writeHead(200, {{"x-A", "new"}, {"D", "d"}, {"x-b", "also"}});
    }, "x-b: also\r\nx-A: new\r\nC: c\r\nD: d\r\n");
    row("S2.16 empty names", [](auto *r) { r->setHeader("A", 1); r->writeHead(200, {{"", "x"}, {"B", 2}}); },
        "A: 1\r\nB: 2\r\n");
    row("S2.18 given twice over stored", [](auto *r) {
        r->setHeader("A", 1); r->writeHead(200, {{"X-a", "1"}, {"x-A", "2"}});
    }, "A: 1\r\nx-A: 2\r\n");
}

void tst_OutgoingHeaders::wire()
{
    QFETCH(const Change, change);
    QFETCH(const QByteArray, lines);
    Serving server([&](auto *, auto *res) { change(res); res->end("x"); });
    RawPeer peer(server.port());
    peer.send(get());
    QTRY_VERIFY(peer.received().contains("\r\n\r\n"));
    QCOMPARE(ownLines(peer.received()), lines);
}

void tst_OutgoingHeaders::store() // S2.3, S2.4, S2.5, S2.7
{
    QPointer<ServerResponse> answer;
    const auto check = [](const ServerResponse *res) {
        QCOMPARE(res->getHeaderNames(), (QByteArrayList{"b-two", "a-one"}));
        QCOMPARE(res->getRawHeaderNames(), (QByteArrayList{"b-TWO", "A-One"}));
        const HeaderList all = res->getHeaders();
        QCOMPARE(all.size(), 2);
        QVERIFY(all[0].name == "b-two" && all[0].value == HeaderValue(2));
        QVERIFY(all[1].name == "a-one" && all[1].value == HeaderValue("1"));
        QVERIFY(res->hasHeader("A-ONE") && res->hasHeader("b-two") && !res->hasHeader("C") && !res->hasHeader("Date"));
        QCOMPARE(res->getHeader("a-oNE").toString(), u"1"_s);
        QVERIFY(res->getHeader("C").isUndefined());
    };
    Serving server([&](auto *, auto *res) {
        QVERIFY(res->getHeaderNames().isEmpty() && res->getHeaders().isEmpty());
        QVERIFY(res->setHeader("B-Two", "1") && res->setHeader("C", "c") && res->setHeader("A-One", "1"));
        QVERIFY(res->setHeader("b-TWO", 2) && res->removeHeader("c") && res->removeHeader("Absent"));
        check(res);
        answer = res;
        res->write("x");
        check(res);
    });
    RawPeer peer(server.port());
    peer.send(get());
    QTRY_VERIFY(answer && peer.received().endsWith("1\r\nx\r\n"));
    check(answer); // after the bytes left
    QCOMPARE(ownLines(peer.received()), "b-TWO: 2\r\nA-One: 1\r\n"_ba);
}

void tst_OutgoingHeaders::typesAreKept() // S2.1, S2.2
{
    Serving server([](auto *, auto *res) {
        res->setHeader("N", 42);
        res->setHeader("T", "42");
        res->setHeader("B", false);
        res->setHeader("L", QStringList{u"1"_s, u"2"_s});
        QCOMPARE(res->getHeader("n").type(), HeaderValue::Type::Number);
        QCOMPARE(res->getHeader("n").toVariant(), QVariant(42));
        QCOMPARE(res->getHeader("t").type(), HeaderValue::Type::Text);
        QCOMPARE(res->getHeader("b").toVariant(), QVariant(false));
        QCOMPARE(res->getHeader("l").toVariant(), QVariant(QStringList{u"1"_s, u"2"_s}));
        res->end("x");
    });
    RawPeer peer(server.port());
    peer.send(get());
    QTRY_COMPARE(ownLines(peer.received()), "N: 42\r\nT: 42\r\nB: false\r\nL: 1\r\nL: 2\r\n"_ba);
}

void tst_OutgoingHeaders::setHeadersIsAllOrNothing() // S10.11; a refused call changes nothing
{
    Serving server([](auto *, auto *res) {
        res->setHeader("A", 0);
        QCOMPARE(reasonOf(res, [](auto *r) { return r->setHeaders({{"A", 1}, {"B", 2}, {"C", "\n"}}); }),
                 kChar.arg(u"header content [\"C\"]"_s));
        QCOMPARE(res->getHeaderNames(), QByteArrayList{"a"});
        res->end("x");
    });
    RawPeer peer(server.port());
    peer.send(get());
    QTRY_COMPARE(ownLines(peer.received()), "A: 0\r\n"_ba);
}

void tst_OutgoingHeaders::appendToStored() // S10.10: validated, and a refused one is not stored
{
    Serving server([](auto *, auto *res) {
        res->setHeader("A", "1");
        const QString bad = kChar.arg(u"header content [\"a\"]"_s);
        QCOMPARE(reasonOf(res, [](auto *r) { return r->appendHeader("a", "x\r\ny"); }), bad);
        QCOMPARE(reasonOf(res, [](auto *r) { return r->appendHeader("a", QByteArrayList{"2", "\n"}); }), bad);
        QCOMPARE(reasonOf(res, [](auto *r) { return r->appendHeader("a", {}); }), kUndefined.arg(u"a"_s));
        QCOMPARE(res->getHeader("A"), HeaderValue("1"));
        QVERIFY(res->appendHeader("a", 2));
        QCOMPARE(res->getHeader("A"), HeaderValue(QByteArrayList{"1", "2"}));
        res->end("x");
    });
    RawPeer peer(server.port());
    peer.send(get());
    QTRY_COMPARE(ownLines(peer.received()), "A: 1\r\nA: 2\r\n"_ba);
}

void tst_OutgoingHeaders::writeHeadAndStore() // S2.15, S2.16: readable afterwards only when something was stored before
{
    int n = 0;
    Serving server([&](auto *, auto *res) {
        if (++n == 2)
            res->setHeader("A", "a");
        QVERIFY(res->writeHead(201, "Done", {{"X", "y"}}));
        QVERIFY(res->headersSent());
        QCOMPARE(res->hasHeader("x"), n == 2);
        QCOMPARE(res->getHeaderNames(), n == 2 ? (QByteArrayList{"a", "x"}) : QByteArrayList());
        QCOMPARE(res->statusCode(), 201);
        QCOMPARE(res->statusMessage(), u"Done"_s);
        res->end();
    });
    RawPeer peer(server.port());
    peer.send(get() + get());
    QTRY_COMPARE(peer.received().count("HTTP/1.1 201 Done\r\n"), 2);
}

void tst_OutgoingHeaders::refused_data()
{
    QTest::addColumn<Refused>("call");
    QTest::addColumn<QString>("reason");
    const auto row = [](const char *name, const QString &reason, const Refused &call) {
        QTest::newRow(name) << call << reason;
    };
    row("S2.54 empty name", kToken.arg(u""_s), [](auto *r) { return r->setHeader("", "x"); });
    row("S2.54 blank", kToken.arg(u"a b"_s), [](auto *r) { return r->setHeader("a b", "x"); });
    row("S2.54 colon", kToken.arg(u"a:"_s), [](auto *r) { return r->setHeader("a:", "x"); });
    row("S2.54 appended", kToken.arg(u"(a)"_s), [](auto *r) { return r->appendHeader("(a)", "x"); });
    row("S2.54 among many", kToken.arg(u"b\r\n"_s), [](auto *r) { return r->setHeaders({{"a", 1}, {"b\r\n", 2}}); });
    row("S2.54 before the value", kToken.arg(u"a/b"_s), [](auto *r) { return r->setHeader("a/b", {}); });
    const QString inA = kChar.arg(u"header content [\"A\"]"_s);
    row("S2.56 line feed", inA, [](auto *r) { return r->setHeader("A", "x\ny"); });
    row("S2.56 carriage return", inA, [](auto *r) { return r->setHeader("A", "x\r\nB: y"); });
    row("S2.56 above latin1", inA, [](auto *r) { return r->setHeader("A", u"\u0100"_s); });
    row("S2.56 looks like a line feed", inA, [](auto *r) { return r->setHeader("A", u"\u010a"_s); });
    row("S2.11 in a list", inA, [](auto *r) { return r->setHeader("A", QStringList{u"x"_s, u"\n"_s}); });
    row("S2.56 appended", inA, [](auto *r) { return r->appendHeader("A", "\x01"); });
    row("S2.55 undefined", kUndefined.arg(u"A"_s), [](auto *r) { return r->setHeader("A", HeaderValue()); });
    row("S2.55 empty variant", kUndefined.arg(u"A"_s), [](auto *r) { return r->setHeader("A", QVariant()); });
    row("S2.55 appended", kUndefined.arg(u"A"_s), [](auto *r) { return r->appendHeader("A", {}); });
    row("S1.109 trailer name", QString(kToken).replace(u"Header"_s, u"Trailer"_s).arg(u"a b"_s),
        [](auto *r) { return r->addTrailers({{"a b", 1}}); });
    row("S1.109 trailer value", kChar.arg(u"trailer content [\"A\"]"_s),
        [](auto *r) { return r->addTrailers({{"A", "\n"}}); });
    row("S2.20 name", kToken.arg(u"a b"_s), [](auto *r) { return r->writeHead(404, {{"B", 1}, {"a b", 1}}); });
    row("S2.20 value", inA, [](auto *r) { return r->writeHead(404, {{"B", 1}, {"A", "\n"}}); });
    row("S2.20 undefined", kUndefined.arg(u"A"_s), [](auto *r) { return r->writeHead(404, {{"A", {}}}); });
    for (const int code : {99, 1000, 0, -1}) {
        row(qPrintable(u"S2.14 code %1"_s.arg(code)), kStatus.arg(code),
            [code](auto *r) { return r->writeHead(code, {{"A", 1}}); });
    }
    row("S1.145 write", kStatus.arg(42), [](auto *r) { r->setStatusCode(42); return r->write("y"); });
    row("S1.145 end", kStatus.arg(42), [](auto *r) { r->setStatusCode(42); return r->end("y"); });
    row("S1.145 flushHeaders", kStatus.arg(42), [](auto *r) { r->setStatusCode(42); return r->flushHeaders(); });
    const QString inReason = kChar.arg(u"statusMessage"_s);
    row("S2.24 reason", inReason, [](auto *r) { return r->writeHead(200, "OK\r\nA: b"); });
    row("S2.24 property", inReason, [](auto *r) { r->setStatusMessage(u"a\nb"_s); return r->end("y"); });
    row("S2.24 above latin1", inReason, [](auto *r) { r->setStatusMessage(u"\u20ac"_s); return r->flushHeaders(); });
}

void tst_OutgoingHeaders::refused() // S2.20, S2.24: nothing changed, nothing was sent, and the answer goes on
{
    QFETCH(const Refused, call);
    QFETCH(const QString, reason);
    Serving server([&](auto *, auto *res) {
        QCOMPARE(reasonOf(res, call), reason);
        QVERIFY(!res->headersSent() && !res->isWritableEnded() && res->getHeaderNames().isEmpty());
        res->setStatusCode(200);
        res->setStatusMessage(QString());
        res->end("x");
    });
    RawPeer peer(server.port());
    peer.send(get());
    QTRY_COMPARE(withoutDate(peer.received()), ok("x"));
}

void tst_OutgoingHeaders::nameBytes() // S2.26
{
    const QByteArray token = "!#$%&'*+-.0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ^_`abcdefghijklmnopqrstuvwxyz|~";
    Serving server([&](auto *, auto *res) {
        for (int byte = 0; byte < 256; ++byte) {
            const QByteArray name = QByteArray("x") + char(byte);
            if (token.contains(char(byte)))
                QVERIFY2(res->setHeader(name, "") && res->removeHeader(name), name.constData());
            else
                QCOMPARE(reasonOf(res, [&](auto *r) { return r->setHeader(name, ""); }),
                         QString(kToken).replace(u"%1"_s, QString::fromLatin1(name)));
        }
        res->setHeader(token, "");
        res->end("x");
    });
    RawPeer peer(server.port());
    peer.send(get());
    QTRY_COMPARE(ownLines(peer.received()), token + ": \r\n");
}

void tst_OutgoingHeaders::valueBytes() // S2.27
{
    QByteArray legal;
    Serving server([&](auto *, auto *res) {
        for (int byte = 0; byte < 256; ++byte) {
            const QByteArray value = QByteArray("<") + char(byte) + '>';
            if (byte != 9 && (byte < 32 || byte == 127)) {
                QCOMPARE(reasonOf(res, [&](auto *r) { return r->setHeader("A", value); }),
                         kChar.arg(u"header content [\"A\"]"_s));
            } else {
                QVERIFY2(res->setHeader("A", value), value.constData());
                legal += char(byte);
            }
        }
        res->setHeader("A", legal);
        res->end("x");
    });
    RawPeer peer(server.port());
    peer.send(get());
    QTRY_COMPARE(ownLines(peer.received()), "A: " + legal + "\r\n");
    QCOMPARE(legal.size(), 256 - 32);
}

void tst_OutgoingHeaders::afterHead_data()
{
    QTest::addColumn<Refused>("call");
    QTest::addColumn<QString>("verb");
    QTest::newRow("S2.6 set") << Refused([](auto *r) { return r->setHeader("A", "1"); }) << u"set"_s;
    QTest::newRow("S2.6 set many") << Refused([](auto *r) { return r->setHeaders({{"A", "1"}}); }) << u"set"_s;
    QTest::newRow("S2.6 before the name") << Refused([](auto *r) { return r->setHeader("a b", {}); }) << u"set"_s;
    QTest::newRow("S2.6 append") << Refused([](auto *r) { return r->appendHeader("K", "1"); }) << u"append"_s;
    QTest::newRow("S2.6 remove") << Refused([](auto *r) { return r->removeHeader("K"); }) << u"remove"_s;
    QTest::newRow("S2.21 writeHead") << Refused([](auto *r) { return r->writeHead(404, {{"A", 1}}); }) << u"write"_s;
    QTest::newRow("S2.21 before the code") << Refused([](auto *r) { return r->writeHead(42); }) << u"write"_s;
}

void tst_OutgoingHeaders::afterHead() // S2.53, S2.22
{
    QFETCH(const Refused, call);
    QFETCH(const QString, verb);
    Serving server([&](auto *, auto *res) {
        QVERIFY(res->writeHead(200, {{"K", "k"}}));
        QCOMPARE(reasonOf(res, call), kSent.arg(verb));
        res->end("x");
        QCOMPARE(reasonOf(res, call), kSent.arg(verb));
    });
    RawPeer peer(server.port());
    peer.send(get());
    QTRY_VERIFY(peer.received().endsWith("1\r\nx\r\n0\r\n\r\n"));
    QVERIFY(peer.received().startsWith("HTTP/1.1 200 OK\r\n"));
    QCOMPARE(ownLines(peer.received()), "K: k\r\n"_ba);
}

void tst_OutgoingHeaders::statusMessage() // S2.23, S1.11, S1.144
{
    int n = 0;
    Serving server([&](auto *, auto *res) {
        ++n;
        res->setStatusCode(n == 1 ? 404 : 200);
        res->setStatusMessage(n == 1 ? QString() : u"Tr\u00e8s bien"_s);
        n == 3 ? res->writeHead(202, "Fine") : res->flushHeaders();
        QCOMPARE(res->statusMessage(), n == 1 ? u"Not Found"_s : n == 2 ? u"Tr\u00e8s bien"_s : u"Fine"_s);
        res->setStatusCode(500);
        res->setStatusMessage(u"too late"_s);
        res->setSendDate(false);
        res->end();
    });
    RawPeer peer(server.port());
    for (const QByteArray &line : {"404 Not Found"_ba, "200 Tr\xe8s bien"_ba, "202 Fine"_ba}) {
        peer.send(get());
        QTRY_VERIFY(peer.received().endsWith("\r\n0\r\n\r\n"));
        QVERIFY(peer.take().startsWith("HTTP/1.1 " + line + "\r\nDate: "));
    }
}

void tst_OutgoingHeaders::removedDate() // S1.9
{
    int n = 0;
    Serving server([&](auto *, auto *res) {
        res->removeHeader("dAte");
        QVERIFY(!res->sendsDate());
        if (++n == 2)
            res->setHeader("Date", "mine");
        res->end("x");
    });
    RawPeer peer(server.port());
    peer.send(get() + get());
    const QByteArray plain = ok("x").replace("Date: <D>\r\n", "");
    QTRY_COMPARE(peer.received(), plain + QByteArray(plain).replace("OK\r\n", "OK\r\nDate: mine\r\n"));
}

void tst_OutgoingHeaders::uniqueHeaders() // S2.10, S10.13
{
    ServerOptions options;
    options.uniqueHeaders = {"X-Y", "set-cookie"};
    Serving server([](auto *, auto *res) {
        const QByteArrayList two = {"a", "b"};
        res->writeHead(200, {{"x-y", two}, {"Z", two}, {"Set-Cookie", two}});
        res->addTrailers({{"X-y", two}, {"z", two}});
        res->end();
    }, options);
    RawPeer peer(server.port());
    peer.send(get());
    QTRY_VERIFY(peer.received().endsWith("\r\n\r\n0\r\nX-y: a; b\r\nz: a\r\nz: b\r\n\r\n"));
    QCOMPARE(ownLines(peer.received()), "x-y: a; b\r\nZ: a\r\nZ: b\r\nSet-Cookie: a; b\r\n"_ba);
}

void tst_OutgoingHeaders::trailers_data()
{
    QTest::addColumn<HeaderList>("list");
    QTest::addColumn<QByteArray>("lines");
    QTest::newRow("S1.147 none") << HeaderList() << ""_ba;
    QTest::newRow("S1.105 in order") << HeaderList{{"Z", 1}, {"a", ""}} << "Z: 1\r\na: \r\n"_ba;
    QTest::newRow("S1.106 repeated") << HeaderList{{"A", 1}, {"a", true}} << "A: 1\r\na: true\r\n"_ba;
    QTest::newRow("S1.107 list") << HeaderList{{"A", QByteArrayList{"1", "2"}}} << "A: 1\r\nA: 2\r\n"_ba;
    QTest::newRow("S2.27 latin1") << HeaderList{{"A", u"\u00e9"_s}} << "A: \xe9\r\n"_ba;
}

void tst_OutgoingHeaders::trailers() // S1.106, S1.108
{
    QFETCH(const HeaderList, list);
    QFETCH(const QByteArray, lines);
    Serving server([&](auto *, auto *res) {
        QVERIFY(res->addTrailers({{"Replaced", 1}}));
        res->write("x");
        QVERIFY(res->addTrailers(list)); // after the head, too
        res->end();
    });
    RawPeer peer(server.port());
    peer.send(get() + get());
    const QByteArray body = "1\r\nx\r\n0\r\n" + lines + "\r\n";
    QTRY_COMPARE(peer.received().count("\r\n\r\n" + body), 2);
}

void tst_OutgoingHeaders::flushHeaders() // S1.41, S1.42, S1.143
{
    QPointer<ServerResponse> answer;
    Serving server([&](auto *, auto *res) {
        answer = res;
        res->setHeader("A", 1);
        QVERIFY(res->flushHeaders() && res->flushHeaders());
        QVERIFY(res->headersSent());
    });
    RawPeer peer(server.port());
    for (const char *body : {"hi", ""}) {
        peer.send(get());
        const QByteArray chunked = ok("").replace("Content-Length: 0", "Transfer-Encoding: chunked");
        const QByteArray head = QByteArray(chunked).replace("OK\r\n", "OK\r\nA: 1\r\n");
        QTRY_COMPARE(withoutDate(peer.received()), head);
        QVERIFY(answer->flushHeaders());
        answer->end(body);
        QTRY_COMPARE(withoutDate(peer.take()), head + (*body ? "2\r\nhi\r\n0\r\n\r\n" : "0\r\n\r\n"));
    }
}

QTEST_GUILESS_MAIN(tst_OutgoingHeaders)
#include "tst_outgoingheaders.moc"
