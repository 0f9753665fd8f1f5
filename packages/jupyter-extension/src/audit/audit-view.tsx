import type { TranslationBundle } from '@jupyterlab/translation';
import { type AuditPayload, formatCount } from 'fer-core/views';
import React, { useMemo, useState } from 'react';
import type { ImageSource } from '../pictures/image-source';
import { Notices } from '../rendering/notices';
import { NumberList } from '../rendering/number-list';
import { type AuditChoice, choiceOf, chosenEntries, EVERYTHING } from './audit-choice';
import { AuditFilter } from './audit-filter';
import { EntryList } from './entry-list';
import { FindingsTable } from './findings-table';
import { TwinAccuracyTable } from './twin-accuracy-table';

interface AuditViewProps {
  payload: AuditPayload;
  /** Null where there are no pictures. */
  source: ImageSource | null;
  trans: TranslationBundle;
}

/** An audit: what was found and how much of it, what it does to a model's accuracy, and the pictures to judge it by. */
export function AuditView({ payload, source, trans }: AuditViewProps): React.ReactElement {
  const { name, splits, models, notices, groups, flat, faceless, method } = payload;
  const [choice, setChoice] = useState<AuditChoice>(EVERYTHING);
  const entries = useMemo(() => chosenEntries(payload, choice), [payload, choice]);
  const found = groups.length + flat.length + (faceless?.length ?? 0) > 0;
  return (
    <section className="fer-audit" aria-label={trans.__('Audit of data')}>
      <header className="fer-header">
        <span className="fer-title">{name}</span>
      </header>
      <NumberList numbers={splits.map(({ split, n }) => [split, trans.__('%1 images', formatCount(n))])} />
      <Notices notices={notices} trans={trans} />
      <header className="fer-header">
        <span className="fer-subtitle">{trans.__('What was found')}</span>
        {found && <span className="fer-faint">{trans.__('a name opens its pictures below')}</span>}
      </header>
      <FindingsTable payload={payload} onOpen={(kind) => setChoice(choiceOf(kind))} trans={trans} />
      <p className="fer-hint">
        {trans.__(
          'Near duplicates: all pixels at %1 correlate by %2 or more, one picture shifted by up to %3 pixels. Twins of twins are in one group.',
          method.comparedAt,
          method.correlation,
          method.shift,
        )}
      </p>
      {models.map((model) => (
        <TwinAccuracyTable key={model.stamp} model={model} trans={trans} />
      ))}
      {found && (
        <>
          <AuditFilter payload={payload} choice={choice} onChoice={setChoice} trans={trans} />
          {/* A key for each choice, so that the place in one list is not kept for the next. */}
          <EntryList key={JSON.stringify(choice)} payload={payload} entries={entries} source={source} trans={trans} />
        </>
      )}
    </section>
  );
}
