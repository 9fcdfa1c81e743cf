// SPDX-License-Identifier: Apache-2.0
// The appeals of a person (O-129): what was brought, until when it is answered and what came of it,
// and the form for another. Nobody is asked for an identity number here.
import { Button, NativeSelect, Textarea } from '@mantine/core';
import { useRef, useState, type FormEvent } from 'react';
import { flushSync } from 'react-dom';
import { useSay } from '../common/announcer.tsx';
import { Dialog } from '../common/dialog.tsx';
import { useTexts } from '../common/language.ts';
import { call, ServerError } from '../common/server.ts';
import { dayAndTime } from '../common/when.ts';
import { contestable, progressOf } from './appeals.ts';
import type { Appeal, ContestedDecision, Evidence, Me } from './contract.ts';

/** Most pieces of evidence, and code points of one: what the server takes. */
const evidenceMost = 5;
const wordsMost = 1000;

const kinds = ['statement', 'document', 'verified_identity', 'other'] as const;

export interface AppealDialogProps {
  me: Me;
  personalKey: string;
  appeals: readonly Appeal[];
  onFiled: () => void;
  onIdentity: () => void;
  onClose: () => void;
}

export function AppealDialog(props: AppealDialogProps) {
  const { me, appeals, onClose } = props;
  const t = useTexts();
  const decision = contestable(me);
  const progress = decision === null ? null : progressOf(appeals, decision);
  const may = progress !== null && (progress.is === 'none' || progress.is === 'again');
  const listed = [...appeals].sort((a, b) => b.filed.localeCompare(a.filed) || b.round - a.round);
  return (
    <Dialog title={t('appeal.title')} size="wide" onClose={onClose}>
      {listed.length > 0 && (
        <ol className="appeals" aria-label={t('appeal.list')}>
          {listed.map((each) => (
            <AppealCard key={each.id} appeal={each} zone={me.time_zone} />
          ))}
        </ol>
      )}
      {listed.length === 0 && decision === null && <p>{t('appeal.nothing')}</p>}
      {progress?.is === 'final' && <p>{t('appeal.final.where')}</p>}
      {decision !== null && may && <AppealForm {...props} decision={decision} />}
      {!may && (
        <div className="row row-end">
          <Button onClick={onClose}>{t('app.close')}</Button>
        </div>
      )}
    </Dialog>
  );
}

function AppealCard({ appeal, zone }: { appeal: Appeal; zone: string | undefined }) {
  const t = useTexts();
  const when = (instant: string) => dayAndTime(instant, zone);
  return (
    <li className={`appeal appeal-${appeal.state}`}>
      <h3>
        {t(`appeal.${appeal.decision}`)} · {t(`appeal.state.${appeal.state}`)}
      </h3>
      {appeal.state === 'open' ? (
        <p>
          {t(appeal.overdue ? 'appeal.overdue' : 'appeal.open', { due: when(appeal.due) })}
        </p>
      ) : (
        <p>
          {t('appeal.decided', {
            at: when(appeal.decided ?? appeal.due),
            reason: appeal.reason ?? '',
          })}
        </p>
      )}
      <p className="why">{t('appeal.filed', { at: when(appeal.filed), id: appeal.id })}</p>
    </li>
  );
}

const empty = (): Evidence => ({ kind: 'statement', reference: '' });

function AppealForm(props: AppealDialogProps & { decision: ContestedDecision }) {
  const { me, personalKey, decision, onFiled, onIdentity, onClose } = props;
  const t = useTexts();
  const say = useSay();
  const form = useRef<HTMLFormElement>(null);
  const [pieces, setPieces] = useState<Evidence[]>([empty()]);
  const [faults, setFaults] = useState<Record<number, string>>({});
  const [refused, setRefused] = useState('');
  const [sending, setSending] = useState(false);
  const set = (at: number, part: Partial<Evidence>) =>
    setPieces((before) => before.map((each, i) => (i === at ? { ...each, ...part } : each)));

  const show = (found: Record<number, string>, words: string) => {
    flushSync(() => {
      setFaults(found);
      setRefused(words);
    });
    form.current?.querySelector<HTMLElement>('[aria-invalid="true"], [data-fault]')?.focus();
  };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const missing = pieces.flatMap((each, at) => (each.reference.trim() === '' ? [at] : []));
    const found = Object.fromEntries(missing.map((at) => [at, t('appeal.fault.words')]));
    if (missing.length > 0) return show(found, '');
    setSending(true);
    try {
      const evidence = pieces.map((each) => ({ ...each, reference: each.reference.trim() }));
      const body = { decision, evidence };
      const filed = await call<Appeal>('POST', '/anban/v1/me/appeals', { key: personalKey, body });
      say(t('appeal.open', { due: dayAndTime(filed.due, me.time_zone) }));
      return onFiled();
    } catch (fault) {
      setSending(false);
      const conflict = fault instanceof ServerError && fault.status === 409;
      if (conflict) onFiled();
      return show({}, t(conflict ? 'appeal.fault.conflict' : 'appeal.fault.failed'));
    }
  };
  return (
    <form ref={form} className="form" noValidate onSubmit={(event) => void submit(event)}>
      <p>{t(`appeal.${decision}.form`)}</p>
      {refused !== '' && (
        <p className="fault" role="alert" data-fault="" tabIndex={-1}>
          {refused}
        </p>
      )}
      {pieces.map((piece, at) => (
        <EvidenceFields
          key={at}
          number={pieces.length > 1 ? at + 1 : null}
          piece={piece}
          fault={faults[at]}
          onChange={(part) => set(at, part)}
        />
      ))}
      <div className="row">
        {pieces.length < evidenceMost && (
          <Button variant="default" onClick={() => setPieces([...pieces, empty()])}>
            {t('appeal.more')}
          </Button>
        )}
        {pieces.length > 1 && (
          <Button variant="default" onClick={() => setPieces(pieces.slice(0, -1))}>
            {t('appeal.fewer')}
          </Button>
        )}
        <Button variant="default" onClick={onIdentity}>
          {t('appeal.identity')}
        </Button>
      </div>
      <div className="row row-end">
        <Button variant="default" onClick={onClose}>
          {t('app.cancel')}
        </Button>
        <Button type="submit" aria-disabled={sending}>
          {t(sending ? 'appeal.sending' : 'appeal.send')}
        </Button>
      </div>
    </form>
  );
}

interface EvidenceFieldsProps {
  number: number | null;
  piece: Evidence;
  fault: string | undefined;
  onChange: (part: Partial<Evidence>) => void;
}

function EvidenceFields({ number, piece, fault, onChange }: EvidenceFieldsProps) {
  const t = useTexts();
  const named = (words: string) => (number === null ? words : `${words} ${number}`);
  return (
    <div className="form-pair">
      <NativeSelect
        label={named(t('appeal.kind'))}
        value={piece.kind}
        data={kinds.map((kind) => ({ value: kind, label: t(`appeal.kind.${kind}`) }))}
        onChange={(event) => onChange({ kind: event.currentTarget.value as Evidence['kind'] })}
      />
      <Textarea
        label={named(t('appeal.words'))}
        description={t(`appeal.words.${piece.kind}`)}
        required
        rows={3}
        maxLength={wordsMost}
        value={piece.reference}
        error={fault}
        onChange={(event) => onChange({ reference: event.currentTarget.value })}
      />
    </div>
  );
}
