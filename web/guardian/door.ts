// SPDX-License-Identifier: Apache-2.0
// A guardian's calls about one child; what a lost session or a lost child does to the whole page is
// told once, here. And reading something with its loading and failing states.
import { useCallback, useEffect, useState } from 'react';
import { call, ServerError } from '../common/server.ts';
import type { Child, Service, Session } from './contract.ts';
import type { Words } from './words.ts';

export type Lost = 'expired' | 'gone';

export interface Door {
  session: Session;
  child: Child;
  service: Service;
  /** `rest` stands behind the child's path as this guardian has it. */
  ask<T>(method: string, rest: string, body?: unknown): Promise<T>;
  /** `rest` stands behind users/{id}. */
  askPerson<T>(method: string, rest: string, body?: unknown): Promise<T>;
}

export function doorOf(
  session: Session,
  child: Child,
  service: Service,
  onLost: (why: Lost, session: Session) => void,
): Door {
  const part = encodeURIComponent;
  const ask = async <T>(method: string, path: string, body?: unknown): Promise<T> => {
    try {
      return await call<T>(method, path, {
        key: session.token,
        ...(body === undefined ? {} : { body }),
      });
    } catch (fault) {
      if (fault instanceof ServerError && fault.status === 401) onLost('expired', session);
      if (fault instanceof ServerError && fault.status === 404) onLost('gone', session);
      throw fault;
    }
  };
  const childs = `/anban/v1/guardians/${part(session.guardian)}/children/${part(child.id)}`;
  return {
    session,
    child,
    service,
    ask: (method, rest, body) => ask(method, `${childs}/${rest}`, body),
    askPerson: (method, rest, body) => ask(method, `/anban/v1/users/${part(child.id)}/${rest}`, body),
  };
}

export function faultText(fault: unknown, t: Words): string {
  if (!(fault instanceof ServerError)) return t('g.not_done');
  if (fault.status === 0) return t('app.unreachable.title');
  return fault.status === 403 ? t('g.refused') : t('g.not_done');
}

export type Loaded<T> = { is: 'loading' } | { is: 'failed' } | { is: 'there'; value: T };

/** Reads at once and whenever `again` is called; what is there stays until the new is there. */
export function useLoaded<T>(read: () => Promise<T>): [Loaded<T>, () => void] {
  const [loaded, setLoaded] = useState<Loaded<T>>({ is: 'loading' });
  const again = useCallback(() => {
    setLoaded((before) => (before.is === 'failed' ? { is: 'loading' } : before));
    read().then(
      (value) => setLoaded({ is: 'there', value }),
      () => setLoaded((before) => (before.is === 'there' ? before : { is: 'failed' })),
    );
  }, [read]);
  useEffect(again, [again]);
  return [loaded, again];
}
