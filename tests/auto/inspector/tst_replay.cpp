// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT
// links: NodeHttpInspectorTesting

// Must 10: recorded requests that are sent again, as they were, edited, or many times; and what the composer has recorded.

#include "composing.h"
#include "keepingserver.h"

#include "inspector/composer.h"
#include "inspector/recorder.h"

#include <QtTest/qsignalspy.h>
#include <QtTest/qtest.h>

using namespace NodeHttp;
using namespace NodeHttp::Inspector;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const ExchangeRecord *composed(const TrafficRecorder &recorder, int i = 0)
{
    for (qsizetype row = 0; row < recorder.count(); ++row) {
        if (recorder.at(row).origin == Origin::Composer && i-- == 0)
            return &recorder.at(row);
    }
    return nullptr;
}

} // namespace

class tst_Replay : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void replayAsRecorded();
    void editAndResend_data();
    void editAndResend();
    void repeat();
    void repeatIsAborted();
    void fromCommandLine_data();
    void fromCommandLine();
    void toCommandLine();
    void recorded();
    void followedWhileItStreams();
};

void tst_Replay::replayAsRecorded() // must 10
{
    TrafficRecorder recorder;
    recorder.start();
    KeepingServer target;
    Composer composer(&recorder);
    ComposedRequest request = post(target.url(u"/a%20b?c"_s), BodyKind::Text, "abc");
    request.headers = {{"x-ODD", "1"}, {"X-Twice", "a"}, {"X-Twice", "b"}, {"Cookie", "id=1"}};
    request.chunked = true;
    request.trailers = {{"X-Trailer", "t"}};
    QVERIFY(isDone(composer.send(request)));
    QTRY_VERIFY(composed(recorder) && composed(recorder)->isOver());
    QVERIFY(isDone(composer.send(ComposedRequest::asRecorded(*composed(recorder), recorder.bodies()))));
    QCOMPARE(target.arrived.size(), 2);
    QCOMPARE(target.arrived[1].raw, target.arrived[0].raw);
    QCOMPARE(target.arrived[1].body, target.arrived[0].body);
    QCOMPARE(target.arrived[1].url, target.arrived[0].url);
    QCOMPARE(target.arrived[1].trailers, target.arrived[0].trailers);
}

void tst_Replay::editAndResend_data()
{
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<int>("kind");
    QTest::newRow("json") << "application/json"_ba << "{}"_ba << int(BodyKind::Json);
    QTest::newRow("form") << "application/x-www-form-urlencoded"_ba << "a=b&c=%26"_ba << int(BodyKind::Form);
    QTest::newRow("odd form") << "application/x-www-form-urlencoded"_ba << "a=%2f&&b"_ba << int(BodyKind::Text); // must not change
    QTest::newRow("text") << "text/xml"_ba << "<a/>"_ba << int(BodyKind::Text);
    QTest::newRow("binary") << "text/plain"_ba << "\xff\xfe"_ba << int(BodyKind::Bytes);
    QTest::newRow("none") << "text/plain"_ba << QByteArray() << int(BodyKind::None);
}

void tst_Replay::editAndResend()
{
    QFETCH(const QByteArray, type);
    QFETCH(const QByteArray, body);
    QFETCH(const int, kind);
    TrafficRecorder recorder;
    recorder.start();
    KeepingServer target;
    Composer composer(&recorder);
    ComposedRequest request = post(target.url(), BodyKind::Bytes, body);
    request.headers = {{"Content-Type", type}, {"X-Other", "kept"}};
    QVERIFY(isDone(composer.send(request)));
    QTRY_VERIFY(composed(recorder) && composed(recorder)->isOver());
    ComposedRequest edited = ComposedRequest::fromRecord(*composed(recorder), recorder.bodies());
    QCOMPARE(int(edited.kind), kind);
    QCOMPARE(edited.url, request.url);
    QCOMPARE(edited.headers.size(), 2); // Host, framing and Connection come by themselves
    edited.method = "PUT";
    edited.headers.append(Header{"X-New", "1"});
    QVERIFY(isDone(composer.send(edited)));
    QCOMPARE(target.arrived[1].method, u"PUT"_s);
    QCOMPARE(target.arrived[1].body, body);
    QCOMPARE(target.arrived[1].headers.value(u"content-type"_s).toString(), QString::fromLatin1(type));
    QCOMPARE(target.arrived[1].headers.value(u"x-other"_s).toString(), u"kept"_s);
    QCOMPARE(target.arrived[1].headers.value(u"x-new"_s).toString(), u"1"_s);
}

void tst_Replay::repeat()
{
    int now = 0, most = 0, all = 0;
    Serving server([&](auto *, ServerResponse *response) {
        most = qMax(most, ++now);
        response->setStatusCode(++all % 10 == 0 ? 503 : 200);
        later(response, [&now, response] {
            --now;
            response->end();
        }, 1);
    });
    Composer composer;
    ComposedRequest request;
    request.url = u"http://127.0.0.1:%1/"_s.arg(server.port());
    Repetition *const repetition = composer.repeat(request, 200, 4);
    QSignalSpy over(repetition, &Repetition::over), changed(repetition, &Repetition::changed);
    QTRY_COMPARE(over.count(), 1);
    QCOMPARE(changed.count(), 200);
    QCOMPARE(all, 200);
    QCOMPARE(most, 4);
    QCOMPARE(repetition->statuses(), (QMap<int, int>{{200, 180}, {503, 20}}));
}

