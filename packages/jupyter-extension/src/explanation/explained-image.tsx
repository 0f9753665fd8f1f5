import type { TranslationBundle } from '@jupyterlab/translation';
import { type ExplanationPayload, formatPercent } from 'fer-core/views';
import React from 'react';
import { HeatImage } from '../pictures/heat-image';
import type { ExplainedMaps, ShownClass } from './explained-map';
import { explainedText } from './explained-text';

/** Sides in CSS pixels. */
const LARGE = 240;
const SMALL = 56;

interface ExplainedImageProps {
  payload: ExplanationPayload;
  maps: ExplainedMaps;
  index: number;
  pixels: Uint8Array | undefined;
  /** Index of the class whose map is large. */
  shown: number;
  onShown: (shown: ShownClass) => void;
  strength: number;
  trans: TranslationBundle;
}

/** One image large under one map, and small under the maps of all classes, with their probabilities; a click on one makes it the large one. */
export function ExplainedImage({
  payload,
  maps,
  index,
  pixels,
  shown,
  onShown,
  strength,
  trans,
}: ExplainedImageProps): React.ReactElement {
  const { labels, images } = payload;
  const { height, width } = images;
  const { least, most, mean } = maps.range(index, shown);
  return (
    <figure className="fer-enlarged fer-explained-large">
      <HeatImage
        pixels={pixels}
        heat={maps.heat(index, shown)}
        strength={strength}
        height={height}
        width={width}
        size={LARGE}
      />
      <figcaption>
        {images.ids[index]}
        <br />
        {explainedText(payload, index, trans)}
        <br />
        <span className="fer-faint">
          {trans.__(
            'Evidence for %1: %2 to %3, mean (the logit) %4',
            labels[shown],
            least.toFixed(1),
            most.toFixed(1),
            mean.toFixed(2),
          )}
        </span>
      </figcaption>
      <div className="fer-explained-classes" role="group" aria-label={trans.__('Maps of all classes')}>
        {labels.map((label, at) => (
          <button
            key={label}
            className="fer-gallery-image"
            data-fer-class={label}
            aria-pressed={at === shown}
            onClick={() => onShown(at)}
          >
            <HeatImage
              pixels={pixels}
              heat={maps.heat(index, at)}
              strength={strength}
              height={height}
              width={width}
              size={SMALL}
            />
            <span>{label}</span>
            <span>{formatPercent(images.probabilities[index]![at])}</span>
          </button>
        ))}
      </div>
    </figure>
  );
}
