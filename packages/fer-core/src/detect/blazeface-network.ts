import path from 'node:path';
import { NetworkPlan, startBackend, startNetwork, startSession, tf, type SessionFunction, type Tensor, type WrittenPlan } from '../backend';
import { keepLoaded } from '../keep-loaded';
import { imageBatches } from '../models/image-batches';
import { readSafetensors } from '../models/safetensors';
import { sizeOf } from '../models/network';
import type { Photo } from '../photos/photo';
import { blazeFaceFullRange, FULL_RANGE_INPUT } from './blazeface-full-range';
import { blazeFaceShortRange, SHORT_RANGE_INPUT, type FaceMaps } from './blazeface-short-range';
import { plannedLayers, tensorLayers, type ConvolutionLayers } from './convolution-layers';
import { drawSquare, type Square } from './square';
import type { FaceCandidate } from './merge-faces';
import type { Point } from '../evaluate/geometry/point';

const WEIGHTS = path.join(__dirname, '..', '..', 'assets', 'face-detection');

interface FaceNetwork {
  readonly forward: <T>(layers: ConvolutionLayers<T>, images: T) => FaceMaps<T>;
  /** Length of the square input, in pixels. */
  readonly size: number;
  /** Of each map. */
  readonly cells: readonly { readonly side: number; readonly anchors: number }[];
}

const NETWORKS: Readonly<Record<'short-range' | 'full-range', FaceNetwork>> = {
  'short-range': { forward: blazeFaceShortRange, size: SHORT_RANGE_INPUT, cells: [{ side: 16, anchors: 2 }, { side: 8, anchors: 6 }] },
  'full-range': { forward: blazeFaceFullRange, size: FULL_RANGE_INPUT, cells: [{ side: 48, anchors: 1 }] },
};

/** Levels of 0 … 255 in [-1, 1]. */
const RANGE = { scale: 1 / 127.5, shift: -1 };
/** Squares in one call of a session. */
const SIZES = [1, 8] as const;
/** Numbers of one anchor: the box, then six points: right eye, left eye, nose, mouth, right and left ear. */
const NUMBERS = 16;
const POINTS = 6;

/** One of MediaPipe's two face detectors, compiled once for the process. */
export class BlazeFaceNetwork {
  private constructor(
    private readonly run: RunMaps,
    private readonly size: number,
    /** Centre of each anchor, x and y in turn, as a share of the square's side. */
    private readonly centres: Float32Array,
  ) {}

  /**
   * The network with its weights, ready to look.
   * @param name `short-range` sees faces of at least a sixth of the square's side, `full-range` of a twentieth, three times as slowly
   */
  static readonly load = keepLoaded((name: keyof typeof NETWORKS) => this.start(name));

  private static async start(name: keyof typeof NETWORKS): Promise<BlazeFaceNetwork> {
    const network = NETWORKS[name];
    const [{ tensors }] = await Promise.all([readSafetensors(path.join(WEIGHTS, `blazeface-${name}.safetensors`)), startBackend()]);
    return new BlazeFaceNetwork(runAtWork(network, tensors) ?? runInSession(network, tensors), network.size, anchorCentres(network.cells));
  }

  /**
   * Looks at squares of a photo.
   * @param minScore candidates below are left out, in (0, 1)
   * @returns for each square its candidates, in pixels of the photo, not yet merged
   */
  look(photo: Photo, squares: readonly Square[], minScore: number): FaceCandidate[][] {
    const imageSize = sizeOf([this.size, this.size, 3]);
    const images = new Uint8Array(squares.length * imageSize);
    squares.forEach((square, i) => drawSquare(photo, square, this.size, images.subarray(i * imageSize, (i + 1) * imageSize)));
    const maps = this.run(images);
    return squares.map((square, i) => this.decode(joinedMaps(maps.scores, i, squares.length), joinedMaps(maps.boxes, i, squares.length), square, minScore));
  }

