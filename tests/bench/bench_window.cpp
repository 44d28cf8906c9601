// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// The inspector's window with 100,000 exchanges: how long it takes to read them from a HAR file, to scroll, to sort, to
// filter, and the longest time in which the event loop could not turn meanwhile. In CPU time of its thread, drawing
// included, so that other programs do not count. Printed, never asserted: machines differ.
//
//   bench_window [--count N] [--write FILE]

#include "inspectorsession.h"

#include <QtCore/qcommandlineparser.h>
#include <QtCore/qeventloop.h>
#include <QtCore/qtemporarydir.h>
#include <QtGui/qguiapplication.h>
#include <QtQml/qqmlapplicationengine.h>
#include <QtQuick/qquickitem.h>
#include <QtQuick/qquickwindow.h>

#include <cmath>
#include <cstdio>
#include <ctime>
#include <functional>

using namespace NodeHttp::Inspector;
using namespace Qt::StringLiterals;

namespace {

QByteArray entry(int i)
{
    const QByteArray n = QByteArray::number(i);
    return "{\"startedDateTime\":\"2026-11-25T12:" + QByteArray::number(10 + (i / 60000) % 50) + ':'
        + QByteArray::number(10 + (i / 1000) % 50) + '.' + QByteArray::number(100 + i % 900) + "Z\",\"time\":12,\"connection\":\""
        + QByteArray::number(1 + i % 6) + "\",\"request\":{\"method\":\"" + (i % 5 ? "GET" : "POST")
        + "\",\"url\":\"https://api" + QByteArray::number(i % 20) + ".example.org/v1/items/" + QByteArray::number((i * 7919) % 100003)
        + "?page=2\",\"httpVersion\":\"HTTP/1.1\",\"headers\":[{\"name\":\"Host\",\"value\":\"api.example.org\"},"
          "{\"name\":\"User-Agent\",\"value\":\"Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36\"},{\"name\":\"Accept\",\"value\":\"*/*\"},"
          "{\"name\":\"Cookie\",\"value\":\"session=0123456789abcdef\"}],\"queryString\":[],\"cookies\":[],\"headersSize\":-1,\"bodySize\":0},"
          "\"response\":{\"status\":" + (i % 50 ? "200" : "500") + ",\"statusText\":\"OK\",\"httpVersion\":\"HTTP/1.1\",\"headers\":"
          "[{\"name\":\"Content-Type\",\"value\":\"application/json\"},{\"name\":\"X-Id\",\"value\":\"" + n + "\"},"
          "{\"name\":\"Cache-Control\",\"value\":\"no-cache\"}],\"cookies\":[],\"redirectURL\":\"\",\"headersSize\":-1,\"bodySize\":-1,"
          "\"content\":{\"size\":0,\"mimeType\":\"application/json\",\"text\":\"{\\\"item\\\":" + n + ",\\\"text\\\":\\\""
        + QByteArray(i % 1000, 'x') + "\\\"}\"}},\"cache\":{},\"timings\":{\"blocked\":0.1,\"dns\":-1,\"connect\":-1,\"send\":0.2,\"wait\":"
        + QByteArray::number(i % 300) + ",\"receive\":0.5}}";
}

double residentMegabytes()
{
    QFile file(u"/proc/self/status"_s);
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    for (const QByteArray &line : file.readAll().split('\n')) {
        if (line.startsWith("VmRSS:"))
            return line.mid(6).simplified().split(' ').first().toDouble() / 1024;
    }
    return 0;
}

double milliseconds()
{
    timespec time;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return double(time.tv_sec) * 1e3 + double(time.tv_nsec) / 1e6;
}

// The longest time between two turns of the event loop, and how long a step took in all.
class Probe : public QObject
{
public:
    Probe()
    {
        m_timer.setTimerType(Qt::PreciseTimer);
        connect(&m_timer, &QTimer::timeout, this, [this] {
            const double now = milliseconds();
            m_longest = qMax(m_longest, now - m_last);
            m_last = now;
        });
        m_timer.start(1);
    }

    void step(const char *what, const std::function<void()> &begin, const std::function<bool()> &isOver)
    {
        QEventLoop loop;
        QTimer look;
        connect(&look, &QTimer::timeout, &loop, [&] {
            if (!isOver())
                return;
            look.stop();
            loop.quit();
        });
        m_longest = 0;
        const double start = m_last = milliseconds();
        begin();
        look.start(1);
        loop.exec();
        const double took = milliseconds() - start;
        QTimer::singleShot(kSettled, &loop, &QEventLoop::quit); // what is drawn of it belongs to its gap
        loop.exec();
        std::printf("%-44s %9.1f ms   longest gap %6.1f ms\n", what, took, m_longest);
        std::fflush(stdout);
    }

private:
    static constexpr int kSettled = 250; // milliseconds

