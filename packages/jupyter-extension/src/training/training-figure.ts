import type { Data, Layout } from 'plotly.js-dist-min';
import type { TrainingEpoch, TrainingPayload } from 'fer-core/views';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { Figure } from '../plotly/figure';
import type { ThemeColors } from '../plotly/theme';

/** Below this width in CSS pixels the charts stand one above the other. */
export const NARROW = 720;

/** Height of the figure in CSS pixels. */
export function trainingFigureHeight(width: number): number {
  return width < NARROW ? 580 : 250;
}

/**
 * Loss, accuracy and learning rate by epoch. The epoch in progress reaches out from the last one to an open point.
 * @param width in CSS pixels.
 */
export function trainingFigure(payload: TrainingPayload, theme: ThemeColors, width: number, trans: TranslationBundle): Figure {
  const charts = [
    { title: trans.__('Loss'), train: 'loss', validation: 'valLoss', format: '.4f' },
    { title: trans.__('Accuracy'), train: 'accuracy', validation: 'valAccuracy', format: '.1%' },
    { title: trans.__('Learning rate'), train: 'learningRate', validation: null, format: '.2~e' },
  ] as const;
  const places = width < NARROW ? STACKED : SIDE_BY_SIDE;
  const data: Data[] = [];
  const layout: Record<string, unknown> = {
    margin: { l: 48, r: 12, t: 26, b: 44 },
    hovermode: 'x unified',
    showlegend: true,
    // In the line of the titles, ending where the second chart ends.
    legend: { orientation: 'h', x: places[1].x[1], xanchor: 'right', y: places[0].y[1], yanchor: 'bottom' },
    annotations: charts.map(({ title }, chart) => ({
      text: `<b>${title}</b>`,
      xref: 'paper',
      yref: 'paper',
      x: places[chart].x[0],
      y: places[chart].y[1],
      xanchor: 'left',
      yanchor: 'bottom',
      showarrow: false,
    })),
  };
  charts.forEach(({ train, validation, format }, chart) => {
    const axes = { xaxis: `x${chart + 1}`, yaxis: `y${chart + 1}` };
    const line = { ...axes, type: 'scatter', hovertemplate: `%{y:${format}}` };
    const steps = train === 'learningRate';
    data.push({
      ...line,
      ...points(payload.history, train),
      name: steps ? trans.__('learning rate') : trans.__('train'),
      legendgroup: train === 'learningRate' ? 'rate' : 'train',
      showlegend: chart === 0,
      mode: payload.history.length > 40 || steps ? 'lines' : 'lines+markers',
      line: { color: steps ? theme.faint : theme.first, width: 2, ...(steps ? { shape: 'hv' } : {}) },
      marker: { size: 5 },
    } as Data);
    if (validation !== null) {
      data.push({
        ...line,
        ...points(payload.history, validation),
        name: trans.__('validation'),
        legendgroup: 'validation',
        showlegend: chart === 0,
        mode: payload.history.length > 40 ? 'lines' : 'lines+markers',
        line: { color: theme.second, width: 2 },
        marker: { size: 6, symbol: 'diamond' },
      } as Data);
      data.push({ ...line, ...livePoints(payload, train), ...liveStyle(theme) } as Data);
    }
    Object.assign(layout, axesOf(chart, places[chart], payload, train, trans));
  });
  return {
    data,
    layout: layout as Partial<Layout>,
    config: { modeBarButtonsToRemove: ['select2d', 'lasso2d', 'zoomIn2d', 'zoomOut2d'] },
  };
}

type Metric = Exclude<keyof TrainingEpoch, 'epoch' | 'ms'>;

interface Place {
  x: [number, number];
  y: [number, number];
}

const SIDE_BY_SIDE: Place[] = [
  { x: [0, 0.36], y: [0, 1] },
  { x: [0.44, 0.8], y: [0, 1] },
  { x: [0.88, 1], y: [0, 1] },
];
const STACKED: Place[] = [
  { x: [0, 1], y: [0.64, 0.98] },
  { x: [0, 1], y: [0.21, 0.52] },
  { x: [0, 1], y: [0, 0.09] },
];

function points(history: readonly TrainingEpoch[], metric: Metric): { x: number[]; y: (number | null)[] } {
  return { x: history.map(({ epoch }) => epoch), y: history.map((epoch) => epoch[metric]) };
}

/** From the last finished epoch to where the running averages of this one stand now. */
function livePoints(payload: TrainingPayload, metric: 'loss' | 'accuracy'): { x: number[]; y: (number | null)[] } {
  const { state, live, history, epoch, step, steps } = payload;
  const now = live?.[metric] ?? null;
  if (state !== 'running' || now === null || steps === 0) return { x: [], y: [] };
  const last = history.at(-1);
  const from = last ? points([last], metric) : { x: [], y: [] };
  return { x: [...from.x, epoch - 1 + step / steps], y: [...from.y, now] };
}

function liveStyle(theme: ThemeColors): object {
  return {
    mode: 'lines+markers',
    showlegend: false,
    hoverinfo: 'skip',
    hovertemplate: undefined,
    line: { color: theme.first, width: 2, dash: 'dot' },
    marker: { size: [0, 8].slice(-2), symbol: 'circle-open', line: { width: 2 } },
  };
}

function axesOf(chart: number, { x, y }: Place, { epochs, history }: TrainingPayload, metric: Metric, trans: TranslationBundle): object {
  const name = chart === 0 ? '' : String(chart + 1);
  const last = Math.max(epochs, history.at(-1)?.epoch ?? 0, 2);
  const kind =
    metric === 'accuracy'
      ? { tickformat: '.0%', rangemode: 'tozero' }
      : metric === 'loss'
        ? { rangemode: 'tozero' }
        : rateAxis(history);
  return {
    [`xaxis${name}`]: {
      domain: x,
      anchor: `y${name}`,
      range: [0, last + 0.3],
      title: { text: trans.__('epoch'), standoff: 6, font: { size: 11 } },
      showgrid: false,
      dtick: last <= 10 && chart !== 2 ? 1 : undefined,
      nticks: chart === 2 ? 3 : undefined,
      hoverformat: 'd',
    },
    [`yaxis${name}`]: { domain: y, anchor: `x${name}`, ...kind },
  };
}

/** Most ticks on the axis of the learning rate. */
const RATE_TICKS = 4;

/** More different learning rates than this come from a schedule that changes with each step. */
const STEPS_DOWN = 8;

/**
 * Rates that fall in steps: a logarithmic axis whose ticks are the rates that were used; of many, every second or third.
 * A schedule that ends near zero would fill such an axis with its last epochs: it gets a plain one.
 */
function rateAxis(history: readonly TrainingEpoch[]): object {
  const rates = [...new Set(history.flatMap(({ learningRate }) => (learningRate === null || learningRate <= 0 ? [] : [learningRate])))];
  if (rates.length === 0) return { type: 'log', showticklabels: false };
  if (rates.length > STEPS_DOWN) return { rangemode: 'tozero', nticks: RATE_TICKS, exponentformat: 'e' };
  const ticks = rates.filter((_, index) => index % Math.ceil(rates.length / RATE_TICKS) === 0);
  const [low, high] = [Math.min(...rates), Math.max(...rates)].map(Math.log10);
  return {
    type: 'log',
    range: [low - 0.3, high + 0.3],
    tickvals: ticks,
    ticktext: ticks.map((rate) => (rate < 1e-3 ? rate.toExponential(0) : Number(rate.toPrecision(2)).toString())),
  };
}
