import { beforeAll, describe, expect, it } from 'vitest';
import { auditData, type DataAudit } from '../../../packages/fer-core/src/audit/audit-data';
import { twinAccuracy } from '../../../packages/fer-core/src/audit/twin-accuracy';
import { AUDIT_MIME, auditFindings, auditSummary, auditView, type AuditView, decodeBase64, DISPLAY, embeddedPixels, parseAudit } from '../../../packages/fer-core/src/views';
import { pattern, split } from '../audit/faces';

/*
 * train       0 p1 happy · 1 p2 happy · 2 p1 sad (equal, other label) · 3 one tone happy · 4 p3 sad
 * validation  0 p2 happy (equal) · 1 p3 shifted, happy (near, other label) · 2 p9 sad · 3 p2 noisy, happy (near)
 */
const train = split('train', [pattern(1), pattern(2), pattern(1), new Uint8Array(2304).fill(50), pattern(3)], [0, 0, 1, 0, 1]);
const validation = split('validation', [pattern(2), pattern(3, { shift: 1 }), pattern(9), pattern(2, { noise: 8 })], [0, 0, 1, 0]);
const splits = [train, validation];
const protocol = { dataset: 'patterns', split: 'validation', n: 4, selectedOn: null, tta: 'none', weightsSha256: 'w', dataSha256: 'd' };

let audit: DataAudit;
let view: AuditView;
beforeAll(async () => {
  audit = await auditData(splits);
  const models = [{ protocol, accuracy: twinAccuracy(audit, 'validation', [true, false, true, true]), notices: [{ level: 'note' as const, text: 'chosen <here>' }] }];
  view = auditView({ audit, splits, models });
});

