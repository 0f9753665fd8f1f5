import type { TranslationBundle } from '@jupyterlab/translation';
import { ANSWER_CHANGES, type AnswerChange, type ComparedPair } from 'fer-core/views';
import React, { useState } from 'react';

/** Answers that are listed at once; each press shows as many more. */
const STEP = 12;

/** The images whose answers are others, by what became of them, the surest first. */
export function ChangedAnswers({ pair, trans }: { pair: ComparedPair; trans: TranslationBundle }): React.ReactElement {
  const { first, second, changes, changed } = pair;
  const [kind, setKind] = useState<AnswerChange>(() => ANSWER_CHANGES.find((each) => changes[each] > 0) ?? 'fixed');
  const [most, setMost] = useState(STEP);
  const names: Record<AnswerChange, [name: string, title: string]> = {
    fixed: [trans.__('Fixed'), trans.__('Only %1 is right', second)],
    broken: [trans.__('Broken'), trans.__('Only %1 is right', first)],
    other: [trans.__('Otherwise wrong'), trans.__('Both are wrong')],
  };
  const listed = changed.filter(({ change }) => change === kind);
  return (
    <div className="fer-comparison-changed">
      <header className="fer-header">
        <span className="fer-subtitle">{trans.__('Images that changed')}</span>
        <div className="fer-choice" role="group" aria-label={trans.__('What became of the answer')}>
          {ANSWER_CHANGES.map((each) => (
            <button key={each} aria-pressed={kind === each} title={names[each][1]} onClick={() => setKind(each)}>
              {trans.__('%1 (%2)', names[each][0], changes[each])}
            </button>
          ))}
        </div>
      </header>
      <table className="fer-classes">
        <thead>
          <tr>
            <th scope="col">{trans.__('Image')}</th>
            <th scope="col">{trans.__('Truth')}</th>
            <th scope="col">{first}</th>
            <th scope="col">{second}</th>
          </tr>
        </thead>
        <tbody>
          {listed.slice(0, most).map((image) => (
            <tr key={image.id} data-fer-id={image.id}>
              <th scope="row">{image.id}</th>
              <td>{image.truth}</td>
              <td>{`${image.first} ${image.firstConfidence.toFixed(2)}`}</td>
              <td>{`${image.second} ${image.secondConfidence.toFixed(2)}`}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {listed.length > most && (
        <button className="fer-button" onClick={() => setMost(most + STEP)}>
          {trans.__('%1 more', listed.length - most)}
        </button>
      )}
      {listed.length <= most && listed.length < changes[kind] && <p className="fer-hint">{trans.__('%1 less sure ones are not listed.', changes[kind] - listed.length)}</p>}
    </div>
  );
}
