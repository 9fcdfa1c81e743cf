// SPDX-License-Identifier: Apache-2.0
// Proving who one is (O-77 to O-80): each method is voluntary beside the others; a number is sent
// once and kept nowhere, on the device neither. What waits for a person's review is said so.
import { Button, Radio, TextInput } from '@mantine/core';
import { useEffect, useState, type FormEvent } from 'react';
import { useSay } from '../common/announcer.tsx';
import { Dialog } from '../common/dialog.tsx';
import { useTexts } from '../common/language.ts';
import { call, ServerError } from '../common/server.ts';
import type { IdentityMethod, IdentityState } from './contract.ts';

const path = '/anban/v1/me/identity';
const order: IdentityMethod[] = ['national_identity', 'phone_code', 'resident_id'];

export interface IdentityFormProps {
  personalKey: string;
  /** A proof was taken, or waits for its review. */
  onProved: () => void;
}

export function IdentityDialog(props: IdentityFormProps & { onClose: () => void }) {
  const t = useTexts();
  return (
    <Dialog title={t('identity.title')} size="wide" onClose={props.onClose}>
      <IdentityForm {...props} />
      <div className="row row-end">
        <Button variant="default" onClick={props.onClose}>
          {t('app.close')}
        </Button>
      </div>
    </Dialog>
  );
}

export function IdentityForm({ personalKey, onProved }: IdentityFormProps) {
  const t = useTexts();
  const say = useSay();
  const [state, setState] = useState<IdentityState | null>(null);
  const [method, setMethod] = useState<IdentityMethod | null>(null);
  const [fault, setFault] = useState<FaultKey | ''>('');
  useEffect(() => {
    call<IdentityState>('GET', path, { key: personalKey }).then(setState, (refused: unknown) =>
      setFault(faultKey(refused)),
    );
  }, [personalKey]);

  const give = async (where: string, body: unknown) => {
    try {
      setFault('');
      const next = await call<IdentityState>('POST', where, { key: personalKey, body });
      setState((before) => ({ ...before, ...next }));
      if (next.authorization_url) return location.assign(next.authorization_url);
      if (next.state === 'taken' || next.state === 'in_review') {
        say(t(`identity.state.${next.state}`));
        onProved();
      }
      return undefined;
    } catch (refused) {
      return setFault(faultKey(refused));
    }
  };

  const words = fault === '' ? '' : t(fault);
  if (state === null) return <Fault words={words} />;
  if (state.state === 'in_review') return <p className="done">{t('identity.state.in_review')}</p>;
  const offered = order.filter((each) => state.methods?.includes(each) ?? false);
  const chosen = method ?? (offered.length === 1 ? (offered[0] ?? null) : null);
  return (
    <div className="form">
      {state.state === 'taken' && <p className="done">{t('identity.state.taken')}</p>}
      <p>{t('identity.why')}</p>
      <Radio.Group
        label={t('identity.method')}
        value={chosen}
        onChange={(next) => {
          setMethod(next as IdentityMethod);
          setFault('');
        }}
      >
        {offered.map((each) => (
          <Radio
            key={each}
            value={each}
            label={t(`identity.method.${each as 'phone_code'}`)}
            description={t(`identity.method.${each as 'phone_code'}.what`)}
          />
        ))}
      </Radio.Group>
      <Fault words={words} />
      {chosen === 'phone_code' && (
        <PhoneCode
          sent={state.state === 'code_sent'}
          onPhone={(phone) => void give(path, { method: chosen, phone })}
          onCode={(code) => void give(`${path}/confirm`, { method: chosen, code })}
        />
      )}
      {chosen === 'resident_id' && (
        <ResidentId onGive={(claim) => void give(path, { method: chosen, ...claim })} />
      )}
      {chosen === 'national_identity' && (
        <div className="row">
          <Button onClick={() => void give(path, { method: chosen })}>{t('identity.go')}</Button>
        </div>
      )}
    </div>
  );
}

type FaultKey = ReturnType<typeof faultKey>;

function faultKey(refused: unknown) {
  if (!(refused instanceof ServerError)) return 'identity.fault.unavailable' as const;
  if (refused.status === 422) return 'identity.fault.fields' as const;
  if (refused.status === 429) return 'identity.fault.often' as const;
  if (refused.status === 403) return 'identity.fault.denied' as const;
  return 'identity.fault.unavailable' as const;
}

function Fault({ words }: { words: string }) {
  if (words === '') return null;
  return (
    <p className="fault" role="alert">
      {words}
    </p>
  );
}

interface PhoneCodeProps {
  sent: boolean;
  onPhone: (phone: string) => void;
  onCode: (code: string) => void;
}

function PhoneCode({ sent, onPhone, onCode }: PhoneCodeProps) {
  const t = useTexts();
  const [phone, setPhone] = useState('');
  const [code, setCode] = useState('');
  const submit = (event: FormEvent, act: () => void) => {
    event.preventDefault();
    act();
  };
  return (
    <>
      <form
        className="form-pair"
        noValidate
        onSubmit={(event) => submit(event, () => onPhone(phone.trim()))}
      >
        <TextInput
          label={t('identity.phone')}
          type="tel"
          autoComplete="tel"
          required
          value={phone}
          onChange={(event) => setPhone(event.currentTarget.value)}
        />
        <Button type="submit" variant={sent ? 'default' : 'filled'}>
          {t(sent ? 'identity.phone.again' : 'identity.phone.send')}
        </Button>
      </form>
      {sent && (
        <form
          className="form-pair"
          noValidate
          onSubmit={(event) => submit(event, () => onCode(code.trim().toUpperCase()))}
        >
          <TextInput
            label={t('identity.code')}
            description={t('identity.code.sent')}
            autoComplete="one-time-code"
            required
            value={code}
            onChange={(event) => setCode(event.currentTarget.value)}
          />
          <Button type="submit">{t('identity.give')}</Button>
        </form>
      )}
    </>
  );
}

function ResidentId({ onGive }: { onGive: (claim: { number: string; name?: string }) => void }) {
  const t = useTexts();
  const [number, setNumber] = useState('');
  const [name, setName] = useState('');
  return (
    <form
      className="form-pair"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        const trimmed = name.trim();
        onGive({ number: number.trim(), ...(trimmed === '' ? {} : { name: trimmed }) });
      }}
    >
      <TextInput
        label={t('identity.number')}
        description={t('identity.number.kept')}
        autoComplete="off"
        maxLength={18}
        required
        value={number}
        onChange={(event) => setNumber(event.currentTarget.value)}
      />
      <TextInput
        label={t('identity.name')}
        autoComplete="name"
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <Button type="submit">{t('identity.give')}</Button>
    </form>
  );
}
