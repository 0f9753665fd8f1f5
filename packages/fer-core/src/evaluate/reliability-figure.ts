import type { Calibration } from './calibration';
import { round, svgParagraph, svgPicture, unitPlot } from './drawing';
import type { EvaluationReport } from './report';
import { protocolStamp } from './protocol-stamp';

const SIDE = 320;
const LEFT = 66;
const TOP = 40;
const STEP = SIDE + 90;
const HISTOGRAM = 60;

/**
 * The reliability diagram as an SVG picture, beside it the one with the temperature where the report has it: a bar a bin, its
 * Wilson 95 % interval, the diagonal of perfect confidence, and below how many images each bin holds.
 * @throws when the report has no calibration
 */
export function reliabilityFigure(report: EvaluationReport): string {
  const { calibration, temperedCalibration: tempered, protocol } = report;
  if (!calibration) throw new Error('reliabilityFigure: expected a report with calibration');
  const plots = [{ title: `as it is: ECE ${calibration.ece.toFixed(3)}`, of: calibration }];
  if (tempered) plots.push({ title: `temperature ${tempered.temperature.toFixed(2)}: ECE ${tempered.ece.toFixed(3)}`, of: tempered });
  const parts = plots.flatMap(({ title, of }, at) => plot(LEFT + at * STEP, title, of));
  const fitted = tempered ? ` Temperature fitted on ${tempered.fittedOn.dataset} ${tempered.fittedOn.split}, n = ${tempered.fittedOn.n}.` : '';
  const bottom = TOP + SIDE + 60 + HISTOGRAM;
  const width = plots.length * STEP + 20;
  parts.push(svgParagraph(20, bottom + 24, `Whiskers: 95 % intervals; below: images a bin. ${protocolStamp(protocol)}.${fitted}`, Math.floor(width / 6.6), { size: 11 }));
  return svgPicture(width, bottom + 90, parts);
}

function plot(left: number, title: string, { bins }: Calibration): string[] {
  const { parts, x, y } = unitPlot(left, TOP, SIDE, { title, x: 'confidence', y: 'accuracy' });
  const most = Math.max(...bins.map(({ count }) => count));
  const floor = TOP + SIDE + 50 + HISTOGRAM;
  for (const { low, high, count, confidence, accuracy, accuracyInterval } of bins) {
    const width = round(x(high) - x(low) - 1);
    const height = round((HISTOGRAM * count) / most);
    parts.push(`<rect x="${x(low)}" y="${round(floor - height)}" width="${width}" height="${height}" fill="#9aa5b1"/>`);
    if (accuracy === null || confidence === null || accuracyInterval === null) continue;
    const middle = x(confidence);
    parts.push(
      `<rect x="${x(low)}" y="${y(accuracy)}" width="${width}" height="${round(y(0) - y(accuracy))}" fill="#1f6fb5" fill-opacity="0.6"/>`,
      `<path d="M${middle} ${y(accuracyInterval[0])}V${y(accuracyInterval[1])}" stroke="#0b3b66" stroke-width="1.5"/>`,
      `<circle cx="${middle}" cy="${y(accuracy)}" r="2.5" fill="#0b3b66"/>`,
    );
  }
  parts.push(`<path d="M${x(0)} ${y(0)}L${x(1)} ${y(1)}" stroke="#d5691e" stroke-dasharray="5 4"/>`);
  return parts;
}
