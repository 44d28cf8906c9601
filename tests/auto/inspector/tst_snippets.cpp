// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT
// links: NodeHttpInspectorTesting
// label: long

// Must 14: requests as source code, judged by a compiler and by the program qml.

#include "keepingserver.h"

#include "inspector/snippets.h"

#include <QtCore/qprocess.h>
#include <QtNetwork/qtcpserver.h>
#include <QtCore/qtemporarydir.h>
#include <QtTest/qtest.h>

using namespace NodeHttp;
using namespace NodeHttp::Inspector;
using namespace Qt::StringLiterals;

namespace {

using Seen = KeepingServer::Arrived;

// Everything that breaks badly written literals.
const QByteArray kNasty = "say \"%1 %2\" \\ ?\?/ 'x' ${y} `z`\n\x01" "1\t\r\nüf\xc3\xa4" "a\xe2\x80\xa8\xf0\x9f\x98\x80 */ // end";

} // namespace

class tst_Snippets : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void literals();
    void secrets();
    void cpp_data() { addRequests(); }
    void cpp();
#ifdef NODEHTTP_QML_PROGRAM
    void qml_data() { addRequests(); }
    void qml();
#endif
    void errors();

private:
    void addRequests();
    ComposedRequest requestFor(const QByteArray &name) const;
    void compare(const Seen &seen, const ComposedRequest &request) const;
    bool compile(const QString &code, const QString &program);

    KeepingServer m_target;
    QTemporaryDir m_folder;
};

