import { NORMAL_POINT as Z } from './normal-point';

/**
 * Wilson's 95 % score interval for a share: unlike ±1.96·√(p(1−p)/n) it stays inside [0, 1] and is honest near its ends.
 * Source: E. B. Wilson, J. Am. Stat. Assoc. 22 (1927) 209–212.
 * @param successes from 0 to `n`.
 * @param n number of trials, at least 1.
 * @returns [low, high] in [0, 1].
 */
export function wilsonInterval(successes: number, n: number): [low: number, high: number] {
  const share = successes / n;
  const z2 = Z * Z;
  const centre = (share + z2 / (2 * n)) / (1 + z2 / n);
  const half = (Z / (1 + z2 / n)) * Math.sqrt((share * (1 - share)) / n + z2 / (4 * n * n));
  return [successes === 0 ? 0 : Math.max(0, centre - half), successes === n ? 1 : Math.min(1, centre + half)];
}
