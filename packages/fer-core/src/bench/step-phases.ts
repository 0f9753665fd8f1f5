import type { BenchOptions } from './bench-options';
import type { BenchSection, BenchTable } from './bench-report';
import { ourContender } from './contenders';
import { measureTogether } from './measure-section';
import type { Phase } from './our-task';

const PHASES: readonly Phase[] = ['data', 'augmentation', 'forward', 'backward', 'update'];

/** Where the time of our training step goes, with everything that can be done to images: graphs with parts left out, measured in turns, and their differences. */
export async function benchPhases(options: BenchOptions): Promise<BenchSection> {
  const { network, networkOptions, batch } = options;
  const contenders = PHASES.map((phase) => ourContender(`phase ${phase}`, { task: 'phase', network, networkOptions, batch, phase }, options));
  const { measurements, notRun } = await measureTogether(contenders, options, contenders.map(({ name }) => name));
  const medians = Object.fromEntries(PHASES.map((phase, index) => [phase, measurements[index]!.median])) as Record<Phase, number>;
  const what = `${network}, batch ${batch}`;
  return { title: `Phases of a training step, ${what}`, rows: [], measurements, notRun, tables: [phaseTable(medians, what)], notes: [] };
}

/**
 * Turns medians of cumulative parts into the time of each phase.
 * @param medians milliseconds of each part as `Phase` defines it: but for `data`, each contains the one before
 */
export function phaseTable(medians: Record<Phase, number>, what: string): BenchTable {
  const { data, augmentation, forward, backward, update } = medians;
  const whole = data + update;
  const phases: [string, number][] = [
    ['data (batch, targets, random numbers; in JavaScript)', data],
    ['augmentation (with the call of a graph)', augmentation],
    ['forward (with loss)', forward - augmentation],
    ['backward', backward - forward],
    ['update (Adam)', update - backward],
  ];
  return {
    title: `Time per phase of our step, ${what}`,
    columns: ['phase', 'ms', 'share of the step'],
    rows: [...phases.map(([name, ms]) => [name, ms, percent(ms / whole)]), ['whole step', whole, percent(1)]],
    note:
      'Differences of medians of separate graphs: augmentation alone, with forward, with backward, the whole step. ' +
      'TensorFlow overlaps phases and fuses across them, so a difference may be small or, within noise, negative. ' +
      `Data and augmentation together: ${percent((data + augmentation) / whole)} of the step.`,
  };
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}
