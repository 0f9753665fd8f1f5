import type { TranslationBundle } from '@jupyterlab/translation';
import {
  type FacePictures,
  formatQuality,
  MEASURED_STAGES,
  type MeasuredStage,
  SUPER_RESOLUTION_STAGES,
  type SuperResolutionFace,
  type SuperResolutionStage,
} from 'fer-core/views';
import React, { useState } from 'react';
import { ColorLegend } from '../pictures/seen-faces';
import { Toggles } from '../pictures/toggles';
import { WHOLE, type Zoom } from '../pictures/zoom';
import { ZoomButtons } from '../pictures/zoom-buttons';
import { ZoomablePicture } from '../pictures/zoomable-picture';
import { Difference } from './difference';
import { FaceImage, FRAME } from './face-image';
import { type Overlay, Overlays } from './overlays';
import { stageName } from './stage-name';
import { StageComparison } from './stage-comparison';

/** Height of each picture in CSS pixels. */
const HEIGHT = 190;

interface FaceStagesProps {
  face: SuperResolutionFace;
  pictures: FacePictures;
  regions: readonly string[];
  trans: TranslationBundle;
}

/** One face at every stage, all magnified in step, its quality below each; a slider between two stages; the difference. */
export function FaceStages({ face, pictures, regions, trans }: FaceStagesProps): React.ReactElement {
  const { stages, heatmaps, parsing } = pictures;
  const [zoom, setZoom] = useState<Zoom>(WHOLE);
  const [overlays, setOverlays] = useState<ReadonlySet<Overlay>>(new Set());
  const [measured, setMeasured] = useState<MeasuredStage>('final');
  const shown = SUPER_RESOLUTION_STAGES.filter((stage) => stages[stage] !== undefined);
  const choices: [overlay: Overlay, text: string, title: string][] = [];
  if (heatmaps) choices.push(['heatmaps', trans.__('Landmark heat maps'), trans.__('Where the network sees the %1 landmarks', heatmaps.count)]);
  if (parsing) choices.push(['parsing', trans.__('Parsing map'), trans.__('Which region the network sees where')]);
  const caption = (stage: SuperResolutionStage): string => {
    const image = stages[stage]!;
    const size = trans.__('%1 × %2 px', image.width, image.height);
    return isMeasured(stage) && face.quality[stage] ? formatQuality(face.quality[stage]) : size;
  };
  const againstTruth = MEASURED_STAGES.filter((stage) => stages[stage] !== undefined);
  return (
    <div className="fer-face-stages" data-fer-face={face.name}>
      <header className="fer-header">
        <span className="fer-subtitle">{face.name}</span>
        {face.quality.final && <span className="fer-faint">{trans.__('PSNR in dB and SSIM on luma, against the truth')}</span>}
        <span className="fer-spring" />
        {choices.length > 0 && <Toggles choices={choices} shown={overlays} onShown={setOverlays} label={trans.__('Drawn over the pictures')} />}
        <ZoomButtons zoom={zoom} onZoom={setZoom} trans={trans} />
      </header>
      <div className="fer-stage-row">
        {shown.map((stage) => (
          <figure key={stage} className="fer-stage" data-fer-stage={stage}>
            <ZoomablePicture extent={FRAME} zoom={zoom} onZoom={setZoom} maxHeight={HEIGHT} label={stageName(stage, trans)} trans={trans}>
              {(unit) => (
                <>
                  <FaceImage image={stages[stage]!} unit={unit} />
                  <Overlays shown={overlays} heatmaps={heatmaps} parsing={parsing} regions={regions} />
                </>
              )}
            </ZoomablePicture>
            <figcaption>
              <b>{stageName(stage, trans)}</b>
              <br />
              {caption(stage)}
            </figcaption>
          </figure>
        ))}
      </div>
      {overlays.has('parsing') && <ColorLegend names={regions} skipped={1} />}
      <div className="fer-columns">
        <StageComparison stages={stages} shown={shown} zoom={zoom} onZoom={setZoom} trans={trans} />
        {stages.truth && (
          <figure className="fer-stage">
            <figcaption className="fer-header">
              <span className="fer-subtitle">{trans.__('Difference to the truth')}</span>
              <select className="fer-select" aria-label={trans.__('Which stage')} value={measured} onChange={(event) => setMeasured(event.target.value as MeasuredStage)}>
                {againstTruth.map((stage) => (
                  <option key={stage} value={stage}>
                    {stageName(stage, trans)}
                  </option>
                ))}
              </select>
            </figcaption>
            <Difference picture={stages[measured] ?? stages.final!} truth={stages.truth} zoom={zoom} onZoom={setZoom} trans={trans} />
          </figure>
        )}
      </div>
    </div>
  );
}

function isMeasured(stage: SuperResolutionStage): stage is MeasuredStage {
  return (MEASURED_STAGES as readonly string[]).includes(stage);
}
