import type { TranslationBundle } from '@jupyterlab/translation';
import { type EmbeddedImage, formatPercent, imageUrl, type StagesFace, type StagesPayload } from 'fer-core/views';
import React, { useState } from 'react';
import { LandmarkPoints } from '../pictures/landmark-marks';
import { PhotoImage } from '../pictures/photo-image';
import { ProbabilityBars } from './probability-bars';

/** Sides of the pictures in CSS pixels. */
const SIZES = { small: 96, middle: 144, large: 240 } as const;

type Size = keyof typeof SIZES;

interface StagesViewProps {
  payload: StagesPayload;
  trans: TranslationBundle;
}

/** From photo to label, one row a face: photo, box, landmarks, aligned face, super-resolved face, exact network input, probabilities. */
export function StagesView({ payload, trans }: StagesViewProps): React.ReactElement {
  const { photo, labels, faces } = payload;
  const [size, setSize] = useState<Size>('middle');
  const hasSuperResolution = faces.some(({ superResolved }) => superResolved !== null);
  const sizes: [size: Size, text: string][] = [
    ['small', trans.__('Small')],
    ['middle', trans.__('Middle')],
    ['large', trans.__('Large')],
  ];
  return (
    <section className="fer-stages" aria-label={trans.__('Stages of %1', photo.name)}>
      <header className="fer-header">
        <span className="fer-title">{photo.name}</span>
        <span className="fer-faint">{trans.__('%1 × %2 px', photo.width, photo.height)}</span>
        <span className="fer-faint">{faces.length === 0 ? trans.__('no face was found') : trans._n('%1 face', '%1 faces', faces.length)}</span>
        <span className="fer-spring" />
        <span className="fer-choice" role="group" aria-label={trans.__('Size of the pictures')}>
          {sizes.map(([name, text]) => (
            <button key={name} aria-pressed={size === name} onClick={() => setSize(name)}>
              {text}
            </button>
          ))}
        </span>
      </header>
      {faces.length === 0 ? (
        <PhotoStage payload={payload} face={null} side={SIZES.large} label={photo.name} />
      ) : (
        <div className="fer-stages-scroll" tabIndex={0} aria-label={trans.__('Stages, one row a face')}>
          <table className="fer-stages-table">
            <thead>
              <tr>
                {[
                  trans.__('Photo'),
                  trans.__('Box'),
                  trans.__('Landmarks'),
                  trans.__('Aligned'),
                  ...(hasSuperResolution ? [trans.__('Super-resolved')] : []),
                  trans.__('Network input'),
                  trans.__('Probabilities'),
                ].map((name) => (
                  <th key={name} scope="col">
                    {name}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {faces.map((face, index) => (
                <tr key={index} data-fer-face={index} data-fer-label={labels[face.label]}>
                  <td>
                    <Stage caption={trans.__('face %1 of %2', index + 1, faces.length)}>
                      <PhotoStage payload={payload} face={face} side={SIZES[size]} label={trans.__('Photo with face %1', index + 1)} />
                    </Stage>
                  </td>
                  <td>
                    <Stage caption={boxCaption(face, trans)}>
                      <CropStage face={face} side={SIZES[size]} label={trans.__('Box of face %1', index + 1)} />
                    </Stage>
                  </td>
                  <td>
                    {face.points ? (
                      <Stage caption={face.confidence === null ? trans.__('68 points') : trans.__('68 points\nconfidence %1', formatPercent(face.confidence))}>
                        <CropStage face={face} side={SIZES[size]} label={trans.__('Landmarks of face %1', index + 1)} points />
                      </Stage>
                    ) : (
                      <Absent trans={trans} />
                    )}
                  </td>
                  <td>
                    <PictureStage image={face.aligned} side={SIZES[size]} label={trans.__('Face %1, aligned', index + 1)} trans={trans} />
                  </td>
                  {hasSuperResolution && (
                    <td>
                      <PictureStage image={face.superResolved} side={SIZES[size]} label={trans.__('Face %1, super-resolved', index + 1)} trans={trans} />
                    </td>
                  )}
                  <td>
                    <PictureStage image={face.input} side={SIZES[size]} label={trans.__('What the network saw of face %1', index + 1)} exact trans={trans} />
                  </td>
                  <td>
                    <ProbabilityBars labels={labels} probabilities={face.probabilities} label={face.label} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}

function boxCaption({ box: [left, top, right, bottom], score }: StagesFace, trans: TranslationBundle): string {
  const size = trans.__('%1 × %2 px', Math.round(right - left), Math.round(bottom - top));
  return score === null ? size : trans.__('%1\nscore %2', size, formatPercent(score));
}

function Stage({ caption, children }: { caption: string; children: React.ReactNode }): React.ReactElement {
  return (
    <figure className="fer-stage">
      {children}
      <figcaption>{caption}</figcaption>
    </figure>
  );
}

function Absent({ trans }: { trans: TranslationBundle }): React.ReactElement {
  return <span className="fer-faint">{trans.__('left out')}</span>;
}

interface PhotoStageProps {
  payload: StagesPayload;
  /** Its box stands out. */
  face: StagesFace | null;
  side: number;
  label: string;
}

function PhotoStage({ payload: { photo, faces }, face, side, label }: PhotoStageProps): React.ReactElement {
  const unit = Math.max(photo.width, photo.height) / side;
  return (
    <svg
      className="fer-picture fer-still"
      viewBox={`-0.5 -0.5 ${photo.width} ${photo.height}`}
      style={{ width: photo.width / unit, height: photo.height / unit }}
      role="img"
      aria-label={label}
    >
      <PhotoImage part={photo.picture} unit={unit} />
      {faces.map((each, index) => (
        <g key={index} data-fer-chosen={each === face}>
          <Box face={each} unit={unit} />
        </g>
      ))}
    </svg>
  );
}

function CropStage({ face, side, label, points = false }: { face: StagesFace; side: number; label: string; points?: boolean }): React.ReactElement {
  const { image, left, top, scale } = face.crop;
  const [width, height] = [image.width * scale, image.height * scale];
  const unit = Math.max(width, height) / side;
  return (
    <svg className="fer-picture fer-still" viewBox={`${left - 0.5} ${top - 0.5} ${width} ${height}`} style={{ width: width / unit, height: height / unit }} role="img" aria-label={label}>
      <PhotoImage part={face.crop} unit={unit} />
      <g data-fer-chosen="true">
        <Box face={face} unit={unit} />
      </g>
      {points && face.points && <LandmarkPoints points={face.points} unit={unit * Math.min(1, side / 200)} />}
    </svg>
  );
}

function Box({ face: { box }, unit }: { face: StagesFace; unit: number }): React.ReactElement {
  const [left, top, right, bottom] = box;
  return <rect className="fer-box" x={left} y={top} width={right - left} height={bottom - top} strokeWidth={2 * unit} />;
}

interface PictureStageProps {
  image: EmbeddedImage | null;
  side: number;
  label: string;
  /** Its pixels are shown as squares. */
  exact?: boolean;
  trans: TranslationBundle;
}

function PictureStage({ image, side, label, exact = false, trans }: PictureStageProps): React.ReactElement {
  if (image === null) return <Absent trans={trans} />;
  const size = trans.__('%1 × %2 px', image.width, image.height);
  return (
    <Stage caption={exact ? trans.__('%1\nexact', size) : size}>
      <img className="fer-still" src={imageUrl(image)} alt={label} data-fer-exact={exact} style={{ height: side, aspectRatio: `${image.width} / ${image.height}` }} />
    </Stage>
  );
}
