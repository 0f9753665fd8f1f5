/** How the learning rate changes over a training. */
export interface Schedule {
  name: 'constant' | 'cosine';
  /** The learning rate rises from zero in these epochs. */
  warmUpEpochs: number;
  /** Share of the learning rate that a cosine ends at. */
  finalShare: number;
}

/**
 * The schedule's factor on the learning rate at a step: a linear warm-up, then constant or half a cosine wave (Loshchilov & Hutter 2017).
 * @param step from 0
 * @param stepsPerEpoch and `steps` in all epochs
 * @returns a factor in (0, 1]
 */
export function scheduleFactor({ name, warmUpEpochs, finalShare }: Schedule, step: number, stepsPerEpoch: number, steps: number): number {
  const warmUp = Math.round(warmUpEpochs * stepsPerEpoch);
  if (step < warmUp) return (step + 1) / warmUp;
  if (name === 'constant') return 1;
  const done = (step - warmUp) / Math.max(1, steps - warmUp);
  return finalShare + (1 - finalShare) * 0.5 * (1 + Math.cos(Math.PI * Math.min(1, done)));
}
