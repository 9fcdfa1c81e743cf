// SPDX-License-Identifier: Apache-2.0
// Dialogs over the conversation: the server's notices (the two-hour reminder O-98, the AI notice
// O-101) one after the other, and the help lines. Leaving is offered as plainly as going on.
import { Button } from '@mantine/core';
import { Dialog } from '../common/dialog.tsx';
import { useTexts } from '../common/language.ts';
import type { HelpLine } from './contract.ts';
import type { DialogNotice } from './conversation_state.ts';
import { HelpLines } from './help_lines.tsx';

export interface NoticeDialogProps {
  notices: readonly DialogNotice[];
  onClose: () => void;
  onLeave: () => void;
}

export function NoticeDialog({ notices, onClose, onLeave }: NoticeDialogProps) {
  const t = useTexts();
  const notice = notices[0];
  if (!notice) return null;
  return (
    <Dialog key={notice.id} role="alertdialog" title={notice.title} onClose={onClose}>
      {notice.body.split(/\n+/).map((paragraph, at) => (
        <p key={at}>{paragraph}</p>
      ))}
      <div className="row">
        <Button variant="default" onClick={onLeave}>
          {notice.exitLabel ?? t('two_hours.exit')}
        </Button>
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
