import type { TranslationBundle } from '@jupyterlab/translation';
import type { EmbeddedImage } from 'fer-core/views';
import React, { useState } from 'react';
import { decodeLevels, differenceOf, levelsUrl } from '../pictures/picture-levels';
import { Slider } from '../pictures/slider';
import { useComputed } from '../pictures/use-computed';
import type { Zoom } from '../pictures/zoom';
import { ZoomablePicture } from '../pictures/zoomable-picture';
import { FRAME } from './face-image';

interface DifferenceProps {
  picture: EmbeddedImage;
  truth: EmbeddedImage;
  zoom: Zoom;
  onZoom: (zoom: Zoom) => void;
  trans: TranslationBundle;
}

const HEIGHT = 300;

/** Where a picture differs from the truth: black where they agree, the brighter the farther. */
export function Difference({ picture, truth, zoom, onZoom, trans }: DifferenceProps): React.ReactElement {
  const [gain, setGain] = useState(4);
  const url = useComputed(
    async () => levelsUrl(differenceOf(await decodeLevels(picture), await decodeLevels(truth), gain)),
    [picture, truth, gain],
  );
  return (
    <>
      <ZoomablePicture extent={FRAME} zoom={zoom} onZoom={onZoom} maxHeight={HEIGHT} label={trans.__('Difference to the truth, times %1', gain)} trans={trans}>
        {(unit) => url && <image className="fer-difference" href={url} {...FRAME} preserveAspectRatio="none" style={{ imageRendering: unit < 1 / 3 ? 'pixelated' : 'auto' }} />}
      </ZoomablePicture>
      <label className="fer-slider fer-wide-slider">
        <span>{trans.__('brightness × %1', gain)}</span>
        <Slider min={1} max={16} value={gain} onValue={setGain} label={trans.__('Brightness of the difference')} />
      </label>
    </>
  );
}
