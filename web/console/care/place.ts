// SPDX-License-Identifier: Apache-2.0
// Which page and which case are open, kept behind the # of the address: a reload and the browser's
// back button find it again. Nothing there reaches the server; a case is named by its number only.
import { useCallback, useSyncExternalStore } from 'react';

export interface Place {
  page: string;
  /** What is open on that page, or ''. */
  open: string;
}

const read = () => location.hash;

function onChange(tell: () => void): () => void {
  addEventListener('hashchange', tell);
  return () => removeEventListener('hashchange', tell);
}

export function placeOf(hash: string): Place {
  const [page = '', open = ''] = hash.replace(/^#\/?/, '').split('/');
  return /^[a-z_]*$/.test(page) && /^[\w-]*$/.test(open) ? { page, open } : { page: '', open: '' };
}

export function usePlace(): [Place, (page: string, open?: string) => void] {
  const hash = useSyncExternalStore(onChange, read);
  const go = useCallback((page: string, open = '') => {
    location.hash = open === '' ? `#/${page}` : `#/${page}/${open}`;
  }, []);
  return [placeOf(hash), go];
}
