// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// Keeps the doors of the house shut: floors, file sizes, friends, words that have no business here.

#include <NodeHttp/Http>
#include <NodeHttp/ServerGroup>

#include <QtCore/qdir.h>
#include <QtCore/qdiriterator.h>
#include <QtCore/qmetaobject.h>
#include <QtCore/qregularexpression.h>
#include <QtTest/qtest.h>

using namespace Qt::StringLiterals;

namespace {

const QString kRoot = QStringLiteral(NODEHTTP_SOURCE_DIR "/");

QString contents(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

QStringList files(const QStringList &folders, const QStringList &patterns)
{
    QStringList found;
    for (const QString &folder : folders) {
        QDirIterator it(kRoot + folder, patterns, QDir::Files, QDirIterator::Subdirectories);
        while (it.hasNext())
            found.append(it.next());
    }
    found.sort();
    return found;
}

const QStringList kCode = {u"*.h"_s, u"*.cpp"_s};

} // namespace

class tst_House : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void floors();
    void publicHeadersOnly();
    void fileSizes();
    void oneFriend();
    void licences();
    void marks();
    void rulesResolve();
    void headersAreDocumented();
    void noInvokables();
    void inspectorTests();
    void translations();
    void signalTable_data();
    void signalTable();
};

void tst_House::floors()
{
    const QHash<QString, int> floors = {{u"core"_s, 0}, {u"wire"_s, 1}, {u"loop"_s, 2}, {u"stream"_s, 2},
                                        {u"message"_s, 3}, {u"client"_s, 4}, {u"server"_s, 4}, {u"facade"_s, 5}, {u"inspector"_s, 7}, {u"window"_s, 8}};
    static const QRegularExpression include(u"^#include \"([a-z]+)/"_s, QRegularExpression::MultilineOption);
    for (const QString &path : files({u"src"_s}, kCode)) {
        const QString folder = QFileInfo(path).dir().dirName();
        const int floor = floors.value(folder, -1);
        QVERIFY2(floor >= 0, qPrintable(path));
        for (const auto &match : include.globalMatch(contents(path))) {
            const int other = floors.value(match.captured(1), 99); // neighbours on a floor do not know each other
            QVERIFY2(folder != "inspector"_L1 || match.captured(1) == folder, qPrintable(path)); // public API only
            QVERIFY2(other < floor || match.captured(1) == folder, qPrintable(path + u" includes "_s + match.captured(1)));
        }
    }
    QVERIFY(!files({u"src"_s}, kCode).isEmpty());
}

void tst_House::publicHeadersOnly() // the QML module stands on what everybody can include
{
    static const QRegularExpression inside(u"#include (\"[^\"]*/|<[^>]*_p\\.h)"_s);
    static const QRegularExpression besideInspector(u"#include (\"(?!inspector/)[^\"]*/|<[^>]*_p\\.h)"_s);
    for (const QString &path : files({u"qml"_s}, kCode)) {
        const auto &forbidden = path.contains(u"/NodeHttp/Inspector/"_s) ? besideInspector : inside; // the models know the recorder
        QVERIFY2(!forbidden.match(contents(path)).hasMatch(), qPrintable(path));
    }
    QVERIFY(!files({u"qml"_s}, kCode).isEmpty());
}

void tst_House::fileSizes()
{
    for (const QString &path : files({u"src"_s, u"include"_s, u"qml"_s, u"tests"_s, u"examples"_s}, kCode + QStringList{u"*.qml"_s}))
        QVERIFY2(contents(path).count(u'\n') <= 500, qPrintable(path));
}

void tst_House::oneFriend() // a public class has one friend: its own private half
{
    static const QRegularExpression friendClass(u"friend class (\\w+);"_s);
    static const QRegularExpression exported(u"class NODEHTTP_EXPORT (\\w+)"_s);
    for (const QString &path : files({u"include"_s}, {u"*.h"_s})) {
        const QString text = contents(path);
        QStringList friends;
        for (const auto &match : friendClass.globalMatch(text))
            friends.append(match.captured(1));
        QVERIFY2(friends.size() <= 1, qPrintable(path));
        if (!friends.isEmpty())
            QCOMPARE(friends.constFirst(), exported.match(text).captured(1) + u"Private"_s);
    }
}

void tst_House::licences()
{
    for (const QString &path : files({u"src"_s, u"include"_s, u"qml"_s, u"tests"_s, u"examples"_s},
                                      {u"*.h"_s, u"*.cpp"_s, u"*.qml"_s, u"*.mjs"_s, u"CMakeLists.txt"_s, u"*.cmake"_s})) {
        const QString head = contents(path).left(200);
        QVERIFY2(head.contains(u"SPDX-FileCopyrightText: 2026 The NodeHttp authors"_s)
                     && head.contains(u"SPDX-License-Identifier: MIT"_s), qPrintable(path));
    }
}

