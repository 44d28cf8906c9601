// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

#ifndef NODEHTTP_ERROR_P_H
#define NODEHTTP_ERROR_P_H

#include <NodeHttp/error.h>

namespace NodeHttp::Errors {

// Every error the library makes, by its rule. Kept together so that code, class and sentence stay one spelling.
Error headersSent(QLatin1String verb);                              // S2.53
Error invalidToken(QByteArrayView label, QByteArrayView name);      // S2.54
Error invalidHeaderValue(QByteArrayView name);                      // S2.55
Error invalidCharacter(QByteArrayView what);                        // S2.56
Error invalidStatusCode(int statusCode);                            // S2.57
Error trailerInvalid();                                             // S2.58
Error unescapedPath();                                              // S2.59
Error invalidProtocol(const QString &received, const QString &expected); // S2.60
Error invalidUrl();                                                 // S2.61
Error outOfRange(QByteArrayView what, QByteArrayView range, qint64 received); // S2.63
Error notImplemented(QByteArrayView method);                        // S2.64
Error nullValues();                                                 // S2.65
Error writeAfterEnd();                                              // S2.65
Error streamDestroyed(QByteArrayView verb);                         // S2.65
Error alreadyFinished();                                            // S2.65
Error cannotPipe();                                                 // S2.65
Error unshiftAfterEnd();
Error contentLengthMismatch(qint64 written, qint64 announced);      // S2.68
Error bodyNotAllowed();                                             // S2.69
Error invalidArgument(QByteArrayView name, QByteArrayView problem); // ERR_INVALID_ARG_VALUE
Error invalidHints(QByteArrayView received);                        // S10.7
Error invalidProperty(QByteArrayView name, QByteArrayView problem); // ERR_INVALID_ARG_VALUE, of an option
Error invalidIpAddress(const QString &address);                     // S9.33
Error aborted();                                                    // S2.101
Error systemCall(QLatin1String syscall, QLatin1String code, const QString &address, int port = -1); // S2.102, S2.103
Error operationAborted();                                           // S2.104
Error signalTimeout();                                              // AbortSignal::timeout()
Error requestTimeout();                                             // S2.105
Error phaseTimeout(QLatin1String phase, qint64 milliseconds);       // a limit of PhaseTimeouts; reason() is the phase
Error lostBeforeSecure();                                           // the connection ended inside the TLS handshake
Error proxyTunnel(const QString &problem);                          // S10.24
Error proxyConfiguration(const QString &problem);                   // a proxy that cannot be used
Error badPort(int port);                                            // S9.4
Error alreadyListening();                                           // S9.11
Error serverNotRunning();                                           // S3.108
Error handshakeTimeout();                                           // S8.9
Error socketHangUp();                                               // S2.99
Error tooManyInterim();                                             // a server that says 1xx for ever
Error unexpectedUpgrade();                                          // 101 that nobody asked for

} // namespace NodeHttp::Errors

#endif // NODEHTTP_ERROR_P_H
