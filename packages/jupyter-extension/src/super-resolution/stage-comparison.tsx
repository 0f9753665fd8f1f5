import type { TranslationBundle } from '@jupyterlab/translation';
import type { FacePictures, SuperResolutionStage } from 'fer-core/views';
import React, { useId, useState } from 'react';
import { seen, type Zoom } from '../pictures/zoom';
import { Slider } from '../pictures/slider';
import { ZoomablePicture } from '../pictures/zoomable-picture';
import { FaceImage, FRAME } from './face-image';
import { stageName } from './stage-name';

interface StageComparisonProps {
  stages: FacePictures['stages'];
  shown: readonly SuperResolutionStage[];
  zoom: Zoom;
  onZoom: (zoom: Zoom) => void;
  trans: TranslationBundle;
}

const HEIGHT = 300;

/** Two stages in one place: one at the left of a line, the other at the right of it; the line is moved by a slider. */
export function StageComparison({ stages, shown, zoom, onZoom, trans }: StageComparisonProps): React.ReactElement {
  const [[left, right], setPair] = useState<[SuperResolutionStage, SuperResolutionStage]>(['bicubic', 'final']);
  const [share, setShare] = useState(50);
  const clip = useId();
  const view = seen(zoom, FRAME);
  const line = view.x + (share / 100) * view.width;
  const choose = (label: string, value: SuperResolutionStage, onValue: (stage: SuperResolutionStage) => void): React.ReactElement => (
    <select className="fer-select" aria-label={label} value={value} onChange={(event) => onValue(event.target.value as SuperResolutionStage)}>
      {shown.map((stage) => (
        <option key={stage} value={stage}>
          {stageName(stage, trans)}
        </option>
      ))}
    </select>
  );
  return (
    <figure className="fer-stage fer-comparison" data-fer-left={left} data-fer-right={right} data-fer-share={share}>
      <figcaption className="fer-header">
        <span className="fer-subtitle">{trans.__('Compare')}</span>
        {choose(trans.__('Left of the line'), left, (stage) => setPair([stage, right]))}
        {choose(trans.__('Right of the line'), right, (stage) => setPair([left, stage]))}
      </figcaption>
      <ZoomablePicture extent={FRAME} zoom={zoom} onZoom={onZoom} maxHeight={HEIGHT} label={trans.__('%1 left of the line, %2 right of it', stageName(left, trans), stageName(right, trans))} trans={trans}>
        {(unit) => (
          <>
            <clipPath id={clip}>
              <rect x={view.x} y={view.y} width={(share / 100) * view.width} height={view.height} />
            </clipPath>
            {stages[right] && <FaceImage image={stages[right]} unit={unit} />}
            <g clipPath={`url(#${clip})`}>{stages[left] && <FaceImage image={stages[left]} unit={unit} />}</g>
            <path className="fer-slider-line" d={`M${line} ${view.y}v${view.height}`} strokeWidth={2 * unit} />
          </>
        )}
      </ZoomablePicture>
      <label className="fer-slider fer-wide-slider">
        <Slider min={0} max={100} value={share} onValue={setShare} label={trans.__('Place of the line')} valueText={trans.__('%1 % %2, %3 % %4', share, stageName(left, trans), 100 - share, stageName(right, trans))} />
      </label>
    </figure>
  );
}
