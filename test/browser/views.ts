/** Cells that several tests run. */

/** A training of `epochs` short epochs on a handful of generated faces, displayed but not awaited. */
export const startTraining = (epochs: number, run: string): string => `import { display } from 'kernel-extras';
import { generateFaces, train } from 'fer-core';
const training = train({ epochs: ${epochs}, batchSize: 14, seed: 3 }, {
  train: generateFaces({ split: 'train', count: 56 }),
  validation: generateFaces({ split: 'validation', count: 35 }),
}, { run: '${run}' });
display(training);`;

export const AWAIT_RESULT = `const result = await training.done;
result.view`;
