// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT
// links: NodeHttpInspectorModelsTesting

// Bodies as they are shown: by type, by hand, cut, encoded, hostile.

#include "samplerecords.h"

#include "bodycontent.h"
#include "bodytext.h"

#include <QtCore/qbuffer.h>
#include <QtCore/qtemporarydir.h>
#include <QtGui/qimage.h>
#include <QtTest/qabstractitemmodeltester.h>
#include <QtTest/qtest.h>

using namespace NodeHttp;
using namespace NodeHttp::Inspector;
using namespace Qt::StringLiterals;

namespace {

// A session with one exchange that has this body.
struct Shown
{
    Shown(const QByteArray &type, const QByteArray &body, const QByteArray &encoding = {})
    {
        ExchangeRecord record = sampleRecord(1, session.recorder()->bodyStore(), type, body);
        if (!encoding.isEmpty())
            record.responseHead.insert(record.responseHead.size() - 2, "Content-Encoding: " + encoding + "\r\n");
        content.setSession(&session);
        content.setNumber(qint64(session.recorder()->add(std::move(record))));
    }

    InspectorSession session;
    BodyContent content;
};

QByteArray picture(int width, int height)
{
    QImage image(width, height, QImage::Format_RGB32);
    image.fill(0xff3366cc);
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, "PNG");
    return bytes;
}

int unfold(JsonTreeModel *model, const QModelIndex &parent, int most)
{
    int nodes = 0;
    while (model->canFetchMore(parent) && model->rowCount(parent) < most)
        model->fetchMore(parent);
    for (int row = 0; row < model->rowCount(parent); ++row)
        nodes += 1 + unfold(model, model->index(row, 0, parent), most);
    return nodes;
}

} // namespace

class tst_BodyViews : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void viewByType_data();
    void viewByType();
    void viewByHand();
    void parameters_data();
    void parameters();
    void charsets_data();
    void charsets();
    void jsonTree();
    void jsonDepth();
    void jsonIsLazy();
    void jsonErrors();
    void xml_data();
    void xml();
    void xmlBombs();
    void forms();
    void parts();
    void hex();
    void lines();
    void images();
    void hugeImage();
    void encodings();
    void truncated();
    void savesWhole();
    void fileNames_data();
    void fileNames();
};

void tst_BodyViews::viewByType_data()
{
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<int>("view");
    const auto row = [](const char *type, const QByteArray &body, BodyView view) {
        QTest::addRow("%s %s", type, body.left(12).toPercentEncoding().constData()) << QByteArray(type) << body << int(view);
    };
    row("application/json", "{}", BodyView::Json);
    row("application/problem+json; charset=utf-8", "{}", BodyView::Json);
    row("text/xml", "<a/>", BodyView::Xml);
    row("image/svg+xml", "<svg/>", BodyView::Xml);
    row("image/png", "x", BodyView::Image);
    row("Application/X-WWW-Form-Urlencoded", "a=b", BodyView::Form);
    row("multipart/form-data; boundary=x", "--x--", BodyView::Multipart);
    row("multipart/form-data", "--x--", BodyView::Text); // nobody knows where its parts are
    row("text/html", "<p>", BodyView::Text);
    row("application/octet-stream", "readable", BodyView::Text);
    row("application/octet-stream", QByteArray("\0\1\2", 3), BodyView::Hex);
    row("", "[1]", BodyView::Json);
    row("", "plain", BodyView::Text);
    row("", "\xff\xfe\xfd", BodyView::Hex);
    row("", "", BodyView::Text);
}

void tst_BodyViews::viewByType() // must 7
{
    QFETCH(const QByteArray, type);
    QFETCH(const QByteArray, body);
    QFETCH(const int, view);
    QCOMPARE(int(viewFor(type, body)), view);
}

void tst_BodyViews::viewByHand()
{
    Shown shown("application/json", "{\"a\":1}");
    QCOMPARE(shown.content.view(), int(BodyView::Json));
    shown.content.setChosen(int(BodyView::Hex));
    QCOMPARE(shown.content.view(), int(BodyView::Hex));
    QCOMPARE(shown.content.hex()->bytes(), "{\"a\":1}"_ba);
    shown.content.setChosen(int(BodyView::Text));
    QCOMPARE(shown.content.lines()->text(), u"{\"a\":1}"_s);
    QVERIFY(shown.content.hex()->bytes().isEmpty()); // only the chosen one costs something
    shown.content.setChosen(-1);
    QCOMPARE(shown.content.view(), int(BodyView::Json));
    QCOMPARE(shown.content.viewNames().size(), int(BodyView::Hex) + 1);
}

