// SPDX-License-Identifier: Apache-2.0
// Dialogs over the conversation: the server's notices (the two-hour reminder O-98, the AI notice
// O-101, minor mode O-128, the scam warning O-138) one after the other, and the help lines.
// Leaving is offered as plainly as going on.
import { Button } from '@mantine/core';
import { Dialog } from '../common/dialog.tsx';
import { useTexts } from '../common/language.ts';
import type { HelpLine } from './contract.ts';
import type { DialogNotice } from './conversation_state.ts';
import { HelpLines } from './help_lines.tsx';

export interface NoticeDialogProps {
  notices: readonly DialogNotice[];
  lines: readonly HelpLine[];
  onClose: () => void;
  onLeave: () => void;
  onAppeal: () => void;
}

/** The help lines that the words name: one press dials them. */
export function linesNamed(body: string, lines: readonly HelpLine[]): HelpLine[] {
  const numbers: string[] = body.match(/\d[\d-]*\d/g) ?? [];
  return lines
    .filter((line) => numbers.includes(line.number))
    .sort((a, b) => numbers.indexOf(a.number) - numbers.indexOf(b.number));
}

export function NoticeDialog(props: NoticeDialogProps) {
  const { notices, lines, onClose, onLeave, onAppeal } = props;
  const t = useTexts();
  const notice = notices[0];
  if (!notice) return null;
  const named = notice.urgent ? linesNamed(notice.body, lines) : [];
  return (
    <Dialog
      key={notice.id}
      role="alertdialog"
      tone={notice.urgent ? 'care' : 'plain'}
      title={notice.title}
      onClose={onClose}
    >
      {notice.body.split(/\n+/).map((paragraph, at) => (
        <p key={at}>{paragraph}</p>
      ))}
      {named.length > 0 && <HelpLines lines={named} />}
      <div className="row">
        <Button variant="default" onClick={onLeave}>
          {notice.exitLabel ?? t('two_hours.exit')}
        </Button>
        {notice.appealLabel !== undefined && (
          <Button
            variant="default"
            onClick={() => {
              onClose();
              onAppeal();
            }}
          >
            {notice.appealLabel}
          </Button>
        )}
        <Button variant="default" onClick={onClose}>
          {t('app.understood')}
        </Button>
      </div>
    </Dialog>
  );
}

export function HelpDialog({ lines, onClose }: { lines: HelpLine[]; onClose: () => void }) {
  const t = useTexts();
  return (
    <Dialog title={t('help.title')} onClose={onClose}>
      <p>{t('help.body')}</p>
      <HelpLines lines={lines} />
      <div className="row">
        <Button variant="default" onClick={onClose}>
          {t('app.close')}
        </Button>
      </div>
    </Dialog>
  );
}
