// SPDX-License-Identifier: Apache-2.0
// An authenticator app and the way of somebody who works here, for tests: codes by RFC 6238 over
// the secret that the enrolment gives, computed here and not by the server.
import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { request } from './talk.mjs';

/** Bytes of RFC 4648 base32. */
function fromBase32(text) {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  const bits = [...text].map((each) => letters.indexOf(each).toString(2).padStart(5, '0')).join('');
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((each) => parseInt(each, 2)));
}

/** The code that an app shows at `at` (ms). */
export function codeAt(secret, at) {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(at / 30000)));
  const mac = createHmac('sha1', fromBase32(secret)).update(counter).digest();
  const number = mac.readUInt32BE(mac[19] & 15) & 0x7fffffff;
  return String(number % 1000000).padStart(6, '0');
}

const post = (server, path, body, key) =>
  request(server, 'POST', `/anban/v1/staff${path}`, { body, key });

/** The server's time, ms: the sandbox's stands still until it is moved. */
export const serverTime = async (server) =>
  (await server.call('GET', '/sandbox/clock')).unix_ms;

/** Invited by an administrator: {id, token, login}. */
export async function invite(server, login, role = 'operator', name = '王芳', by = 'sandbox-admin') {
  const made = await post(server, '', { name, login, role }, by);
  assert.equal(made.status, 201, made.text);
  return { id: made.json.id, login, token: made.json.invitation };
}

/** Takes up an invitation; {id, login, password, secret, key}. */
export async function enrol(server, invited, password = `口令-${invited.token.slice(3, 15)}`) {
  const { token } = invited;
  const accepted = await post(server, '/accept', { token, password });
  assert.equal(accepted.status, 200, accepted.text);
  const { secret } = accepted.json;
  const code = codeAt(secret, await serverTime(server));
  const confirmed = await post(server, '/confirm', { token, code });
  assert.equal(confirmed.status, 200, confirmed.text);
  return { id: accepted.json.id, login: accepted.json.login, password, secret, ...confirmed.json };
}

/** Somebody with an account and an open session. */
export const hire = async (server, login, role, name) =>
  enrol(server, await invite(server, login, role, name));

/** The answer to signing in with what the app shows now, or with `wrong` in its place. */
export async function signIn(server, account, wrong = {}) {
  const code = codeAt(account.secret, await serverTime(server));
  const { login, password } = account;
  return post(server, '/sign_in', { login, password, code, ...wrong });
}
