import type { TranslationBundle } from '@jupyterlab/translation';
import type { Notice } from 'fer-core/views';
import React from 'react';

interface NoticesProps {
  notices: readonly Notice[] | undefined;
  trans: TranslationBundle;
}

/** What must be known before the numbers are believed: quiet notes, warnings, and a banner for what is not credible. */
export function Notices({ notices = [], trans }: NoticesProps): React.ReactElement {
  const names: Record<Notice['level'], string> = { note: trans.__('Note'), warning: trans.__('Warning'), 'not-credible': trans.__('Not credible') };
  return (
    <>
      {notices.map(({ level, text }) => (
        <p key={text} className="fer-notice" data-fer-level={level} role={level === 'not-credible' ? 'alert' : undefined}>
          <b>{names[level]}:</b> {text}
        </p>
      ))}
    </>
  );
}
