// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// Pictures of every page of the inspector's window, with traffic of its own: for the documentation, and for whoever changes
// how it looks.
//
//   shots_window [--dark] [--size 1280x800] [--language de] [--only traffic*] [--har FILE] FOLDER

#include "inspectorsession.h"
#include "shotstraffic.h"

#include <QtCore/qcommandlineparser.h>
#include <QtCore/qdir.h>
#include <QtCore/qfile.h>
#include <QtCore/qregularexpression.h>
#include <QtCore/qtimer.h>
#include <QtGui/qguiapplication.h>
#include <QtGui/qpalette.h>
#include <QtQml/qqmlapplicationengine.h>
#include <QtQuick/qquickitem.h>
#include <QtQuick/qquickwindow.h>
#include <QtTest/qtest.h>

#include <cstdio>

using namespace NodeHttp::Inspector;
using namespace Qt::StringLiterals;

namespace {

QPalette darkPalette()
{
    QPalette palette(QColor(0x3b, 0x41, 0x48), QColor(0x31, 0x36, 0x3b));
    palette.setColor(QPalette::Base, QColor(0x23, 0x26, 0x29));
    palette.setColor(QPalette::AlternateBase, QColor(0x2a, 0x2e, 0x32));
    palette.setColor(QPalette::Highlight, QColor(0x2f, 0x5d, 0x8c));
    palette.setColor(QPalette::HighlightedText, Qt::white);
    for (QPalette::ColorRole role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        palette.setColor(role, QColor(0xe6, 0xe9, 0xed));
    return palette;
}

// What a picture is taken of: the window and hands to change what it shows.
class Stage
{
public:
    Stage(QQuickWindow *window, InspectorSession *session, ShotsTraffic *traffic)
        : window(window), session(session), traffic(traffic)
    {
    }

    void turnTo(const QString &file)
    {
        QQuickItem *const view = viewItem();
        const QVariantList pages = view->property("pages").toList();
        for (int i = 0; i < pages.size(); ++i) {
            if (pages.at(i).toMap().value(u"file"_s).toString() == file)
                view->setProperty("currentPage", i);
        }
    }
    // The first row whose method and path begin like this, seen from the client unless told otherwise.
    void choose(const QString &method, const QString &path, bool server = false)
    {
        ExchangeModel *const model = session->model();
        for (int row = 0; row < model->rowCount(); ++row) {
            const auto text = [&](int column) { return model->data(model->index(row, column)).toString(); };
            if (!text(5).startsWith(path) || text(2) != method)
                continue;
            session->setSelected(qint64(model->numberAt(server ? otherEnd(row) : row)));
            return;
        }
        std::fprintf(stderr, "there is no row %s %s\n", qPrintable(method), qPrintable(path));
    }
    void detail(int page) { item(u"detailPages"_s)->setProperty("currentIndex", page); }
    void details(const QString &method, const QString &path, int page, bool server = false)
    {
        turnTo(u"Traffic.qml"_s);
        choose(method, path, server);
        detail(page);
    }
    void body(const QString &method, const QString &path, int view = -1) // of a POST its request, where the interest is
    {
        const bool ofRequest = method != "GET"_L1;
        details(method, path, ofRequest ? 1 : 2);
        if (view >= 0)
            QMetaObject::invokeMethod(item(u"views"_s), "activated", Q_ARG(int, view + 1));
    }
    // What a filter let through is worked out in slices: does it when that has ended.
    void settled(const std::function<void()> &then)
    {
        QTimer::singleShot(50, window, [this, then] {
            if (session->isBusy() || session->model()->isBusy())
                settled(then);
            else
                then();
        });
    }
    void key(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier) { QTest::keyClick(window, key, modifiers); }
    void type(const QString &text)
    {
        for (QChar letter : text)
            QTest::keyClick(window, letter.toLatin1());
    }
    void click(const QString &name) { QMetaObject::invokeMethod(item(name), "clicked"); }
    void focus(const QString &name) { item(name)->forceActiveFocus(Qt::TabFocusReason); }
    // An object of the view that is no item: composer, breakpoints, pools.
    QObject *model(const char *name) { return viewItem()->property(name).value<QObject *>(); }

    QQuickItem *item(const QString &name)
    {
        QQuickItem *const found = visible(window->contentItem(), [&name](QQuickItem *item) { return item->objectName() == name; });
        if (!found)
            std::fprintf(stderr, "nothing is called %s\n", qPrintable(name));
        return found ? found : window->contentItem();
    }

    QQuickWindow *const window;
    InspectorSession *const session;
    ShotsTraffic *const traffic;

private:
    QQuickItem *viewItem()
    {
        QQuickItem *const view = visible(window->contentItem(), [](QQuickItem *item) { return item->property("pages").isValid(); });
        return view ? view : window->contentItem();
    }
    template<typename Fits>
    static QQuickItem *visible(QQuickItem *item, const Fits &fits)
    {
        if (!item->isVisible() || fits(item))
            return item->isVisible() ? item : nullptr;
        const QList<QQuickItem *> children = item->childItems();
        for (QQuickItem *child : children) {
            if (QQuickItem *found = visible(child, fits))
                return found;
        }
        return nullptr;
    }
    int otherEnd(int row) const
    {
        ExchangeModel *const model = session->model();
        const QVariant path = model->data(model->index(row, 5));
        for (int other = row + 1; other < model->rowCount(); ++other) {
            if (model->data(model->index(other, 5)) == path)
                return other;
        }
        return row;
    }
};

struct Scene
{
    QString name;
    std::function<void(Stage *)> set;
    int wait = 350;                  // milliseconds until the picture
};

std::vector<Scene> scenesOfTraffic()
{
    const auto of = [](const QString &path, int page, bool server = false) {
        return [=](Stage *stage) { stage->details(u"GET"_s, path, page, server); };
    };
    const auto body = [](const QString &method, const QString &path, int view = -1) {
        return [=](Stage *stage) { stage->body(method, path, view); };
    };
    const auto chosenBody = [](const QString &path) {
        return [=](Stage *stage) { stage->details(u"GET"_s, path, 6); };
    };
    return {
        {u"traffic-empty"_s, [](Stage *) {}},
        {u"traffic"_s, [](Stage *stage) { stage->traffic->askForAll(); }, 2200},
        {u"overview"_s, of(u"/api/orders"_s, 0)},
        {u"request"_s, [](Stage *stage) { stage->details(u"POST"_s, u"/api/orders"_s, 1); }},
        {u"response"_s, of(u"/api/orders"_s, 2)},
        {u"headers"_s, of(u"/api/orders"_s, 3)},
        {u"headers-raw"_s, [](Stage *stage) { stage->item(u"raw"_s)->setProperty("checked", true); }},
        {u"query"_s, of(u"/api/orders"_s, 4)},
        {u"cookies"_s, of(u"/api/orders"_s, 5)},
        {u"body-json"_s, chosenBody(u"/api/orders"_s)},
        {u"body-xml"_s, chosenBody(u"/feed.xml"_s)},
        {u"body-image"_s, chosenBody(u"/img/logo"_s)},
        {u"body-text"_s, chosenBody(u"/slow"_s)},
        {u"body-hex"_s, chosenBody(u"/bytes"_s)},
        {u"body-form"_s, body(u"POST"_s, u"/form"_s)},
        {u"body-parts"_s, body(u"POST"_s, u"/parts"_s)},
        {u"timing"_s, of(u"/api/orders"_s, 7)},
        {u"connection"_s, of(u"/api/orders"_s, 8)},
        {u"events"_s, of(u"/slow"_s, 9, true)},
        {u"pressure"_s, [](Stage *stage) { stage->details(u"PUT"_s, u"/upload"_s, 10); }},
        {u"error-response"_s, of(u"/rude"_s, 0)},
        {u"error-request"_s, [](Stage *stage) {
             stage->session->setFilterText(u"error:HPE* side:server"_s);
             stage->settled([stage] { stage->session->setSelected(qint64(stage->session->model()->numberAt(0))); });
         }, 700},
        {u"error-tls"_s, [](Stage *stage) {
             stage->session->setFilterText({});
             stage->settled([stage] { stage->details(u"GET"_s, u"/secret"_s, 8); });
         }, 700},
        {u"error-timeout"_s, of(u"/never"_s, 0)},
        {u"filter-error"_s, [](Stage *stage) {
             stage->key(Qt::Key_L, Qt::ControlModifier);
             stage->type(u"method:POST and status:x"_s);
             stage->key(Qt::Key_Return);
         }, 600},
        {u"filter-offers"_s, [](Stage *stage) {
             stage->key(Qt::Key_A, Qt::ControlModifier);
             stage->type(u"status:>=400 is:"_s);
         }},
        {u"filter-none"_s, [](Stage *stage) {
             stage->focus(u"rows"_s);
             stage->session->setFilterText(u"host:nowhere"_s);
         }, 600},
        {u"search"_s, [](Stage *stage) {
             stage->session->setFilterText({});
             stage->key(Qt::Key_F, Qt::ControlModifier);
             stage->type(u"Lovelace"_s);
             stage->key(Qt::Key_Return);
         }, 800},
        {u"menu"_s, [](Stage *stage) {
             stage->key(Qt::Key_Escape);
             stage->click(u"more"_s);
         }},
        {u"menu-row"_s, [](Stage *stage) {
             stage->key(Qt::Key_Escape);
             stage->focus(u"rows"_s);
             stage->key(Qt::Key_F10, Qt::ShiftModifier);
         }},
        {u"menu-columns"_s, [](Stage *stage) {
             stage->key(Qt::Key_Escape);
             stage->focus(u"tableHeader"_s);
             for (int i = 0; i < 5; ++i)
                 stage->key(Qt::Key_Right);
             stage->key(Qt::Key_F10, Qt::ShiftModifier);
         }},
        {u"memory"_s, [](Stage *stage) {
             stage->key(Qt::Key_Escape);
             stage->click(u"more"_s);
             QTimer::singleShot(150, stage->window, [stage] {
                 for (int i = 0; i < 6; ++i)
                     stage->key(Qt::Key_Down);
                 stage->key(Qt::Key_Return);
             });
         }, 800},
        {u"har-export"_s, [](Stage *stage) {
             stage->key(Qt::Key_Escape);
             stage->key(Qt::Key_S, Qt::ControlModifier);
         }, 800},
        {u"keys"_s, [](Stage *stage) {
             stage->key(Qt::Key_Escape);
             stage->key(Qt::Key_F1);
         }, 600},
        {u"details-right"_s, [](Stage *stage) {
             stage->key(Qt::Key_Escape);
             stage->details(u"GET"_s, u"/api/orders"_s, 0);
             QTimer::singleShot(400, stage->window, [stage] { stage->key(Qt::Key_D, Qt::ControlModifier); });
         }, 1000},
    };
}

std::vector<Scene> scenesOfPages()
{
    const auto kind = [](const char *kind, const char *text = "") {
        return [=](Stage *stage) {
            stage->model("composer")->setProperty("kind", QString::fromLatin1(kind));
            if (*text)
                stage->model("composer")->setProperty("bodyText", QString::fromLatin1(text));
        };
    };
    const auto part = [](int part) {
        return [=](Stage *stage) { stage->item(u"parts"_s)->setProperty("currentIndex", part); };
    };
    return {
        {u"composer-empty"_s, [](Stage *stage) {
             stage->key(Qt::Key_D, Qt::ControlModifier);
             stage->session->setSelected(0);
             stage->turnTo(u"Composer.qml"_s);
         }},
        {u"composer-streaming"_s, [](Stage *stage) {
             QObject *const composer = stage->model("composer");
             QMetaObject::invokeMethod(composer, "paste", Q_ARG(QString, u"curl -H 'Accept: text/plain' -H 'X-Request: 1' http://127.0.0.1:%1/stream"_s.arg(stage->traffic->port())));
             QMetaObject::invokeMethod(composer, "send");
             stage->detail(2);
         }, 900},
        {u"composer-text"_s, [kind, part](Stage *stage) {
             QMetaObject::invokeMethod(stage->model("composer"), "abort");
             part(1)(stage);
             kind("text", "A text of\nseveral lines")(stage);
         }},
        {u"composer-json"_s, kind("json", "{\"item\": \"tea\",\n \"count\": }")},
        {u"composer-form"_s, [kind](Stage *stage) {
             kind("form")(stage);
             auto *const form = stage->model("composer")->property("form").value<QObject *>();
             QMetaObject::invokeMethod(form, "put", Q_ARG(int, 0), Q_ARG(QString, u"name"_s), Q_ARG(QVariant, u"item"_s));
             QMetaObject::invokeMethod(form, "put", Q_ARG(int, 0), Q_ARG(QString, u"value"_s), Q_ARG(QVariant, u"green tea"_s));
         }},
        {u"composer-multipart"_s, [kind](Stage *stage) {
             kind("multipart")(stage);
             const QString photo = QDir::tempPath() + u"/beach.png"_s;
             if (QFile file(photo); file.open(QIODevice::WriteOnly))
                 file.write("\x89PNG");
             auto *const form = stage->model("composer")->property("form").value<QObject *>();
             QMetaObject::invokeMethod(form, "put", Q_ARG(int, 1), Q_ARG(QString, u"name"_s), Q_ARG(QVariant, u"photo"_s));
             QMetaObject::invokeMethod(form, "put", Q_ARG(int, 1), Q_ARG(QString, u"file"_s), Q_ARG(QVariant, QUrl::fromLocalFile(photo).toString()));
             stage->model("composer")->setProperty("chunked", true);
         }},
        {u"composer-file"_s, kind("file")},
        {u"composer-none"_s, kind("none")},
        {u"composer-options"_s, part(2)},
        {u"composer-code"_s, part(3)},
        {u"bin-stopped"_s, [](Stage *stage) { stage->turnTo(u"BinPage.qml"_s); }},
        {u"bin-running"_s, [](Stage *stage) { stage->click(u"startStop"_s); }},
        {u"bin-rules"_s, [](Stage *stage) {
             for (const char *rule : {"POST /orders 201 {\"id\": 7}", "* /api/* 503", "PUT /files echo"}) {
                 stage->focus(u"rule"_s);
                 stage->type(QLatin1String(rule));
                 stage->key(Qt::Key_Return);
             }
             stage->focus(u"rules"_s);
         }},
        {u"proxy-stopped"_s, [](Stage *stage) { stage->turnTo(u"ProxyPage.qml"_s); }},
        {u"proxy-running"_s, [](Stage *stage) {
             stage->click(u"startStop"_s);
             stage->traffic->tunnel(QUrl(stage->session->proxyUrl()));
         }, 700},
        {u"breakpoints-empty"_s, [](Stage *stage) { stage->turnTo(u"BreakpointPage.qml"_s); }},
        {u"breakpoints-held"_s, [](Stage *stage) {
             stage->focus(u"breakpointFilter"_s);
             stage->type(u"method:POST path:/api*"_s);
             stage->key(Qt::Key_Return);
             for (int i = 0; i < 2; ++i)
                 stage->traffic->ask(u"POST"_s, u"/api/orders"_s, "application/json", R"({"item": "tea"})");
         }, 700},
        {u"pools"_s, [](Stage *stage) {
             QMetaObject::invokeMethod(stage->model("breakpoints"), "proceedAll");
             stage->turnTo(u"PoolPage.qml"_s);
             for (int i = 0; i < 9; ++i)
                 stage->traffic->ask(u"GET"_s, i < 6 ? u"/slow"_s : u"/never"_s);
         }, 900},
        {u"attach"_s, [](Stage *stage) { stage->turnTo(u"AttachPage.qml"_s); }},
    };
}

} // namespace

int main(int argc, char **argv)
{
    QTemporaryDir settings; // what somebody chose for himself is not in the pictures
    qputenv("XDG_CONFIG_HOME", QFile::encodeName(settings.path()));
    QGuiApplication app(argc, argv);
    QCommandLineParser parser;
    parser.addOptions({{u"dark"_s, u"Dark."_s}, {u"size"_s, u"Of the window."_s, u"WxH"_s, u"1280x800"_s},
                       {u"language"_s, u"Of the texts."_s, u"CODE"_s, u"en"_s},
                       {u"only"_s, u"Keeps the pictures that fit; * stands for anything."_s, u"NAME"_s, u"*"_s},
                       {u"har"_s, u"Shows a file, and takes one picture, har.png."_s, u"FILE"_s}});
    parser.process(app);
    if (parser.positionalArguments().isEmpty())
        parser.showHelp(2);
    if (parser.isSet(u"dark"_s))
        QGuiApplication::setPalette(darkPalette());
    QLocale::setDefault(QLocale(parser.value(u"language"_s)));

    setEnabled(true);
    InspectorSession session;
    session.setAttached(true);
    session.setRecording(true);
    QQmlApplicationEngine engine;
    InspectorSession::prepare(&engine);
    engine.setInitialProperties({{u"session"_s, QVariant::fromValue(&session)}});
    engine.load(QUrl(u"qrc:/qt/qml/NodeHttp/Inspector/InspectorWindow.qml"_s));
    auto *window = engine.rootObjects().isEmpty() ? nullptr : qobject_cast<QQuickWindow *>(engine.rootObjects().constFirst());
    if (!window)
        return 1;
    const QStringList size = parser.value(u"size"_s).split(u'x');
    window->resize(size.value(0).toInt(), size.value(1).toInt());
    window->requestActivate();

    ShotsTraffic traffic;
    Stage stage(window, &session, &traffic);
    std::vector<Scene> scenes;
    if (parser.isSet(u"har"_s)) {
        scenes = {{u"har"_s, [&](Stage *) { session.importHar(QUrl::fromLocalFile(parser.value(u"har"_s))); }, 30000}};
    } else {
        scenes = scenesOfTraffic();
        for (Scene &scene : scenesOfPages())
            scenes.push_back(std::move(scene));
    }
    const QRegularExpression wanted(QRegularExpression::wildcardToRegularExpression(parser.value(u"only"_s)));
    const QString folder = parser.positionalArguments().constFirst();
    size_t next = 0;
    std::function<void()> go = [&] {
        if (next == scenes.size())
            return QCoreApplication::exit(0);
        const Scene &scene = scenes[next++];
        scene.set(&stage);
        QTimer::singleShot(scene.wait, &app, [&] {
            if (wanted.match(scene.name).hasMatch() && !window->grabWindow().save(folder + u'/' + scene.name + u".png"_s))
                return QCoreApplication::exit(1);
            go();
        });
    };
    QTimer::singleShot(600, &app, [&] { go(); });
    return QGuiApplication::exec();
}
