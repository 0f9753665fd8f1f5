import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { auditData } from '../../../packages/fer-core/src/audit/audit-data';
import { auditModel } from '../../../packages/fer-core/src/audit/audit-model';
import { auditText } from '../../../packages/fer-core/src/audit/audit-text';
import { leakNotices } from '../../../packages/fer-core/src/audit/leak-notices';
import { twinAccuracy } from '../../../packages/fer-core/src/audit/twin-accuracy';
import { writeAudit } from '../../../packages/fer-core/src/audit/write-audit';
import type { SavedModel } from '../../../packages/fer-core/src/models/saved-model';
import { pattern, split } from './faces';

/*
 * train       0 p1 happy · 1 p2 happy · 2 p1 sad (equal, other label) · 3 one tone happy · 4 p3 sad
 * validation  0 p2 happy (equal) · 1 p3 shifted, happy (near, other label) · 2 p9 sad · 3 p8 happy
 */
const train = split('train', [pattern(1), pattern(2), pattern(1), new Uint8Array(2304).fill(50), pattern(3)], [0, 0, 1, 0, 1]);
const validation = split('validation', [pattern(2), pattern(3, { shift: 1 }), pattern(9), pattern(8)], [0, 0, 1, 0]);

describe('auditData', () => {
  it('counts twins within and across splits, exact and near', async () => {
    const audit = await auditData([validation, train]);
    const none = { pairs: 0, images: 0 };
    expect(audit.splits.map(({ split: name, n }) => [name, n])).toEqual([['train', 5], ['validation', 4]]);
    expect(audit.exact).toEqual({ within: { train: { pairs: 1, images: 2 }, validation: none }, across: { pairs: 1, images: 2 } });
    expect(audit.near).toEqual({ within: { train: none, validation: none }, across: { pairs: 1, images: 2 } });
    expect(audit.twinInTraining).toEqual({ validation: { exact: 1, exactOrNear: 2, otherLabel: 1, n: 4 } });
    expect(audit.conflicting).toEqual({ exact: { groups: 1, images: 2 }, exactOrNear: { groups: 2, images: 4 } });
    expect(audit.nonFaces).toEqual({ flat: [{ split: 'train', index: 3, id: 'train 3', label: 'happy' }], faceless: null });
    expect(audit.classes).toEqual(['happy', 'sad']);
    expect(JSON.parse(JSON.stringify(audit))).toEqual(audit);
  });

  it('takes fewer pairs with a higher correlation', async () => {
    const noisy = split('test', [pattern(1, { noise: 30 })], [0]);
    expect((await auditData([train, noisy], { correlation: 0.9 })).near.across.pairs).toBe(2);
    expect((await auditData([train, noisy], { correlation: 0.999 })).near.across.pairs).toBe(0);
  });

  it('compares images of another size as well', async () => {
    const small = pattern(2);
    const pixels = Uint8Array.from({ length: 96 * 96 }, (_, i) => small[Math.floor(i / 96 / 2) * 48 + Math.floor((i % 96) / 2)]!);
    const large = { ...split('test', [pixels], [0]), height: 96, width: 96 };
    expect((await auditData([train, large])).twinInTraining.test!.exactOrNear).toBe(1);
  });

  it('refuses what does not belong together', async () => {
    await expect(auditData([])).rejects.toThrow('expected at least one split, got none');
    await expect(auditData([train, train])).rejects.toThrow('expected each split once, got train twice');
    await expect(auditData([train, { ...validation, classes: ['happy'] }])).rejects.toThrow('expected the classes happy, sad, got happy in patterns validation');
    await expect(auditData([{ ...train, channels: 3 }])).rejects.toThrow('expected gray images, got 3 channels');
  });
});

describe('auditModel', () => {
  it('refuses data without training images, or without others', async () => {
    const none = {} as SavedModel; // nothing is asked of it before the data are looked at
    await expect(auditModel({ pairs: [] }, none, [validation])).rejects.toThrow('auditModel: expected training images among the data, to look for twins in, got none');
    await expect(auditModel({ pairs: [] }, none, [train])).rejects.toThrow('auditModel: expected images beside the training images, to measure the model on, got none');
  });
});