void tst_Snippets::initTestCase()
{
    QFile file(m_folder.filePath(u"it's \"here\".bin"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(QByteArray("\0file\xff", 6));
}

void tst_Snippets::literals()
{
    QCOMPARE(cppLiteral("a\"b\\c"), u"\"a\\\"b\\\\c\""_s);
    QCOMPARE(cppLiteral("\x01" "1"), u"\"\\x01\" \"1\""_s);
    QCOMPARE(jsLiteral(u"a\"\u2028\\"_s), u"\"a\\\"\\u2028\\\\\""_s);
}

void tst_Snippets::secrets()
{
    ComposedRequest request;
    request.url = u"http://h/"_s;
    request.headers = {{"Cookie", "id=secret"}};
    for (const QString &code : {toCpp(request), toQml(request)})
        QVERIFY(!code.contains(u"secret"_s) && code.contains(u"[masked]"_s));
    for (const QString &code : {toCpp(request, true), toQml(request, true)})
        QVERIFY(code.contains(u"id=secret"_s));
}

void tst_Snippets::addRequests()
{
    QTest::addColumn<QByteArray>("name");
    for (const char *name : {"get", "text", "bytes", "form", "multipart", "file", "chunked", "headers"})
        QTest::newRow(name) << QByteArray(name);
}

ComposedRequest tst_Snippets::requestFor(const QByteArray &name) const
{
    ComposedRequest request;
    request.method = name == "get" ? "GET" : "POST";
    request.url = u"http://127.0.0.1:%1/a%20b?c=\"d\"&e='%251'"_s.arg(m_target.port());
    request.kind = name == "get" || name == "headers" ? BodyKind::None : bodyKindFrom(name);
    request.body = kNasty;
    if (name == "bytes")
        request.body = QByteArray("\0\xff\xfe\x00" "12", 6);
    request.form = {{"a\"b", kNasty, {}, {}, {}}, {"c", "", {}, {}, {}}};
    request.file = m_folder.filePath(u"it's \"here\".bin"_s);
    if (name == "multipart")
        request.form.append({"f", {}, request.file, {}, {}});
    if (name == "chunked") {
        request.kind = BodyKind::Text;
        request.chunked = true;
        request.trailers = {{"X-One", "1"}, {"X-Two", "2"}};
    }
    if (name == "headers") {
        request.headers = {{"X-Quote", "\"\\ %1 ?\?/"}, {"X-Twice", "1"}, {"X-Twice", "2"}, {"X-Latin", "\xe4" "a"}};
        request.keepAlive = false;
        request.timeout = std::chrono::seconds(20);
    }
    return request;
}

void tst_Snippets::compare(const Seen &seen, const ComposedRequest &request) const
{
    QCOMPARE(seen.method, QString::fromLatin1(request.method));
    QCOMPARE(seen.url, u"/a%20b?c=%22d%22&e='%251'"_s);
    const QString type = seen.headers.value(u"content-type"_s).toString();
    QByteArray expected;
    for (const BodyPiece &piece : request.pieces(type.section(u"boundary="_s, 1).toLatin1())) {
        QFile file(piece.file);
        expected += piece.file.isEmpty() ? piece.bytes : file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("?");
    }
    QCOMPARE(seen.body, expected);
    if (request.chunked)
        QCOMPARE(seen.trailers, (QVariantMap{{u"x-one"_s, u"1"_s}, {u"x-two"_s, u"2"_s}}));
    for (const Header &header : request.headers) {
        bool found = false;
        for (qsizetype i = 0; i + 1 < seen.raw.size(); i += 2)
            found = found || (seen.raw.at(i) == QString::fromLatin1(header.name) && seen.raw.at(i + 1) == header.value.toString());
        QVERIFY2(found, header.name.constData());
    }
    if (!request.keepAlive)
        QCOMPARE(seen.headers.value(u"connection"_s).toString(), u"close"_s);
}

bool tst_Snippets::compile(const QString &code, const QString &program)
{
    const QString source = program + u".cpp"_s;
    QFile file(source);
    if (!file.open(QIODevice::WriteOnly) || file.write(code.toUtf8()) < 0)
        return false;
    file.close();
    QStringList arguments = QString::fromLatin1(NODEHTTP_SNIPPET_FLAGS).split(u'|', Qt::SkipEmptyParts);
    arguments = QStringList{u"-std=c++17"_s, u"-fPIC"_s, u"-O0"_s, u"-Wall"_s, u"-Wextra"_s, u"-Werror"_s, source} + arguments
        + QStringList{u"-o"_s, program};
    QProcess compiler;
    compiler.setProcessChannelMode(QProcess::MergedChannels);
    compiler.start(QStringLiteral(NODEHTTP_CXX), arguments);
    const bool good = compiler.waitForFinished(120000) && compiler.exitCode() == 0;
    if (!good)
        qWarning("%s", compiler.readAll().constData());
    return good;
}

void tst_Snippets::cpp()
{
    QFETCH(const QByteArray, name);
    const ComposedRequest request = requestFor(name);
    const QString program = m_folder.filePath(QString::fromLatin1(name));
    QVERIFY2(compile(toCpp(request, true), program), qPrintable(toCpp(request, true)));
    m_target.arrived.clear();
    QProcess process;
    process.start(program, QStringList());
    QTRY_VERIFY_WITH_TIMEOUT(process.state() == QProcess::NotRunning && !m_target.arrived.isEmpty(), 20000);
    QCOMPARE(process.exitCode(), 0);
    QCOMPARE(process.readAllStandardOutput(), "answer"_ba);
    compare(m_target.arrived.constFirst(), request);
}

#ifdef NODEHTTP_QML_PROGRAM
void tst_Snippets::qml()
{
    QFETCH(const QByteArray, name);
    const ComposedRequest request = requestFor(name);
    QFile file(m_folder.filePath(QString::fromLatin1(name) + u".qml"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(toQml(request, true).toUtf8());
    file.close();
    m_target.arrived.clear();
    QProcess process;
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start(QStringLiteral(NODEHTTP_QML_PROGRAM), {u"-I"_s, QStringLiteral(NODEHTTP_BIN_DIR "/../qml"), file.fileName()});
    QTRY_VERIFY_WITH_TIMEOUT(process.state() == QProcess::NotRunning, 20000);
    const QByteArray output = process.readAll();
    QVERIFY2(process.exitCode() == 0 && output.contains("answer"), (output + toQml(request, true).toUtf8()).constData());
    QCOMPARE(m_target.arrived.size(), 1);
    compare(m_target.arrived.constFirst(), request);
}
#endif

void tst_Snippets::errors() // a program that fails says so
{
    QTcpServer closed;
    QVERIFY(closed.listen(QHostAddress::LocalHost));
    ComposedRequest request;
    request.url = u"http://127.0.0.1:%1/"_s.arg(closed.serverPort());
    closed.close();
    const QString program = m_folder.filePath(u"failing"_s);
    QVERIFY(compile(toCpp(request), program));
    QProcess process;
    process.start(program, QStringList());
    QVERIFY(process.waitForFinished(20000));
    QCOMPARE(process.exitCode(), 1);
    QVERIFY(process.readAllStandardError().contains("ECONNREFUSED"));
}

QTEST_GUILESS_MAIN(tst_Snippets)
#include "tst_snippets.moc"
