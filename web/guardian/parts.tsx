// SPDX-License-Identifier: Apache-2.0
// Small parts that every section of the page uses.
import { Button } from '@mantine/core';
import { useId, type ReactNode } from 'react';
import { Dialog } from '../common/dialog.tsx';
import type { Loaded } from './door.ts';
import { useWords } from './words.ts';

export function Card({ title, children }: { title: string; children: ReactNode }) {
  const id = useId();
  return (
    <section className="card" aria-labelledby={id}>
      <h3 id={id}>{title}</h3>
      {children}
    </section>
  );
}

export interface LoadingProps<T> {
  loaded: Loaded<T>;
  again: () => void;
  children: (value: T) => ReactNode;
}

/** What was read, or that it is being read, or that it failed with a way to try again. */
export function Loading<T>({ loaded, again, children }: LoadingProps<T>) {
  const t = useWords();
  if (loaded.is === 'there') return children(loaded.value);
  if (loaded.is === 'loading') return <p role="status">{t('app.loading')}</p>;
  return (
    <div className="card" role="alert">
      <p>{t('g.failed')}</p>
      <Button variant="default" onClick={again}>
        {t('app.retry')}
      </Button>
    </div>
  );
}

export interface SureProps {
  title: string;
  body: ReactNode;
  yes: string;
  fault: string;
  busy: boolean;
  onYes: () => void;
  onClose: () => void;
}

/** Asks once before something that is not undone with a press. */
export function Sure({ title, body, yes, fault, busy, onYes, onClose }: SureProps) {
  const t = useWords();
  return (
    <Dialog role="alertdialog" title={title} onClose={onClose}>
      {body}
      {fault !== '' && (
        <p className="fault" role="alert">
          {fault}
        </p>
      )}
      <div className="row">
        <Button variant="default" onClick={onClose}>
          {t('app.cancel')}
        </Button>
        <Button color="red" disabled={busy} onClick={onYes}>
          {yes}
        </Button>
      </div>
    </Dialog>
  );
}
