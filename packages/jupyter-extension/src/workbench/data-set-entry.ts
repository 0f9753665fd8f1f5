import { JsonFields } from './json-fields';

/** A prepared data set as the panel shows it. */
export interface DataSetEntry {
  name: string;
  /** Below the workbench's folder. */
  path: string;
  /** Changes whenever a file of the folder was replaced. */
  revision: string;
  /** `48 × 48`. */
  size: string;
  classes: string[];
  splits: { name: string; count: number; perClass: Record<string, number> }[];
}

/**
 * Reads `manifest.json` of a prepared data set.
 * @throws SyntaxError when it is no JSON.
 */
export function readDataSet(about: Pick<DataSetEntry, 'name' | 'path' | 'revision'>, text: string): DataSetEntry {
  const manifest = JsonFields.parse(text);
  const splits = manifest
    .object('splits')
    .entries()
    .map(([name, split]) => ({ name, count: split.number('count') ?? 0, perClass: split.object('perClass').numbers() }));
  return {
    ...about,
    size: [manifest.number('height'), manifest.number('width')].join(' × '),
    classes: [...new Set(splits.flatMap(({ perClass }) => Object.keys(perClass)))],
    splits,
  };
}