void tst_House::marks() // unfinished work and commented-out code
{
    static const QRegularExpression mark(u"\\b(TO"_s u"DO|FIX"_s u"ME|XX"_s u"X|HA"_s u"CK)\\b"_s);
    static const QRegularExpression dead(u"^\\s*//.*[;{]$"_s, QRegularExpression::MultilineOption);
    static const QRegularExpression skipped(u"QSK"_s u"IP|QEXPECT_F"_s u"AIL"_s);
    for (const QString &path : files({u"src"_s, u"include"_s, u"qml"_s, u"tests"_s, u"examples"_s}, kCode)) {
        const QString text = contents(path);
        QVERIFY2(!mark.match(text).hasMatch(), qPrintable(path));
        QVERIFY2(!skipped.match(text).hasMatch(), qPrintable(path));
        if (path.contains(u"/src/"_s))
            QVERIFY2(!dead.match(text).hasMatch(), qPrintable(path + u": "_s + dead.match(text).captured()));
    }
}

void tst_House::rulesResolve() // every rule number that code or tests cite
{
    const QString reference = contents(kRoot + u"docs/node-http-behaviour.md"_s);
    QVERIFY(!reference.isEmpty());
    static const QRegularExpression rule(u"\\bS(\\d{1,2})\\.(\\d{1,3})\\b"_s);
    int cited = 0;
    for (const QString &path : files({u"src"_s, u"tests"_s, u"include"_s, u"docs"_s}, {u"*.h"_s, u"*.cpp"_s, u"*.md"_s})) {
        for (const auto &match : rule.globalMatch(contents(path))) {
            ++cited;
            const QRegularExpression defined(u"\\b"_s + QRegularExpression::escape(match.captured()) + u"\\b"_s);
            QVERIFY2(defined.match(reference).hasMatch(), qPrintable(path + u": "_s + match.captured()));
        }
    }
    QVERIFY(cited > 100);
}

void tst_House::headersAreDocumented()
{
    static const QRegularExpression documented(u"/\\*!(.|\\n)*?\\*/\\nclass NODEHTTP_EXPORT"_s);
    static const QRegularExpression guard(u"#ifndef NODEHTTP_[A-Z]+_H\\n#define NODEHTTP_[A-Z]+_H\\n"_s);
    for (const QString &path : files({u"include"_s}, {u"*.h"_s})) {
        const QString text = contents(path);
        QVERIFY2(guard.match(text).hasMatch(), qPrintable(path));
        if (text.contains(u"class NODEHTTP_EXPORT"_s))
            QVERIFY2(documented.match(text).hasMatch(), qPrintable(path));
    }
}

void tst_House::noInvokables() // what scripts call lives in the QML module
{
    for (const QString &path : files({u"include"_s, u"src"_s}, kCode))
        QVERIFY2(!contents(path).contains(u"Q_INVO"_s u"KABLE"_s), qPrintable(path));
}

// docs/inspector.md names tests for each of its twenty-five lines, and one of them says which line it is for.
void tst_House::inspectorTests()
{
    static const QRegularExpression line(u"^\\| (\\d+) \\| [^|]+ \\| ([^|]+) \\|"_s, QRegularExpression::MultilineOption);
    static const QRegularExpression test(u"\\b(?:(tst_\\w+)\\b(?!\\.qml)|tst_(\\w+)\\.qml|qml_(\\w+))"_s);
    QHash<QString, QString> tests; // by name
    for (const QString &path : files({u"tests"_s}, {u"tst_*.cpp"_s, u"tst_*.qml"_s}))
        tests.insert(path.endsWith(u".cpp"_s) ? QFileInfo(path).baseName() : QFileInfo(path).fileName(), path);
    const QString page = contents(kRoot + u"docs/inspector.md"_s);
    const struct { QString title, word; int lines; } tables[] = {{u"\n## Twenty musts\n"_s, u"must"_s, 20},
                                                                 {u"\n## Five that no other tool has\n"_s, u"five"_s, 5}};
    for (const auto &table : tables) {
        const qsizetype at = page.indexOf(table.title);
        QVERIFY(at >= 0);
        const QString text = page.mid(at, page.indexOf(u"\n## "_s, at + 1) - at);
        int number = 0;
        for (const auto &row : line.globalMatch(text)) {
            QCOMPARE(row.captured(1).toInt(), ++number);
            const QRegularExpression label(u"// %1 %2\\b"_s.arg(table.word).arg(number));
            bool isLabelled = false;
            for (const auto &named : test.globalMatch(row.captured(2))) {
                const QString script = named.captured(2) + named.captured(3);
                const QString name = script.isEmpty() ? named.captured(1) : u"tst_"_s + script + u".qml"_s;
                QVERIFY2(tests.contains(name), qPrintable(name));
                isLabelled |= contents(tests.value(name)).contains(label);
            }
            QVERIFY2(isLabelled, qPrintable(u"no test named there says "_s + label.pattern()));
        }
        QCOMPARE(number, table.lines);
    }
}

