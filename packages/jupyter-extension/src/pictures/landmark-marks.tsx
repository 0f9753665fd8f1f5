import { isContourPoint, LANDMARK_LINES, type PayloadPoint } from 'fer-core/views';
import React from 'react';

interface LandmarkPointsProps {
  points: readonly PayloadPoint[];
  /** Length of one CSS pixel. */
  unit: number;
  numbers?: boolean;
  /** The point that is looked at. */
  active?: number | null;
  onActive?: (index: number) => void;
}

/** The 68 points as dots that keep their size on the screen; inner and contour points in their colours. */
export function LandmarkPoints({ points, unit, numbers = false, active = null, onActive }: LandmarkPointsProps): React.ReactElement {
  return (
    <g className="fer-landmarks">
      {points.map(([x, y], index) => (
        <g key={index} data-fer-point={index} data-fer-contour={isContourPoint(index)} data-fer-active={active === index} onPointerEnter={onActive && (() => onActive(index))}>
          <circle cx={x} cy={y} r={3 * unit} strokeWidth={1.2 * unit} />
          {active === index && <circle className="fer-landmark-ring" cx={x} cy={y} r={8 * unit} strokeWidth={2 * unit} />}
          {numbers && (
            <text x={x + 4.5 * unit} y={y - 3 * unit} fontSize={10 * unit} strokeWidth={2.4 * unit}>
              {index}
            </text>
          )}
        </g>
      ))}
    </g>
  );
}

interface LandmarkLinesProps {
  points: readonly PayloadPoint[];
  unit: number;
  /** What the lines stand for: `found`, `truth` or `mean`. */
  kind: string;
}

/** Lines through the points of each part of the face. */
export function LandmarkLines({ points, unit, kind }: LandmarkLinesProps): React.ReactElement {
  return (
    <g className="fer-landmark-lines" data-fer-kind={kind} strokeWidth={1.5 * unit} strokeDasharray={kind === 'mean' ? `${5 * unit} ${3 * unit}` : undefined}>
      {LANDMARK_LINES.map((line, index) => (
        <polyline key={index} points={line.map((point) => points[point]!.join()).join(' ')} />
      ))}
    </g>
  );
}

/** The true places as crosses, each joined to the point that was found. */
export function TruthMarks({ points, truth, unit }: { points: readonly PayloadPoint[]; truth: readonly PayloadPoint[]; unit: number }): React.ReactElement {
  const arm = 3.5 * unit;
  return (
    <g className="fer-truth" strokeWidth={1.6 * unit}>
      {truth.map(([x, y], index) => (
        <path key={index} d={`M${x - arm} ${y - arm}l${2 * arm} ${2 * arm}m0 ${-2 * arm}l${-2 * arm} ${2 * arm}M${x} ${y}L${points[index]!.join(' ')}`} />
      ))}
    </g>
  );
}
