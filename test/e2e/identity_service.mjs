// SPDX-License-Identifier: Apache-2.0
// A service that vouches for identities, as the tests need it: it compares resident ids, and ends
// code flows as the national online identity would. `plan` says what goes wrong.
import { createHash } from 'node:crypto';
import { createServer } from 'node:http';

const part = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');

export async function startIdentityService() {
  const plan = { mode: 'good' }; // good, no, broken, silent, or a claim to falsify
  const asked = []; // what was asked of it: {path, body}
  const codes = new Map(); // code → what it was given for
  const waiting = new Set();

  const answer = (response, status, body) => {
    response.writeHead(status, { 'Content-Type': 'application/json' });
    response.end(JSON.stringify(body));
  };
  const end = (response, form) => {
    const given = codes.get(form.get('code'));
    codes.delete(form.get('code'));
    const challenge = createHash('sha256').update(form.get('code_verifier')).digest('base64url');
    const fits =
      given && form.get('client_id') === 'anban' && form.get('client_secret') === 'hush' &&
      given.challenge === challenge && form.get('redirect_uri') === given.redirect;
    if (!fits) return answer(response, 400, { error: 'invalid_grant' });
    const claims = {
      iss: 'https://id.example.cn',
      aud: 'anban',
      sub: given.subject,
      nonce: given.nonce,
      exp: Math.floor(Date.now() / 1000) + 300,
      birthdate: given.birthdate,
      ...plan.claims,
    };
    return answer(response, 200, { id_token: `${part({ alg: 'none' })}.${part(claims)}.x` });
  };
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (piece) => (body += piece));
    request.on('end', () => {
      asked.push({ path: request.url, body, authorization: request.headers.authorization });
      if (plan.mode === 'silent') return void waiting.add(response);
      if (plan.mode === 'broken') return answer(response, 500, {});
      if (request.url === '/token') return end(response, new URLSearchParams(body));
      return answer(response, 200, { match: plan.mode === 'good' });
    });
  });
  await new Promise((accept) => server.listen(0, '127.0.0.1', accept));
  const url = `http://127.0.0.1:${server.address().port}`;
  /** What the person's browser does at the service: the code, or what came back with it. */
  const authorize = (authorizationUrl, subject, birthdate) => {
    const query = new URL(authorizationUrl).searchParams;
    const code = `code-${codes.size + asked.length}-${subject}`;
    codes.set(code, {
      subject,
      birthdate,
      nonce: query.get('nonce'),
      challenge: query.get('code_challenge'),
      redirect: query.get('redirect_uri'),
    });
    return { state: query.get('state'), code, query };
  };
  const stop = () => {
    for (const response of waiting) response.destroy();
    server.closeAllConnections();
    return new Promise((accept) => server.close(accept));
  };
  return { url, plan, asked, authorize, stop };
}
