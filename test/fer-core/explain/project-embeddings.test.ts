import { describe, expect, it } from 'vitest';
import {
  projectEmbeddings,
  type ProjectEmbeddingsOptions,
  type Projection,
} from '../../../packages/fer-core/src/explain/project-embeddings';

/** Three clouds of 20 points in five dimensions, far apart in the first two. */
const count = 60;
const length = 5;
const centres = [
  [0, 0],
  [20, 0],
  [0, 20],
] as const;
const features = Float32Array.from({ length: count * length }, (_, at) => {
  const [image, dimension] = [Math.floor(at / length), at % length];
  const noise = Math.sin(at * 12.9898) * 0.8;
  return noise + (dimension < 2 ? centres[image % 3]![dimension]! : 0);
});

const project = (options?: ProjectEmbeddingsOptions): Promise<Projection> =>
  projectEmbeddings({ features, length }, options);

/** How many points have a point of their own cloud as nearest neighbour. */
function together({ x, y }: Projection): number {
  return x.filter((_, image) => {
    const distance = (other: number): number =>
      other === image ? Infinity : Math.hypot(x[other]! - x[image]!, y[other]! - y[image]!);
    const nearest = x.reduce(
      (best, __, other) => (distance(other) < distance(best) ? other : best),
      image === 0 ? 1 : 0,
    );
    return nearest % 3 === image % 3;
  }).length;
}

describe('projectEmbeddings', () => {
  it('finds the two directions of most variance, and says how much they hold', async () => {
    // On a line through (3, 4): one component holds everything, and distances along it stay.
    const line = Float32Array.of(0, 0, 3, 4, 6, 8, -3, -4);
    const { method, x, y, variance } = await projectEmbeddings({ features: line, length: 2 });
    expect(method).toBe('pca');
    expect(Math.abs(x[1]! - x[0]!)).toBeCloseTo(5, 5);
    expect(Math.abs(x[2]! - x[3]!)).toBeCloseTo(15, 5);
    y.forEach((value) => expect(value).toBeCloseTo(0, 5));
    expect(variance![0]).toBeCloseTo(1, 6);
    expect(variance![1]).toBeCloseTo(0, 6);
  });

  it('keeps clouds together, by either method', async () => {
    const pca = await project();
    expect(together(pca)).toBe(count);
    expect(pca.variance![0] + pca.variance![1]).toBeGreaterThan(0.9);
    const umap = await project({ method: 'umap' });
    expect(umap.method).toBe('umap');
    expect(umap).not.toHaveProperty('variance');
    expect(umap.x).toHaveLength(count);
    expect(together(umap)).toBe(count);
  });

  it('gives the same points for the same seed and others for another', async () => {
    const [first, again, other] = [
      await project({ method: 'umap', seed: 3 }),
      await project({ method: 'umap', seed: 3 }),
      await project({ method: 'umap', seed: 4 }),
    ];
    expect(again).toEqual(first);
    expect(other.x).not.toEqual(first.x);
  });

  it.each([
    ['neighbors', { neighbors: 4 }],
    ['minimumDistance', { minimumDistance: 0.9 }],
  ])('lets UMAP be changed by %s', async (_, options) => {
    expect((await project({ method: 'umap', ...options })).x).not.toEqual((await project({ method: 'umap' })).x);
  });

  it('takes fewer images than UMAP has neighbours', async () => {
    const few = await projectEmbeddings({ features: features.subarray(0, 6 * length), length }, { method: 'umap' });
    expect(few.x).toHaveLength(6);
    expect([...few.x, ...few.y].every(Number.isFinite)).toBe(true);
  });

  it('tells of progress, and lets others have their turn', async () => {
    const shares: number[] = [];
    let turns = 0;
    const other = (): void => {
      turns++;
      handle = setImmediate(other);
    };
    let handle = setImmediate(other);
    await project({ method: 'umap', onProgress: (share) => shares.push(share) });
    clearImmediate(handle);
    expect(shares.at(-1)).toBe(1);
    expect(shares).toEqual([...shares].sort((a, b) => a - b));
    expect(turns).toBeGreaterThan(100);
  });

  it.each([
    ['an unknown method', { method: 'tsne' as 'pca' }, 'expected one of pca, umap, got tsne'],
    ['too many neighbours', { method: 'umap' as const, neighbors: 60 }, 'expected neighbors from 2 to 59, got 60'],
    ['a distance out of range', { minimumDistance: 2 }, 'expected a minimumDistance from 0 to 1, got 2'],
    ['a seed that is no whole number', { seed: 0.5 }, 'expected a whole number as seed, got 0.5'],
  ])('refuses %s', async (_, options, message) => {
    await expect(project(options)).rejects.toThrow(`projectEmbeddings: ${message}`);
  });

  it('refuses two images and broken rows', async () => {
    await expect(projectEmbeddings({ features: new Float32Array(10), length: 5 })).rejects.toThrow(
      'expected whole rows of 5 features for at least three images, got 10 numbers',
    );
    await expect(projectEmbeddings({ features: new Float32Array(16), length: 5 })).rejects.toThrow(
      'got 16 numbers',
    );
  });
});