describe('leakNotices', () => {
  const none = { groups: 0, images: 0 };
  const conflicting = { exact: none, exactOrNear: none };
  const counts = (exactOrNear: number) => ({ exact: 0, exactOrNear, otherLabel: 0, n: 1000 });

  it('warns of images with a twin among the training images, and does not believe a split that is mostly known', () => {
    expect(leakNotices({ twinInTraining: { validation: counts(0), test: counts(20) }, conflicting })).toEqual([
      { level: 'warning', text: '20 of 1,000 test images (2.0 %) have a twin among the training images: an accuracy on this split rests on memory in part, measure it without them too' },
    ]);
    expect(leakNotices({ twinInTraining: { test: counts(500) }, conflicting })[0]!.level).toBe('warning');
    expect(leakNotices({ twinInTraining: { test: counts(501) }, conflicting })[0]!.level).toBe('not-credible');
  });

  it('notes labels that cannot all be right', () => {
    const found = leakNotices({ twinInTraining: {}, conflicting: { exact: none, exactOrNear: { groups: 1, images: 2 } } });
    expect(found).toEqual([{ level: 'note', text: '2 images are in 1 group of twins with different labels: at least one label of each group is open to doubt' }]);
  });
});

describe('twinAccuracy', () => {
  it('tells what images with twins add', async () => {
    const accuracy = twinAccuracy(await auditData([train, validation]), 'validation', [true, false, false, true]);
    expect(accuracy.all).toMatchObject({ n: 4, right: 2, accuracy: 0.5 });
    expect(accuracy.withTwin).toMatchObject({ n: 2, right: 1 });
    expect(accuracy.withoutTwin).toMatchObject({ n: 2, right: 1 });
    expect(accuracy.sameLabel).toMatchObject({ n: 1, right: 1, accuracy: 1 });
    expect(accuracy.otherLabel).toMatchObject({ n: 1, right: 0, accuracy: 0 });
    expect(twinAccuracy({ pairs: [] }, 'validation', [true]).withTwin).toEqual({ n: 0, right: 0, accuracy: null, interval: null });
  });
});

describe('writeAudit and auditText', () => {
  it('keep all of it', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'audit-'));
    try {
      const audit = await auditData([train, validation]);
      const protocol = { dataset: 'patterns', split: 'validation', n: 4, selectedOn: null, tta: 'none', weightsSha256: 'w', dataSha256: 'd' };
      const notices = [{ level: 'note' as const, text: 'chosen here' }];
      const models = [{ protocol, accuracy: twinAccuracy(audit, 'validation', [true, false, false, true]), notices }];
      await writeAudit(folder, audit, models, [train, validation]);
      expect((await readdir(folder)).sort()).toEqual(['audit.json', 'audit.txt', 'non-faces.csv', 'non-faces.png', 'twins.csv', 'twins.png']);
      expect(JSON.parse(await readFile(path.join(folder, 'audit.json'), 'utf8'))).toEqual({ ...audit, models });
      const lines = (await readFile(path.join(folder, 'twins.csv'), 'utf8')).split('\n');
      expect(lines[1]).toBe('train,train 0,happy,train,train 2,sad,1.0000,yes');
      expect(await readFile(path.join(folder, 'non-faces.csv'), 'utf8')).toBe('split,id,label,reason\ntrain,train 3,happy,flat\n');
      const text = auditText(audit, models);
      expect(text).toContain('  validation: 2 of 4 exact or near, 1 exact; 1 have a twin with another label');
      expect(text).not.toContain('No model was measured');
      expect(auditText(audit)).toContain('\nNo model was measured with and without twins (--model)');
      const flat = Array.from({ length: 12 }, () => audit.nonFaces.flat[0]!);
      expect(auditText({ ...audit, nonFaces: { flat, faceless: null } })).toContain('\n    and 2 more\n');
      expect(text).not.toContain(' more\n');
      expect(text).toContain('  without: 50.0 % (95 % interval 9.5–90.5, n = 2)');
      expect(text).toContain('\nWARNING: 2 of 4 validation images (50.0 %) have a twin');
      expect(text).toContain('\n  note: chosen here');
      expect(text).toContain('Accuracy (patterns, validation split, n = 4, nothing chosen on any split');
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