void tst_Replay::repeatIsAborted()
{
    int requests = 0;
    Serving server([&](auto *, auto *) { ++requests; });
    Composer composer;
    ComposedRequest request;
    request.url = u"http://127.0.0.1:%1/"_s.arg(server.port());
    Repetition *const repetition = composer.repeat(request, 50, 3);
    QTRY_COMPARE(requests, 3);
    QSignalSpy over(repetition, &Repetition::over);
    repetition->abort();
    QTRY_COMPARE(over.count(), 1);
    QCOMPARE(requests, 3);
    QCOMPARE(repetition->failed(), 3);
    Repetition *const notBegun = composer.repeat(request, 50, 3);
    QSignalSpy atOnce(notBegun, &Repetition::over);
    notBegun->abort();
    QCOMPARE(atOnce.count(), 1);
}

void tst_Replay::fromCommandLine_data()
{
    QTest::addColumn<QString>("command");
    QTest::addColumn<int>("kind");
    QTest::addColumn<QByteArray>("method");
    QTest::newRow("get") << u"curl http://h/"_s << int(BodyKind::None) << "GET"_ba;
    QTest::newRow("form") << u"curl -d a=b -d c=d http://h/"_s << int(BodyKind::Form) << "POST"_ba;
    QTest::newRow("json") << u"curl --json '{}' http://h/"_s << int(BodyKind::Json) << "POST"_ba;
    QTest::newRow("text") << u"curl -H 'Content-Type: text/plain' -d hello http://h/"_s << int(BodyKind::Text) << "POST"_ba;
    QTest::newRow("multipart") << u"curl -F a=b -F f=@/tmp/x http://h/"_s << int(BodyKind::Multipart) << "POST"_ba;
    QTest::newRow("file") << u"curl -T /tmp/x http://h/"_s << int(BodyKind::File) << "PUT"_ba;
}

void tst_Replay::fromCommandLine()
{
    QFETCH(const QString, command);
    const CurlCommand parsed = fromCurl(command + u" -k -m 1.5 -x http://proxy:3128"_s);
    QVERIFY2(parsed.isGood(), qPrintable(parsed.problem));
    const ComposedRequest request = ComposedRequest::fromCurl(parsed);
    QTEST(int(request.kind), "kind");
    QTEST(request.method, "method");
    QCOMPARE(request.url, u"http://h/"_s);
    QVERIFY(request.insecure);
    QCOMPARE(request.timeout, 1500ms);
    QCOMPARE(request.proxy, u"http://proxy:3128"_s);
    // and back
    const CurlCommand again = fromCurl(toCurl(request));
    QVERIFY2(again.isGood(), qPrintable(again.problem));
    const ComposedRequest twice = ComposedRequest::fromCurl(again);
    QCOMPARE(int(twice.kind), int(request.kind));
    QCOMPARE(twice.method, request.method);
    QCOMPARE(twice.body, request.body);
    QCOMPARE(twice.form.size(), request.form.size());
    QCOMPARE(twice.file, request.file);
    QCOMPARE(twice.timeout, request.timeout);
}

void tst_Replay::toCommandLine()
{
    ComposedRequest request = post(u"http://h/?a=b&c"_s, BodyKind::Text, "it's");
    request.headers = {{"Authorization", "Bearer x"}, {"X-Empty", ""}};
    QCOMPARE(toCurl(request), u"curl 'http://h/?a=b&c' \\\n  -H 'Authorization: [masked]' \\\n  -H 'X-Empty;' \\\n"
                              "  -H 'Content-Type: text/plain; charset=utf-8' \\\n  --data-raw 'it'\\''s'"_s);
    QVERIFY(toCurl(request, {Quoting::Posix, true}).contains(u"Bearer x"_s));
    QVERIFY(toCurl(request, {Quoting::Windows, true}).contains(u" ^\n"_s));
}

void tst_Replay::recorded()
{
    TrafficRecorder recorder;
    recorder.setChooser([](const TrafficExchange &) { return TrafficRecorder::Choice{false, Origin::Attached}; });
    recorder.start();
    KeepingServer target;
    Composer composer(&recorder);
    Sending *const sending = composer.send(post(target.url(), BodyKind::Text, "abc"));
    QVERIFY(sending->exchange() != 0);
    recorder.settle();
    const quint64 number = recorder.numberOf(sending->exchange());
    QVERIFY(isDone(sending));
    QCOMPARE(recorder.count(), 1); // the server's end was not chosen
    const ExchangeRecord *record = composed(recorder);
    QVERIFY(record);
    QCOMPARE(record->number, number);
    QTRY_COMPARE(record->state, State::Complete);
    QCOMPARE(recorder.bodies().read(record->request), "abc"_ba);
    QCOMPARE(recorder.bodies().read(record->response), "answer"_ba);
}

void tst_Replay::followedWhileItStreams()
{
    TrafficRecorder recorder;
    recorder.start();
    QPointer<ServerResponse> open;
    Serving server([&](auto *, ServerResponse *response) {
        open = response;
        response->write("one ");
    });
    Composer composer(&recorder);
    ComposedRequest request;
    request.url = u"http://127.0.0.1:%1/"_s.arg(server.port());
    Sending *const sending = composer.send(request);
    QTRY_COMPARE(sending->received(), 4);
    QTRY_VERIFY(composed(recorder) && recorder.bodies().read(composed(recorder)->response) == "one ");
    QCOMPARE(composed(recorder)->state, State::Pending);
    open->end("two");
    QVERIFY(isDone(sending));
    QTRY_COMPARE(recorder.bodies().read(composed(recorder)->response), "one two"_ba);
}

QTEST_GUILESS_MAIN(tst_Replay)
#include "tst_replay.moc"
