import { escapeHtml } from '../evaluate/escape-html';
import { type TrainingEpoch, type TrainingPayload } from './training-payload';
import { trainingSummary } from './training-summary';

// Mid tones of a colour-blind-safe pair: legible on white and on near-black, because saved HTML cannot know the theme.
const TRAIN = '#2f81c7';
const VALIDATION = '#e07b28';
const WIDTH = 340;
const HEIGHT = 200;
const BOX = { left: 44, top: 26, right: 10, bottom: 30 };

/** The training as self-contained HTML: one line of text and two drawn curves, for viewers without the extension. */
export function trainingHtml(payload: TrainingPayload): string {
  const { history } = payload;
  const charts =
    history.length === 0
      ? ''
      : `<div style="display:flex;flex-wrap:wrap;gap:12px;margin-top:6px">` +
        chart(
          'Loss',
          history,
          payload.epochs,
          (epoch) => epoch.loss,
          (epoch) => epoch.valLoss,
        ) +
        chart(
          'Accuracy',
          history,
          payload.epochs,
          (epoch) => epoch.accuracy,
          (epoch) => epoch.valAccuracy,
          1,
        ) +
        `</div>`;
  return `<div style="font-family:system-ui,sans-serif;font-size:13px"><div>${escapeHtml(trainingSummary(payload))}</div>${charts}</div>`;
}

function chart(
  title: string,
  history: readonly TrainingEpoch[],
  epochs: number,
  train: (epoch: TrainingEpoch) => number | null,
  validation: (epoch: TrainingEpoch) => number | null,
  most?: number,
): string {
  const values = history
    .flatMap((epoch) => [train(epoch), validation(epoch)])
    .filter((value): value is number => value !== null);
  const top = Math.max(most ?? 0, ...values) || 1;
  const last = Math.max(epochs, history.at(-1)?.epoch ?? 1, 2);
  const x = (epoch: number): number => BOX.left + ((epoch - 1) / (last - 1)) * (WIDTH - BOX.left - BOX.right);
  const y = (value: number): number => HEIGHT - BOX.bottom - (value / top) * (HEIGHT - BOX.top - BOX.bottom);
  const line = (value: (epoch: TrainingEpoch) => number | null, color: string): string => {
    const points = history.flatMap((epoch) => {
      const at = value(epoch);
      return at === null ? [] : [`${x(epoch.epoch).toFixed(1)},${y(at).toFixed(1)}`];
    });
    if (points.length === 0) return '';
    const [endX, endY] = points[points.length - 1].split(',');
    return (
      `<polyline fill="none" stroke="${color}" stroke-width="2" stroke-linejoin="round" points="${points.join(' ')}"/>` +
      `<circle cx="${endX}" cy="${endY}" r="3" fill="${color}"/>`
    );
  };
  const grid = [0, 0.5, 1].map((share) => {
    const value = share * top;
    const label = most === 1 ? `${Math.round(value * 100)} %` : value.toPrecision(2);
    return (
      `<line x1="${BOX.left}" x2="${WIDTH - BOX.right}" y1="${y(value)}" y2="${y(value)}" stroke="currentColor" stroke-opacity="0.2"/>` +
      `<text x="${BOX.left - 6}" y="${y(value) + 4}" text-anchor="end" opacity="0.75">${label}</text>`
    );
  });
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${title} by epoch" font-family="system-ui,sans-serif" font-size="11" fill="currentColor">` +
    `<text x="${BOX.left}" y="14" font-size="12" font-weight="600">${title}</text>` +
    `<text x="${WIDTH - BOX.right}" y="14" text-anchor="end"><tspan fill="${TRAIN}">● train</tspan> <tspan fill="${VALIDATION}">● validation</tspan></text>` +
    grid.join('') +
    `<text x="${BOX.left}" y="${HEIGHT - 8}" opacity="0.75">1</text>` +
    `<text x="${(BOX.left + WIDTH - BOX.right) / 2}" y="${HEIGHT - 8}" text-anchor="middle" opacity="0.75">epoch</text>` +
    `<text x="${WIDTH - BOX.right}" y="${HEIGHT - 8}" text-anchor="end" opacity="0.75">${last}</text>` +
    line(train, TRAIN) +
    line(validation, VALIDATION) +
    `</svg>`
  );
}
