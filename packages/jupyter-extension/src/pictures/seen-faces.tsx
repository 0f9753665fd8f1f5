import { formatPercent, type SeenFace } from 'fer-core/views';
import React from 'react';
import { LandmarkPoints } from './landmark-marks';

/** Colours that are told apart by number; the theme has no more. */
export const COLORS = 18;

/** A face with whom it belongs to, where that is known. */
export type NamedFace = SeenFace & { person?: string };

interface SeenFacesProps {
  faces: readonly NamedFace[];
  labels: readonly string[];
  /** Whether landmarks are drawn. */
  points: boolean;
  /** Length of one CSS pixel. */
  unit: number;
}

/** What was seen in a frame, drawn over it: box and expression in the expression's colour. */
export function SeenFaces({ faces, labels, points, unit }: SeenFacesProps): React.ReactElement {
  return (
    <g className="fer-seen">
      {faces.map(({ box: [left, top, right, bottom], points: places, label, probabilities, person }, index) => (
        <g key={index} data-fer-color={label % COLORS} data-fer-label={labels[label]}>
          <rect className="fer-seen-box" x={left} y={top} width={right - left} height={bottom - top} strokeWidth={2.5 * unit} />
          {points && places && <LandmarkPoints points={places} unit={0.6 * unit} />}
          <text className="fer-seen-label" x={left} y={Math.max(top - 5 * unit, 14 * unit)} fontSize={14 * unit} strokeWidth={3 * unit}>
            {[person, `${labels[label]} ${formatPercent(probabilities[label])}`].filter(Boolean).join(': ')}
          </text>
        </g>
      ))}
    </g>
  );
}

/** Which colour stands for which name, by index; the first `skipped` have none. */
export function ColorLegend({ names, skipped = 0 }: { names: readonly string[]; skipped?: number }): React.ReactElement {
  return (
    <ul className="fer-color-legend">
      {names.map((name, index) => index >= skipped && (
        <li key={name} data-fer-color={index % COLORS}>
          {name}
        </li>
      ))}
    </ul>
  );
}
