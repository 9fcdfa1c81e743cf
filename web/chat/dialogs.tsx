// SPDX-License-Identifier: Apache-2.0
// Dialogs over the conversation: the server's notices (the two-hour reminder O-98, the AI notice
// O-101, minor mode O-128, the scam warning O-138) one after the other, and the help lines.
// Leaving is offered as plainly as going on.
import { Button } from '@mantine/core';
import { Dialog } from '../common/dialog.tsx';
import { useTexts } from '../common/language.ts';
import type { HelpLine } from './contract.ts';
import type { DialogNotice } from './conversation_state.ts';
import { offered, platformLabel } from './help_actions.ts';
import { HelpLines } from './help_lines.tsx';

export interface NoticeDialogProps {
  notices: readonly DialogNotice[];
  lines: readonly HelpLine[];
  onClose: () => void;
  onLeave: () => void;
  onAppeal: () => void;
  onPlatform: () => void;
}

/** The help lines that the words name, where the server offers none to call. */
export function linesNamed(body: string, lines: readonly HelpLine[]): HelpLine[] {
  const numbers: string[] = body.match(/\d[\d-]*\d/g) ?? [];
  return lines
    .filter((line) => numbers.includes(line.number))
    .sort((a, b) => numbers.indexOf(a.number) - numbers.indexOf(b.number));
}

export function NoticeDialog(props: NoticeDialogProps) {
  const { notices, lines, onClose, onLeave, onAppeal, onPlatform } = props;
  const t = useTexts();
  const notice = notices[0];
  if (!notice) return null;
  const offers = offered(lines, notice.actions).filter((each) => each.label);
  const named = notice.urgent && offers.length === 0 ? linesNamed(notice.body, lines) : offers;
  const platform = platformLabel(notice.actions, t('crisis.platform'));
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
      {(named.length > 0 || platform !== null) && (
        <HelpLines lines={named}>
          {platform !== null && (
            <Button
              variant="default"
              className="help-platform"
              onClick={() => {
                onClose();
                onPlatform();
              }}
            >
              {platform}
            </Button>
          )}
        </HelpLines>
      )}
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

export interface HelpDialogProps {
  lines: HelpLine[];
  /** The staff has a case of theirs; can be asked for at once (elders, O-139); or neither. */
  platform: 'has_case' | 'asked_at_once' | 'in_danger';
  /** Asks the platform for a person. */
  onAsk: () => void;
  onClose: () => void;
}

export function HelpDialog({ lines, platform, onAsk, onClose }: HelpDialogProps) {
  const t = useTexts();
  return (
    <Dialog title={t('help.title')} onClose={onClose}>
      <p>{t('help.body')}</p>
      <HelpLines lines={lines} />
      <p>{t(`help.platform.${platform}`)}</p>
      <div className="row">
        {platform === 'asked_at_once' && (
          <Button variant="default" onClick={onAsk}>
            {t('help.ask')}
          </Button>
        )}
        <Button variant="default" onClick={onClose}>
          {t('app.close')}
        </Button>
      </div>
    </Dialog>
  );
}
