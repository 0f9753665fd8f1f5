import { JsonFields } from './json-fields';

/** A model folder as the panel shows it. */
export interface ModelEntry {
  name: string;
  /** Below the workbench's folder. */
  path: string;
  /** Changes whenever a file of the folder was replaced. */
  revision: string;
  network: string | null;
  parameters: number | null;
  dataset: string | null;
  /** Measured accuracies, each with its split and how many images it was measured on. */
  measured: { split: string; accuracy: number; n: number | null }[];
  /** Whether the folder has a card, `README.md`. */
  hasCard: boolean;
}

/** The splits on which a model may have been measured, the hardest claim first. */
const SPLITS = ['test', 'validation'];

/**
 * Reads `model.json` of a model folder.
 * @throws SyntaxError when it is no JSON.
 */
export function readModel(about: Pick<ModelEntry, 'name' | 'path' | 'revision' | 'hasCard'>, text: string): ModelEntry {
  const model = JsonFields.parse(text);
  const training = model.object('training');
  return {
    ...about,
    network: model.text('network'),
    parameters: model.number('parameters') ?? training.number('parameters'),
    dataset: training.text('dataset'),
    measured: SPLITS.flatMap((split) => {
      const result = training.object(split);
      const accuracy = result.number('accuracy');
      return accuracy === null ? [] : [{ split, accuracy, n: result.number('n') }];
    }),
  };
}
