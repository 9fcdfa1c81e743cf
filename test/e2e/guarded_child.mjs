// SPDX-License-Identifier: Apache-2.0
// A minor "m" of sixteen with the guardian g1, anew before each test, and the calls around them.
import { beforeEach } from 'node:test';

import { minorBody, putUser, request, say } from './talk.mjs';

export const g1 = 'sandbox-guardian-g1';

/** A second guardian, as an invitation names them. */
export const second = {
  id: 'g2',
  name: '李强',
  relationship: 'father',
  channel: 'sms',
  address: '13900139000',
};

/** The calls; `server()` gives the running sandbox. To be used within a describe. */
export function guardedChild(server) {
  let turn = 0;
  beforeEach(async () => {
    await server().reset();
    await server().characters();
    await putUser(server(), 'm', minorBody('2010-05-20'));
  });
  const speak = (more) => say(server(), 'm', `今天的第 ${(turn += 1)} 件小事`, more);
  const call = (method, path, key, body) =>
    request(server(), method, `/anban/v1${path}`, { key, body });
  const child = (guardian, rest) => `/guardians/${guardian}/children/m/${rest}`;
  const set = (body, guardian = 'g1') =>
    call('PATCH', child(guardian, 'settings'), `sandbox-guardian-${guardian}`, body);
  const settings = async (guardian = 'g1') =>
    (await call('GET', child(guardian, 'settings'), `sandbox-guardian-${guardian}`)).json;
  const invite = (key, body) => call('POST', '/users/m/guardian_invitations', key, body);
  return { speak, call, child, set, settings, invite };
}
