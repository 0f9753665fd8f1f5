import { describe, expect, it } from 'vitest';
import {
  decodeBase64,
  DISPLAY,
  embeddedPixels,
  EXPLANATION_MIME,
  explanationEvidence,
  explanationView,
  parseExplanation,
} from '../../../packages/fer-core/src/views';
import { explained } from './explanation-fixture';

const { payload } = explanationView(explained);

describe('explanationView', () => {
  it('carries images, answers and evidence over the wire and back', async () => {
    const bundle = await explanationView(explained)[DISPLAY]();
    const read = parseExplanation(JSON.parse(JSON.stringify(bundle[EXPLANATION_MIME])));
    expect(read).toEqual(payload);
    expect(read).toMatchObject({
      name: 'faces <test>',
      method: 'CAM',
      labels: ['happy', 'sad'],
      block: { height: 1, width: 2 },
    });
    expect(read.images).toMatchObject({
      ids: ['a', '<b>', 'c'],
      truth: [0, 1, 1],
      predicted: [0, 0, 1],
      chosen: [0, 0, 1],
      probabilities: [
        [0.9, 0.1],
        [0.75, 0.25],
        [0.2, 0.8],
      ],
    });
    expect([...explanationEvidence(read)]).toEqual([-1, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(embeddedPixels(read.images, 3)).toEqual(explained.images.images);
  });

  it('carries a part of a longer list of evidence only', () => {
    const evidence = Float32Array.from({ length: 20 }, (_, at) => at).subarray(5, 17);
    const { payload: part } = explanationView({ ...explained, maps: { ...explained.maps, evidence } });
    expect([...explanationEvidence(part)]).toEqual([...evidence]);
  });

  it('serves more than 512 kB of pixels by the action instead', () => {
    const images = { ...explained.images, height: 512, width: 512, images: new Uint8Array(3 * 512 * 512).fill(7) };
    const view = explanationView({ ...explained, images });
    expect(view.payload.images).not.toHaveProperty('pixels');
    const bytes = decodeBase64((view.actions.images!({ indices: [2] }) as { pixels: string }).pixels);
    expect([bytes.length, bytes[0]]).toEqual([512 * 512, 7]);
    expect(explanationView(explained).actions).toEqual({});
  });

  it('stands without truth and without a name', () => {
    const { payload: bare } = explanationView({
      images: { ...explained.images, labels: null },
      maps: explained.maps,
    });
    expect(bare.name).toBe('images');
    expect(parseExplanation(JSON.parse(JSON.stringify(bare))).images.truth).toBeNull();
  });

  it('shows overlays and text where the extension is absent', async () => {
    const bundle = await explanationView(explained)[DISPLAY]();
    expect(bundle['text/plain']).toBe(
      'faces <test>: class activation maps (CAM) of 3 images, 2×1 places each\na: happy 90.0 %\n<b>: sad taken for happy 75.0 %\nc: sad 80.0 %',
    );
    const html = bundle['text/html'] as string;
    expect(html.match(/<img src="data:image\/png;base64,/g)).toHaveLength(3);
    expect(html).toContain('&lt;b&gt;: sad taken for happy 75.0 %');
    expect(html).toContain('map of sad');
    expect(html).not.toContain('<b>:');
  });

  it.each([
    ['no images', { images: { ...explained.images, ids: [] } }, 'from 1 to 500 images, got 0'],
    [
      'too many',
      { images: { ...explained.images, ids: Array.from({ length: 501 }, String) } },
      'from 1 to 500 images, got 501',
    ],
    ['labels of others', { images: { ...explained.images, labels: [0] } }, 'labels of 3 images, got 1'],
    ['chosen classes of others', { maps: { ...explained.maps, chosen: [0] } }, 'chosen of 3 images, got 1'],
    ['probabilities cut short', { maps: { ...explained.maps, probabilities: [1] } }, '6 probabilities, got 1'],
    [
      'evidence of another block',
      { maps: { ...explained.maps, block: { height: 2, width: 2 } } },
      '24 numbers of evidence, got 12',
    ],
    [
      'images in colour',
      { images: { ...explained.images, images: new Uint8Array(36) } },
      'gray images of 12 bytes together, got 36',
    ],
  ])('refuses %s', (_, change, message) => {
    expect(() => explanationView({ ...explained, ...change })).toThrow(`explanationView: expected ${message}`);
  });
});

describe('parseExplanation', () => {
  it.each([
    [
      'a method that it does not know',
      { method: 'LIME' },
      'explanation view: expected method to be CAM, got "LIME"',
    ],
    [
      'a chosen class that is not there',
      { images: { ...payload.images, chosen: [0, 0, 2] } },
      'expected images.chosen[2] to be a whole number from 0 to 1, got 2',
    ],
    [
      'a probability too many',
      {
        images: {
          ...payload.images,
          probabilities: [
            [1, 0],
            [1, 0],
            [1, 0, 0],
          ],
        },
      },
      /images\.probabilities\[2\].*a list of 2, got a list of 3/,
    ],
    [
      'evidence that is no base64',
      { images: { ...payload.images, evidence: '?' } },
      'expected images.evidence to be base64, got "?"',
    ],
    ['a newer version', { version: 2 }, /expected version 1, got 2; a newer FER Workbench/],
  ])('refuses %s in one readable line', (_, change, message) => {
    expect(() => parseExplanation({ ...payload, ...change })).toThrow(message);
  });

  it('refuses evidence cut short when it is read', () => {
    expect(() => explanationEvidence({ ...payload, images: { ...payload.images, evidence: 'AAAA' } })).toThrow(
      'explanationEvidence: expected 48 bytes for 3 images, got 3',
    );
  });
});
