import { describe, expect, it } from 'vitest';
import {
  decodeBase64,
  DISPLAY,
  EMBEDDING_MIME,
  embeddedPixels,
  embeddingView,
  parseEmbedding,
} from '../../../packages/fer-core/src/views';
import { points } from './embedding-fixture';

const { payload } = embeddingView(points);

describe('embeddingView', () => {
  it('carries points, answers, groups and pixels over the wire and back', () => {
    const read = parseEmbedding(JSON.parse(JSON.stringify(embeddingView(points)[DISPLAY]()[EMBEDDING_MIME])));
    expect(read).toEqual(payload);
    expect(read.projections).toEqual([
      { method: 'pca', x: [0, 1.2346, 2, 3], y: [0, 1, 0, -1], variance: [0.5, 0.25] },
      points.projections[1],
    ]);
    expect(read.images).toMatchObject({
      ids: ['a', '<b>', 'c', 'd'],
      truth: [0, 1, 1, 0],
      predicted: [0, 0, 1, 0],
      confidence: [0.9, 0.6, 0.8, 0.7],
    });
    expect(read.groups).toEqual([0, null, null, 0]);
    expect(embeddedPixels(read.images, 4)).toEqual(points.images.images);
  });

  it('serves more than 512 kB of pixels by the action instead', () => {
    const view = embeddingView({
      ...points,
      images: { ...points.images, height: 512, width: 512, images: new Uint8Array(4 * 512 * 512).fill(9) },
    });
    expect(view.payload.images).not.toHaveProperty('pixels');
    const bytes = decodeBase64((view.actions.images!({ indices: [3] }) as { pixels: string }).pixels);
    expect([bytes.length, bytes[0]]).toEqual([512 * 512, 9]);
    expect(embeddingView(points).actions).toEqual({});
  });

  it('stands without groups and without a name', () => {
    const { payload: bare } = embeddingView({ ...points, name: undefined, groups: undefined });
    expect(parseEmbedding(JSON.parse(JSON.stringify(bare)))).toMatchObject({ name: 'images', groups: null });
  });

  it('shows a picture and text where the extension is absent', () => {
    const bundle = embeddingView(points)[DISPLAY]();
    expect(bundle['text/plain']).toBe(
      'faces <test>: 4 images as points\nPCA: component 1 (50.0 % of the variance), component 2 (25.0 % of the variance)\nUMAP\n3 of 4 labelled right (75.0 %)\n2 images in 1 groups of duplicates\ntruth: happy 2, sad 2, fear 0',
    );
    const html = bundle['text/html'] as string;
    expect(html).toContain('faces &lt;test&gt;: 4 images');
    const svg = new TextDecoder().decode(decodeBase64(/base64,([^"]+)"/.exec(html)![1]!));
    expect(svg).toContain('happy (2)');
    expect(svg).toContain('component 1');
  });

  it.each([
    ['no images', { images: { ...points.images, ids: [] } }, 'at least one image, got none'],
    ['answers of others', { predicted: [0] }, 'predicted of 4 images, got 1'],
    ['confidences of others', { confidence: [0] }, 'confidence of 4 images, got 1'],
    ['labels of others', { images: { ...points.images, labels: [0] } }, 'labels of 4 images, got 1'],
    ['groups of others', { groups: [0] }, 'groups of 4 images, got 1'],
    [
      'images in colour',
      { images: { ...points.images, images: new Uint8Array(48) } },
      'gray images of 16 bytes together, got 48',
    ],
    ['no projection', { projections: [] }, 'at least one projection, got none'],
    [
      'a projection twice',
      { projections: [points.projections[1]!, points.projections[1]!] },
      'each method once, got umap twice',
    ],
    [
      'an unknown projection',
      { projections: [{ ...points.projections[0]!, method: 'tsne' as 'pca' }] },
      'a projection by pca or umap, got tsne',
    ],
    ['points of others', { projections: [{ ...points.projections[0]!, y: [1] }] }, 'points of 4 images, got 1'],
  ])('refuses %s', (_, change, message) => {
    expect(() => embeddingView({ ...points, ...change })).toThrow(`embeddingView: expected ${message}`);
  });
});

describe('parseEmbedding', () => {
  it.each([
    ['no projection', { projections: [] }, 'embedding view: expected projections to be at least one, got none'],
    [
      'a projection by another method',
      { projections: [{ ...payload.projections[0], method: 'tsne' }] },
      /projections\[0\]\.method to be pca or umap, got "tsne"/,
    ],
    [
      'points cut short',
      { projections: [{ ...payload.projections[0], y: [1] }] },
      /projections\[0\]\.y to be a list of 4, got a list of 1/,
    ],
    [
      'a class that is not there',
      { images: { ...payload.images, predicted: [0, 0, 3, 0] } },
      'expected images.predicted[2] to be a whole number from 0 to 2, got 3',
    ],
    [
      'a group that cannot be',
      { groups: [0, null, 4, 0] },
      'expected groups[2] to be a whole number from 0 to 3, got 4',
    ],
    ['groups cut short', { groups: [null] }, 'expected groups to be a list of 4, got a list of 1'],
    ['a newer version', { version: 2 }, /expected version 1, got 2; a newer FER Workbench/],
  ])('refuses %s in one readable line', (_, change, message) => {
    expect(() => parseEmbedding({ ...payload, ...change })).toThrow(message);
  });
});
