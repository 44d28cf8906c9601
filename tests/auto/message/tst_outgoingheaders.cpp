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

// What a handler that says end("x"), or sends chunks, answers to so many requests on one connection.
QByteArray answerOf(const Change &handler, int requests = 1, const ServerOptions &options = {})
{
    Serving server([&](auto *, auto *res) { handler(res); }, options);
    RawPeer peer(server.port());
    peer.send(get().repeated(requests));
    const auto isThere = [&] {
        const QByteArray all = peer.received();
        return all.count("HTTP/1.1 ") == requests && (all.endsWith("\r\nx") || all.endsWith("\r\n\r\n"));
    };
    return QTest::qWaitFor(isThere) ? peer.received() : "incomplete: " + peer.received();
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
    void refusedOverStored();
    void writeHeadAndStore();
    void refused_data();
    void refused();
    void bytes();
    void afterHead();
    void statusMessage();
    void uniqueHeaders();
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
    const auto set = [row](const char *name, const HeaderList &list, const QByteArray &lines) {
        row(name, [list](auto *r) { for (const Header &h : list) QVERIFY(r->setHeader(h.name, h.value)); }, lines);
    };
    const QByteArrayList two = {"a=1", "b=2"};
    set("S1.1 order and case", {{"zED", "1"}, {"a", "2"}}, "zED: 1\r\na: 2\r\n");
    set("S1.6 replaced", {{"A", 1}, {"B", 2}, {"a", 3}}, "a: 3\r\nB: 2\r\n");
    set("S1.3 empty", {{"D", ""}, {"E", QString()}}, "D: \r\nE: \r\n");
    set("S2.8 number, boolean", {{"A", -1}, {"B", true}, {"D", 1.5}}, "A: -1\r\nB: true\r\nD: 1.5\r\n");
    set("S2.8 null, empty list", {{"C", QVariant::fromValue(nullptr)}, {"A", QStringList()}}, "C: null\r\n");
    set("S2.9 list", {{"A", QByteArrayList{"1", "", "3"}}}, "A: 1\r\nA: \r\nA: 3\r\n");
    set("S2.9 cookies", {{"COOKIE", two}, {"Set-Cookie", two}},
        "COOKIE: a=1; b=2\r\nSet-Cookie: a=1\r\nSet-Cookie: b=2\r\n");
    set("S1.111 latin1", {{"A", u"\u00e9\u00ff"_s}, {"B", "\x80\t\xff"}}, "A: \xe9\xff\r\nB: \x80\t\xff\r\n");
    set("S2.12", {{"Content-Length", 1}, {"Content-Disposition", u"f=\u00e9"_s}},
        "Content-Length: 1\r\nContent-Disposition: f=\xe9\r\n");
    row("S1.6 removed and set again", [](auto *r) {
        r->setHeader("A", 1); r->setHeader("B", 2); r->removeHeader("a"); r->setHeader("A", 3);
    }, "B: 2\r\nA: 3\r\n");
    row("S1.9 removed Date", [](auto *r) { r->removeHeader("dAte"); },
        "Connection: keep-alive\r\nKeep-Alive: timeout=5\r\nContent-Length: 1\r\n\r\nx");
    row("S10.10 first spelling", [](auto *r) { r->appendHeader("X-a", "1"); r->appendHeader("x-A", "2"); },
        "X-a: 1\r\nX-a: 2\r\n");
    row("S10.10 lists", [](auto *r) {
        r->setHeader("A", QByteArrayList{"1", "2"}); r->appendHeader("a", QByteArrayList{"3", "4"});
    }, "A: 1\r\nA: 2\r\nA: 3\r\nA: 4\r\n");
    row("S10.11", [](auto *r) {
        r->setHeader("b", "0");
        r->setHeaders({{"set-cookie", "a=1"}, {"X", "y"}, {"Set-Cookie", "b=2"}, {"B", 2}});
    }, "B: 2\r\nSet-Cookie: a=1\r\nSet-Cookie: b=2\r\nX: y\r\n");
    row("S2.15 given alone", [](auto *r) { r->writeHead(200, {{"X-a", 1}, {"B", QByteArrayList{"1", "2"}}}); },
        "X-a: 1\r\nB: 1\r\nB: 2\r\n");
    row("S2.16 given wins, empty names are skipped", [](auto *r) {
        r->setHeaders({{"X-B", "b"}, {"X-a", "old"}, {"C", "c"}});
        r->writeHead(200, {{"x-A", "new"}, {"", "x"}, {"D", "d"}, {"x-b", "also"}});
    }, "x-b: also\r\nx-A: new\r\nC: c\r\nD: d\r\n");
    row("S2.18 given twice over stored", [](auto *r) {
        r->setHeader("A", 1); r->writeHead(200, {{"X-a", "1"}, {"x-A", "2"}});
    }, "A: 1\r\nx-A: 2\r\n");
}

