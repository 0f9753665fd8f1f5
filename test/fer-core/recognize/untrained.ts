import path from 'node:path';
import { EXPRESSIONS } from '../../../packages/fer-core/src/expressions';
import { initialWeights } from '../../../packages/fer-core/src/models/initial-weights';
import { landmarkNetwork } from '../../../packages/fer-core/src/models/landmark-network';
import { miniXception } from '../../../packages/fer-core/src/models/mini-xception';
import type { Network } from '../../../packages/fer-core/src/models/network';
import { saveModel } from '../../../packages/fer-core/src/models/saved-model';

/** Folders of networks that have learnt nothing: quick to make, and their answers follow from the seed. */
export interface UntrainedModels {
  readonly model: string;
  /** The same for pictures of 64×64. */
  readonly largerModel: string;
  readonly landmarkModel: string;
}

/** @param folder to write them into */
export async function untrainedModels(folder: string): Promise<UntrainedModels> {
  const save = async (name: string, built: Network, labels: string[], inputRange: 'symmetric' | 'unit'): Promise<string> => {
    const place = path.join(folder, name);
    await saveModel(place, { network: built.name, networkOptions: built.options, inputRange, labels, training: {}, built, weights: initialWeights(built, 3) });
    return place;
  };
  const landmarks = landmarkNetwork({ size: 48, stem: [4, 8], modules: [1, 1, 1, 1], growth: [8, 8, 8, 8], bottleneck: [8, 8, 8, 8], transition: [8, 8, 8] });
  return {
    model: await save('expressions', miniXception({ height: 48, width: 48 }), [...EXPRESSIONS], 'symmetric'),
    largerModel: await save('larger', miniXception({ height: 64, width: 64 }), [...EXPRESSIONS], 'symmetric'),
    landmarkModel: await save('landmarks', landmarks, [], 'unit'),
  };
}
