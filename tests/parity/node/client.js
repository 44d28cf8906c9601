// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT
'use strict';

// What scenarios of a client have besides: the host that takes their connections, and the calls that make requests,
// agents and abort controllers. qt/client.cpp does the same.

const http = require('http');
const net = require('net');
const { argument } = require('./calls');
const { Peer } = require('./peer');

const kinds = { request: 'req', get: 'req', agent: 'agent', controller: 'controller' };

// s1, s2… are its ends of the connections, in their order.
async function listen(run) {
  const { paused } = run.scenario.host;
  const host = net.createServer({ allowHalfOpen: true, pauseOnConnect: Boolean(paused) }, (socket) => {
    run.peers.push(Peer.accepted(run, `s${run.count('s')}`, socket, paused));
    run.active();
  });
  host.listen(0, '127.0.0.1');
  await new Promise((resolve) => host.once('listening', resolve));
  run.port = host.address().port;
  return host;
}

function make(run, what, given = {}, listener = undefined) {
  if (what === 'controller') return new AbortController();
  const { url, hooks, ...rest } = given;
  const options = Object.fromEntries(Object.entries(rest).map(([key, value]) => [key, option(run, key, value)]));
  if (what === 'agent') return hooks ? new (hooked(run, hooks))(options) : new http.Agent(options);
  const told = listener && (() => run.record(`callback ${listener.callback}`, []));
  if (url) return http[what](url.replace('<P>', run.port), options, told);
  return http[what]({ host: '127.0.0.1', port: run.port, ...options }, told);
}

function option(run, key, value) {
  if (value === '<P>') return run.port;
  if (key === 'signal') return argument(run, value).signal;
  if (key === 'createConnection') return connector(run, value);
  if (key === 'lookup') return failingLookup(value);
  return argument(run, value);
}

function failingLookup(code) {
  return (name, options, callback) => {
    setImmediate(callback, Object.assign(new Error(`getaddrinfo ${code} ${name}`), { code }));
  };
}

// How a connection is made: "return", "callback", "both", or "error".
function connector(run, way) {
  return (options, callback) => {
    run.lines.push(options.path ? `createConnection path=${run.format(options.path)}` : 'createConnection');
    if (way === 'error') return void callback(Object.assign(new Error('no way'), { code: 'BOOM' }));
    const socket = net.connect(run.port, '127.0.0.1');
    if (way === 'return') return socket;
    process.nextTick(callback, null, socket);
    return way === 'both' ? socket : undefined;
  };
}

// An agent that writes down what it is asked; {"keepSocketAlive": false} refuses, {"reuseSocket": false} forgets to tell,
// {"createConnection": "callback"} makes connections that way.
function hooked(run, hooks) {
  return class extends http.Agent {
    createConnection(options, callback) {
      const way = hooks.createConnection;
      return way ? connector(run, way)(options, callback) : super.createConnection(options, callback);
    }

    keepSocketAlive(socket) {
      run.lines.push(`keepSocketAlive ${run.names.get(socket) || '?'}`);
      return hooks.keepSocketAlive !== false && super.keepSocketAlive(socket);
    }

    reuseSocket(socket, request) {
      run.lines.push(`reuseSocket ${run.names.get(socket) || '?'}`);
      if (hooks.reuseSocket !== false) super.reuseSocket(socket, request);
    }
  };
}

// The pools of an agent; empty lists, which Node leaves behind (S6.13), are not written.
function poolText(run, lists) {
  const names = Object.keys(lists).filter((name) => lists[name].length > 0).sort();
  const members = (name) => lists[name].map((one) => run.names.get(one) || '?').join(', ');
  return `{${names.map((name) => `${name}: [${members(name)}]`).join(', ')}}`;
}

function isPool(object, property) {
  return object instanceof http.Agent && ['sockets', 'freeSockets', 'requests'].includes(property);
}

// 'information' comes with a plain object.
function informationText(run, { statusCode, statusMessage, httpVersion, rawHeaders }) {
  return `${statusCode} ${run.format(statusMessage)} ${httpVersion} ${run.format(rawHeaders)}`;
}

module.exports = { informationText, isPool, kinds, listen, make, poolText };
