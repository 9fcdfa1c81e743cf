// SPDX-License-Identifier: Apache-2.0
// A modal dialog on the browser's own <dialog>: focus stays inside, the rest of the page is inert,
// Escape closes, and focus returns to where it was. Mantine's modal is not used because it adds
// style elements, which the page's Content-Security-Policy refuses.
import { useEffect, useId, useRef, type ReactNode } from 'react';

export interface DialogProps {
  title: string;
  children: ReactNode;
  onClose: () => void;
  /** alertdialog for notices that somebody must have seen. */
  role?: 'dialog' | 'alertdialog';
  /** wide: for lists and texts. */
  size?: 'narrow' | 'wide';
  /** care: somebody may lose something. */
  tone?: 'plain' | 'care';
}

export function Dialog({
  title,
  children,
  onClose,
  role = 'dialog',
  size = 'narrow',
  tone = 'plain',
}: DialogProps) {
  const box = useRef<HTMLDialogElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const titleId = useId();
  useEffect(() => {
    const opened = box.current;
    if (!opened) return undefined;
    const before = document.activeElement;
    if (!opened.open) opened.showModal();
    heading.current?.focus();
    return () => {
      opened.close();
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  return (
    <dialog
      ref={box}
      role={role}
      className={`dialog dialog-${size} dialog-${tone}`}
      aria-labelledby={titleId}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
    >
      <h2 id={titleId} ref={heading} tabIndex={-1} className="dialog-title">
        {title}
      </h2>
      {children}
    </dialog>
  );
}
