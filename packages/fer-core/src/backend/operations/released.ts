import type { Tensor } from '../tf';

/** Hands a kept tensor back to the scope of the caller; the kept one is disposed. */
export function released(kept: Tensor): Tensor {
  const tensor = kept.clone();
  kept.dispose();
  return tensor;
}
