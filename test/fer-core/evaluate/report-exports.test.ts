import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { confusionFigure } from '../../../packages/fer-core/src/evaluate/confusion-figure';
import { curvesFigure } from '../../../packages/fer-core/src/evaluate/curves-figure';
import { evaluationReport } from '../../../packages/fer-core/src/evaluate/evaluation-report';
import { classCurves } from '../../../packages/fer-core/src/evaluate/ranking';
import { reliabilityFigure } from '../../../packages/fer-core/src/evaluate/reliability-figure';
import { confusionCsv, curvesCsv, mistakesCsv, perClassCsv, reliabilityCsv } from '../../../packages/fer-core/src/evaluate/report-csv';
import { escapeLatex, reportLatex } from '../../../packages/fer-core/src/evaluate/report-latex';
import { temperedCalibration } from '../../../packages/fer-core/src/evaluate/tempered-calibration';
import golden from './probabilities-golden.json';

const { truth, probabilities } = golden;
const labels = ['a_1', 'b', 'c', 'd'];
const predicted = truth.map((_, image) => {
  const row = probabilities.slice(image * 4, image * 4 + 4);
  return row.indexOf(Math.max(...row));
});
const report = evaluationReport({
  labels,
  truth,
  predicted,
  probabilities,
  ids: truth.map((_, image) => `face, ${image}`),
  protocol: { dataset: 'faces & co', split: 'test', n: 200, selectedOn: 'validation', tta: 'flip', seed: 3, weightsSha256: 'abcdef0123456789', dataSha256: '9876543210fedcba' },
});
const tempered = {
  ...report,
  temperedCalibration: temperedCalibration(
    { images: { dataset: 'faces', split: 'validation', n: 200, dataSha256: 'other' }, probabilities, truth },
    { dataSha256: 'd', probabilities, truth },
    4,
  ),
};
const rows = (csv: string): Record<string, string>[] => parse(csv, { columns: true });
const STAMP = 'faces & co, test split, n = 200, weights chosen on validation, averaging flip, seed 3, weights abcdef012345, data 9876543210fe';

describe('tables', () => {
  it('hold every number of the report', () => {
    expect(rows(confusionCsv(report)).map((row) => labels.map((label) => Number(row[label])))).toEqual(report.confusion);
    rows(perClassCsv(report)).forEach((row, k) => {
      const { recall, recallInterval, f1, support, precision } = report.perClass[k]!;
      expect([row.class, Number(row.support), Number(row.f1)]).toEqual([labels[k], support, f1]);
      expect(row.recall).toBe(recall === null ? '' : String(recall));
      expect(row.recall_low).toBe(recallInterval === null ? '' : String(recallInterval[0]));
      expect(row.precision).toBe(precision === null ? '' : String(precision));
      expect(row.roc_auc).toBe(String(report.ranking!.perClass[k]!.auc ?? ''));
    });
    expect(rows(mistakesCsv(report)).map(({ id, confidence }) => [id, Number(confidence)])).toEqual(report.mistakes!.map(({ id, confidence }) => [id, confidence]));
    const curves = classCurves(probabilities, truth, labels);
    expect(rows(curvesCsv(curves)).filter((row) => row.class === 'b').map(({ recall }) => Number(recall))).toEqual(curves[1]!.truePositiveRate);
  });

  it('tell the reliability with and without a temperature', () => {
    expect(rows(reliabilityCsv(report)).map(({ temperature, count }) => [temperature, Number(count)])).toEqual(golden.binCounts.map((count) => ['1', count]));
    expect(rows(reliabilityCsv(tempered))).toHaveLength(30);
    expect(rows(reliabilityCsv(tempered))[29]!.temperature).toBe(String(tempered.temperedCalibration.temperature));
  });
});

describe('reportLatex', () => {
  it('stamps both tables with the protocol and leaves no special letter bare', () => {
    const tex = reportLatex(report);
    expect(tex.split('faces \\& co, test split, n = 200, weights chosen on validation, averaging flip, seed 3')).toHaveLength(3);
    expect(tex).toContain('a\\_1 & ');
    expect(tex).toMatch(/accuracy \d+\.\d \[\d+\.\d, \d+\.\d\]/);
    expect(tex.match(/\\begin\{tabular\}/g)).toHaveLength(2);
    expect(tex.match(/\\\\$/gm)).toHaveLength(2 * (1 + labels.length));
    expect(escapeLatex('50 % of $x_1 {~}^\\#&')).toBe('50 \\% of \\$x\\_1 \\{\\textasciitilde{}\\}\\textasciicircum{}\\textbackslash{}\\#\\&');
  });
});

describe('figures', () => {
  const text = (svg: string): string => svg.replace(/<[^>]+>/g, ' ').replaceAll('&amp;', '&').replace(/\s+/g, ' ');

  it('carry the protocol', () => {
    const curves = classCurves(probabilities, truth, labels);
    for (const svg of [confusionFigure(report), reliabilityFigure(report), curvesFigure(report, curves)]) expect(text(svg)).toContain(STAMP);
  });

  it('show counts, bars and areas', () => {
    const counts = report.confusion.flat();
    const shown = text(confusionFigure(report));
    for (const count of counts) expect(shown).toContain(` ${count} `);
    const filled = golden.binCounts.filter((count) => count > 0).length;
    expect(reliabilityFigure(report).match(/<circle/g)).toHaveLength(filled);
    expect(text(reliabilityFigure(tempered))).toContain(`temperature ${tempered.temperedCalibration.temperature.toFixed(2)}: ECE`);
    expect(text(curvesFigure(report, classCurves(probabilities, truth, labels)))).toContain(`b ${golden.auc[1]!.toFixed(3)} / ${golden.averagePrecision[1]!.toFixed(3)}`);
  });

  it('cannot show a calibration that is not there', () => {
    expect(() => reliabilityFigure({ ...report, calibration: undefined })).toThrow('expected a report with calibration');
  });
});
