import type { TranslationBundle } from '@jupyterlab/translation';
import { formatPercent, type LandmarksFace, type LandmarksPayload, meanShapeOn, type PointErrors, pointErrors } from 'fer-core/views';
import React, { useMemo, useState } from 'react';
import { LandmarkLines, LandmarkPoints, TruthMarks } from '../pictures/landmark-marks';
import { PhotoImage } from '../pictures/photo-image';
import { Toggles } from '../pictures/toggles';
import { WHOLE, type Zoom, zoomTo } from '../pictures/zoom';
import { ZoomButtons } from '../pictures/zoom-buttons';
import { ZoomablePicture } from '../pictures/zoomable-picture';
import { NumberList } from '../rendering/number-list';
import { AlignmentSlider } from './alignment-slider';
import { ErrorBars } from './error-bars';
import { FaceChooser } from './face-chooser';

type Layer = 'box' | 'points' | 'numbers' | 'lines' | 'mean' | 'truth';

/** Of the picture, in CSS pixels. */
const HEIGHT = 460;

/** Of the picture with its buttons, in CSS pixels. */
const NARROWEST = 480;

interface LandmarksViewProps {
  payload: LandmarksPayload;
  trans: TranslationBundle;
}

/** A photo with its faces: box, points, mean shape and truth; the chosen face's alignment and errors beside it. */
export function LandmarksView({ payload, trans }: LandmarksViewProps): React.ReactElement {
  const { photo, faces } = payload;
  const extent = { x: -0.5, y: -0.5, width: photo.width, height: photo.height };
  const [chosen, setChosen] = useState(0);
  const [zoom, setZoom] = useState<Zoom>(() => (faces.length === 1 ? zoomTo(faces[0]!.box, extent) : WHOLE));
  const [layers, setLayers] = useState<ReadonlySet<Layer>>(new Set<Layer>(['box', 'points', 'numbers', 'truth']));
  const [active, setActive] = useState<number | null>(null);
  const face = faces[chosen] ?? faces[0];
  const errors = useMemo(() => (face?.truth ? pointErrors(face.points, face.truth) : null), [face]);

  const choose = (index: number): void => {
    setChosen(index);
    setActive(null);
    setZoom(zoomTo(faces[index]!.box, extent));
  };
  const choices: [layer: Layer, text: string, title?: string][] = [
    ['box', trans.__('Box')],
    ['points', trans.__('Points')],
    ['numbers', trans.__('Numbers'), trans.__('Numbers of the points, from 0, of the chosen face')],
    ['lines', trans.__('Lines')],
    ['mean', trans.__('Mean shape'), trans.__('The mean face, laid over this one by eye corners and nose')],
  ];
  if (faces.some(({ truth }) => truth !== null)) choices.push(['truth', trans.__('Truth'), trans.__('Crosses: the true places')]);

  return (
    <section className="fer-landmarks-view" aria-label={trans.__('Landmarks of %1', photo.name)}>
      <header className="fer-header">
        <span className="fer-title">{photo.name}</span>
        <span className="fer-faint">{trans.__('%1 × %2 px', photo.width, photo.height)}</span>
        <span className="fer-faint">{faces.length === 0 ? trans.__('no face was found') : trans._n('%1 face', '%1 faces', faces.length)}</span>
        <span className="fer-spring" />
        <Legend trans={trans} />
      </header>
      <div className="fer-columns">
        <div className="fer-picture-column" style={{ maxWidth: Math.max(NARROWEST, (HEIGHT * photo.width) / photo.height) }}>
          <header className="fer-header">
            <Toggles choices={choices} shown={layers} onShown={setLayers} label={trans.__('What is shown')} />
            <span className="fer-spring" />
            <ZoomButtons zoom={zoom} onZoom={setZoom} trans={trans} />
          </header>
          <ZoomablePicture extent={extent} zoom={zoom} onZoom={setZoom} maxHeight={HEIGHT} label={trans.__('%1 with %2 faces', photo.name, faces.length)} trans={trans}>
            {(unit) => (
              <>
                <PhotoImage part={photo.picture} unit={unit} />
                {unit < photo.picture.scale && face && photo.picture.scale > 1 && <PhotoImage part={face.before} unit={unit} />}
                {faces.map((each, index) => (
                  <FaceMarks
                    key={index}
                    face={each}
                    layers={layers}
                    unit={unit}
                    isChosen={each === face}
                    active={each === face ? active : null}
                    onActive={each === face ? setActive : undefined}
                    onChoose={() => setChosen(index)}
                  />
                ))}
              </>
            )}
          </ZoomablePicture>
          <p className="fer-hint">
            {trans.__('Drag to move; Ctrl + wheel, or + and − in the picture, to zoom; 0 shows all.')}
            {photo.picture.scale > 1 && ' ' + trans.__('Shown at 1/%1 of its size; faces are whole once near.', photo.picture.scale)}
          </p>
        </div>
        {face && (
          <div className="fer-face-column">
            {faces.length > 1 && <FaceChooser faces={faces} chosen={chosen} onChoose={choose} trans={trans} />}
            <FaceNumbers face={face} errors={errors} trans={trans} />
            {face.aligned && <AlignmentSlider before={face.before} points={face.points} aligned={face.aligned} layers={layers} trans={trans} />}
            {errors && <ErrorBars errors={errors} active={active} onActive={setActive} trans={trans} />}
          </div>
        )}
      </div>
    </section>
  );
}

