import type { BenchOptions } from './bench-options';
import type { BenchTable } from './bench-report';
import { ourContender } from './contenders';
import { measureTogether } from './measure-section';
import type { Phase } from './our-task';

const PHASES: readonly Phase[] = ['data', 'forward', 'backward', 'update', 'augmentation'];

/** Where the time of our training step goes: graphs with parts left out, measured in turns, and their differences. */
export async function stepPhases(options: BenchOptions): Promise<BenchTable> {
  const { network, networkOptions, batch } = options;
  const contenders = PHASES.map((phase) => ourContender(`phase ${phase}`, { task: 'phase', network, networkOptions, batch, phase }, options));
  const { measurements } = await measureTogether(contenders, options, contenders.map(({ name }) => name));
  const medians = Object.fromEntries(PHASES.map((phase, index) => [phase, measurements[index]!.median])) as Record<Phase, number>;
  return phaseTable(medians, `${network}, batch ${batch}`);
}

/**
 * Turns medians of cumulative parts into the time of each phase.
 * @param medians milliseconds of: data alone; forward; forward and backward; the whole step without and with augmentation
 */
export function phaseTable(medians: Record<Phase, number>, what: string): BenchTable {
  const { data, forward, backward, update, augmentation } = medians;
  const whole = data + augmentation;
  const phases: [string, number][] = [
    ['data (gather a shuffled batch)', data],
    ['augmentation', augmentation - update],
    ['forward (with loss)', forward],
    ['backward', backward - forward],
    ['update (Adam)', update - backward],
  ];
  return {
    title: `Time per phase of our step, ${what}`,
    columns: ['phase', 'ms', 'share of the step'],
    rows: [...phases.map(([name, ms]) => [name, ms, percent(ms / whole)]), ['whole step', whole, percent(1)]],
    note:
      'Differences of medians of separate graphs: forward alone, with backward, the whole step, the whole step with augmentation. ' +
      'TensorFlow overlaps phases and fuses across them, so a difference may be small or, within noise, negative. ' +
      `Data and augmentation together: ${percent((data + augmentation - update) / whole)} of the step.`,
  };
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}
