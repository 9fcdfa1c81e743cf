// SPDX-License-Identifier: Apache-2.0
// The sessions of a guardian on this device (one for each binding), and the code that an invitation
// link carries in its fragment, which reaches no server and leaves the address bar at once.
import type { Accepted, Session } from './contract.ts';

const storedAs = 'anban.guardian';
/** Bindings kept on one device; more children than that sign in anew. */
const sessionsMost = 8;

const isSession = (raw: unknown): raw is Session =>
  typeof raw === 'object' &&
  raw !== null &&
  (['guardian', 'token', 'expires'] as const).every(
    (name) => typeof (raw as Record<string, unknown>)[name] === 'string',
  );

export function sessions(): Session[] {
  try {
    const raw: unknown = JSON.parse(localStorage.getItem(storedAs) ?? '[]');
    return Array.isArray(raw) ? raw.filter(isSession) : [];
  } catch {
    return [];
  }
}

const keep = (list: Session[]): void =>
  localStorage.setItem(storedAs, JSON.stringify(list.slice(0, sessionsMost)));

export function keepSession(accepted: Accepted): void {
  const { token, expires } = accepted;
  const guardian = accepted.guardian.id;
  const others = sessions().filter((each) => each.guardian !== guardian);
  keep([{ guardian, token, expires, since: Date.now() }, ...others]);
}

export const forgetSession = (token: string): void =>
  keep(sessions().filter((each) => each.token !== token));

export function forgetAll(): void {
  const ours = Object.keys(localStorage).filter((each) => each.startsWith(storedAs));
  ours.forEach((each) => localStorage.removeItem(each));
}

/** A code as people type it: with spaces, hyphens, small letters. */
export const tidyCode = (typed: string): string => typed.replace(/[\s-]/g, '').toUpperCase();

/** The code of `/guardian#code=…`, taken out of the address bar; null without one. */
export function takeCode(): string | null {
  const code = new URLSearchParams(location.hash.slice(1)).get('code');
  if (location.hash !== '') history.replaceState(null, '', location.pathname);
  return code === null || code === '' ? null : tidyCode(code);
}

export const linkFor = (code: string): string =>
  `${location.origin}/guardian#code=${encodeURIComponent(code)}`;

/** How long after signing in the page offers to renew the session by itself, ms: a week is left. */
const renewsAfter = 23 * 24 * 3600 * 1000;

export const runsOut = (session: Session): boolean =>
  session.since !== undefined && Date.now() - session.since > renewsAfter;

/** What a guardian calls a child is kept on this device and nowhere else. */
const calledAs = (child: string): string => `anban.guardian.called.${child}`;

export const nicknameOf = (child: string): string => localStorage.getItem(calledAs(child)) ?? '';

export function keepNickname(child: string, name: string): void {
  if (name.trim() === '') localStorage.removeItem(calledAs(child));
  else localStorage.setItem(calledAs(child), name.trim());
}
