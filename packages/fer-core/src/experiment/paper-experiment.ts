import { createHash } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { InputError } from '../input-error';
import { notebookSignal } from '../train/training';
import { cardData, cardEnvironment, cardWeights, madeNow } from './describe-card';
import type { ExperimentRow, RowResult } from './experiment-row';
import { checkInputs, inputLabel, inputPaths, INPUT_NAMES, type InputName, type PaperInputs } from './paper-inputs';
import { PaperLaboratory } from './paper-laboratory';
import { PAPER_ROWS } from './paper-rows';
import { FULL_SCALE, PAPER_SEEDS, QUICK_SCALE, type PaperScale } from './paper-scale';
import type { ReproductionCard } from './reproduction-card';
import type { RowPlan } from './row-plan';
import { RowStore } from './row-store';
import { writeCard } from './write-card';

export interface PaperExperimentOptions extends PaperInputs {
  /** Fewer images, and drawn faces where an input is not given. Default false: everything, and rows without their input are not run. */
  readonly quick?: boolean;
  /** Folder for the card and each row's result. Default: nothing is kept. */
  readonly out?: string;
  /** Takes results that the folder holds already, where they came from the same inputs, weights and scale. Default false. */
  readonly resume?: boolean;
  /** Ids of the rows to run. Default: all. */
  readonly only?: readonly string[];
  /** Most images that FSRNet enlarges, evenly spread ones of the validation images, from 1; the longest part of the work. Default: what `quick` says. */
  readonly superResolved?: number;
  /** How much is measured, instead of what `quick` says. */
  readonly scale?: PaperScale;
  /** Ends the experiment after the row at work, whose result is kept. A notebook's interrupt does so too. */
  readonly signal?: AbortSignal;
  /** Told now and then: share of all work in [0, 1], and the row at work. */
  readonly onProgress?: (share: number, row: string) => void;
  /** Told when a row is done, with whether it was taken from an earlier run. */
  readonly onRow?: (row: ExperimentRow, resumed: boolean) => void;
}

/**
 * Measures every claim of the paper and puts it beside the claim: the reproduction card. With `out` it is kept as `card.html`, `card.md`
 * and `card.json`, and each row's result as soon as it is there.
 * @throws (rejects) the signal's reason when it is aborted; InputError for inputs that are not there or not what they should be, an unknown row, `resume` without `out`
 * @example const card = await paperExperiment({ quick: true });
 */
export async function paperExperiment(options: PaperExperimentOptions = {}): Promise<ReproductionCard> {
  const { quick = false, out, resume = false, only, onProgress, onRow } = options;
  const usual = options.scale ?? (quick ? QUICK_SCALE : FULL_SCALE);
  const { superResolved = usual.superResolvedImages } = options;
  if (!(superResolved >= 1)) throw new InputError(`experiment paper: --super-resolved: expected a whole number of at least 1, got ${superResolved}`);
  const scale = { ...usual, superResolvedImages: superResolved };
  const plans = chosenRows(only);
  if (resume && out === undefined) throw new InputError('experiment paper: --resume: expected --out, the folder of the run to go on with, got none');
  const inputs: PaperInputs = Object.fromEntries(INPUT_NAMES.flatMap((name) => (options[name] === undefined ? [] : [[name, options[name]]])));
  await checkInputs(inputs);
  const laboratory = new PaperLaboratory({ inputs, scale, quick, folder: out });
  await laboratory.inputSha256('data');
  if (out !== undefined) await mkdir(out, { recursive: true });
  const store = out === undefined ? undefined : await RowStore.open(out, resume);
  const weights = await cardWeights();
  const total = plans.reduce((sum, { seconds }) => sum + seconds, 0);
  const rows: ExperimentRow[] = [];
  let before = 0;
  const signals = [options.signal, notebookSignal()];
  for (const plan of plans) {
    for (const signal of signals) signal?.throwIfAborted();
    onProgress?.(before / total, plan.title);
    const missing = plan.needs.filter((input) => !laboratory.has(input));
    const done = { resumed: false, result: null as RowResult | null };
    if (missing.length === 0) {
      const key = await rowKey(plan, laboratory, weights.map(({ sha256 }) => sha256));
      const kept = await store?.read(plan.id, key);
      done.resumed = kept !== undefined;
      done.result = kept ?? (await plan.run(laboratory, (share) => onProgress?.((before + plan.seconds * Math.min(1, share)) / total, plan.title)));
      if (!kept) await store?.write(plan.id, key, done.result);
    }
    const row = describeRow(plan, laboratory, options.superResolved, done.result, missing.length === 0 ? null : `needs ${missing.map((input) => `--${input}`).join(' and ')}`);
    rows.push(row);
    onRow?.(row, done.resumed);
    before += plan.seconds;
  }
  onProgress?.(1, 'card');
  const card: ReproductionCard = {
    format: 'fer-reproduction-card',
    version: 1,
    mode: quick ? 'quick' : 'full',
    command: commandOf(laboratory, only) + superResolvedOption(options.superResolved),
    madeAt: madeNow(),
    environment: await cardEnvironment(),
    seeds: PAPER_SEEDS,
    data: await cardData(laboratory),
    weights,
    rows,
  };
  if (out !== undefined) await writeCard(out, card);
  return card;
}

