import { expect, it } from 'vitest';
import { startBackend, tf } from '../../../packages/fer-core/src/backend';
import { pointsOfHeatmaps, regionsOfParsing } from '../../../packages/fer-core/src/super-resolve/prior-readings';
import { heatMaps } from '../../../packages/fer-core/src/train/super-resolution/super-resolution-objective';

await startBackend();

it('reads points where heat maps have their hills, between pixels of the map', () => {
  const points = [[20, 30], [64.3, 90.8], [100, 12.5]] as const;
  for (const side of [32, 64]) {
    const maps = tf.tidy(() => heatMaps(tf.tensor3d([points.map((point) => [...point])]), side, 1).dataSync<'float32'>());
    pointsOfHeatmaps(maps, side).forEach(([x, y], i) => {
      expect(Math.abs(x - points[i]![0])).toBeLessThan(0.3);
      expect(Math.abs(y - points[i]![1])).toBeLessThan(0.3);
    });
  }
});

it('takes the strongest region of each pixel', () => {
  expect([...regionsOfParsing(Float32Array.of(0.2, 0.9, 0.1, 0.5, 0.4, 0.6, 0, 0, -1, -3, -2, -1), 2)]).toEqual([1, 2, 0, 2]);
});
