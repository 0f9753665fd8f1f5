import type { Colour } from './identity';

/** Corners x0, y0, x1, y1, … of a closed polygon in pixels, the first pixel's centre at (0, 0). */
export type Path = readonly number[];

export interface Paint {
  readonly colour: Colour;
  /** 0 = invisible, 1 = opaque (default). */
  readonly alpha?: number;
  /** Region written into the label map where the polygon covers at least half of a pixel; default: the map stays. */
  readonly label?: number;
  /** Only inside this polygon as well. */
  readonly clip?: Path;
}

/** Pixel rows top … bottom − 1 and columns left … right − 1. */
interface Box {
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
  readonly right: number;
}

/**
 * An RGB picture in floating point with a label map, filled polygon by polygon with exact area coverage (anti-aliased).
 * The coverage method is the signed-area accumulation of font-rs (Raph Levien): each edge adds its area to the cells it crosses,
 * a running sum along the row gives the coverage.
 */
export class Canvas {
  /** float32 [height, width, 3] in [0, 1]. */
  readonly colours: Float32Array;
  /** uint8 [height, width]. */
  readonly labels: Uint8Array;
  /** float32 [height, width]: how much of a pixel labelled polygons cover, in [0, 1]. */
  readonly solid: Float32Array;
  private readonly cells: Float32Array;
  private readonly stride: number;
  private readonly mask: Float32Array;
  private readonly clipMask: Float32Array;

  constructor(
    readonly height: number,
    readonly width: number,
  ) {
    this.colours = new Float32Array(height * width * 3);
    this.labels = new Uint8Array(height * width);
    this.solid = new Float32Array(height * width);
    this.stride = width + 2;
    this.cells = new Float32Array(height * this.stride);
    this.mask = new Float32Array(height * width);
    this.clipMask = new Float32Array(height * width);
  }

  fill(path: Path, { colour, alpha = 1, label, clip }: Paint): void {
    let box: Box;
    if (clip) {
      const outer = this.cover(clip, this.clipMask);
      box = intersection(outer, this.cover(path, this.mask));
    } else box = this.cover(path, this.mask);
    const { width, colours, labels, solid, mask, clipMask } = this;
    const [red, green, blue] = colour;
    for (let y = box.top; y < box.bottom; y++) {
      for (let i = y * width + box.left; i < y * width + box.right; i++) {
        const coverage = clip ? mask[i] * clipMask[i] : mask[i];
        if (coverage <= 0) continue;
        const share = coverage * alpha;
        const at = i * 3;
        colours[at] += (red - colours[at]) * share;
        colours[at + 1] += (green - colours[at + 1]) * share;
        colours[at + 2] += (blue - colours[at + 2]) * share;
        if (label === undefined) continue;
        solid[i] += (1 - solid[i]) * coverage;
        if (coverage >= 0.5) labels[i] = label;
      }
    }
  }

  /** Writes the polygon's coverage in [0, 1] into `mask` inside the returned box; outside of it the coverage is 0. */
  private cover(path: Path, mask: Float32Array): Box {
    const { height, width, stride, cells } = this;
    let [left, right, top, bottom] = [Infinity, -Infinity, Infinity, -Infinity];
    for (let i = 0; i < path.length; i += 2) {
      left = Math.min(left, path[i]);
      right = Math.max(right, path[i]);
      top = Math.min(top, path[i + 1]);
      bottom = Math.max(bottom, path[i + 1]);
    }
    const box = {
      top: within(Math.floor(top + 0.5), height),
      bottom: within(Math.ceil(bottom + 0.5), height),
      left: within(Math.floor(left + 0.5), width),
      right: within(Math.ceil(right + 0.5), width),
    };
    for (let y = box.top; y < box.bottom; y++) cells.fill(0, y * stride + box.left, y * stride + box.right + 2);
    for (let i = 0; i < path.length; i += 2) {
      const next = (i + 2) % path.length;
      this.edge(path[i] + 0.5, path[i + 1] + 0.5, path[next] + 0.5, path[next + 1] + 0.5);
    }
    for (let y = box.top; y < box.bottom; y++) {
      let sum = 0;
      for (let x = box.left; x < box.right; x++) {
        sum += cells[y * stride + x];
        const area = Math.abs(sum);
        mask[y * width + x] = area < 1e-4 ? 0 : Math.min(1, area);
      }
    }
    return box;
  }

  private edge(fromX: number, fromY: number, toX: number, toY: number): void {
    if (fromY === toY) return;
    if (fromY < toY) this.edgeDown(fromX, fromY, toX, toY, 1);
    else this.edgeDown(toX, toY, fromX, fromY, -1);
  }

  private edgeDown(x0: number, y0: number, x1: number, y1: number, direction: number): void {
    const { height, width, stride, cells } = this;
    const slope = (x1 - x0) / (y1 - y0);
    const last = Math.min(height, Math.ceil(y1));
    for (let y = Math.max(0, Math.floor(y0)); y < last; y++) {
      const start = y > y0 ? y : y0;
      const end = y + 1 < y1 ? y + 1 : y1;
      const a = within(x0 + (start - y0) * slope, width);
      const b = within(x0 + (end - y0) * slope, width);
      this.addRow(cells, y * stride, a < b ? a : b, a < b ? b : a, direction * (end - start));
    }
  }

  /** Adds an edge piece inside one row: `height` (signed) spread over the cells between `left` and `right`. */
  private addRow(cells: Float32Array, row: number, left: number, right: number, height: number): void {
    const first = Math.floor(left);
    const last = Math.ceil(right);
    if (last <= first + 1) {
      const middle = (left + right) / 2 - first;
      cells[row + first] += height * (1 - middle);
      cells[row + first + 1] += height * middle;
      return;
    }
    const perCell = 1 / (right - left);
    let before = 0;
    for (let x = first; x < last; x++) {
      const from = Math.max(left, x);
      const to = Math.min(right, x + 1);
      // Cell x lies right of all that was crossed before it, and of a part of what is crossed inside it.
      const area = perCell * (from - left + (to - from) * (x + 1 - (from + to) / 2));
      cells[row + x] += height * (area - before);
      before = area;
    }
    cells[row + last] += height * (1 - before);
  }
}

function within(value: number, limit: number): number {
  return value < 0 ? 0 : value > limit ? limit : value;
}

function intersection(a: Box, b: Box): Box {
  return {
    top: Math.max(a.top, b.top),
    bottom: Math.min(a.bottom, b.bottom),
    left: Math.max(a.left, b.left),
    right: Math.min(a.right, b.right),
  };
}
