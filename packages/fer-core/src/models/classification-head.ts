import { tf, type Tensor } from '../backend';
import { InputError } from '../input-error';
import type { Layer } from './layer';
import type { Network } from './network';

/** The end of a classifier: what turns the last block's maps into logits. */
export interface ClassificationHead {
  /** The layer whose output are the last block's maps, [height, width, channels]. */
  block: string;
  /** [height, width, classes] of the evidence. */
  shape: [height: number, width: number, classes: number];
  /** The layer that computes evidence itself, where there is one: a convolution to one map a class before the pooling. */
  evidenceLayer: string | null;
  /**
   * What each place of the block says for each class; its mean over the places is the class's logit.
   * @param maps float32 [batch, height, width, channels] of the evidence layer where there is one, else of the block
   * @param weights every weight by its full name
   * @returns float32 [batch, height, width, classes] of the caller's tidy scope
   */
  evidence(maps: Tensor, weights: Record<string, Tensor>): Tensor;
}

/**
 * Finds the end of a classifier of ours. There are two kinds, in both of which logits are means of a linear map of the last block:
 * `block ─ mean over the places ─ (dropout) ─ dense` as in xception, and `block ─ convolution to one map a class ─ mean` as in mini_XCEPTION.
 * @throws InputError for any other network
 */
export function classificationHead(network: Network): ClassificationHead {
  const layer = (name: string | undefined): Layer | undefined => network.layers.find((each) => each.name === name);
  const before = (each: Layer | undefined): Layer | undefined => layer(each?.inputs[0]);
  const behindDropout = (each: Layer | undefined): Layer | undefined => (each?.kind === 'Dropout' ? behindDropout(before(each)) : each);
  const last = behindDropout(network.classes > 0 ? before(layer(network.outputs.output?.name)) : undefined);
  const dense = last?.kind === 'Dense' ? last : undefined;
  const pooling = dense ? behindDropout(before(dense)) : last;
  const block = pooling?.kind === 'GlobalAveragePooling2D' ? before(pooling) : undefined;
  const convolution = !dense && block?.kind === 'Conv2D' ? block : undefined;
  if (!block || (!dense && !convolution)) {
    const got = network.layers.slice(-4).map(({ kind }) => kind).join(', ');
    throw new InputError(
      `classificationHead: expected a classifier that ends in global average pooling with a dense layer behind or a convolution before it, got ${network.name} that ends in ${got}`,
    );
  }
  const [height, width, channels] = block.outputShape as [number, number, number];
  const shape: ClassificationHead['shape'] = [height, width, network.classes];
  if (convolution) return { block: convolution.inputs[0]!, shape, evidenceLayer: convolution.name, evidence: (maps) => maps };
  return {
    block: block.name,
    shape,
    evidenceLayer: null,
    evidence: (maps, weights) => {
      const places = tf.reshape(maps, [-1, channels]);
      const product = tf.matMul(places as tf.Tensor2D, weights[`${dense!.name}/kernel`] as tf.Tensor2D);
      return tf.reshape(tf.add(product, weights[`${dense!.name}/bias`]!), [-1, ...shape]);
    },
  };
}
