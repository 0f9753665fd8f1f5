import { type ExplanationPayload, heatMap } from 'fer-core/views';

/** Which class's map is shown: each image's own choice, its true class, or one for all. */
export type ShownClass = 'chosen' | 'truth' | number;

/** The maps of a payload, each made when it is first asked for. */
export class ExplainedMaps {
  private readonly made = new Map<string, Float32Array>();

  /** @param evidence float32 [n, classes, block.height, block.width] */
  constructor(
    private readonly payload: ExplanationPayload,
    private readonly evidence: Float32Array,
  ) {}

  /** The class whose map an image shows. */
  classOf(image: number, shown: ShownClass): number {
    const { chosen, truth } = this.payload.images;
    if (typeof shown === 'number') return shown;
    return (shown === 'truth' ? truth?.[image] : undefined) ?? chosen[image]!;
  }

  /** Heat of a class on an image, `[height, width]` in [0, 1]. */
  heat(image: number, label: number): Float32Array {
    const key = `${image} ${label}`;
    const { block, images } = this.payload;
    const heat = this.made.get(key) ?? heatMap(this.places(image, label), block, images);
    this.made.set(key, heat);
    return heat;
  }

  /** What the places say for a class, in logits: the least and the most, and the mean, which is the class's logit. */
  range(image: number, label: number): { least: number; most: number; mean: number } {
    const places = this.places(image, label);
    return {
      least: Math.min(...places),
      most: Math.max(...places),
      mean: places.reduce((sum, value) => sum + value, 0) / places.length,
    };
  }

  private places(image: number, label: number): Float32Array {
    const { block, labels } = this.payload;
    const size = block.height * block.width;
    const start = (image * labels.length + label) * size;
    return this.evidence.subarray(start, start + size);
  }
}
