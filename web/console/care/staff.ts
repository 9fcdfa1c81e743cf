// SPDX-License-Identifier: Apache-2.0
// Who is signed in, for every care page: the calls with that person's key, and what their role may
// do. What is shown follows the role; what is allowed is the server's word alone.
import { useMemo } from 'react';
import { call, send, ServerError, type CallOptions } from '../../common/server.ts';
import { attention } from '../attention.ts';
import { useSession, type Session } from '../session.ts';
import { hearClock } from './clock.ts';
import type { Me } from './contract.ts';

export interface Staff {
  me: Me;
  ask: <T>(method: string, path: string, body?: unknown) => Promise<T>;
  stream: (path: string, signal: AbortSignal) => Promise<Response>;
}

const deciding: readonly string[] = ['operator', 'lead', 'officer'];
const leading: readonly string[] = ['lead', 'officer', 'admin'];

/** Takes cases and works on them. */
export const worksOnCases = (me: Me): boolean => deciding.includes(me.role);
/** Changes the roster and the plans. */
export const leads = (me: Me): boolean => leading.includes(me.role);

function staffOf({ id, name, role, key, signOut }: Session): Staff {
  const guarded = async <T>(asked: Promise<T>): Promise<T> => {
    try {
      return await asked;
    } catch (fault) {
      if (fault instanceof ServerError && fault.status === 401) signOut('sign_in.refused');
      throw fault;
    }
  };
  return {
    me: { id, name, role },
    ask: async <T>(method: string, path: string, body?: unknown) => {
      const options: CallOptions = { key, headers: attention() };
      if (body !== undefined) options.body = body;
      const answer = await guarded(call<T>(method, path, options));
      const said = answer as { now?: string; data?: { now?: string }[] } | undefined;
      hearClock(said?.now ?? said?.data?.[0]?.now);
      return answer;
    },
    stream: (path, signal) => guarded(send('GET', path, { key, signal, headers: attention() })),
  };
}

export function useStaff(): Staff {
  const session = useSession();
  return useMemo(() => staffOf(session), [session]);
}
