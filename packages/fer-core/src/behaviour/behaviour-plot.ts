import { escapeHtml } from '../evaluate/escape-html';
import { expressionColour } from '../recognize/expression-colour';
import { LONGEST_GAP } from './expression-track';
import type { BehaviourReport, PersonBehaviour } from './behaviour-report';

const WIDTH = 960;
const LEFT = 90;
const RIGHT = 20;
const BAND = 110;
const GAP = 34;
const TOP = 66;

/** A picture of a behaviour report: for each person a band of time in which the expressions' probabilities are stacked. @returns SVG */
export function behaviourPlot({ note, labels, persons }: BehaviourReport): string {
  const start = Math.min(...persons.map(({ from }) => from), Infinity);
  const end = Math.max(...persons.map(({ to }) => to), -Infinity);
  const span = end > start ? end - start : 1;
  const first = Number.isFinite(start) ? start : 0;
  const x = (time: number): number => LEFT + ((time - first) / span) * (WIDTH - LEFT - RIGHT);
  const height = TOP + persons.length * (BAND + GAP) + 30;
  const legend = labels.map((label, i) => `<rect x="${LEFT + i * 110}" y="34" width="12" height="12" fill="${hex(label)}"/><text x="${LEFT + i * 110 + 17}" y="44">${escapeHtml(label)}</text>`);
  const bands = persons.map((person, i) => band(person, labels, x, TOP + i * (BAND + GAP)));
  const ticks = persons.length ? tickTimes(first, first + span).map((time) => `<text x="${x(time).toFixed(1)}" y="${height - 30}" text-anchor="middle">${clock(time)}</text>`) : [];
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}" font-family="sans-serif" font-size="12" fill="#333">`,
    `<rect width="${WIDTH}" height="${height}" fill="#fff"/>`,
    `<text x="${LEFT}" y="20" font-size="13" font-weight="bold">Expressions over time${persons.length ? '' : ': no face found'}</text>`,
    ...legend,
    ...bands,
    ...ticks,
    `<text x="${LEFT}" y="${height - 8}" font-size="11" fill="#777">${escapeHtml(note)}</text>`,
    '</svg>',
  ].join('\n') + '\n';
}

function band({ person, seen, timeline: { times, probabilities }, peaks }: PersonBehaviour, labels: readonly string[], x: (time: number) => number, top: number): string {
  const y = (share: number): string => (top + BAND * (1 - share)).toFixed(1);
  const parts: string[] = [];
  for (const [from, to] of stretches(times)) {
    const below = new Array<number>(to - from).fill(0);
    for (const label of labels) {
      const above = below.map((sum, i) => sum + probabilities[label]![from + i]!);
      const places = times.slice(from, to).map((time) => x(time).toFixed(1));
      const forth = places.map((place, i) => `${place},${y(above[i]!)}`);
      const back = places.map((place, i) => `${place},${y(below[i]!)}`).reverse();
      parts.push(`<polygon points="${[...forth, ...back].join(' ')}" fill="${hex(label)}"/>`);
      above.forEach((sum, i) => (below[i] = sum));
    }
  }
  const marks = peaks.map(({ time, expression, probability }) => `<circle cx="${x(time).toFixed(1)}" cy="${top - 6}" r="4" fill="${hex(expression)}"><title>${escapeHtml(expression)} ${Math.round(100 * probability)} %, ${clock(time)}</title></circle>`);
  return [`<text x="8" y="${top + 14}" font-weight="bold">person ${person}</text>`, `<text x="8" y="${top + 30}" fill="#777">${seen.toFixed(1)} s</text>`, ...parts, ...marks].join('\n');
}

/** First and end index of each stretch of time without a gap. */
function stretches(times: readonly number[]): [number, number][] {
  const spacing = times.length > 1 ? (times.at(-1)! - times[0]!) / (times.length - 1) : 0;
  const found: [number, number][] = [];
  let from = 0;
  for (let i = 1; i <= times.length; i++) {
    if (i < times.length && times[i]! - times[i - 1]! <= Math.max(LONGEST_GAP, 3 * spacing)) continue;
    found.push([from, i]);
    from = i;
  }
  return found;
}

/** About eight round times. */
function tickTimes(start: number, end: number): number[] {
  const step = [0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 1200, 1800, 3600].find((each) => (end - start) / each <= 9) ?? 7200;
  const first = Math.ceil(start / step);
  return Array.from({ length: Math.floor(end / step) - first + 1 }, (_, i) => (first + i) * step);
}

/** `1:05`, and with tenths where there are any. */
function clock(time: number): string {
  const minutes = Math.floor(time / 60);
  const seconds = Math.round(10 * (time - 60 * minutes)) / 10;
  return `${minutes}:${seconds < 10 ? '0' : ''}${seconds}`;
}

function hex(label: string): string {
  return `#${expressionColour(label).map((level) => level.toString(16).padStart(2, '0')).join('')}`;
}
