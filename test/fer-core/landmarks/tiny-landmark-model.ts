import { initialWeights } from '../../../packages/fer-core/src/models/initial-weights';
import { buildNetwork } from '../../../packages/fer-core/src/models/registry';
import type { SavedModel } from '../../../packages/fer-core/src/models/saved-model';

/** A small landmark network with random weights: it finds nothing, but quickly. */
export function tinyLandmarkModel(): Omit<SavedModel, 'weightsSha256'> & { weightsSha256: string } {
  const built = buildNetwork('landmarks', { size: 32, stem: [4, 8], modules: [1, 1, 1, 1], growth: [8, 8, 8, 8], bottleneck: [8, 8, 8, 8], transition: [8, 8, 8] });
  const description = { network: 'landmarks', networkOptions: built.options, inputRange: 'unit' as const, labels: [], training: {}, weightsSha256: '' };
  return { ...description, built, weights: initialWeights(built, 1) };
}
