import type PlotlyType from 'plotly.js-dist-min';

/** The part of plotly that a figure uses. */
export type Plotly = typeof PlotlyType;

let loading: Promise<Plotly> | undefined;

/** Plotly, loaded with the first figure as a chunk of its own (4.4 MB). */
export function loadPlotly(): Promise<Plotly> {
  loading ??= import('plotly.js-dist-min').then(
    (module) => module.default ?? module,
    (error: unknown) => {
      loading = undefined; // a failed download is tried again with the next figure
      throw error;
    },
  );
  return loading;
}