interface FaceMarksProps {
  face: LandmarksFace;
  layers: ReadonlySet<Layer>;
  unit: number;
  isChosen: boolean;
  active: number | null;
  onActive: ((index: number) => void) | undefined;
  onChoose: () => void;
}

/** Below this width on the screen numbers would hide a face, and dots become smaller with it; in CSS pixels. */
const NUMBERED = 170;

function FaceMarks({ face, layers, unit, isChosen, active, onActive, onChoose }: FaceMarksProps): React.ReactElement {
  const { box, points, truth } = face;
  const [left, top, right, bottom] = box;
  const mean = useMemo(() => meanShapeOn(points) as [number, number][], [points]);
  return (
    <g data-fer-chosen={isChosen} onClick={onChoose}>
      {layers.has('box') && <rect className="fer-box" x={left} y={top} width={right - left} height={bottom - top} strokeWidth={(isChosen ? 2.5 : 1.5) * unit} />}
      {layers.has('mean') && <LandmarkLines points={mean} unit={unit} kind="mean" />}
      {layers.has('lines') && <LandmarkLines points={points} unit={unit} kind="found" />}
      {layers.has('truth') && truth && <TruthMarks points={points} truth={truth} unit={unit} />}
      {layers.has('points') && (
        <LandmarkPoints points={points} unit={Math.min(unit, (right - left) / NUMBERED)} numbers={isChosen && layers.has('numbers') && right - left > NUMBERED * unit} active={active} onActive={onActive} />
      )}
    </g>
  );
}

function FaceNumbers({ face, errors, trans }: { face: LandmarksFace; errors: PointErrors | null; trans: TranslationBundle }): React.ReactElement {
  const { box, score, confidence } = face;
  const facts: [name: string, value: string][] = [[trans.__('Box'), trans.__('%1 × %2 px', Math.round(box[2] - box[0]), Math.round(box[3] - box[1]))]];
  if (score !== null) facts.push([trans.__('Detector’s score'), formatPercent(score)]);
  if (confidence !== null) facts.push([trans.__('Landmarks’ confidence'), formatPercent(confidence)]);
  if (errors) {
    facts.push([trans.__('Mean error'), formatPercent(errors.all)], [trans.__('Inner points'), formatPercent(errors.inner)]);
    facts.push([trans.__('Unit: outer eye corners'), trans.__('%1 px', errors.unit.toFixed(1))]);
  }
  return (
    <NumberList numbers={facts} />
  );
}

function Legend({ trans }: { trans: TranslationBundle }): React.ReactElement {
  return (
    <span className="fer-legend">
      <span className="fer-legend-inner">{trans.__('51 inner points')}</span>
      <span className="fer-legend-contour">{trans.__('17 contour points')}</span>
    </span>
  );
}
