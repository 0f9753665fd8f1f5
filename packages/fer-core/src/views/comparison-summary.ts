import type { ComparedPair, ComparisonPayload } from './comparison-payload';
import { formatShare } from './share-with-interval';

/** A difference of shares in points of percent: `+3.43`. */
export function formatPoints(share: number): string {
  return `${share < 0 ? '−' : '+'}${Math.abs(100 * share).toFixed(2)}`;
}

/** `p = 0.0312` */
export function formatChance(p: number): string {
  return p < 0.0001 ? 'p < 0.0001' : `p = ${p.toFixed(4)}`;
}

/** A difference of counts with its sign; a plain 0 for none. */
export function formatSigned(count: number): string {
  return count === 0 ? '0' : `${count < 0 ? '−' : '+'}${Math.abs(count)}`;
}

/** What a pair shows, in a sentence: `b against a: +3.43 points (95 % interval +1.92 to +4.94), McNemar p < 0.0001`. */
export function pairSentence({ first, second, difference, interval, test }: ComparedPair): string {
  return (
    `${second} against ${first}: ${formatPoints(difference)} points (95 % interval ${interval.map(formatPoints).join(' to ')}); ` +
    `only ${first} right ${test.onlyFirst}, only ${second} right ${test.onlySecond}, McNemar ${formatChance(test.p)}`
  );
}

/** The comparison as plain text: a line a run, a line a pair. */
export function comparisonSummary({ runs, configuration, pairs, unpaired }: ComparisonPayload): string {
  return [
    ...runs.map(({ name, on, n, accuracy, macroF1 }) => `${name}: accuracy ${formatShare(accuracy)}, macro-F1 ${formatShare(macroF1)}, on ${on}, n = ${n}`),
    ...pairs.map(pairSentence),
    ...unpaired.map(({ name, reason }) => `${name} cannot be compared image by image: ${reason}`),
    configuration.length === 0 ? 'configuration: no difference' : `configuration differs in ${configuration.map(({ path }) => path).join(', ')}`,
  ].join('\n');
}