void tst_BodyViews::parameters_data()
{
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QByteArray>("found");
    QTest::newRow("plain") << "text/plain; charset=utf-8"_ba << "charset"_ba << "utf-8"_ba;
    QTest::newRow("case") << "text/plain;Charset=UTF-8"_ba << "charset"_ba << "UTF-8"_ba;
    QTest::newRow("quoted") << "a/b; x=\"1;2\\\"3\"; y=4"_ba << "x"_ba << "1;2\"3"_ba;
    QTest::newRow("behind a quoted one") << "a/b; x=\"1;y=2\"; y=4"_ba << "y"_ba << "4"_ba;
    QTest::newRow("absent") << "a/b; x=1"_ba << "y"_ba << QByteArray();
    QTest::newRow("no end of quotes") << "a/b; x=\"1"_ba << "x"_ba << "1"_ba;
    QTest::newRow("nothing") << QByteArray() << "x"_ba << QByteArray();
    QTest::newRow("semicolons") << ";;;="_ba << "x"_ba << QByteArray();
}

void tst_BodyViews::parameters()
{
    QFETCH(const QByteArray, value);
    QFETCH(const QByteArray, name);
    QFETCH(const QByteArray, found);
    QCOMPARE(parameter(value, name), found);
}

void tst_BodyViews::charsets_data()
{
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("text");
    QTest::newRow("UTF-8") << "text/plain; charset=utf-8"_ba << "gr\xc3\xbc\xc3\x9f"_ba << u"gr\u00fc\u00df"_s;
    QTest::newRow("none said") << "text/plain"_ba << "gr\xc3\xbc"_ba << u"gr\u00fc"_s;
    QTest::newRow("latin1") << "text/plain; charset=iso-8859-1"_ba << "gr\xfc"_ba << u"gr\u00fc"_s;
    QTest::newRow("UTF-16") << "text/plain; charset=\"UTF-16LE\""_ba << QByteArray("a\0b\0", 4) << u"ab"_s;
    QTest::newRow("unknown") << "text/plain; charset=x-none"_ba << "gr\xfc"_ba << u"gr\u00fc"_s;
}

void tst_BodyViews::charsets()
{
    QFETCH(const QByteArray, type);
    QFETCH(const QByteArray, bytes);
    QFETCH(const QString, text);
    QString charset;
    QCOMPARE(decodedText(bytes, type, &charset), text);
    QVERIFY(!charset.isEmpty());
}

void tst_BodyViews::jsonTree()
{
    JsonTreeModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    tester.setUseFetchMore(false); // it would fetch in the middle of a reset, which it then objects to
    model.setText(uR"({"name": "N\u00fc", "list": [1, 2.5, true, null, {}], "deep": {"x": []}})"_s);
    QVERIFY(model.problem().isEmpty());
    QCOMPARE(model.rowCount(), 1);
    const QModelIndex root = model.index(0, 0);
    while (model.canFetchMore(root))
        model.fetchMore(root);
    QCOMPARE(model.rowCount(root), 3);
    QHash<QString, QModelIndex> members;
    for (int row = 0; row < 3; ++row)
        members.insert(model.index(row, 0, root).data(JsonTreeModel::NameRole).toString(), model.index(row, 0, root));
    QCOMPARE(members.value(u"name"_s).data(JsonTreeModel::ValueRole).toString(), u"\"N\u00fc\""_s);
    QCOMPARE(members.value(u"name"_s).data(JsonTreeModel::KindRole).toString(), u"string"_s);
    const QModelIndex list = members.value(u"list"_s);
    QVERIFY(model.hasChildren(list));
    model.fetchMore(list);
    QStringList values;
    for (int row = 0; row < model.rowCount(list); ++row)
        values.append(model.index(row, 0, list).data(JsonTreeModel::ValueRole).toString());
    QCOMPARE(values.mid(0, 4), QStringList({u"1"_s, u"2.5"_s, u"true"_s, u"null"_s}));
    QCOMPARE(model.index(1, 0, list).data(JsonTreeModel::PathRole).toString(), u"$.list[1]"_s);
    QVERIFY(!model.hasChildren(model.index(4, 0, list)));
    QCOMPARE(model.parent(list), root);
    for (const char *scalar : {"17", "\"text\"", "null", "true"}) {
        model.setText(QString::fromLatin1(scalar));
        QCOMPARE(model.index(0, 0).data(JsonTreeModel::ValueRole).toString(), QString::fromLatin1(scalar));
    }
}

