// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT
'use strict';

// Arguments as scenarios write them, made into what Node's calls take.

// Calls whose results are written down. The others return the object itself or nothing.
const results = new Set(['write', 'getHeader', 'getHeaders', 'getHeaderNames', 'getRawHeaderNames', 'hasHeader', 'read',
  'isPaused', 'address']);

// Maps that Qt keeps sorted by name.
const sorted = new Set(['headers', 'trailers', 'headersDistinct', 'trailersDistinct']);

function inOrder(map) {
  return Object.fromEntries(Object.keys(map).sort().map((key) => [key, map[key]]));
}

function argument(run, arg, number) {
  if (Array.isArray(arg)) return arg.map((item) => argument(run, item, number));
  if (!arg || typeof arg !== 'object') return arg;
  const [form, value] = Object.entries(arg)[0] || [];
  switch (form) {
    case 'bytes': return Buffer.from(argument(run, value, number), 'latin1');
    case 'repeat': return value[0].repeat(value[1]);
    case 'undefined': return undefined;
    case 'callback': return run.callback(value);
    case 'error': return Object.assign(new Error(value[1]), { code: value[0] });
    case 'object': return run.objects.get(run.resolve(value, number));
    case 'map': return Object.fromEntries(value.map(([name, item]) => [name, argument(run, item, number)]));
    case 'distinct': return new Map(value);
    default: throw new Error(`unknown argument ${form}`);
  }
}

module.exports = { argument, inOrder, results, sorted };
