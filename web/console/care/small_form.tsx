// SPDX-License-Identifier: Apache-2.0
// A short form of the care pages: what is missing is said beside its field and gets the focus, a
// refusal of the server stands above, and what was typed stays.
import { Button } from '@mantine/core';
import { useId, useRef, useState, type FormEvent, type ReactNode } from 'react';
import { flushSync } from 'react-dom';
import { ServerError, type FieldFault } from '../../common/server.ts';
import type { ConsoleKey } from '../texts_zh.ts';
import { useWords } from '../words.ts';
import { problemKey } from './problem.ts';

export type FieldFaults = Record<string, ConsoleKey>;

export interface SmallFormProps {
  title: string;
  submit: string;
  /** What is missing, by field; an empty object where nothing is. */
  check?: () => FieldFaults;
  run: () => Promise<void>;
  /** Where the fields that the server refuses stand in this form. */
  refused?: (fields: readonly FieldFault[]) => FieldFaults;
  /** Gives up; no such button without it. */
  onCancel?: () => void;
  children: (fault: (field: string) => string | undefined) => ReactNode;
}

export function SmallForm(props: SmallFormProps) {
  const { title, submit, check, run, refused, onCancel, children } = props;
  const t = useWords();
  const form = useRef<HTMLFormElement>(null);
  const titleId = useId();
  const [faults, setFaults] = useState<FieldFaults>({});
  const [sending, setSending] = useState(false);
  const show = (found: FieldFaults) => {
    flushSync(() => setFaults(found));
    const wrong = '[data-fault], [aria-invalid="true"], [data-error] input';
    const first = form.current?.querySelector<HTMLElement>(wrong);
    (first ?? form.current?.querySelector<HTMLElement>('input, textarea, select'))?.focus();
  };
  const onSubmit = async (event: FormEvent) => {
    event.preventDefault();
    if (sending) return;
    const found = check?.() ?? {};
    if (Object.keys(found).length > 0) return show(found);
    setSending(true);
    try {
      await run();
      setFaults({});
    } catch (fault) {
      const placed = fault instanceof ServerError ? (refused?.(fault.fields) ?? {}) : {};
      show(Object.keys(placed).length > 0 ? placed : { form: problemKey(fault) });
    } finally {
      setSending(false);
    }
  };
  return (
    <form
      ref={form}
      className="form-pair small-form"
      noValidate
      aria-labelledby={titleId}
      onSubmit={(event) => void onSubmit(event)}
    >
      <h3 id={titleId}>{title}</h3>
      {faults['form'] !== undefined && (
        <p className="fault" role="alert" data-fault="" tabIndex={-1}>
          {t(faults['form'])}
        </p>
      )}
      {children((field) => (faults[field] === undefined ? undefined : t(faults[field])))}
      <div className="row">
        <Button type="submit" aria-disabled={sending}>
          {submit}
        </Button>
        {onCancel !== undefined && (
          <Button variant="default" onClick={onCancel}>
            {t('app.cancel')}
          </Button>
        )}
      </div>
    </form>
  );
}