void tst_BodyViews::jsonDepth() // deeper than anybody looks, and deeper than Qt reads
{
    JsonTreeModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    tester.setUseFetchMore(false); // it would fetch in the middle of a reset, which it then objects to
    model.setText(QString(500, u'[') + u"1"_s + QString(500, u']'));
    QVERIFY(model.problem().isEmpty());
    QCOMPARE(unfold(&model, {}, 10), JsonTreeModel::kDepth + 1);
    model.setText(QString(200000, u'['));
    QVERIFY(!model.problem().isEmpty());
    QCOMPARE(model.rowCount(), 0);
}

void tst_BodyViews::jsonIsLazy()
{
    QStringList numbers;
    for (int i = 0; i < 100000; ++i)
        numbers.append(QString::number(i));
    JsonTreeModel model;
    model.setText(u'[' + numbers.join(u',') + u']');
    const QModelIndex root = model.index(0, 0);
    QCOMPARE(model.rowCount(root), 0);
    model.fetchMore(root);
    QVERIFY(model.rowCount(root) > 0 && model.rowCount(root) < 1000);
    QVERIFY(model.canFetchMore(root));
}

void tst_BodyViews::jsonErrors()
{
    Shown shown("application/json", "{\"a\": 1,, }");
    QCOMPARE(shown.content.view(), int(BodyView::Text)); // still readable
    QCOMPARE(shown.content.lines()->text(), u"{\"a\": 1,, }"_s);
    QVERIFY(shown.content.notes().join(u' ').contains(u"No JSON"_s));
    QVERIFY(shown.content.json()->problemAt() >= 7);
}

void tst_BodyViews::xml_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("indented");
    QTest::newRow("elements") << u"<a><b>x</b><c/></a>"_s << u"<a>\n  <b>x</b>\n  <c/>\n</a>"_s;
    QTest::newRow("attributes") << u"<a x='1' y='&lt;'><b/></a>"_s << u"<a x=\"1\" y=\"&lt;\">\n  <b/>\n</a>"_s;
    QTest::newRow("comment") << u"<a><!--c--><b/></a>"_s << u"<a>\n  <!--c-->\n  <b/>\n</a>"_s;
}

void tst_BodyViews::xml()
{
    QFETCH(const QString, text);
    QFETCH(const QString, indented);
    QString problem;
    QString got = indentedXml(text, &problem);
    QVERIFY2(problem.isEmpty(), qPrintable(problem));
    QCOMPARE(got.replace(u"></c>"_s, u"/>"_s).replace(u"></b>"_s, u"/>"_s), indented);
}

void tst_BodyViews::xmlBombs()
{
    QString entities = u"<!DOCTYPE a [<!ENTITY x0 \"haha\">"_s; // a billion laughs
    for (int i = 1; i < 12; ++i)
        entities += u"<!ENTITY x%1 \"%2\">"_s.arg(i).arg(u"&x%1;"_s.arg(i - 1).repeated(10));
    QString problem;
    const QString laughs = indentedXml(entities + u"]><a>&x11;</a>"_s, &problem);
    QVERIFY(laughs.size() < 100000);
    QVERIFY(!problem.isEmpty());
    problem.clear();
    const QString outside = indentedXml(u"<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><a>&x;</a>"_s, &problem);
    QVERIFY(!outside.contains(u"root:"_s));
    problem.clear();
    const QString deep = indentedXml(u"<a>"_s.repeated(20000) + u"</a>"_s.repeated(20000), &problem);
    QVERIFY(deep.size() < 20000 * 200); // what is deeper is not indented further
    problem.clear();
    QCOMPARE(indentedXml(u"<a><b></a>"_s, &problem), u"<a><b></a>"_s); // stays as it is
    QVERIFY(problem.contains(u"line 1"_s));
}

