// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT
'use strict';

// Arguments as scenarios write them, made into what Node's calls take.

// Calls whose results are written down. The others return the object itself or nothing.
const results = new Set(['write', 'getHeader', 'getHeaders', 'getHeaderNames', 'getRawHeaderNames', 'hasHeader', 'read',
  'isPaused', 'address', 'getName']);

// Maps that Qt keeps sorted by name.
const sorted = new Set(['headers', 'trailers', 'headersDistinct', 'trailersDistinct']);

function inOrder(map) {
  return Object.fromEntries(Object.keys(map).sort().map((key) => [key, map[key]]));
}

// The same for maps inside of what a scenario says.
function inDepth(value) {
  if (Array.isArray(value)) return value.map(inDepth);
  if (!value || typeof value !== 'object') return value;
  return Object.fromEntries(Object.keys(value).sort().map((key) => [key, inDepth(value[key])]));
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
    case 'options': return value;
    default: throw new Error(`unknown argument ${form}`);
  }
}

module.exports = { argument, inDepth, inOrder, results, sorted };
