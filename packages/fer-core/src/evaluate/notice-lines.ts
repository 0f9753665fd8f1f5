import type { Notice } from './notices';

const LEVELS: Record<Notice['level'], string> = { note: 'note', warning: 'WARNING', 'not-credible': 'NOT CREDIBLE' };

/** Notices as plain text, a line each. */
export function noticeLines(notices: readonly Notice[] = []): string[] {
  return notices.map(({ level, text }) => `${LEVELS[level]}: ${text}`);
}
