import type { TranslationBundle } from '@jupyterlab/translation';
import { type AuditPayload, formatCount } from 'fer-core/views';
import React, { useEffect, useRef, useState } from 'react';
import type { ImageSource } from '../pictures/image-source';
import { Pages } from '../pictures/pages';
import { usePixels } from '../pictures/use-pixels';
import type { AuditEntry } from './audit-choice';
import { EntryCard, shownImages } from './entry-card';

/** Groups on one page. */
const PAGE = 24;

interface EntryListProps {
  payload: AuditPayload;
  entries: readonly AuditEntry[];
  source: ImageSource | null;
  trans: TranslationBundle;
}

/** Groups or single images, page by page. Arrow keys move among them, Page Up and Page Down turn pages, Enter enlarges. */
export function EntryList({ payload, entries, source, trans }: EntryListProps): React.ReactElement {
  const [at, setAt] = useState(0);
  const [open, setOpen] = useState<number | null>(null);
  const page = Math.floor(at / PAGE);
  const first = page * PAGE;
  const shown = entries.slice(first, first + PAGE);
  const visible = shown.map((entry, position) => shownImages(entry, open === first + position));
  const { pixels, problem } = usePixels(source, visible.flat());
  const list = useRef<HTMLDivElement>(null);
  const byKey = useRef(false);
  useEffect(() => {
    if (byKey.current) list.current?.querySelector<HTMLElement>('[tabindex="0"]')?.focus();
    byKey.current = false;
  }, [at]);

  const onKeyDown = (event: React.KeyboardEvent): void => {
    const to = event.key === 'Escape' && open !== null ? at : target(event.key, at, entries.length, list.current);
    if (to === undefined) return;
    if (event.key === 'Escape') setOpen(null);
    byKey.current = true;
    setAt(to);
    event.preventDefault();
    event.stopPropagation();
  };

  let before = 0;
  return (
    // Arrow keys are the list's own: a notebook would move to another cell.
    <div className="fer-audit-list" data-lm-suppress-shortcuts="true">
      <header className="fer-header">
        <span className="fer-faint">
          {entries[0]?.group === null
            ? trans._n('%1 image', '%1 images', entries.length)
            : trans.__('%1 of %2 groups', formatCount(entries.length), formatCount(payload.groups.length))}
          {trans.__('; a click or Enter enlarges')}
        </span>
        <span className="fer-spring" />
        {entries.length > PAGE && <Pages page={page} pages={Math.ceil(entries.length / PAGE)} onPage={(next) => setAt(next * PAGE)} trans={trans} />}
      </header>
      {problem && <p className="fer-problem">{problem}</p>}
      {entries.length === 0 && <p className="fer-faint">{trans.__('Nothing is left by this choice.')}</p>}
      <div ref={list} className="fer-audit-entries" role="group" aria-label={trans.__('Pictures')} onKeyDown={onKeyDown}>
        {shown.map((entry, position) => {
          const index = first + position;
          const own = pixels.slice(before, (before += visible[position].length));
          return (
            <EntryCard
              key={index}
              payload={payload}
              entry={entry}
              pixels={source ? own : null}
              open={open === index}
              focused={at === index}
              onFocus={() => setAt(index)}
              onOpen={() => setOpen(open === index ? null : index)}
              trans={trans}
            />
          );
        })}
      </div>
    </div>
  );
}

/** Where a key leads from the entry `at`; undefined for keys that are not the list's. */
function target(key: string, at: number, count: number, list: HTMLElement | null): number | undefined {
  const within = (to: number): number => Math.min(count - 1, Math.max(0, to));
  const page = Math.floor(at / PAGE);
  switch (key) {
    case 'ArrowRight':
      return within(at + 1);
    case 'ArrowLeft':
      return within(at - 1);
    case 'ArrowDown':
    case 'ArrowUp':
      return within(page * PAGE + inNextRow([...(list?.children ?? [])] as HTMLElement[], at % PAGE, key === 'ArrowDown' ? 1 : -1));
    case 'PageDown':
      return within((page + 1) * PAGE);
    case 'PageUp':
      return within((page - 1) * PAGE);
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return undefined;
  }
}

/** The card nearest to one, in the row below (1) or above (−1); one beyond the page's cards where there is no such row. */
function inNextRow(cards: readonly HTMLElement[], from: number, direction: 1 | -1): number {
  const { offsetTop: top, offsetLeft: left } = cards[from];
  const beyond = cards.map(({ offsetTop }) => direction * (offsetTop - top)).filter((distance) => distance > 0);
  if (beyond.length === 0) return direction > 0 ? cards.length : -1;
  const row = top + direction * Math.min(...beyond);
  const candidates = cards.map((card, index) => ({ card, index })).filter(({ card }) => card.offsetTop === row);
  return candidates.reduce((best, each) => (Math.abs(each.card.offsetLeft - left) < Math.abs(best.card.offsetLeft - left) ? each : best)).index;
}
