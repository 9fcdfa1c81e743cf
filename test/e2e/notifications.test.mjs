// SPDX-License-Identifier: Apache-2.0
// The small form of `./dev torture notifications` and `./dev torture busy` (O-87, O-90): at a
// receiver that fails three times in ten and with a server that is killed, everybody is told and
// nobody twice; a crisis is durable and told in time while the server is busy and a backlog fails.
// The limits of time are generous: this machine may be doing much else.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { describe, it } from 'node:test';

import { binary, cannotRun } from './server.mjs';

const skip = cannotRun || (process.env.ANBAN_E2E_URL ? 'needs a server that it may kill' : false);

const torture = (script, ...words) =>
  new Promise((accept) => {
    const file = resolve(import.meta.dirname, '../torture', script);
    const env = { ...process.env, ANBAN_BINARY: binary };
    execFile(process.execPath, [file, ...words], { env, timeout: 150_000 }, (error, out, err) =>
      accept({ code: error ? error.code : 0, said: out + err }));
  });

describe('notifications under torture', { skip }, () => {
  it('O-90: 2,000 notifications, three kills, three failures in ten: all told, none twice',
    async () => {
      const { code, said } = await torture('notifications.mjs', '2000', '3');
      assert.equal(code, 0, said);
      assert.match(said, /2000 of 2000 told in /);
      assert.match(said, / 0 acted on twice, 3 kills/);
    });

  it('O-87: a crisis is durable and told in time while the server is busy and a backlog fails',
    async () => {
      const { code, said } = await torture('busy.mjs', '1000', '8', '2000', '5000');
      assert.equal(code, 0, said);
    });
});
