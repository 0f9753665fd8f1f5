import { initialWeights } from '../../../packages/fer-core/src/models/initial-weights';
import { fsrnet, type FsrnetOptions } from '../../../packages/fer-core/src/models/fsrnet';
import type { SavedModel } from '../../../packages/fer-core/src/models/saved-model';
import { TINY_FSRNET } from '../train/super-resolution/tiny-super-resolution';

/** An FSRNet that nobody trained; its pictures are near bicubic ones. */
export function tinySuperResolutionModel(options: FsrnetOptions = {}): SavedModel {
  const built = fsrnet({ ...TINY_FSRNET, ...options });
  const weights = initialWeights(built, 2);
  for (const values of Object.values(weights)) values.forEach((value, i) => (values[i] = 0.5 * value + 0.01 * Math.sin(i)));
  return { network: 'fsrnet', networkOptions: built.options, inputRange: 'unit', labels: [], training: {}, weightsSha256: '', built, weights };
}
