// SPDX-License-Identifier: Apache-2.0
// Who is signed in here, in this tab: kept until the tab closes, they sign out, or nobody has
// touched the page for half an hour. The key is never part of an address and is sent as bearer only.
import { createContext, useContext, useEffect } from 'react';
import { call } from '../common/server.ts';
import type { ConsoleKey } from './texts_zh.ts';

/** What the server says of the holder of a key. */
export interface Who {
  /** Stable for an account: what leases, decisions and records name. */
  id: string;
  name: string;
  role: string;
}

export interface SignedIn extends Who {
  key: string;
}

export interface Session extends SignedIn {
  /** Ends it, with a line on the sign-in page that says why. */
  signOut: (why: ConsoleKey | null) => void;
}

const storedAs = 'anban.console.session';
const idleMilliseconds = 30 * 60 * 1000;

export function storedSession(): SignedIn | null {
  const text = sessionStorage.getItem(storedAs);
  if (text === null) return null;
  try {
    return JSON.parse(text) as SignedIn;
  } catch {
    return null;
  }
}
export const storeSession = (who: SignedIn): void =>
  sessionStorage.setItem(storedAs, JSON.stringify(who));
export const dropSession = (): void => sessionStorage.removeItem(storedAs);

/** Whose key this is. Throws ServerError: 401 for a key that opens nothing, 403 for no staff's. */
export async function whose(key: string): Promise<SignedIn> {
  const { id, name, role } = await call<Who>('GET', '/anban/v1/staff/me', { key });
  return { key, id, name, role };
}

/** Ends a session at the server, too. A key for programs goes on; nobody waits for the answer. */
export function endAtServer({ id, key }: SignedIn): void {
  if (!id.startsWith('stf_')) return;
  call('POST', '/anban/v1/staff/sign_out', { key, body: {} }).catch(() => undefined);
}

const Here = createContext<Session | null>(null);
export const SessionProvider = Here.Provider;

/** Below the sign-in only. */
export function useSession(): Session {
  const session = useContext(Here);
  if (session === null) throw new Error('nobody is signed in here');
  return session;
}

/** Calls `signOut` once nobody has touched the page for half an hour. */
export function useIdleSignOut(signOut: () => void): void {
  useEffect(() => {
    let timer = setTimeout(signOut, idleMilliseconds);
    const touched = () => {
      clearTimeout(timer);
      timer = setTimeout(signOut, idleMilliseconds);
    };
    const kinds = ['pointerdown', 'keydown'] as const;
    for (const kind of kinds) addEventListener(kind, touched);
    return () => {
      clearTimeout(timer);
      for (const kind of kinds) removeEventListener(kind, touched);
    };
  }, [signOut]);
}