function chosenRows(only: readonly string[] | undefined): readonly RowPlan[] {
  if (only === undefined) return PAPER_ROWS;
  for (const id of only) {
    if (!PAPER_ROWS.some((row) => row.id === id)) throw new InputError(`experiment paper: --only: expected some of ${PAPER_ROWS.map((row) => row.id).join(', ')}, got ${id}`);
  }
  return PAPER_ROWS.filter(({ id }) => only.includes(id));
}

/** Hash of all that a row's result depends on, but for the program itself. */
async function rowKey({ id, needs, uses = [], usesSuperResolvedImages }: RowPlan, laboratory: PaperLaboratory, weights: readonly string[]): Promise<string> {
  const inputs = await Promise.all([...needs, ...uses].map((input) => laboratory.inputSha256(input)));
  const { superResolvedImages, ...scale } = laboratory.scale;
  const parts = [id, laboratory.quick, scale, PAPER_SEEDS, inputs, weights, ...(usesSuperResolvedImages ? [String(superResolvedImages)] : [])];
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}

function describeRow({ id, title, claim, commands, needs, uses = [], usesSuperResolvedImages }: RowPlan, laboratory: PaperLaboratory, superResolved: number | undefined, result: RowResult | null, notRun: string | null): ExperimentRow {
  const name = (input: InputName): string => inputLabel(laboratory.inputs, input);
  // Other commands take all images: in the quick mode their numbers are not these.
  const others = laboratory.quick || notRun !== null ? [] : (commands?.(name) ?? []);
  return { id, title, claim, commands: [commandOf(laboratory, [id], [...needs, ...uses]) + (usesSuperResolvedImages ? superResolvedOption(superResolved) : ''), ...others], result, notRun };
}

/**
 * The command that does the same, with base names in the place of paths.
 * @param names inputs to print where they are given
 */
function commandOf({ inputs, quick }: PaperLaboratory, only?: readonly string[], names: readonly InputName[] = INPUT_NAMES): string {
  const given = INPUT_NAMES.filter((name) => names.includes(name) && inputPaths(inputs, name).length > 0).map((name) => `--${name} ${inputLabel(inputs, name)}`);
  return ['npx fer experiment paper', ...(quick ? ['--quick'] : []), ...given, ...(only ? [`--only ${only.join(' ')}`] : [])].join(' ');
}

function superResolvedOption(most: number | undefined): string {
  return most === undefined ? '' : ` --super-resolved ${most}`;
}