// What stands in the pages stands in German, too, and nothing that stands there no more.
void tst_House::translations()
{
    const QString folder = u"qml/NodeHttp/Inspector"_s;
    const QString catalogue = contents(kRoot + folder + u"/i18n/inspector_de.ts"_s);
    QVERIFY(!catalogue.isEmpty());
    for (const QString &mark : {u"type=\"unfinished\""_s, u"type=\"vanished\""_s, u"type=\"obsolete\""_s, u"<translation></translation>"_s,
                                u"<translation/>"_s, u"<numerusform></numerusform>"_s})
        QVERIFY2(!catalogue.contains(mark), qPrintable(mark));

    QHash<QString, QString> contexts; // each with its sources
    for (const QString &context : catalogue.split(u"<context>"_s).mid(1))
        contexts.insert(context.section(u"<name>"_s, 1).section(u"</name>"_s, 0, 0), context);
    static const QRegularExpression text(u"qsTr\\(\"((?:[^\"\\\\]|\\\\.)*)\""_s);
    int said = 0;
    for (const QString &path : files({folder}, {u"*.qml"_s})) {
        const QString known = contexts.value(QFileInfo(path).baseName());
        for (const auto &match : text.globalMatch(contents(path))) {
            ++said;
            QString source = match.captured(1).replace(u"\\\""_s, u"\""_s).toHtmlEscaped().replace(u"'"_s, u"&apos;"_s);
            QVERIFY2(known.contains(u"<source>%1</source>"_s.arg(source)), qPrintable(path + u": "_s + match.captured(1)));
        }
    }
    QVERIFY(said > 200);
}

void tst_House::signalTable_data()
{
    QTest::addColumn<const QMetaObject *>("object");
    QTest::addColumn<QByteArray>("signature");
    const auto rows = [](const QMetaObject &object, const QByteArrayList &signatures) {
        for (const QByteArray &signature : signatures)
            QTest::addRow("%s %s", object.className(), signature.constData()) << &object << signature;
    };
    using namespace NodeHttp;
    rows(Server::staticMetaObject, {
        "requestReceived(NodeHttp::IncomingMessage*,NodeHttp::ServerResponse*)",
        "continueExpected(NodeHttp::IncomingMessage*,NodeHttp::ServerResponse*)",
        "expectationReceived(NodeHttp::IncomingMessage*,NodeHttp::ServerResponse*)",
        "connectionOpened(QIODevice*)", "secureConnectionOpened(QIODevice*)",
        "upgradeReceived(NodeHttp::IncomingMessage*,QIODevice*,QByteArray)",
        "connectReceived(NodeHttp::IncomingMessage*,QIODevice*,QByteArray)",
        "clientErrorOccurred(NodeHttp::Error,QIODevice*)", "tlsClientErrorOccurred(NodeHttp::Error,QIODevice*)",
        "requestDropped(NodeHttp::IncomingMessage*,QIODevice*)", "connectionDropped(NodeHttp::ConnectionInfo)",
        "listeningStarted()", "timeoutOccurred(QIODevice*)", "errorOccurred(NodeHttp::Error)", "closed()"});
    rows(ServerGroup::staticMetaObject, {
        "listeningStarted()", "errorOccurred(NodeHttp::Error)", "closed()", "drainCompleted()", "drainForced(int)",
        "restarted(int)", "listeningChanged()"});
    const QByteArrayList outgoing = {
        "timeoutOccurred()", "errorOccurred(NodeHttp::Error)", "closed()", "finished()", "prefinished()", "drained()",
        "piped(QIODevice*)", "unpiped(QIODevice*)", "socketAssigned(QIODevice*)"};
    rows(OutgoingMessage::staticMetaObject, outgoing);
    rows(ServerResponse::staticMetaObject, outgoing);
    rows(ClientRequest::staticMetaObject, outgoing);
    rows(ClientRequest::staticMetaObject, {
        "responseReceived(NodeHttp::IncomingMessage*)", "informationReceived(NodeHttp::InformationalResponse)",
        "continueReceived()", "upgradeReceived(NodeHttp::IncomingMessage*,QIODevice*,QByteArray)",
        "connectReceived(NodeHttp::IncomingMessage*,QIODevice*,QByteArray)", "aborted()"});
    rows(Agent::staticMetaObject, {"socketFreed(QIODevice*,NodeHttp::RequestOptions)", "socketRemoved(QIODevice*,QString)"});
    rows(AbortSignal::staticMetaObject, {"aborted()"});
    rows(IncomingMessage::staticMetaObject, {
        "timeoutOccurred()", "errorOccurred(NodeHttp::Error)", "closed()", "aborted()", "dataReceived(QByteArray)",
        "ended()", "readyRead()", "paused()", "resumed()"});
}

void tst_House::signalTable()
{
    QFETCH(const QMetaObject *, object);
    QFETCH(const QByteArray, signature);
    const int index = object->indexOfSignal(signature.constData());
    QVERIFY(index >= 0);
    for (const QByteArray &name : object->method(index).parameterNames())
        QVERIFY(!name.isEmpty()); // QML handlers are written with them
    // No property may share the name, or QML could not connect to it.
    QVERIFY(object->indexOfProperty(signature.left(signature.indexOf('(')).constData()) < 0);
}

QTEST_GUILESS_MAIN(tst_House)
#include "tst_house.moc"
