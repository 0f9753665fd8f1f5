import type { ExperimentRow, Verdict } from './experiment-row';
import { formatInterval, formatValue } from './format-measured';
import type { ReproductionCard } from './reproduction-card';

/** What all forms of the card say alike. */
export const CARD_TITLE = 'Reproduction card';

/** The paper that is held against what was measured. */
export const PAPER = 'S. Moreno, "Facial Emotion Recognition Using an Enhanced Xception Network for Behavioral Analysis"';

/** What the verdicts mean. */
export const VERDICT_MEANINGS: Readonly<Record<Verdict | 'not run', string>> = {
  supported: 'the measurement agrees with the claim',
  'not supported': 'it does not',
  'only with a shortcut': 'such a number can be made, but not by recognizing unseen faces better',
  'cannot be judged': 'what is at hand does not tell',
  'not run': 'an input was not given',
};

/** The verdict, or why there is none. */
export function verdictText({ result, notRun }: ExperimentRow): string {
  return result ? result.verdict : `not run: ${notRun}`;
}

/** The first numbers of a row, for the summary. @param most how many */
export function headline({ result }: ExperimentRow, most = 2): string {
  return (result?.measured ?? []).slice(0, most).map((measured) => `${measured.name}: ${formatValue(measured)}${measured.interval ? ` (${formatInterval(measured)})` : ''}`).join('; ') || '–';
}

/** Columns of a row's numbers. */
export const MEASURED_COLUMNS = ['measured', 'value', '95 % interval', 'n', 'on'] as const;

/** A row's numbers as text, by `MEASURED_COLUMNS`. */
export function measuredCells({ result }: ExperimentRow): string[][] {
  return (result?.measured ?? []).map((measured) => [measured.name, formatValue(measured), formatInterval(measured), measured.n === null ? '–' : measured.n.toLocaleString('en'), measured.on]);
}

/** How often each verdict was given, `3 supported, 2 not run`. */
export function verdictCounts({ rows }: ReproductionCard): string {
  const counts = new Map<string, number>();
  for (const { result } of rows) counts.set(result?.verdict ?? 'not run', (counts.get(result?.verdict ?? 'not run') ?? 0) + 1);
  return Object.keys(VERDICT_MEANINGS).filter((verdict) => counts.has(verdict)).map((verdict) => `${counts.get(verdict)} ${verdict}`).join(', ');
}

/** What a reader must know before the numbers. */
export function cardNotes({ mode }: ReproductionCard): string[] {
  return [
    ...(mode === 'quick' ? ['Quick mode: few images, and drawn faces where no data were given. It shows that everything runs; for the claims read a full card.'] : []),
    'Intervals are 95 %: Wilson\'s for shares, bootstrapped over faces for means and spreads, of the order of times for medians, Bonett and Price\'s for differences on the same images. Validation is FER-2013\'s PublicTest, which also chose the epochs of the shipped weights; its PrivateTest was not used.',
    'Equal inputs give equal numbers; only measured times and the line "made at" differ from run to run.',
  ];
}

/** Environment, seeds as pairs of name and value. */
export function environmentCells({ environment: { versions, commit, ...environment }, seeds }: ReproductionCard): [string, string][] {
  return [
    ['processor', environment.processor],
    ['instructions', environment.instructions],
    ['threads', String(environment.threads)],
    ['memory', `${environment.memoryGb} GB`],
    ['system', environment.system],
    ['device', environment.device],
    ['operations', environment.operations],
    ['versions', Object.entries(versions).map(([name, version]) => `${name} ${version}`).join(', ')],
    ['commit', commit ?? 'unknown'],
    ['seeds', Object.entries(seeds).map(([name, seed]) => `${name} ${seed}`).join(', ')],
  ];
}
