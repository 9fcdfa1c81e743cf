// SPDX-License-Identifier: Apache-2.0
// A form of a few fields for signing in and for accounts: what is missing or refused is said beside
// its field and gets the focus, what the server refuses as a whole stands above.
import { Button, NativeSelect, PasswordInput, TextInput } from '@mantine/core';
import { useRef, useState, type FormEvent, type ReactNode } from 'react';
import { flushSync } from 'react-dom';
import { ServerError } from '../common/server.ts';
import type { ConsoleKey } from './texts_zh.ts';
import { useWords } from './words.ts';

export interface Entry {
  name: string;
  label: ConsoleKey;
  description?: ConsoleKey;
  kind: 'text' | 'password' | 'code' | 'choice';
  autoComplete?: string;
  choices?: { value: string; label: string }[];
  /** What is said where it is empty or the server does not take it. */
  fault: ConsoleKey;
}

export type Entered = Record<string, string>;

export interface EntryFormProps {
  entries: readonly Entry[];
  submit: string;
  run: (entered: Entered) => Promise<void>;
  /** Of a refusal that names no field. */
  faultOf: (status: number) => ConsoleKey;
  onCancel?: () => void;
  /** Beside the buttons. */
  children?: ReactNode;
}

const initially = (entries: readonly Entry[]): Entered =>
  Object.fromEntries(entries.map((each) => [each.name, each.choices?.[0]?.value ?? '']));

export function EntryForm(props: EntryFormProps) {
  const { entries, submit, run, faultOf, onCancel, children } = props;
  const t = useWords();
  const form = useRef<HTMLFormElement>(null);
  const [entered, setEntered] = useState(() => initially(entries));
  const [wrong, setWrong] = useState<readonly string[]>([]);
  const [refused, setRefused] = useState<string | null>(null);
  const [sending, setSending] = useState(false);
  const show = (fields: readonly string[], words: string | null) => {
    flushSync(() => {
      setWrong(fields);
      setRefused(words);
    });
    form.current?.querySelector<HTMLElement>('[data-fault], [aria-invalid="true"]')?.focus();
  };
  const hear = (fault: unknown) => {
    const status = fault instanceof ServerError ? fault.status : 0;
    const named = fault instanceof ServerError ? fault.fields.map((each) => each.field) : [];
    const fields = named.filter((name) => entries.some((each) => each.name === name));
    if (fields.length > 0) return show(fields, null);
    const seconds = /\d+/.exec(fault instanceof ServerError ? fault.message : '')?.[0] ?? '';
    return show([], t(faultOf(status), { seconds }));
  };
  const onSubmit = async (event: FormEvent) => {
    event.preventDefault();
    if (sending) return;
    const empty = entries.filter((each) => entered[each.name]?.trim() === '');
    if (empty.length > 0) return show(empty.map((each) => each.name), null);
    setSending(true);
    try {
      await run(entered);
      show([], null);
      setEntered(initially(entries));
    } catch (fault) {
      hear(fault);
    } finally {
      setSending(false);
    }
  };
  return (
    <form ref={form} className="form-pair" noValidate onSubmit={(event) => void onSubmit(event)}>
      {refused !== null && (
        <p className="fault" role="alert" data-fault="" tabIndex={-1}>
          {refused}
        </p>
      )}
      {entries.map((each) => (
        <Field
          key={each.name}
          entry={each}
          value={entered[each.name] ?? ''}
          error={wrong.includes(each.name) ? t(each.fault) : undefined}
          onChange={(value) => setEntered((before) => ({ ...before, [each.name]: value }))}
        />
      ))}
      <div className="row">
        <Button type="submit" aria-disabled={sending}>
          {submit}
        </Button>
        {onCancel !== undefined && (
          <Button variant="default" onClick={onCancel}>
            {t('app.cancel')}
          </Button>
        )}
        {children}
      </div>
    </form>
  );
}

interface FieldProps {
  entry: Entry;
  value: string;
  error: string | undefined;
  onChange: (value: string) => void;
}

function Field({ entry, value, error, onChange }: FieldProps) {
  const t = useWords();
  const common = {
    label: t(entry.label),
    description: entry.description === undefined ? undefined : t(entry.description),
    required: true,
    value,
    error,
  };
  if (entry.kind === 'choice') {
    return (
      <NativeSelect
        {...common}
        data={entry.choices ?? []}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    );
  }
  const typing = { autoComplete: entry.autoComplete ?? 'off', spellCheck: false };
  if (entry.kind === 'password') {
    return (
      <PasswordInput
        {...common}
        {...typing}
        visibilityToggleButtonProps={{ 'aria-label': t('sign_in.show'), 'tabIndex': 0 }}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    );
  }
  return (
    <TextInput
      {...common}
      {...typing}
      {...(entry.kind === 'code' ? { inputMode: 'numeric' as const, maxLength: 7 } : {})}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
