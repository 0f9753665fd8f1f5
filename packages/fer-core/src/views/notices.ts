import { escapeHtml } from '../evaluate/escape-html';
import type { Notice } from '../evaluate/notices';
import type { PayloadReader } from './payload-reader';

const STYLE: Record<Notice['level'], string> = {
  note: 'opacity:0.75',
  warning: 'border-left:4px solid #e07b28;padding-left:8px',
  'not-credible': 'border:2px solid #d03030;padding:6px 8px;font-weight:600',
};

/** What must be known before the numbers are believed: quiet notes, and a banner for what is not credible. */
export function noticesHtml(notices: readonly Notice[] = []): string {
  return notices
    .map(({ level, text }) => `<div style="margin-bottom:6px;max-width:80em;${STYLE[level]}">${level === 'not-credible' ? 'Not credible: ' : ''}${escapeHtml(text)}</div>`)
    .join('');
}

/** Reads notices from the wire. @throws InputError saying which field is wrong. */
export function readNotices(reader: PayloadReader, key: string): Notice[] {
  return reader.objects(key, (notice) => ({ level: notice.oneOf('level', ['note', 'warning', 'not-credible']), text: notice.text('text') }));
}
