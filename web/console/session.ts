// SPDX-License-Identifier: Apache-2.0
// The key of a member of staff in this tab: kept until the tab closes, they sign out, or nobody has
// touched the page for half an hour. It is never part of an address and is sent as bearer only.
import { useEffect } from 'react';

const storedAs = 'anban.console.key';
const idleMilliseconds = 30 * 60 * 1000;

export const storedKey = (): string | null => sessionStorage.getItem(storedAs);
export const storeKey = (key: string): void => sessionStorage.setItem(storedAs, key);
export const dropKey = (): void => sessionStorage.removeItem(storedAs);

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
