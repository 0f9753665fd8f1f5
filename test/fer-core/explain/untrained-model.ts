import { miniXception } from '../../../packages/fer-core/src/models/mini-xception';
import { initialWeights } from '../../../packages/fer-core/src/models/initial-weights';
import type { SavedModel } from '../../../packages/fer-core/src/models/saved-model';
import { EXPRESSIONS } from '../../../packages/fer-core/src/expressions';

/** An untrained mini_XCEPTION for 24×24 pixels: small and quick, and it tells images apart. */
export function untrainedModel(): SavedModel {
  const built = miniXception({ height: 24, width: 24 });
  return {
    network: built.name,
    networkOptions: built.options,
    inputRange: 'symmetric',
    labels: [...EXPRESSIONS],
    weightsSha256: 'none',
    training: { selectedOn: 'validation' },
    built,
    weights: initialWeights(built, 1),
  };
}