describe('auditView', () => {
  it('carries groups, candidates, counts and a model over the wire and back', () => {
    const read = parseAudit(JSON.parse(JSON.stringify(view[DISPLAY]()[AUDIT_MIME])));
    expect(read).toEqual(view.payload);
    expect(read.splits).toEqual([{ split: 'train', n: 5 }, { split: 'validation', n: 4 }]);
    expect(read.images).toEqual({
      ids: ['train 0', 'train 1', 'train 2', 'train 3', 'train 4', 'validation 0', 'validation 1', 'validation 3'],
      splits: [0, 0, 0, 0, 0, 1, 1, 1],
      labels: [0, 0, 1, 0, 1, 0, 0, 0],
    });
    expect(read.groups.map(({ images, copies }) => [images, copies])).toEqual([
      [[0, 2], [0, 0]],
      [[1, 5, 7], [0, 0, 2]],
      [[4, 6], [0, 1]],
    ]);
    const correlations = audit.pairs.filter(({ first }) => first.id === 'train 1').map(({ correlation }) => correlation);
    expect(read.groups[0]!.correlation).toBe(1);
    expect(read.groups[1]!.correlation).toBeCloseTo(Math.min(...correlations), 4);
    expect(read.groups[1]!.correlation).toBeLessThan(1);
    expect(read.flat).toEqual([3]);
    expect(read.faceless).toBeNull();
    expect(read.inTraining).toEqual([{ split: 'validation', n: 4, exact: 1, exactOrNear: 3, otherLabel: 1 }]);
    expect(read.models[0]).toMatchObject({ split: 'validation', accuracy: { all: { n: 4, value: 0.75 }, withoutTwin: { n: 1, value: 1 }, otherLabel: { n: 1, value: 0 } } });
    expect(read.notices.map(({ level }) => level)).toEqual(['not-credible', 'note']);
  });

  it('embeds the pictures of what was found, and no others', () => {
    const pixels = embeddedPixels(view.payload.pictures!, 8)!;
    expect(pixels.subarray(5 * 2304, 6 * 2304)).toEqual(pattern(2));
    expect(pixels.subarray(7 * 2304)).toEqual(pattern(2, { noise: 8 }));
    expect(view.actions).toEqual({});
  });

  it('serves more than 512 kB of pictures by the action instead', async () => {
    const many = split('train', Array.from({ length: 240 }, (_, image) => pattern(image % 3)), Array.from({ length: 240 }, () => 0));
    const large = auditView({ audit: await auditData([many]), splits: [many] });
    expect(large.payload.groups.map(({ images }) => images.length)).toEqual([80, 80, 80]);
    expect(large.payload.pictures).toEqual({ height: 48, width: 48 });
    const { pixels } = large.actions.images!({ indices: [4, 2] }) as { pixels: string };
    expect(decodeBase64(pixels)).toEqual(Uint8Array.from([...pattern(1), ...pattern(2)]));
  });

  it('draws images of another size at that of the first split', async () => {
    const small = pattern(2);
    const doubled = Uint8Array.from({ length: 96 * 96 }, (_, i) => small[Math.floor(i / 96 / 2) * 48 + Math.floor((i % 96) / 2)]!);
    const large = { ...split('test', [doubled], [0]), height: 96, width: 96 };
    const { payload } = auditView({ audit: await auditData([train, large]), splits: [train, large] });
    expect(embeddedPixels(payload.pictures!, payload.images.ids.length)!.subarray(-2304)).toEqual(small);
  });

  it('stands without pictures', () => {
    const { payload, actions } = auditView({ audit });
    expect(parseAudit(JSON.parse(JSON.stringify(payload)))).toEqual({ ...view.payload, pictures: null, models: [] });
    expect(actions).toEqual({});
  });

  it('tells the same in text and HTML, names escaped', () => {
    const bundle = view[DISPLAY]();
    expect(bundle['text/plain']).toBe(auditSummary(view.payload));
    expect(String(bundle['text/plain']).split('\n')).toEqual(
      expect.arrayContaining([
        'patterns: train n = 5, validation n = 4',
        'exact duplicates: 4 images in 2 groups: train 3 (60.0 %), validation 1 (25.0 %)',
        'near duplicates: 5 images in 2 groups: train 2 (40.0 %), validation 3 (75.0 %)',
        'twins with different labels: 4 images in 2 groups: train 3 (60.0 %), validation 1 (25.0 %)',
        'one tone all over: 1 image: train 1 (20.0 %)',
        'no face found by the detector: not looked for',
        'validation images with a twin among the training images: 3 of 4 (75.0 %), 1 of them exact; 1 have a twin with another label',
        '  without a twin there: 100.0 % (20.7–100.0), n = 1',
        '  note: chosen <here>',
      ]),
    );
    for (const part of ['Not credible: 3 of 4 validation images', 'chosen &lt;here&gt;', 'Groups of twins: the first 3 of 3', 'labels differ', 'validation 3 (happy)']) expect(bundle['text/html']).toContain(part);
    expect(bundle['text/html']).not.toContain('<here>');
  });

  it('counts what it carries', () => {
    expect(auditFindings(view.payload).map(({ kind, groups, images }) => [kind, groups, images])).toEqual([
      ['exact', 2, 4],
      ['near', 2, 5],
      ['across', 2, 5],
      ['conflicting', 2, 4],
      ['flat', null, 1],
      ['faceless', null, null],
    ]);
    const looked = { ...view.payload, faceless: [2, 6] };
    expect(auditFindings(looked).at(-1)).toEqual({ kind: 'faceless', groups: null, images: 2, share: 2 / 9, where: [{ split: 'train', images: 1, share: 0.2 }, { split: 'validation', images: 1, share: 0.25 }] });
  });

  it('refuses images that were not audited', () => {
    expect(() => auditView({ audit, splits: [train] })).toThrow('auditView: expected the 4 validation images that were audited, got none');
    expect(() => auditView({ audit, splits: [train, { ...validation, count: 3 }] })).toThrow('expected the 4 validation images that were audited, got 3');
    expect(() => auditView({ audit, splits: [train, { ...validation, images: new Uint8Array(7) }] })).toThrow('expected gray validation images of 9216 bytes, got 7');
  });
});

describe('parseAudit', () => {
  it.each([
    ['a newer version', { version: 2 }, /expected version 1, got 2; a newer FER Workbench/],
    ['an image that is not there', { flat: [8] }, 'audit view: expected flat[0] to be a whole number from 0 to 7, got 8'],
    ['a group with a missing number', { groups: [{ images: [0, 2], copies: [0], correlation: 1 }] }, 'audit view: expected groups[0].copies to be a list of 2, got a list of 1'],
    ['a label that does not exist', { images: { ids: ['a'], splits: [0], labels: [2] } }, 'audit view: expected images.labels[0] to be a whole number from 0 to 1, got 2'],
    ['a loud notice', { notices: [{ level: 'loud', text: '' }] }, /notices\[0\]\.level to be note or warning or not-credible/],
    ['an accuracy without numbers', { models: [{ stamp: '', split: 'test', accuracy: {}, notices: [] }] }, 'audit view: expected models[0].accuracy.all to be an object, got nothing'],
  ])('says what is wrong with %s', (_, change, message) => {
    expect(() => parseAudit({ ...view.payload, ...change })).toThrow(message);
  });
});
