import path from 'node:path';
import { startBackend, startSession, tf, type Session, type SessionFunction } from '../backend';
import { keepLoaded } from '../keep-loaded';
import { imageBatches } from '../models/image-batches';
import { readSafetensors } from '../models/safetensors';
import { sizeOf } from '../models/network';
import type { Photo } from '../photos/photo';
import { blazeFaceFullRange, FULL_RANGE_INPUT } from './blazeface-full-range';
import { blazeFaceShortRange, SHORT_RANGE_INPUT } from './blazeface-short-range';
import { drawSquare, type Square } from './square';
import type { FaceCandidate } from './merge-faces';
import type { Point } from '../evaluate/geometry/point';

const WEIGHTS = path.join(__dirname, '..', '..', 'assets', 'face-detection');

const NETWORKS = {
  'short-range': { forward: blazeFaceShortRange, size: SHORT_RANGE_INPUT, cells: [{ side: 16, anchors: 2 }, { side: 8, anchors: 6 }] },
  'full-range': { forward: blazeFaceFullRange, size: FULL_RANGE_INPUT, cells: [{ side: 48, anchors: 1 }] },
} as const;

/** Squares in one call. */
const SIZES = [1, 8] as const;
/** Numbers of one anchor: the box, then six points: right eye, left eye, nose, mouth, right and left ear. */
const NUMBERS = 16;
const POINTS = 6;

/** One of MediaPipe's two face detectors, compiled once for the process. */
export class BlazeFaceNetwork {
  private constructor(
    private readonly session: Session,
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
    const { forward, size, cells } = NETWORKS[name];
    const [{ tensors }] = await Promise.all([readSafetensors(path.join(WEIGHTS, `blazeface-${name}.safetensors`)), startBackend()]);
    const ofBatch = (batch: number): SessionFunction => ({
      feeds: { images: { dtype: 'uint8', shape: [batch, size, size, 3] } },
      run: ({ images }) => {
        // Made inside, weights become constants of the graph, which TensorFlow prepares once.
        const weights = Object.fromEntries(Object.entries(tensors).map(([key, { shape, values }]) => [key, tf.tensor(values, shape)]));
        return forward(tf.sub(tf.mul(images!, 1 / 127.5), 1), weights);
      },
    });
    const session = startSession({}, Object.fromEntries(SIZES.map((each) => [`look${each}`, ofBatch(each)])));
    return new BlazeFaceNetwork(session, size, anchorCentres(cells));
  }

  /**
   * Looks at squares of a photo.
   * @param minScore candidates below are left out, in (0, 1)
   * @returns for each square its candidates, in pixels of the photo, not yet merged
   */
  look(photo: Photo, squares: readonly Square[], minScore: number): FaceCandidate[][] {
    const found: FaceCandidate[][] = [];
    const imageSize = sizeOf([this.size, this.size, 3]);
    for (const { first, count, size } of imageBatches(squares.length, SIZES)) {
      const some = squares.slice(first, first + count);
      const images = new Uint8Array(size * imageSize);
      some.forEach((square, i) => drawSquare(photo, square, this.size, images.subarray(i * imageSize, (i + 1) * imageSize)));
      const { scores, boxes } = this.session.call(`look${size}`, { images });
      some.forEach((square, i) => found.push(this.decode(scores as Float32Array, boxes as Float32Array, i, square, minScore)));
    }
    return found;
  }

  private decode(logits: Float32Array, numbers: Float32Array, index: number, square: Square, minScore: number): FaceCandidate[] {
    const anchors = this.centres.length / 2;
    const least = Math.log(minScore / (1 - minScore));
    const scale = square.side / this.size;
    const found: FaceCandidate[] = [];
    for (let anchor = 0; anchor < anchors; anchor++) {
      const logit = logits[index * anchors + anchor]!;
      if (!(logit >= least)) continue;
      const at = (index * anchors + anchor) * NUMBERS;
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