void tst_BodyViews::forms()
{
    Shown shown("application/x-www-form-urlencoded", "name=J%C3%BCrgen+K&empty=&alone&a=b=c");
    QCOMPARE(shown.content.view(), int(BodyView::Form));
    const QVariantList rows = shown.content.rows();
    QCOMPARE(rows.size(), 4);
    QCOMPARE(rows.at(0).toMap().value(u"value"_s).toString(), u"J\u00fcrgen K"_s);
    QCOMPARE(rows.at(2).toMap().value(u"name"_s).toString(), u"alone"_s);
    QCOMPARE(rows.at(3).toMap().value(u"value"_s).toString(), u"b=c"_s);
}

void tst_BodyViews::parts()
{
    const QByteArray body = "preamble\r\n--xyz\r\nContent-Disposition: form-data; name=\"text\"\r\n\r\nHello\r\n"
        "--xyz\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.png\"\r\nContent-Type: image/png\r\n\r\n\x89PNG\r\n\x1a\r\n"
        "--xyz\r\n\r\nno head\r\n--xyz--\r\nepilogue"_ba;
    const QList<BodyPart> parts = partsOf(body, "xyz");
    QCOMPARE(parts.size(), 3);
    QCOMPARE(parts.at(0).name, u"text"_s);
    QCOMPARE(parts.at(0).body, "Hello"_ba);
    QCOMPARE(parts.at(1).fileName, u"a.png"_s);
    QCOMPARE(parts.at(1).type, "image/png"_ba);
    QCOMPARE(parts.at(1).body, "\x89PNG\r\n\x1a"_ba);
    QCOMPARE(parts.at(2).body, "no head"_ba);
    for (qsizetype cut = 0; cut < body.size(); ++cut) // cut anywhere: no more parts than there are
        QVERIFY(partsOf(body.left(cut), "xyz").size() <= 3);
    QVERIFY(partsOf(body, "other").isEmpty());

    Shown shown("multipart/form-data; boundary=xyz", body);
    QCOMPARE(shown.content.view(), int(BodyView::Multipart));
    QCOMPARE(shown.content.rows().size(), 3);
    QVERIFY(shown.content.rows().at(1).toMap().value(u"note"_s).toString().contains(u"a.png"_s));
}

void tst_BodyViews::hex()
{
    HexModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QByteArray bytes;
    for (int i = 0; i < 256; ++i)
        bytes += char(i);
    model.setBytes(bytes + "end");
    QCOMPARE(model.count(), 17);
    QCOMPARE(model.data(model.index(4), HexModel::OffsetRole).toString(), u"00000040"_s);
    QCOMPARE(model.data(model.index(4), HexModel::HexRole).toString(), u"40 41 42 43 44 45 46 47  48 49 4a 4b 4c 4d 4e 4f"_s);
    QCOMPARE(model.data(model.index(4), HexModel::CharactersRole).toString(), u"@ABCDEFGHIJKLMNO"_s);
    QCOMPARE(model.data(model.index(0), HexModel::CharactersRole).toString(), QString(16, u'.'));
    QCOMPARE(model.data(model.index(16), HexModel::HexRole).toString().trimmed(), u"65 6e 64"_s);
    model.setMark(70);
    QCOMPARE(model.data(model.index(4), HexModel::MarkRole).toInt(), 6);
    QCOMPARE(model.data(model.index(5), HexModel::MarkRole).toInt(), -1);
}

void tst_BodyViews::lines()
{
    LinesModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setText(u"one\r\ntwo\n\n"_s + QString(5000, u'x') + u"Needle\nneedle"_s);
    QCOMPARE(model.lines(), 5);
    QCOMPARE(model.count(), 7); // the long one is three rows
    QCOMPARE(model.data(model.index(0), LinesModel::TextRole).toString(), u"one"_s);
    QCOMPARE(model.data(model.index(2), LinesModel::TextRole).toString(), QString());
    QCOMPARE(model.data(model.index(3), LinesModel::LineRole).toInt(), 4);
    QCOMPARE(model.data(model.index(4), LinesModel::LineRole).toInt(), 0);
    QCOMPARE(model.find(u"NEEDLE"_s, 0), 5);
    QCOMPARE(model.find(u"needle"_s, 1), 6);
    QCOMPARE(model.find(u"needle"_s, 2), -1);
    QCOMPARE(model.find({}, 0), -1);
}

