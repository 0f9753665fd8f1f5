import { describe, expect, it } from 'vitest';
import { evaluationReport } from '../../../packages/fer-core/src/evaluate/evaluation-report';
import type { EvaluationProtocol } from '../../../packages/fer-core/src/evaluate/report';
import { reportText } from '../../../packages/fer-core/src/evaluate/report-text';

/** A report of two equal classes with so many right answers among 2000. */
function report(right: number, changes: Partial<EvaluationProtocol> = {}, ids?: string[]) {
  const truth = Array.from({ length: 2000 }, (_, image) => image % 2);
  return evaluationReport({
    labels: ['happy', 'sad'],
    truth,
    predicted: truth.map((label, image) => (image < right ? label : 1 - label)),
    protocol: { dataset: 'fer2013', split: 'test', n: 2000, selectedOn: 'validation', tta: 'none', weightsSha256: 'w', dataSha256: 'd', ...changes },
    ids,
  });
}
const levels = (...given: Parameters<typeof report>): string[] => report(...given).notices!.map(({ level }) => level);

describe('noticesOf', () => {
  it('raises a banner for results on FER-2013 that are not credible, and warns of ones nobody has published', () => {
    expect(levels(1400)).toEqual([]);
    expect(levels(1530)).toEqual(['warning']);
    expect(levels(1900)).toEqual(['not-credible']);
    const [notice] = report(1900).notices!;
    expect(notice!.text).toMatch(/^accuracy 95\.0 % \(95 % interval from 94\.0 %, n = 2000\) and macro-F1 95\.0 % .* is not credible on FER-2013/);
    expect(reportText(report(1900))).toContain('\nNOT CREDIBLE: accuracy 95.0 %');
  });

  it('goes by the lower end of the interval: few images prove nothing', () => {
    const few = evaluationReport({ labels: ['happy', 'sad'], truth: [0, 1], predicted: [0, 1], protocol: { ...report(0).protocol, n: 2 } });
    expect(few.accuracy).toBe(1);
    expect(few.notices).toEqual([]);
  });

  it('knows FER-2013 by its ids too, and no other data', () => {
    const ids = Array.from({ length: 2000 }, (_, image) => `happy/PrivateTest_${image}.jpg`);
    expect(levels(1900, { dataset: 'test' }, ids)).toEqual(['not-credible']);
    expect(levels(1900, { dataset: 'test' })).toEqual([]);
    expect(levels(1900, { dataset: 'studio' }, ids.map((_, image) => `${image}`))).toEqual([]);
  });

  it('tells when images were learned from or chosen on', () => {
    expect(levels(1900, { split: 'train' })).toEqual(['warning']);
    expect(report(1900, { split: 'train' }).notices![0]!.text).toContain('measured on training images');
    expect(report(1200, { split: 'validation' }).notices![0]!.text).toContain('the validation split also chose the weights');
    expect(report(1200, { split: 'validation', selectedOn: 'test + validation' }).notices).toHaveLength(1);
    expect(report(1200, { selectedOn: 'unknown' }).notices![0]!.text).toContain('do not say which split chose them');
  });

  it('tells of classes without images', () => {
    const one = evaluationReport({ labels: ['happy', 'sad'], truth: [0], predicted: [0], protocol: { ...report(0).protocol, dataset: 'x', n: 1 } });
    expect(one.notices).toEqual([{ level: 'note', text: 'no images of sad: means over classes leave out what is not defined' }]);
  });
});
