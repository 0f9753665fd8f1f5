import { round, svgParagraph, svgPicture, svgText } from './drawing';
import type { EvaluationReport } from './report';
import { protocolStamp } from './protocol-stamp';

const CELL = 64;
const LEFT = 110;
const TOP = 60;

/** The confusion matrix as an SVG picture: counts and shares of the row; the darker, the larger the share of the true class. */
export function confusionFigure({ protocol, labels, confusion }: EvaluationReport): string {
  const side = labels.length * CELL;
  const parts = [svgText(LEFT + side / 2, 20, 'predicted', { anchor: 'middle' }), svgText(18, TOP + side / 2, 'truth', { anchor: 'middle', turn: -90 })];
  confusion.forEach((row, truth) => {
    const total = row.reduce((sum, count) => sum + count, 0);
    parts.push(svgText(LEFT - 8, TOP + (truth + 0.5) * CELL + 4, labels[truth], { anchor: 'end' }));
    parts.push(svgText(LEFT + (truth + 0.5) * CELL, TOP - 10, labels[truth], { anchor: 'middle' }));
    row.forEach((count, predicted) => {
      const share = total > 0 ? count / total : 0;
      const [x, y] = [LEFT + predicted * CELL, TOP + truth * CELL];
      const colour = truth === predicted ? '#1f6fb5' : '#d5691e';
      const fill = share > 0.6 ? '#fff' : '#222';
      parts.push(
        `<rect x="${x}" y="${y}" width="${CELL}" height="${CELL}" fill="${colour}" fill-opacity="${round(share)}" stroke="#ccc"/>`,
        svgText(x + CELL / 2, y + CELL / 2, String(count), { size: 15, anchor: 'middle', fill }),
        svgText(x + CELL / 2, y + CELL / 2 + 17, total > 0 ? `${(100 * share).toFixed(0)} %` : '–', { size: 11, anchor: 'middle', fill }),
      );
    });
  });
  const width = Math.max(LEFT + side + 20, 420);
  parts.push(svgParagraph(20, TOP + side + 26, `Counts, and shares of the true class. ${protocolStamp(protocol)}`, Math.floor(width / 6.6), { size: 11 }));
  return svgPicture(width, TOP + side + 85, parts);
}
