import { round, svgParagraph, svgPicture, svgText, unitPlot, type UnitPlot } from './drawing';
import type { EvaluationReport } from './report';
import { protocolStamp } from './protocol-stamp';
import type { ClassCurves } from './ranking';

const SIDE = 340;
const TOP = 40;
/** Okabe and Ito's colours, told apart by colour-blind readers too. */
const COLOURS = ['#D55E00', '#009E73', '#CC79A7', '#E69F00', '#0072B2', '#56B4E9', '#000000'];

/** ROC and precision-recall curves of every class against the rest as an SVG picture, the areas in the legend. */
export function curvesFigure({ protocol, ranking }: EvaluationReport, curves: readonly ClassCurves[]): string {
  const roc = unitPlot(66, TOP, SIDE, { title: 'ROC, one class against the rest', x: 'false positive rate', y: 'recall' });
  const recall = unitPlot(66 + SIDE + 80, TOP, SIDE, { title: 'precision and recall', x: 'recall', y: 'precision' });
  const legendLeft = 66 + 2 * SIDE + 110;
  const parts = [svgText(legendLeft + 14, TOP + 4, 'ROC area / average precision', { size: 11, fill: '#555' })];
  roc.parts.push(`<path d="M${roc.x(0)} ${roc.y(0)}L${roc.x(1)} ${roc.y(1)}" stroke="#aaa" stroke-dasharray="5 4"/>`);
  curves.forEach(({ label, falsePositiveRate, truePositiveRate, precision }, k) => {
    const colour = COLOURS[k % COLOURS.length];
    const areas = ranking?.perClass[k];
    if (truePositiveRate[0] !== null && falsePositiveRate[0] !== null) {
      roc.parts.push(line(roc, [[0, 0], ...truePositiveRate.map((rate, i) => [falsePositiveRate[i]!, rate!])], colour));
    }
    if (truePositiveRate[0] !== null) recall.parts.push(line(recall, truePositiveRate.map((rate, i) => [rate!, precision[i]]), colour));
    const y = TOP + 26 + k * 20;
    parts.push(
      `<rect x="${legendLeft}" y="${y - 9}" width="10" height="10" fill="${colour}"/>`,
      svgText(legendLeft + 14, y, `${label} ${areas?.auc?.toFixed(3) ?? '–'} / ${areas?.averagePrecision?.toFixed(3) ?? '–'}`),
    );
  });
  const width = legendLeft + 200;
  parts.push(svgParagraph(20, TOP + SIDE + 62, protocolStamp(protocol), Math.floor(width / 6.6), { size: 11 }));
  return svgPicture(width, TOP + SIDE + 100, [...roc.parts, ...recall.parts, ...parts]);
}

/** Points nearer than a third of a pixel to the last one drawn are left out. */
function line(plot: UnitPlot, points: readonly (readonly number[])[], colour: string): string {
  const drawn: string[] = [];
  let last: readonly number[] | undefined;
  points.forEach(([across, up], i) => {
    const point = [plot.x(across), plot.y(up)];
    if (last && i < points.length - 1 && Math.hypot(point[0] - last[0], point[1] - last[1]) < 0.33) return;
    drawn.push(`${round(point[0])} ${round(point[1])}`);
    last = point;
  });
  return `<path d="M${drawn.join('L')}" fill="none" stroke="${colour}" stroke-width="1.5"/>`;
}
