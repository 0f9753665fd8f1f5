import type { TranslationBundle } from '@jupyterlab/translation';
import { ReactWidget } from '@jupyterlab/ui-components';
import React from 'react';
import type { Catalog, CatalogContent, Unreadable } from '../workbench/catalog';

/** How a section shows what it lists. */
export interface SectionOptions<Entry> {
  /** `runs`, also the section's `data-fer-section`. */
  name: keyof CatalogContent;
  title: string;
  catalog: Catalog;
  trans: TranslationBundle;
  entry: (entry: Entry) => React.ReactElement;
  /** What to do to see something here. */
  empty: React.ReactElement;
}

/** One of the panel's lists. */
export class Section<Entry extends { path: string }> extends ReactWidget {
  constructor(private readonly options: SectionOptions<Entry>) {
    super();
    this.addClass('fer-panel');
    this.title.label = options.title;
    this.node.dataset.ferSection = options.name;
    options.catalog.changed.connect(() => this.update(), this);
  }

  protected override render(): React.ReactElement {
    const { catalog, name, title, trans, entry, empty } = this.options;
    const entries = catalog.content?.[name] as unknown as (Entry | Unreadable)[] | undefined;
    if (entries === undefined) {
      return catalog.problem ? (
        <p className="fer-problem" role="alert">
          {trans.__('The server does not answer: %1', catalog.problem)}
        </p>
      ) : (
        <p className="fer-empty">{trans.__('Reading…')}</p>
      );
    }
    if (entries.length === 0) return <div className="fer-empty">{empty}</div>;
    return (
      <ul className="fer-entries" aria-label={title} onKeyDown={moveFocus}>
        {entries.map((listed) => (
          <li key={listed.path}>
            {'problem' in listed ? <UnreadableEntry {...listed} /> : entry(listed)}
          </li>
        ))}
      </ul>
    );
  }
}

function UnreadableEntry({ name, problem }: Unreadable): React.ReactElement {
  return (
    <div className="fer-entry">
      <span className="fer-entry-name">{name}</span>
      <p className="fer-problem">{problem}</p>
    </div>
  );
}

/** Arrow keys go from entry to entry, as in the file browser. */
function moveFocus(event: React.KeyboardEvent<HTMLUListElement>): void {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step === undefined) return;
  const buttons = [...event.currentTarget.querySelectorAll<HTMLElement>('.fer-entry')];
  const next = buttons[buttons.indexOf(document.activeElement as HTMLElement) + step];
  if (next === undefined) return;
  event.preventDefault();
  next.focus();
}