void tst_OutgoingHeaders::wire()
{
    QFETCH(const Change, change);
    QFETCH(const QByteArray, lines);
    QCOMPARE(ownLines(answerOf([&](auto *res) { change(res); res->end("x"); })), lines);
}

void tst_OutgoingHeaders::store() // S2.1, S2.2, S2.3, S2.4, S2.5, S2.7
{
    const auto check = [](const ServerResponse *res) {
        QCOMPARE(res->getHeaderNames(), (QByteArrayList{"b-two", "a-one"}));
        QCOMPARE(res->getRawHeaderNames(), (QByteArrayList{"b-TWO", "A-One"}));
        const HeaderList all = res->getHeaders();
        QCOMPARE(all.size(), 2);
        QVERIFY(all[0].name == "b-two" && all[0].value == HeaderValue(2) && all[0].value != HeaderValue("2"));
        QVERIFY(all[1].name == "a-one" && all[1].value.toVariant() == QStringList({u"1"_s, u"2"_s}));
        QVERIFY(res->hasHeader("A-ONE") && res->hasHeader("b-two") && !res->hasHeader("C") && !res->hasHeader("Date"));
        QVERIFY(res->getHeader("C").isUndefined());
    };
    const QByteArray answer = answerOf([&](auto *res) {
        QVERIFY(res->getHeaderNames().isEmpty() && res->getHeaders().isEmpty());
        QVERIFY(res->setHeader("B-Two", "1") && res->setHeader("C", "c"));
        QVERIFY(res->setHeader("A-One", QByteArrayList{"1", "2"}));
        QVERIFY(res->setHeader("b-TWO", 2) && res->removeHeader("c") && res->removeHeader("Absent"));
        check(res);
        res->end("x");
        check(res);
    });
    QCOMPARE(ownLines(answer), "b-TWO: 2\r\nA-One: 1\r\nA-One: 2\r\n"_ba);
}

void tst_OutgoingHeaders::refusedOverStored() // S10.10, S10.11: a refused call changes nothing, not even half
{
    const QByteArray answer = answerOf([](auto *res) {
        res->setHeader("A", "1");
        const QString bad = kChar.arg(u"header content [\"a\"]"_s);
        QCOMPARE(reasonOf(res, [](auto *r) { return r->appendHeader("a", "x\r\ny"); }), bad);
        QCOMPARE(reasonOf(res, [](auto *r) { return r->appendHeader("a", QByteArrayList{"2", "\n"}); }), bad);
        QCOMPARE(reasonOf(res, [](auto *r) { return r->appendHeader("a", {}); }), kUndefined.arg(u"a"_s));
        QCOMPARE(reasonOf(res, [](auto *r) { return r->setHeaders({{"A", 2}, {"B", 2}, {"a", "\n"}}); }), bad);
        QCOMPARE(reasonOf(res, [](auto *r) { return r->writeHead(404, {{"A", 2}, {"B", 2}, {"a", "\n"}}); }), bad);
        QVERIFY(!res->hasHeader("B") && !res->headersSent());
        QCOMPARE(res->getHeader("A"), HeaderValue("1"));
        QVERIFY(res->appendHeader("a", 2));
        QCOMPARE(res->getHeader("A"), HeaderValue(QByteArrayList{"1", "2"}));
        res->end("x");
    });
    QVERIFY(answer.startsWith("HTTP/1.1 200 OK\r\nA: 1\r\nA: 2\r\nDate: "));
}

void tst_OutgoingHeaders::writeHeadAndStore() // S2.15, S2.16: readable afterwards only when something was stored before
{
    int n = 0;
    const QByteArray answer = answerOf([&](auto *res) {
        if (++n == 2)
            res->setHeader("A", "a");
        QVERIFY(res->writeHead(201, "Done", {{"X", "y"}}));
        QVERIFY(res->headersSent());
        QCOMPARE(res->getHeaderNames(), n == 2 ? (QByteArrayList{"a", "x"}) : QByteArrayList());
        QCOMPARE(res->statusCode(), 201);
        QCOMPARE(res->statusMessage(), u"Done"_s);
        res->end();
    }, 2);
    QCOMPARE(answer.count("HTTP/1.1 201 Done\r\n"), 2);
}

