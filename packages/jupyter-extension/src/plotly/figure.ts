import type { Config, Data, Frame, Layout } from 'plotly.js-dist-min';

/** A figure as plotly defines it. */
export interface Figure {
  data: Data[];
  layout?: Partial<Layout>;
  config?: Partial<Config>;
  frames?: Frame[];
}

/**
 * Reads the payload of `application/vnd.plotly.v1+json`.
 * @throws Error saying what was expected.
 */
export function parseFigure(value: unknown): Figure {
  if (typeof value !== 'object' || value === null || !Array.isArray((value as Figure).data)) {
    throw new Error('plotly figure: expected an object with a list `data` of traces');
  }
  const { data, layout, config, frames } = value as Figure;
  return { data, layout: layout ?? {}, config: config ?? {}, ...(Array.isArray(frames) ? { frames } : {}) };
}
