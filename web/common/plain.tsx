// SPDX-License-Identifier: Apache-2.0
// A page with one message and at most one thing to do: loading, unreachable, erased, closed.
import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { TopBar } from './top_bar.tsx';

export interface PlainProps {
  title: string;
  children?: ReactNode;
  action?: { label: string; run: () => void };
  /** Shown without preferences while something loads. */
  quiet?: boolean;
}

export function Plain({ title, children, action, quiet = false }: PlainProps) {
  return (
    <div className="page">
      {!quiet && <TopBar />}
      <main className="plain" aria-busy={quiet}>
        <h1>{title}</h1>
        {children}
        {action && <Button onClick={action.run}>{action.label}</Button>}
      </main>
    </div>
  );
}
