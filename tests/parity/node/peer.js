// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT
'use strict';

// The far end of a connection, speaking bytes: c1, c2… connect to the server under test, s1, s2… were connected to.

const net = require('net');
const { wire } = require('./text');

class Peer {
  constructor(run, name, socket) {
    this.run = run;
    this.name = name;
    this.socket = socket;
    this.received = '';
    this.over = false;
    this.end = '';
    socket.setNoDelay(true);
    socket.on('end', () => this.ended('FIN'));
    socket.on('error', (error) => this.ended(error.code === 'ECONNRESET' ? 'RST' : error.code));
    socket.on('close', () => run.active());
  }

  static connect(run, name, { paused = false } = {}) {
    const socket = new net.Socket({ allowHalfOpen: true });
    const peer = new Peer(run, name, socket);
    if (paused) socket.pause();
    else peer.read();
    socket.connect(run.server.address().port, '127.0.0.1');
    return peer;
  }

  static accepted(run, name, socket, paused) {
    const peer = new Peer(run, name, socket);
    if (!paused) peer.read();
    return peer;
  }

  read() {
    this.socket.removeAllListeners('data').on('data', (data) => {
      this.received += data.toString('latin1');
      this.run.active();
    });
    this.socket.resume();
  }

  ended(how) {
    if (this.over || how === 'EPIPE') return; // the first end counts
    this.over = true;
    this.end = how;
    this.run.happen(`${this.name} ${how}`);
  }

  // What changed since the last step.
  flush() {
    const lines = wire(`${this.name} <`, this.received);
    this.received = '';
    if (this.end) lines.push(`${this.name} < ${this.end}`);
    this.end = '';
    return lines;
  }

  get busy() {
    return this.socket.connecting || (!this.socket.destroyed && this.socket.writableLength > 0 && !this.stuck());
  }

  // A peer that cannot send because nobody reads must not keep the scenario from going on.
  stuck() {
    const sent = this.socket.bytesWritten - this.socket.writableLength;
    if (sent !== this.lastSent) {
      this.lastSent = sent;
      this.stalledSince = Date.now();
    }
    return Date.now() - this.stalledSince > 50;
  }

  send(bytes) { this.socket.write(Buffer.from(bytes, 'latin1')); }
  fin() { this.socket.end(); }
  destroy() { this.socket.destroy(); }

  // What arrives from now on stays with the system: bytes nobody read make a reset of destroy().
  pause() {
    this.socket.pause();
    if (this.socket._handle) this.socket._handle.readStop();
  }

  resume() {
    this.read();
    if (this.socket._handle) this.socket._handle.readStart();
  }
}

module.exports = { Peer };
