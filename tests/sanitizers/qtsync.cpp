// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// Linked into the tests when they are built with ThreadSanitizer. Debian's Qt is not, so what its mutexes order looks
// unordered: a functor given to another thread, an event, the end of a thread. These definitions stand before Qt's own,
// say what is ordered, and call them. Nothing is hidden: what runs without such a hand-over is still reported.

#include <QtCore/qcoreapplication.h>
#include <QtCore/qcoreevent.h>
#include <QtCore/qthread.h>
#include <QtCore/qthreadstorage.h>

#include <dlfcn.h>

extern "C" {
void __tsan_acquire(void *at); // NOLINT(bugprone-reserved-identifier): the sanitizer's own names
void __tsan_release(void *at); // NOLINT(bugprone-reserved-identifier)
}

namespace {

template <typename Function>
Function next(Function, const char *symbol)
{
    return reinterpret_cast<Function>(dlsym(RTLD_NEXT, symbol));
}

// Qt calls this in the receiver's thread, before each event.
bool eventComes(void **arguments)
{
    __tsan_acquire(arguments[0]);
    return false; // go on
}

void watchEvents()
{
    QInternal::registerCallback(QInternal::EventNotifyCallback, eventComes);
}

// A functor on its way to a receiver. Either thread may be the one that deletes it.
class Handed : public QtPrivate::QSlotObjectBase
{
public:
    explicit Handed(QSlotObjectBase *slot) : QSlotObjectBase(act), m_slot(slot) { __tsan_release(this); }

private:
    static void act(int what, QSlotObjectBase *base, QObject *receiver, void **arguments, bool *)
    {
        auto *const self = static_cast<Handed *>(base);
        __tsan_acquire(self);
        if (what == Call) {
            self->m_slot->call(receiver, arguments);
            __tsan_release(self);
        } else if (what == Destroy) {
            self->m_slot->destroyIfLastRef();
            delete self;
        }
    }

    QSlotObjectBase *const m_slot;
};

// What a thread did is over once Qt has deleted what it stored for it; the storage made first goes last.
struct Ending
{
    QThread *thread;
    ~Ending()
    {
        __tsan_acquire(thread); // of quit()
        __tsan_release(thread);
    }
};

QThreadStorage<Ending *> endings;

} // namespace

Q_COREAPP_STARTUP_FUNCTION(watchEvents)

void QCoreApplication::postEvent(QObject *receiver, QEvent *event, int priority)
{
    static const auto real = next(&QCoreApplication::postEvent, "_ZN16QCoreApplication9postEventEP7QObjectP6QEventi");
    __tsan_release(receiver);
    real(receiver, event, priority);
}

#if QT_VERSION >= QT_VERSION_CHECK(6, 7, 0)
bool QMetaObject::invokeMethodImpl(QObject *object, QtPrivate::QSlotObjectBase *slot, Qt::ConnectionType type,
                                   qsizetype count, const void *const *parameters, const char *const *names,
                                   const QtPrivate::QMetaTypeInterface *const *types)
{
    using Real = bool (*)(QObject *, QtPrivate::QSlotObjectBase *, Qt::ConnectionType, qsizetype, const void *const *,
                          const char *const *, const QtPrivate::QMetaTypeInterface *const *);
    static const auto real = next(Real(), "_ZN11QMetaObject16invokeMethodImplEP7QObjectPN9QtPrivate15QSlotObjectBaseEN2Qt14"
                                          "ConnectionTypeExPKPKvPKPKcPKPKNS2_18QMetaTypeInterfaceE");
    return real(object, new Handed(slot), type, count, parameters, names, types);
}
#else
bool QMetaObject::invokeMethodImpl(QObject *object, QtPrivate::QSlotObjectBase *slot, Qt::ConnectionType type, void *result)
{
    using Real = bool (*)(QObject *, QtPrivate::QSlotObjectBase *, Qt::ConnectionType, void *);
    static const auto real = next(Real(), "_ZN11QMetaObject16invokeMethodImplEP7QObjectPN9QtPrivate15QSlotObjectBaseEN2Qt14"
                                          "ConnectionTypeEPv");
    return real(object, new Handed(slot), type, result);
}
#endif

void QThread::start(Priority priority)
{
    using Real = void (*)(QThread *, Priority);
    static const auto real = next(Real(), "_ZN7QThread5startENS_8PriorityE");
    connect(this, &QThread::started, [this] { endings.setLocalData(new Ending{this}); }); // in the new thread
    real(this, priority);
}

void QThread::quit()
{
    using Real = void (*)(QThread *);
    static const auto real = next(Real(), "_ZN7QThread4quitEv");
    __tsan_release(this);
    real(this);
}

bool QThread::wait(QDeadlineTimer deadline)
{
    using Real = bool (*)(QThread *, QDeadlineTimer);
    static const auto real = next(Real(), "_ZN7QThread4waitE14QDeadlineTimer");
    const bool hasEnded = real(this, deadline);
    if (hasEnded)
        __tsan_acquire(this);
    return hasEnded;
}

bool QThread::isFinished() const
{
    using Real = bool (*)(const QThread *);
    static const auto real = next(Real(), "_ZNK7QThread10isFinishedEv");
    const bool hasEnded = real(this);
    if (hasEnded)
        __tsan_acquire(const_cast<QThread *>(this));
    return hasEnded;
}
