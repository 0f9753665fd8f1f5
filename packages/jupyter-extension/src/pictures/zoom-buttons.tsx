import type { TranslationBundle } from '@jupyterlab/translation';
import React from 'react';
import { WHOLE, type Zoom, zoomByKey } from './zoom';

interface ZoomButtonsProps {
  zoom: Zoom;
  onZoom: (zoom: Zoom) => void;
  trans: TranslationBundle;
}

/** Zoom by buttons, with the magnification between them. */
export function ZoomButtons({ zoom, onZoom, trans }: ZoomButtonsProps): React.ReactElement {
  return (
    <span className="fer-zoom" role="group" aria-label={trans.__('Zoom')}>
      <button className="fer-icon-button" title={trans.__('Smaller (−)')} onClick={() => onZoom(zoomByKey(zoom, '-')!)}>
        −
      </button>
      <span className="fer-zoom-scale">{trans.__('%1 ×', zoom.scale.toFixed(1))}</span>
      <button className="fer-icon-button" title={trans.__('Larger (+)')} onClick={() => onZoom(zoomByKey(zoom, '+')!)}>
        +
      </button>
      <button className="fer-icon-button" title={trans.__('Show all (0)')} onClick={() => onZoom(WHOLE)}>
        ⤢
      </button>
    </span>
  );
}