void tst_OutgoingHeaders::refused_data()
{
    QTest::addColumn<Refused>("call");
    QTest::addColumn<QString>("reason");
    const auto row = [](const char *name, const QString &reason, const Refused &call) {
        QTest::newRow(name) << call << reason;
    };
    const auto set = [row](const char *name, const QString &reason, const char *header, const HeaderValue &value) {
        row(name, reason, [=](auto *r) { return r->setHeader(header, value); });
    };
    set("S2.54 empty name", kToken.arg(u""_s), "", "x");
    set("S2.54 blank", kToken.arg(u"a b"_s), "a b", "x");
    set("S2.54 before the value", kToken.arg(u"a/b"_s), "a/b", {});
    row("S2.54 appended", kToken.arg(u"(a)"_s), [](auto *r) { return r->appendHeader("(a)", "x"); });
    row("S2.54 among many", kToken.arg(u"b\r\n"_s), [](auto *r) { return r->setHeaders({{"a", 1}, {"b\r\n", 2}}); });
    const QString inA = kChar.arg(u"header content [\"A\"]"_s);
    set("S2.56 carriage return", inA, "A", "x\r\nB: y");
    set("S2.56 above latin1", inA, "A", u"\u0100"_s);
    set("S2.56 looks like a line feed", inA, "A", u"\u010a"_s);
    set("S2.11 in a list", inA, "A", QStringList{u"x"_s, u"\n"_s});
    set("S2.55 undefined", kUndefined.arg(u"A"_s), "A", HeaderValue());
    row("S1.109 trailer name", QString(kToken).replace(u"Header"_s, u"Trailer"_s).arg(u"a b"_s),
        [](auto *r) { return r->addTrailers({{"a b", 1}}); });
    row("S1.109 trailer value", kChar.arg(u"trailer content [\"A\"]"_s),
        [](auto *r) { return r->addTrailers({{"A", "\n"}}); });
    row("S2.20 name", kToken.arg(u"a b"_s), [](auto *r) { return r->writeHead(404, {{"B", 1}, {"a b", 1}}); });
    row("S2.20 value", inA, [](auto *r) { return r->writeHead(404, {{"B", 1}, {"A", "\n"}}); });
    for (const int code : {99, 1000, 0, -1}) {
        row(qPrintable(u"S2.14 code %1"_s.arg(code)), kStatus.arg(code),
            [code](auto *r) { return r->writeHead(code, {{"A", 1}}); });
    }
    row("S1.145 end", kStatus.arg(42), [](auto *r) { r->setStatusCode(42); return r->end("y"); });
    const QString inReason = kChar.arg(u"statusMessage"_s);
    row("S2.24 reason", inReason, [](auto *r) { return r->writeHead(200, "OK\r\nA: b"); });
    row("S2.24 property", inReason, [](auto *r) { r->setStatusMessage(u"a\nb"_s); return r->end("y"); });
    row("S2.24 above latin1", inReason, [](auto *r) { r->setStatusMessage(u"\u20ac"_s); return r->flushHeaders(); });
}

void tst_OutgoingHeaders::refused() // S2.20, S2.24: nothing changed, nothing was sent, and the answer goes on
{
    QFETCH(const Refused, call);
    QFETCH(const QString, reason);
    const QByteArray answer = answerOf([&](auto *res) {
        QCOMPARE(reasonOf(res, call), reason);
        QVERIFY(!res->headersSent() && !res->isWritableEnded() && res->getHeaderNames().isEmpty());
        res->setStatusCode(200);
        res->setStatusMessage(QString());
        res->end("x");
    });
    QCOMPARE(withoutDate(answer), ok("x"));
}

void tst_OutgoingHeaders::bytes() // S2.26, S2.27: every byte in a name and in a value
{
    const QByteArray token = "!#$%&'*+-.0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ^_`abcdefghijklmnopqrstuvwxyz|~";
    QByteArray legal;
    const QByteArray answer = answerOf([&](auto *res) {
        for (int byte = 0; byte < 256; ++byte) {
            const QByteArray text = QByteArray("x") + char(byte);
            if (token.contains(char(byte)))
                QVERIFY2(res->setHeader(text, "") && res->removeHeader(text), text.constData());
            else
                QCOMPARE(reasonOf(res, [&](auto *r) { return r->setHeader(text, ""); }),
                         QString(kToken).replace(u"%1"_s, QString::fromLatin1(text)));
            if (byte == 9 || (byte >= 32 && byte != 127))
                legal += char(byte);
            else
                QCOMPARE(reasonOf(res, [&](auto *r) { return r->setHeader("A", text + '>'); }),
                         kChar.arg(u"header content [\"A\"]"_s));
        }
        QVERIFY(res->setHeader(token, legal));
        res->end("x");
    });
    QCOMPARE(ownLines(answer), token + ": " + legal + "\r\n");
}

