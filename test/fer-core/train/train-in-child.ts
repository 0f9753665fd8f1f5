/** A program for the test of killed trainings: `train-in-child <run folder>` trains and prints a line a step. */
import { train } from '../../../packages/fer-core/src/train/training';
import { KILLED, tinyData } from './tiny';

const run = process.argv.at(-1)!;
train(KILLED, tinyData(), { run, resume: true, onStep: ({ epoch, step }) => console.log(`step ${epoch} ${step}`) }).done.then(
  () => console.log('done'),
  (error: Error) => console.log(`failed: ${error.message}`),
);