  /** @param logits of all anchors @param numbers 16 for each */
  private decode(logits: Float32Array, numbers: Float32Array, square: Square, minScore: number): FaceCandidate[] {
    const anchors = this.centres.length / 2;
    const least = Math.log(minScore / (1 - minScore));
    const scale = square.side / this.size;
    const found: FaceCandidate[] = [];
    for (let anchor = 0; anchor < anchors; anchor++) {
      const logit = logits[anchor]!;
      if (!(logit >= least)) continue;
      const at = anchor * NUMBERS;
      const number = (i: number): number => numbers[at + i]! * scale;
      // Edges to centres of pixels: half a pixel.
      const x = square.left + this.centres[2 * anchor]! * square.side - 0.5;
      const y = square.top + this.centres[2 * anchor + 1]! * square.side - 0.5;
      const [centreX, centreY, width, height] = [x + number(0), y + number(1), number(2), number(3)];
      found.push({
        box: [centreX - width / 2, centreY - height / 2, centreX + width / 2, centreY + height / 2],
        score: 1 / (1 + Math.exp(-logit)),
        points: Array.from({ length: POINTS }, (_, i): Point => [x + number(4 + 2 * i), y + number(5 + 2 * i)]),
      });
    }
    return found;
  }
}

/** Centres of all anchors, in the order of the network's output. */
function anchorCentres(cells: readonly { side: number; anchors: number }[]): Float32Array {
  const centres: number[] = [];
  for (const { side, anchors } of cells) {
    for (let cell = 0; cell < side * side; cell++) {
      const centre = [((cell % side) + 0.5) / side, (Math.floor(cell / side) + 0.5) / side];
      for (let anchor = 0; anchor < anchors; anchor++) centres.push(...centre);
    }
  }
  return Float32Array.from(centres);
}

type RunMaps = (images: Uint8Array) => FaceMaps<Float32Array>;
type Weights = Readonly<Record<string, { shape: number[]; values: Float32Array }>>;

/** In our own library; null where that does not compute. */
function runAtWork({ forward, size }: FaceNetwork, weights: Weights): RunMaps | null {
  let maps = 0;
  const network = startNetwork((): WrittenPlan => {
    const plan = new NetworkPlan(size, size, 3, RANGE);
    const { scores, boxes } = forward(plannedLayers(plan, Object.fromEntries(Object.entries(weights).map(([name, { values }]) => [name, values]))), plan.input);
    maps = scores.length;
    return plan.write([...scores, ...boxes]);
  });
  return network && ((images) => {
    const outputs = network.run(images);
    return { scores: outputs.slice(0, maps), boxes: outputs.slice(maps) };
  });
}

function runInSession({ forward, size }: FaceNetwork, weights: Weights): RunMaps {
  const ofBatch = (batch: number): SessionFunction => ({
    feeds: { images: { dtype: 'uint8', shape: [batch, size, size, 3] } },
    run: ({ images }) => {
      // Made inside, weights become constants of the graph, which TensorFlow prepares once.
      const tensors = Object.fromEntries(Object.entries(weights).map(([key, { shape, values }]) => [key, tf.tensor(values, shape)]));
      const { scores, boxes } = forward<Tensor>(tensorLayers(tensors), tf.add(tf.mul(images!, RANGE.scale), RANGE.shift));
      const named = (kind: string, maps: readonly Tensor[]): [string, Tensor][] => maps.map((map, i) => [`${kind}${i}`, map]);
      return Object.fromEntries([...named('scores', scores), ...named('boxes', boxes)]);
    },
  });
  const session = startSession({}, Object.fromEntries(SIZES.map((each) => [`look${each}`, ofBatch(each)])));
  const imageSize = sizeOf([size, size, 3]);
  return (images) => {
    const parts = [...imageBatches(images.length / imageSize, SIZES)].map(({ first, count, size: places }) => {
      const padded = new Uint8Array(places * imageSize);
      padded.set(images.subarray(first * imageSize, (first + count) * imageSize));
      const outputs = session.call(`look${places}`, { images: padded }) as Record<string, Float32Array>;
      return (kind: string): Float32Array[] =>
        Object.keys(outputs).filter((name) => name.startsWith(kind)).sort().map((name) => outputs[name]!.subarray(0, (outputs[name]!.length / places) * count));
    });
    const joinedParts = (kind: string): Float32Array[] => (parts[0]?.(kind) ?? []).map((_, map) => joined(parts.map((part) => part(kind)[map]!)));
    return { scores: joinedParts('scores'), boxes: joinedParts('boxes') };
  };
}

/** One image's numbers of all maps, one behind the other. */
function joinedMaps(maps: readonly Float32Array[], image: number, count: number): Float32Array {
  return joined(maps.map((map) => map.subarray((map.length / count) * image, (map.length / count) * (image + 1))));
}

function joined(parts: readonly Float32Array[]): Float32Array {
  if (parts.length === 1) return parts[0]!;
  const result = new Float32Array(parts.reduce((sum, { length }) => sum + length, 0));
  parts.reduce((at, part) => (result.set(part, at), at + part.length), 0);
  return result;
}