void tst_BodyViews::images()
{
    Shown shown("image/png", picture(20, 10));
    QCOMPARE(shown.content.view(), int(BodyView::Image));
    QCOMPARE(shown.content.image().size(), QSize(20, 10));
    Shown broken("image/png", "no picture");
    QVERIFY(broken.content.image().isNull());
    QVERIFY(broken.content.notes().join(u' ').contains(u"No image"_s));
}

void tst_BodyViews::hugeImage()
{
    QByteArray claims = picture(20, 10);
    claims.replace(16, 8, QByteArray::fromHex("0000ffff0000ffff")); // the size in its head; the sum of it does not matter
    Shown shown("image/png", claims);
    QVERIFY(shown.content.image().isNull());
    QVERIFY(!shown.content.notes().isEmpty());
}

void tst_BodyViews::encodings()
{
    const QByteArray zipped = QByteArray::fromHex("1f8b0800000000000003cb48cdc9c95728cf2fca49010085114a0d0b000000"); // "hello world"
    Shown shown("text/plain", zipped, "gzip");
    QCOMPARE(shown.content.lines()->text(), u"hello world"_s);
    shown.content.setRaw(true);
    QCOMPARE(shown.content.view(), int(BodyView::Hex));
    QCOMPARE(shown.content.hex()->bytes(), zipped);
    shown.content.setRaw(false);
    QCOMPARE(shown.content.lines()->text(), u"hello world"_s);
    Shown broken("text/plain", "not zipped", "gzip");
    QVERIFY(broken.content.notes().join(u' ').contains(u"gzip"_s));
}

void tst_BodyViews::truncated()
{
    InspectorSession session;
    ExchangeRecord record = sampleRecord(1, session.recorder()->bodyStore(), "text/plain", "abc");
    record.response.size = 1000000; // the rest was not kept
    BodyContent content;
    content.setSession(&session);
    content.setNumber(qint64(session.recorder()->add(record)));
    QVERIFY(content.notes().join(u' ').contains(u"Truncated"_s));
    Shown large("text/plain", QByteArray(3 * 1024 * 1024, 'x'));
    QVERIFY(large.content.lines()->text().size() <= BodyContent::kShown);
    QVERIFY(!large.content.notes().isEmpty());
}

void tst_BodyViews::savesWhole() // must 15
{
    QTemporaryDir folder;
    const QByteArray body = QByteArray("0123456789").repeated(400000);
    Shown shown("text/plain", body);
    const QString name = folder.filePath(u"body.txt"_s);
    QVERIFY(shown.content.save(QUrl::fromLocalFile(name)));
    QFile file(name);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QVERIFY(file.readAll() == body);
    QVERIFY(!shown.content.save(QUrl::fromLocalFile(folder.filePath(u"none/body.txt"_s))));
    QVERIFY(!shown.session.problem().isEmpty());
}

void tst_BodyViews::fileNames_data()
{
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<QString>("suffix");
    QTest::newRow("json") << "application/json"_ba << u"json"_s;
    QTest::newRow("png") << "image/png"_ba << u"png"_s;
    QTest::newRow("page") << "text/html"_ba << u"txt"_s; // a browser would run its scripts
    QTest::newRow("desktop entry") << "application/x-desktop"_ba << u"bin"_s;
    QTest::newRow("shell") << "application/x-sh"_ba << u"bin"_s;
    QTest::newRow("svg") << "image/svg+xml"_ba << u"txt"_s;
    QTest::newRow("none") << QByteArray() << u"bin"_s;
}

void tst_BodyViews::fileNames()
{
    QFETCH(const QByteArray, type);
    QFETCH(const QString, suffix);
    QCOMPARE(safeSuffix(type), suffix);
    Shown shown(type, "x");
    QVERIFY(shown.content.fileName().endsWith(u'.' + suffix));
    QVERIFY(!shown.content.fileName().contains(u'/'));
}

QTEST_GUILESS_MAIN(tst_BodyViews)
#include "tst_bodyviews.moc"
