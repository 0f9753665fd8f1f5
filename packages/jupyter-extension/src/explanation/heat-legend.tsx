import type { TranslationBundle } from '@jupyterlab/translation';
import { heatColor } from 'fer-core/views';
import React from 'react';

const STOPS = 9;

/** Which colour stands for how much heat. */
export function HeatLegend({ trans }: { trans: TranslationBundle }): React.ReactElement {
  const colors = Array.from(
    { length: STOPS },
    (_, stop) =>
      `rgb(${heatColor(stop / (STOPS - 1))
        .map(Math.round)
        .join()})`,
  );
  return (
    <span className="fer-heat-legend">
      {trans.__('least')}
      <span style={{ background: `linear-gradient(to right, ${colors.join()})` }} />
      {trans.__('most')}
    </span>
  );
}
