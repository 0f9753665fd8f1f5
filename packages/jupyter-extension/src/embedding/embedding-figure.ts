import type { TranslationBundle } from '@jupyterlab/translation';
import {
  type Coloring,
  embeddingCategories,
  type EmbeddingPayload,
  formatPercent,
  projectionAxes,
} from 'fer-core/views';
import type { Data, Layout } from 'plotly.js-dist-min';
import type { Figure } from '../plotly/figure';
import type { ThemeColors } from '../plotly/theme';
import { DISTINCT_COLORS } from './category-colors';

/** What of an embedding is drawn, and how. */
export interface EmbeddingLook {
  /** Index into the payload's projections. */
  projection: number;
  coloring: Coloring;
  /** Indices of the chosen images; null where none are. */
  selected: readonly number[] | null;
  /** Another value drops the outline that the reader has drawn. */
  outline: number;
}

/** Points from which on they are drawn smaller. */
const MANY = 1000;

/** @param colors at least `DISTINCT_COLORS`, by number */
export function embeddingFigure(
  payload: EmbeddingPayload,
  look: EmbeddingLook,
  theme: ThemeColors,
  colors: readonly string[],
  trans: TranslationBundle,
): Figure {
  const projection = payload.projections[look.projection]!;
  const axes = projectionAxes(projection);
  const points = {
    type: 'scatter',
    mode: 'markers',
    x: projection.x,
    y: projection.y,
    text: payload.images.ids.map((_, index) => hoverText(payload, index, trans)),
    hoverinfo: 'text',
    marker: {
      size: payload.images.ids.length > MANY ? 5 : 7,
      color: pointColors(payload, look.coloring, theme, colors),
      opacity: 0.8,
      line: { width: 0 },
    },
    selected: { marker: { opacity: 1 } },
    unselected: { marker: { opacity: 0.15 } },
    ...(look.selected ? { selectedpoints: look.selected } : {}),
  };
  const axis = { showticklabels: false, ticks: '', zeroline: false, showgrid: false };
  const layout = {
    dragmode: 'lasso',
    hovermode: 'closest',
    showlegend: false,
    margin: axes ? { l: 34, r: 8, t: 8, b: 34 } : { l: 8, r: 8, t: 8, b: 8 },
    xaxis: { ...axis, ...(axes ? { title: { text: axes[0], standoff: 8 } } : {}) },
    yaxis: { ...axis, ...(axes ? { title: { text: axes[1], standoff: 8 } } : {}) },
    uirevision: projection.method,
    selectionrevision: `${projection.method} ${look.outline}`,
    selections: [],
  };
  const config = {
    modeBarButtons: [['lasso2d', 'select2d'], ['pan2d', 'zoomIn2d', 'zoomOut2d', 'resetScale2d'], ['toImage']],
  };
  return { data: [points as Data], layout: layout as Partial<Layout>, config: config as Figure['config'] };
}

/** A colour for each image. Groups of duplicates take turns with the colours; what stands alone is faint. */
function pointColors(
  payload: EmbeddingPayload,
  coloring: Coloring,
  theme: ThemeColors,
  colors: readonly string[],
): string[] {
  if (coloring === 'duplicates')
    return payload.images.ids.map((_, index) =>
      payload.groups?.[index] == null ? theme.grid : colors[payload.groups[index] % DISTINCT_COLORS]!,
    );
  const found: string[] = [];
  embeddingCategories(payload, coloring).forEach(({ points }, kind) =>
    points.forEach((index) => (found[index] = colors[kind % colors.length]!)),
  );
  return found;
}

function hoverText({ labels, images, groups }: EmbeddingPayload, index: number, trans: TranslationBundle): string {
  const lines = [
    images.ids[index]!,
    trans.__(
      'truth %1, predicted %2 (%3)',
      labels[images.truth[index]!],
      labels[images.predicted[index]!],
      formatPercent(images.confidence[index]!),
    ),
    ...(groups?.[index] == null ? [] : [trans.__('duplicates: group %1', groups[index] + 1)]),
  ];
  return lines.map((line) => line.replaceAll('&', '&amp;').replaceAll('<', '&lt;')).join('<br>');
}
