import { globalAveragePool, tf, type SessionFunction, type StartSessionOptions, type Variable } from '../backend';
import { mirrored } from '../classify/test-time-averaging';
import { InputError } from '../input-error';
import { classificationHead, type ClassificationHead } from '../models/classification-head';
import { imageBatches } from '../models/image-batches';
import { forwardOutputs, sizeOf, withOutputs, type Network } from '../models/network';
import { preprocess } from '../models/preprocess';
import type { SavedModel } from '../models/saved-model';
import { startModelSession, type ModelSession } from '../models/start-model-session';

/** Images in one call; the rest of a list goes through a smaller one. */
const SIZES = [2, 16, 128] as const;

/** Views whose readings are averaged: the image alone, or it and its mirror image. */
export const READER_VIEWS = ['none', 'flip'] as const;
export type ReaderViews = (typeof READER_VIEWS)[number];

export interface NetworkReaderOptions extends StartSessionOptions {
  /** `flip` averages over each image and its mirror image, maps turned back; costs twice the time. Default `none`. */
  tta?: ReaderViews;
}

/** What a network computes on its way to an answer. All float32, row-major, image after image. */
export interface Readings {
  /** [n, classes] */
  logits: Float32Array;
  /** [n, classes] in [0, 1], as `Classifier` gives them. */
  probabilities: Float32Array;
  /** [n, channels]: the last block's maps, each averaged over its places. */
  features: Float32Array;
  /** [n, height, width, classes] of the head's shape: what each place says for each class, in logits; the mean over the places is the logit. */
  evidence: Float32Array;
}

type ReadingName = keyof Readings;
const READINGS: readonly ReadingName[] = ['logits', 'probabilities', 'features', 'evidence'];

/** A classifier that also tells what its last block sees, compiled once. The caller disposes it. */
export class NetworkReader {
  private constructor(
    readonly model: SavedModel,
    /** Where the readings are taken. */
    readonly head: ClassificationHead,
    private readonly views: ReaderViews,
    private readonly running: ModelSession,
    /** Values of each reading for one image. */
    private readonly lengths: Record<ReadingName, number>,
  ) {}

  /**
   * Starts the backend where that has not happened, and compiles the network.
   * @throws (rejects) InputError for a network that is no classifier of ours, weights that do not fit, or unknown `tta`; nothing is left in memory then
   */
  static async create(
    model: SavedModel,
    { tta = 'none', ...options }: NetworkReaderOptions = {},
  ): Promise<NetworkReader> {
    if (!READER_VIEWS.includes(tta))
      throw new InputError(
        `NetworkReader: expected tta to be one of ${READER_VIEWS.join(', ')}, got ${String(tta)}`,
      );
    const head = classificationHead(model.built);
    const network = withOutputs(model.built, {
      block: head.block,
      ...(head.evidenceLayer === null ? {} : { evidence: head.evidenceLayer }),
    });
    const session = await startModelSession(
      'NetworkReader',
      model,
      (variables) => readingFunctions(network, head, variables, model),
      options,
    );
    const { classes } = network;
    const lengths = {
      logits: classes,
      probabilities: classes,
      features: network.outputs.block!.shape[2]!,
      evidence: sizeOf(head.shape),
    };
    return new NetworkReader(model, head, tta, session, lengths);
  }

  /** Length of an image's features. */
  get featureLength(): number {
    return this.lengths.features;
  }

  /**
   * Reads images; between batches others get their turn, such as interrupts and messages of a notebook.
   * @param images uint8 [count, height, width, channels] of the network's input size
   * @param wanted which readings are kept; the others are computed but not held. Default all
   * @param onProgress told after each batch how many images are done
   * @throws (rejects) InputError for no images, or bytes that are no whole number of images
   */
  async read<Name extends ReadingName = ReadingName>(
    images: Uint8Array,
    wanted: readonly Name[] = READINGS as readonly Name[],
    onProgress?: (done: number) => void,
  ): Promise<Pick<Readings, Name>> {
    const { inputShape } = this.model.built;
    const bytes = sizeOf(inputShape);
    const total = images.length / bytes;
    if (total === 0) throw new InputError('NetworkReader: expected at least one image, got none');
    if (!Number.isInteger(total))
      throw new InputError(
        `NetworkReader: expected images of ${inputShape.join('×')} bytes, got ${images.length} bytes`,
      );
    const readings = Object.fromEntries(
      wanted.map((name) => [name, new Float32Array(total * this.lengths[name])]),
    ) as Pick<Readings, Name>;
    for (const { first, count, size } of imageBatches(total, SIZES)) {
      const part = images.subarray(first * bytes, (first + count) * bytes);
      const found = this.readBatch(part, size, wanted);
      for (const name of wanted)
        readings[name].set(found[name].subarray(0, count * this.lengths[name]), first * this.lengths[name]);
      onProgress?.(first + count);
      await new Promise((resolve) => setImmediate(resolve));
    }
    return readings;
  }

  /** Frees the compiled network and its weights; a second call does nothing. */
  dispose(): void {
    this.running.dispose();
  }

  private readBatch<Name extends ReadingName>(
    images: Uint8Array,
    size: number,
    wanted: readonly Name[],
  ): Record<Name, Float32Array> {
    const [, width, channels] = this.model.built.inputShape as [number, number, number];
    const call = (some: Uint8Array): Record<Name, Float32Array> => {
      const padded = new Uint8Array(size * sizeOf(this.model.built.inputShape));
      padded.set(some);
      return this.running.session.call(`read${size}`, { images: padded }) as Record<Name, Float32Array>;
    };
    const plain = call(images);
    if (this.views === 'none') return plain;
    const turned = call(mirrored(images, { width, channels }));
    const [, mapWidth, classes] = this.head.shape;
    return Object.fromEntries(
      wanted.map((name) => {
        const [one, other] = [plain[name], turned[name]];
        const back = name === 'evidence' ? mirroredMaps(other, mapWidth, classes) : other;
        return [name, one.map((value, i) => (value + back[i]!) / 2)];
      }),
    ) as Record<Name, Float32Array>;
  }
}

function readingFunctions(
  network: Network,
  head: ClassificationHead,
  weights: Record<string, Variable>,
  { inputRange }: SavedModel,
): Record<string, SessionFunction> {
  const ofBatch = (batch: number): SessionFunction => ({
    feeds: { images: { dtype: 'uint8', shape: [batch, ...network.inputShape] } },
    run: ({ images }) => {
      const outputs = forwardOutputs(network, preprocess(images!, inputRange), weights, {
        training: false,
        follow: () => undefined,
      });
      const logits = outputs.output!;
      return {
        logits,
        probabilities: tf.softmax(logits),
        features: globalAveragePool(outputs.block!),
        evidence: head.evidence(outputs.evidence ?? outputs.block!, weights),
      };
    },
  });
  return Object.fromEntries(SIZES.map((size) => [`read${size}`, ofBatch(size)]));
}

/** Left and right of maps [n, height, width, classes] changed over. */
function mirroredMaps(maps: Float32Array, width: number, classes: number): Float32Array {
  const result = new Float32Array(maps.length);
  const row = width * classes;
  for (let start = 0; start < maps.length; start += row) {
    for (let x = 0; x < width; x++)
      result.set(maps.subarray(start + x * classes, start + (x + 1) * classes), start + (width - 1 - x) * classes);
  }
  return result;
}
