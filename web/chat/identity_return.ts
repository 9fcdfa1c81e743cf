// SPDX-License-Identifier: Apache-2.0
// Coming back from the national online identity (O-79) where its `redirect_uri` is this page:
// `?state=…&code=…`, or `?state=…&error=…` for somebody who declined. Taken out of the address bar
// at once; a wrong or old one changes nothing and says nothing.
import { call } from '../common/server.ts';

export function takeReturn(): Record<string, string> | null {
  const asked = new URLSearchParams(location.search);
  const state = asked.get('state');
  const code = asked.get('code');
  const error = asked.get('error');
  if (state === null || (code === null && error === null)) return null;
  history.replaceState(null, '', location.pathname + location.hash);
  return { state, ...(code === null ? {} : { code }), ...(error === null ? {} : { error }) };
}

export async function finishReturn(key: string, back: Record<string, string>): Promise<void> {
  const body = { method: 'national_identity', ...back };
  await call('POST', '/anban/v1/me/identity/confirm', { key, body }).catch(() => undefined);
}
