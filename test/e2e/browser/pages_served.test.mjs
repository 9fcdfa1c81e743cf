// SPDX-License-Identifier: Apache-2.0
// How the pages leave the server: strict policy, compressed where the client accepts it, hashed
// names cached for ever, the page itself never.
import assert from 'node:assert/strict';
import { request } from 'node:http';
import { after, before, test } from 'node:test';
import { gunzipSync } from 'node:zlib';
import { cannotRun, startSandbox } from '../server.mjs';

const options = { skip: cannotRun, timeout: 60000 };
let server;
before(async () => {
  if (!cannotRun) server = await startSandbox();
});
after(() => server?.stop());

/** {status, headers, body} as they came; the path goes out as written, dots and all. */
function get(path, headers = {}, method = 'GET') {
  return new Promise((accept, reject) => {
    const { hostname, port } = new URL(server.url);
    const asked = request({ hostname, port, path, method, headers }, (answer) => {
      const parts = [];
      answer.on('data', (part) => parts.push(part));
      answer.on('end', () =>
        accept({ status: answer.statusCode, headers: answer.headers, body: Buffer.concat(parts) }),
      );
    });
    asked.on('error', reject);
    asked.end();
  });
}

const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; " +
  "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

test(
  'the page comes with a policy that allows nothing inline and nobody else',
  options,
  async () => {
    const page = await get('/chat');
    assert.equal(page.status, 200);
    assert.match(page.headers['content-type'], /^text\/html; charset=utf-8/i);
    assert.equal(page.headers['content-security-policy'], policy);
    assert.equal(page.headers['x-content-type-options'], 'nosniff');
    assert.doesNotMatch(page.headers['cache-control'] ?? '', /max-age=[1-9]/);
  },
);

test(
  'assets are compressed for who accepts it, the same bytes for who does not',
  options,
  async () => {
    const page = (await get('/chat')).body.toString();
    const assets = [...page.matchAll(/(?:src|href)="(\/assets\/[^"]+\.(?:js|css))"/g)].map(
      (at) => at[1],
    );
    assert.ok(assets.length >= 2);
    for (const path of assets) {
      const plain = await get(path);
      const packed = await get(path, { 'Accept-Encoding': 'gzip, br' });
      assert.equal(packed.headers['content-encoding'], 'gzip', path);
      assert.equal(plain.headers['content-encoding'], undefined, path);
      assert.match(packed.headers.vary ?? '', /accept-encoding/i);
      assert.match(packed.headers['cache-control'], /immutable/);
      assert.deepEqual(gunzipSync(packed.body), plain.body);
      const refused = await get(path, { 'Accept-Encoding': 'gzip;q=0' });
      assert.equal(refused.headers['content-encoding'], undefined, 'q=0 is a no');
    }
  },
);

test('nothing outside the pages can be named', options, async () => {
  for (const path of ['/assets/../chat/index.html', '/assets/%2e%2e/secret', '/assets/none.js']) {
    assert.equal((await get(path)).status, 404, path);
  }
});
