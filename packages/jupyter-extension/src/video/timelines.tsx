import type { TranslationBundle } from '@jupyterlab/translation';
import { expressionShares, formatPercent, type VideoPayload } from 'fer-core/views';
import React from 'react';
import { COLORS } from '../pictures/seen-faces';
import { timelineParts } from './timeline-parts';

interface TimelinesProps {
  payload: VideoPayload;
  /** The frame that is on. */
  frame: number;
  onFrame: (frame: number) => void;
  trans: TranslationBundle;
}

/** A line of time for each person: the expression by colour, its probability by height; a click goes there. */
export function Timelines({ payload, frame, onFrame, trans }: TimelinesProps): React.ReactElement {
  const { people, labels, times } = payload;
  return (
    <table className="fer-timelines">
      <tbody>
        {people.map((person, index) => {
          const [most] = expressionShares(person, labels);
          return (
            <tr key={index} data-fer-person={person.name}>
              <th scope="row">{person.name}</th>
              <td className="fer-faint">{most && trans.__('mostly %1, %2', most.label, formatPercent(most.share))}</td>
              <td>
                <svg
                  className="fer-timeline"
                  viewBox={`0 0 ${times.length} 1`}
                  preserveAspectRatio="none"
                  role="img"
                  aria-label={trans.__('Expressions of %1 over time', person.name)}
                  onClick={(event) => {
                    const { left, width } = event.currentTarget.getBoundingClientRect();
                    onFrame(Math.min(times.length - 1, Math.max(0, Math.floor(((event.clientX - left) / width) * times.length))));
                  }}
                >
                  {timelineParts(person).map(({ first, frames, label, probability }) => (
                    <rect key={first} data-fer-color={label % COLORS} x={first} y={1 - probability} width={frames} height={probability}>
                      <title>{`${labels[label]}, ${formatPercent(probability)}`}</title>
                    </rect>
                  ))}
                  <rect className="fer-playhead" x={frame + 0.5 - times.length / 600} y={0} width={times.length / 300} height={1} />
                </svg>
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
