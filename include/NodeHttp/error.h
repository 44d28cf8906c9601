// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

#ifndef NODEHTTP_ERROR_H
#define NODEHTTP_ERROR_H

#include <NodeHttp/global.h>

#include <QtCore/qbytearray.h>
#include <QtCore/qmetatype.h>
#include <QtCore/qshareddata.h>
#include <QtCore/qstring.h>

namespace NodeHttp {

class ErrorData;

/*!
    What went wrong, in Node's words. An implicitly shared value; a default-made Error means "no error".

    code() is Node's string ("ERR_INVALID_CHAR", "ECONNRESET", "HPE_INVALID_METHOD"): one spelling for
    documentation, logs, C++ and QML. Messages are protocol, not user interface, and are never translated.
*/
class NODEHTTP_EXPORT Error
{
    Q_GADGET
    Q_PROPERTY(QString code READ code CONSTANT)
    Q_PROPERTY(QString name READ name CONSTANT)
    Q_PROPERTY(QString message READ message CONSTANT)
    Q_PROPERTY(QString syscall READ syscall CONSTANT)
    Q_PROPERTY(QString address READ address CONSTANT)
    Q_PROPERTY(int port READ port CONSTANT)
    Q_PROPERTY(QString reason READ reason CONSTANT)
    Q_PROPERTY(qint64 bytesParsed READ bytesParsed CONSTANT)
    Q_PROPERTY(QByteArray rawPacket READ rawPacket CONSTANT)

public:
    Error();
    //! An error with Node's \a code, a \a message and the class \a name: "Error", "TypeError" or "RangeError".
    Error(const QString &code, const QString &message, const QString &name = QStringLiteral("Error"));
    Error(const Error &other);
    Error(Error &&other) noexcept;
    ~Error();
    Error &operator=(const Error &other);
    Error &operator=(Error &&other) noexcept;

    explicit operator bool() const { return bool(d); }  //!< True when this is an error.

    QString code() const;          //!< Node's error code; empty when there is no error.
    QString name() const;          //!< "Error", "TypeError", "RangeError", "AbortError" or "TimeoutError".
    QString message() const;       //!< Node's sentence.
    QString syscall() const;       //!< "listen", "connect", "getaddrinfo"…; empty when no system call failed.
    QString address() const;       //!< Address, name or path of a failed system call.
    int port() const;              //!< Port of a failed system call; -1 when there is none.

    //! Parse errors: what the parser disliked. ETIMEDOUT: the phase (PhaseTimeouts). A certificate of another name: why.
    QString reason() const;
    qint64 bytesParsed() const;    //!< Parse errors: offset inside rawPacket() at which it failed; 0 otherwise.
    QByteArray rawPacket() const;  //!< Parse errors: the piece of input that failed; null at end of stream.

    //! A copy that names the failed system call.
    Error withSyscall(const QString &syscall, const QString &address = {}, int port = -1) const;
    //! A copy that carries the details of a parse error.
    Error withPacket(const QString &reason, qint64 bytesParsed, const QByteArray &rawPacket) const;

    friend bool operator==(const Error &a, const Error &b) { return a.code() == b.code() && a.message() == b.message(); }
    friend bool operator!=(const Error &a, const Error &b) { return !(a == b); }

private:
    QExplicitlySharedDataPointer<ErrorData> d;
};

#ifndef QT_NO_DEBUG_STREAM
NODEHTTP_EXPORT QDebug operator<<(QDebug debug, const Error &error); //!< Code and message; never raw bytes.
#endif

} // namespace NodeHttp

Q_DECLARE_METATYPE(NodeHttp::Error)

#endif // NODEHTTP_ERROR_H
