// SPDX-License-Identifier: Apache-2.0
// Plans for emergencies (O-46): read by everybody on the staff, written in versions by those who
// lead, each with its drills and what was found in them.
import { Button, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useWords } from '../words.ts';
import { dayWords } from './day.tsx';
import { Drills } from './drills.tsx';
import type { Plan, WholePlan } from './roster_contract.ts';
import { SmallForm, type FieldFaults } from './small_form.tsx';
import { leads, useStaff } from './staff.ts';
import { usePolled } from './use_polled.ts';

const refreshMilliseconds = 60000;
const path = '/anban/v1/contingency_plans';
const daysMost = 366;
const usualDays = 180;

export function PlansPage() {
  const t = useWords();
  const { me } = useStaff();
  const { value, fault, reload } = usePolled<{ data: Plan[] }>(path, refreshMilliseconds);
  const [adding, setAdding] = useState(false);
  const [saved, setSaved] = useState(false);
  const done = () => {
    setAdding(false);
    setSaved(true);
    reload();
  };
  const add = leads(me) && <Button onClick={() => setAdding(true)}>{t('care.plans.add')}</Button>;
  return (
    <main className="page plain wide-page">
      <h1>{t('care.plans')}</h1>
      <p>{t('care.plans.what')}</p>
      {fault !== null && <p className="fault">{t('care.plans.failed')}</p>}
      {saved && <p className="done">{t('care.plans.saved')}</p>}
      {value !== null && value.data.length === 0 && <p>{t('care.plans.none')}</p>}
      {value?.data.map((each) => (
        <PlanView key={each.id} plan={each} onSaved={done} onDrilled={reload} />
      ))}
      {adding ? (
        <PlanForm plan={null} text="" onDone={done} onCancel={() => setAdding(false)} />
      ) : (
        add
      )}
    </main>
  );
}

interface PlanViewProps {
  plan: Plan;
  onSaved: () => void;
  onDrilled: () => void;
}

function PlanView({ plan, onSaved, onDrilled }: PlanViewProps) {
  const t = useWords();
  const { me } = useStaff();
  const address = `${path}/${encodeURIComponent(plan.id)}`;
  const whole = usePolled<WholePlan>(address, refreshMilliseconds);
  const [editing, setEditing] = useState(false);
  const newest = whole.value?.versions.at(-1);
  if (editing && newest !== undefined) {
    const done = () => {
      setEditing(false);
      whole.reload();
      onSaved();
    };
    return (
      <PlanForm
        plan={plan}
        text={newest.text}
        onDone={done}
        onCancel={() => setEditing(false)}
      />
    );
  }
  return (
    <article className="step" aria-labelledby={`plan-${plan.id}`}>
      <div className="row case-head">
        <h2 id={`plan-${plan.id}`}>{plan.title}</h2>
        {leads(me) && newest !== undefined && (
          <Button variant="default" onClick={() => setEditing(true)}>
            {t('care.plans.edit')}
          </Button>
        )}
      </div>
      <p className="marks">
        <span className="mark">{t('care.plans.version', { version: plan.version })}</span>
        <span className="mark">{t('care.plans.every', { days: plan.drill_every })}</span>
        <span className={plan.overdue ? 'due due-over' : 'mark'}>{drillWords(plan, t)}</span>
      </p>
      {whole.fault !== null && <p className="fault">{t('care.plans.failed')}</p>}
      {newest !== undefined && <p className="said">{newest.text}</p>}
      <Drills plan={plan.id} onDrilled={onDrilled} />
    </article>
  );
}

function drillWords(plan: Plan, t: ReturnType<typeof useWords>): string {
  const last = plan.last_drill
    ? t('care.plans.last', { time: dayWords(plan.last_drill) })
    : t('care.plans.never');
  const next = plan.overdue
    ? t('care.plans.overdue')
    : t('care.plans.next', { time: dayWords(plan.drill_due) });
  return `${last} · ${next}`;
}

interface PlanFormProps {
  /** Null: a new one. */
  plan: Plan | null;
  text: string;
  onDone: () => void;
  onCancel: () => void;
}

function PlanForm({ plan, text, onDone, onCancel }: PlanFormProps) {
  const t = useWords();
  const { ask } = useStaff();
  const [id, setId] = useState(plan?.id ?? '');
  const [title, setTitle] = useState(plan?.title ?? '');
  const [body, setBody] = useState(text);
  const [days, setDays] = useState(String(plan?.drill_every ?? usualDays));
  const every = Number(days);
  const check = () => {
    const found: FieldFaults = {};
    if (!/^[a-z0-9_-]{1,64}$/.test(id)) found['id'] = 'care.plans.fault.id';
    if (title.trim() === '') found['title'] = 'care.plans.fault.title';
    if (body.trim() === '') found['body'] = 'care.plans.fault.body';
    if (!Number.isInteger(every) || every < 1 || every > daysMost) {
      found['days'] = 'care.plans.fault.days';
    }
    return found;
  };
  return (
    <SmallForm
      title={plan?.title ?? t('care.plans.add')}
      submit={t('care.plans.save')}
      check={check}
      run={async () => {
        const sent = { title: title.trim(), text: body.trim(), drill_every: every };
        await ask('PUT', `${path}/${encodeURIComponent(id)}`, sent);
        onDone();
      }}
      onCancel={onCancel}
    >
      {(fault) => (
        <>
          {plan === null && (
            <TextInput
              label={t('care.plans.id')}
              required
              value={id}
              error={fault('id')}
              onChange={(event) => setId(event.currentTarget.value)}
            />
          )}
          <TextInput
            label={t('care.plans.title')}
            required
            value={title}
            error={fault('title')}
            onChange={(event) => setTitle(event.currentTarget.value)}
          />
          <Textarea
            label={t('care.plans.body')}
            required
            rows={8}
            value={body}
            error={fault('body')}
            onChange={(event) => setBody(event.currentTarget.value)}
          />
          <TextInput
            label={t('care.plans.drill_every')}
            required
            inputMode="numeric"
            value={days}
            error={fault('days')}
            onChange={(event) => setDays(event.currentTarget.value)}
          />
        </>
      )}
    </SmallForm>
  );
}
