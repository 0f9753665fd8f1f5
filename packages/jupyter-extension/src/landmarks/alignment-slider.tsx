import type { TranslationBundle } from '@jupyterlab/translation';
import { type AlignedPicture, imageUrl, meanShapeOn, type PayloadPoint, type PhotoPart } from 'fer-core/views';
import React, { useId, useState } from 'react';
import { LandmarkLines, LandmarkPoints } from '../pictures/landmark-marks';
import { PhotoImage } from '../pictures/photo-image';
import { Slider } from '../pictures/slider';

interface AlignmentSliderProps {
  before: PhotoPart;
  /** In pixels of the photo. */
  points: readonly PayloadPoint[];
  aligned: AlignedPicture;
  layers: ReadonlySet<string>;
  trans: TranslationBundle;
}

/** Side of the picture in CSS pixels. */
const SIDE = 260;

/** The face as it is in the photo at the left of a line, and in its place at the right of it. */
export function AlignmentSlider({ before, points, aligned, layers, trans }: AlignmentSliderProps): React.ReactElement {
  const [share, setShare] = useState(50);
  const clip = useId();
  const { width, height } = aligned.image;
  const unit = width / SIDE;
  const line = -0.5 + (share / 100) * width;
  const part = { x: before.left - 0.5, y: before.top - 0.5, width: before.image.width * before.scale, height: before.image.height * before.scale };
  const beforeUnit = Math.min(part.width, part.height) / SIDE;
  return (
    <figure className="fer-alignment">
      <figcaption className="fer-header">
        <span className="fer-subtitle">{trans.__('Alignment')}</span>
        <span className="fer-faint">{trans.__('aligned: %1 × %2 px', width, height)}</span>
      </figcaption>
      <svg
        className="fer-picture"
        viewBox={`-0.5 -0.5 ${width} ${height}`}
        style={{ width: SIDE, aspectRatio: `${width} / ${height}` }}
        role="img"
        aria-label={trans.__('Left of the line before alignment, right of it after')}
        data-fer-before={share}
      >
        <clipPath id={clip}>
          <rect x={-0.5} y={-0.5} width={(share / 100) * width} height={height} />
        </clipPath>
        <image href={imageUrl(aligned.image)} x={-0.5} y={-0.5} width={width} height={height} />
        {aligned.points && <Marks points={aligned.points} layers={layers} unit={unit} />}
        <g clipPath={`url(#${clip})`}>
          <svg x={-0.5} y={-0.5} width={width} height={height} viewBox={`${part.x} ${part.y} ${part.width} ${part.height}`} preserveAspectRatio="xMidYMid slice">
            <PhotoImage part={before} unit={beforeUnit} />
            <Marks points={points} layers={layers} unit={beforeUnit} />
          </svg>
        </g>
        <path className="fer-slider-line" d={`M${line} -0.5v${height}`} strokeWidth={2 * unit} />
      </svg>
      <label className="fer-slider">
        <span>{trans.__('before')}</span>
        <Slider min={0} max={100} value={share} onValue={setShare} label={trans.__('Share shown before alignment')} valueText={trans.__('%1 % before, %2 % after', share, 100 - share)} />
        <span>{trans.__('after')}</span>
      </label>
    </figure>
  );
}

function Marks({ points, layers, unit }: { points: readonly PayloadPoint[]; layers: ReadonlySet<string>; unit: number }): React.ReactElement {
  return (
    <>
      {layers.has('mean') && <LandmarkLines points={meanShapeOn(points) as [number, number][]} unit={unit} kind="mean" />}
      {layers.has('lines') && <LandmarkLines points={points} unit={unit} kind="found" />}
      {layers.has('points') && <LandmarkPoints points={points} unit={unit * 0.7} />}
    </>
  );
}