    QTimer m_timer;
    double m_last = 0;
    double m_longest = 0;
};

// Objects of the scene by their place in it: who made them does not matter.
QQuickItem *itemCalled(QQuickItem *item, const QString &name)
{
    if (item->objectName() == name)
        return item;
    for (QQuickItem *child : item->childItems()) {
        if (QQuickItem *found = itemCalled(child, name))
            return found;
    }
    return nullptr;
}

} // namespace

int main(int argc, char **argv)
{
    QGuiApplication app(argc, argv);
    QCommandLineParser parser;
    parser.addOptions({{u"count"_s, u"Exchanges."_s, u"N"_s, u"100000"_s},
                       {u"write"_s, u"Writes the HAR file and measures nothing."_s, u"FILE"_s}});
    parser.process(app);
    const int count = parser.value(u"count"_s).toInt();
    QTemporaryDir folder;
    QFile file(parser.isSet(u"write"_s) ? parser.value(u"write"_s) : folder.filePath(u"many.har"_s));
    if (!file.open(QIODevice::WriteOnly))
        return 1;
    file.write("{\"log\":{\"version\":\"1.2\",\"creator\":{\"name\":\"x\",\"version\":\"1\"},\"entries\":[\n");
    for (int i = 0; i < count; ++i)
        file.write((i ? ",\n" : "") + entry(i));
    file.write("]}}\n");
    file.close();
    if (parser.isSet(u"write"_s))
        return 0;

    InspectorSession session;
    session.setRowCap(count);
    QQmlApplicationEngine engine;
    InspectorSession::prepare(&engine);
    engine.setInitialProperties({{u"session"_s, QVariant::fromValue(&session)}});
    engine.load(QUrl(u"qrc:/qt/qml/NodeHttp/Inspector/InspectorWindow.qml"_s));
    auto *window = engine.rootObjects().isEmpty() ? nullptr : qobject_cast<QQuickWindow *>(engine.rootObjects().constFirst());
    auto *rows = window ? itemCalled(window->contentItem(), u"rows"_s) : nullptr;
    if (!rows)
        return 1;
    ExchangeModel &model = *session.model();
    Probe probe;
    int frames = 0;
    QObject::connect(window, &QQuickWindow::frameSwapped, &app, [&frames] { ++frames; });
    probe.step("the empty window", [] {}, [&] { return frames > 0; });
    std::printf("%-44s %9.0f MB\n", "memory before", residentMegabytes());
    std::printf("%-44s %9.0f MB\n", "HAR file", double(file.size()) / 1048576);
    probe.step("read it", [&] { session.importHar(QUrl::fromLocalFile(file.fileName())); },
               [&] { return !session.isBusy() && model.shown() == count; });
    std::printf("%-44s %9.0f MB\n", "memory afterwards", residentMegabytes());

    const double end = rows->property("contentHeight").toDouble() - rows->height();
    int moves = 0;
    QTimer mover;
    frames = 0;
    const auto scroll = [&](double by) {
        mover.disconnect();
        moves = 0;
        QObject::connect(&mover, &QTimer::timeout, rows, [&, by] {
            const double at = std::fmod(rows->property("contentY").toDouble() + by + end, end);
            rows->setProperty("contentY", at);
            ++moves;
        });
        mover.start(16);
    };
    probe.step("scroll by 3 rows, 120 times", [&] { scroll(75); }, [&] { return moves >= 120; });
    probe.step("scroll by a page, 120 times", [&] { scroll(700); }, [&] { return moves >= 120; });
    probe.step("scroll by 1,000 rows, 120 times", [&] { scroll(25000); }, [&] { return moves >= 120; });
    mover.stop();
    std::printf("%-44s %9d\n", "frames of these 360", frames);

    const struct { Column column; bool descending; const char *name; } orders[] = {
        {Column::Path, false, "sort by path"}, {Column::Time, true, "sort by time, downwards"}, {Column::Host, false, "sort by host"},
        {Column::Number, true, "sort by number, downwards"}, {Column::Number, false, "sort by number"}};
    for (const auto &order : orders)
        probe.step(order.name, [&] { model.sortBy(int(order.column), order.descending); }, [&] { return !model.isBusy(); });
    for (const char *filter : {"status:>=500", "method:POST host:api1*", "header:x-id=777", "body:\"item\"", "free text", ""}) {
        probe.step(qPrintable(u"filter %1"_s.arg(QLatin1String(*filter ? filter : "(none)"))),
                   [&] { session.setFilterText(QLatin1String(filter)); }, [&] { return !model.isBusy(); });
    }
    probe.step("choose 100 rows, one after the other", [&] {
        mover.disconnect();
        moves = 0;
        QObject::connect(&mover, &QTimer::timeout, rows, [&] { session.setSelected(model.numberAt(++moves * 997 % count)); });
        mover.start(16);
    }, [&] { return moves >= 100; });
    mover.stop();
    probe.step("clear", [&] { session.clear(); },
               [&] { return model.shown() == 0 && session.recorder()->bodies().memoryUsed() == 0; });
    std::printf("%-44s %9.0f MB\n", "memory at the end", residentMegabytes());
    return 0;
}