void tst_OutgoingHeaders::afterHead() // S2.6, S2.21, S2.22, S2.53
{
    const auto check = [](ServerResponse *res) {
        QCOMPARE(reasonOf(res, [](auto *r) { return r->setHeader("A", "1"); }), kSent.arg(u"set"_s));
        QCOMPARE(reasonOf(res, [](auto *r) { return r->setHeaders({{"A", "1"}}); }), kSent.arg(u"set"_s));
        QCOMPARE(reasonOf(res, [](auto *r) { return r->setHeader("a b", {}); }), kSent.arg(u"set"_s));
        QCOMPARE(reasonOf(res, [](auto *r) { return r->appendHeader("K", "1"); }), kSent.arg(u"append"_s));
        QCOMPARE(reasonOf(res, [](auto *r) { return r->removeHeader("K"); }), kSent.arg(u"remove"_s));
        QCOMPARE(reasonOf(res, [](auto *r) { return r->writeHead(404, {{"A", 1}}); }), kSent.arg(u"write"_s));
    };
    const QByteArray answer = answerOf([&](auto *res) {
        QVERIFY(res->writeHead(200, {{"K", "k"}}));
        check(res);
        res->end("x");
        check(res);
    });
    QVERIFY(answer.startsWith("HTTP/1.1 200 OK\r\nK: k\r\nDate: ") && answer.endsWith("1\r\nx\r\n0\r\n\r\n"));
}

void tst_OutgoingHeaders::statusMessage() // S2.23, S1.11, S1.144
{
    int n = 0;
    const QByteArray answer = answerOf([&](auto *res) {
        ++n;
        res->setStatusCode(n == 1 ? 404 : 200);
        res->setStatusMessage(n == 1 ? QString() : u"Tr\u00e8s bien"_s);
        QVERIFY(n == 3 ? res->writeHead(202, "Fine") : res->flushHeaders());
        QCOMPARE(res->statusMessage(), n == 1 ? u"Not Found"_s : n == 2 ? u"Tr\u00e8s bien"_s : u"Fine"_s);
        res->setStatusMessage(u"too late"_s);
        res->setSendDate(false);
        res->end();
    }, 3);
    for (const char *line : {"404 Not Found", "200 Tr\xe8s bien", "202 Fine"})
        QVERIFY2(answer.contains("HTTP/1.1 "_ba + line + "\r\nDate: "), line);
}

void tst_OutgoingHeaders::uniqueHeaders() // S2.10, S10.13
{
    ServerOptions options;
    options.uniqueHeaders = {"X-Y", "set-cookie"};
    const QByteArray answer = answerOf([](auto *res) {
        const QByteArrayList two = {"a", "b"};
        res->writeHead(200, {{"x-y", two}, {"Z", two}, {"Set-Cookie", two}});
        res->addTrailers({{"X-y", two}, {"z", two}});
        res->end();
    }, 1, options);
    QCOMPARE(ownLines(answer), "x-y: a; b\r\nZ: a\r\nZ: b\r\nSet-Cookie: a; b\r\n"_ba);
    QVERIFY(answer.endsWith("\r\n\r\n0\r\nX-y: a; b\r\nz: a\r\nz: b\r\n\r\n"));
}

void tst_OutgoingHeaders::trailers() // S1.105, S1.106, S1.107, S1.108, S2.27
{
    const QByteArray answer = answerOf([](auto *res) {
        QVERIFY(res->addTrailers({{"Replaced", 1}}));
        res->write("x");
        const QByteArrayList two = {"1", "2"};
        QVERIFY(res->addTrailers({{"Z", 1}, {"a", ""}, {"A", true}, {"l", two}, {"e", u"\u00e9"_s}}));
        res->end();
    });
    QVERIFY(answer.endsWith("\r\n\r\n1\r\nx\r\n0\r\nZ: 1\r\na: \r\nA: true\r\nl: 1\r\nl: 2\r\ne: \xe9\r\n\r\n"));
}

void tst_OutgoingHeaders::flushHeaders() // S1.41, S1.143
{
    QPointer<ServerResponse> answer;
    Serving server([&](auto *, auto *res) {
        answer = res;
        QVERIFY(res->flushHeaders() && res->flushHeaders());
        QVERIFY(res->headersSent());
    });
    RawPeer peer(server.port());
    peer.send(get());
    const QByteArray head = ok("").replace("Content-Length: 0", "Transfer-Encoding: chunked");
    QTRY_COMPARE(withoutDate(peer.received()), head);
    QVERIFY(answer->flushHeaders());
    answer->end("hi");
    QTRY_COMPARE(withoutDate(peer.received()), head + "2\r\nhi\r\n0\r\n\r\n");
    QCOMPARE(peer.segments().size(), 2);
}

QTEST_GUILESS_MAIN(tst_OutgoingHeaders)
#include "tst_outgoingheaders.moc"
