import type { TranslationBundle } from '@jupyterlab/translation';
import { type FacePictures, formatQuality, MEASURED_STAGES, meanStageQuality, type SuperResolutionPayload } from 'fer-core/views';
import React, { useEffect, useState } from 'react';
import { FaceStages } from './face-stages';
import { stageName } from './stage-name';
import { ThumbnailGallery } from './thumbnail-gallery';

interface SuperResolutionViewProps {
  payload: SuperResolutionPayload;
  /** Gives the pictures of one face. */
  pictures: (index: number) => Promise<FacePictures>;
  trans: TranslationBundle;
}

/** Enlarged faces: their mean quality, the gallery where there are several, and the chosen face at every stage. */
export function SuperResolutionView({ payload, pictures, trans }: SuperResolutionViewProps): React.ReactElement {
  const { name, faces, regions } = payload;
  const [chosen, setChosen] = useState(0);
  const at = Math.min(chosen, faces.length - 1);
  const { loaded, problem } = usePictures(pictures, at);
  return (
    <section className="fer-super-resolution" aria-label={trans.__('Super-resolution of %1', name)}>
      <header className="fer-header">
        <span className="fer-title">{name}</span>
        <span className="fer-faint">{trans._n('%1 face', '%1 faces', faces.length)}</span>
      </header>
      {faces.length > 1 && (
        <>
          <MeanQuality payload={payload} trans={trans} />
          <ThumbnailGallery faces={faces} chosen={at} onChoose={setChosen} trans={trans} />
        </>
      )}
      {problem && (
        <p className="fer-problem" role="alert">
          {trans.__('The pictures of %1 are not at hand: %2', faces[at]!.name, problem)}
        </p>
      )}
      {loaded && <FaceStages face={faces[at]!} pictures={loaded} regions={regions} trans={trans} />}
    </section>
  );
}

function MeanQuality({ payload, trans }: { payload: SuperResolutionPayload; trans: TranslationBundle }): React.ReactElement | null {
  const known = MEASURED_STAGES.filter((stage) => meanStageQuality(payload, stage) !== undefined);
  if (known.length === 0) return null;
  return (
    <dl className="fer-numbers">
      {known.map((stage) => (
        <div key={stage} className="fer-number" data-fer-mean={stage}>
          <dt className="fer-number-name">{trans.__('%1, mean PSNR and SSIM', stageName(stage, trans))}</dt>
          <dd className="fer-number-value">{formatQuality(meanStageQuality(payload, stage))}</dd>
        </div>
      ))}
    </dl>
  );
}

/** The pictures of the chosen face; the last ones stay until the next are there. */
function usePictures(pictures: (index: number) => Promise<FacePictures>, index: number): { loaded: FacePictures | null; problem: string } {
  const [state, setState] = useState<{ loaded: FacePictures | null; problem: string }>({ loaded: null, problem: '' });
  useEffect(() => {
    let wanted = true;
    pictures(index).then(
      (loaded) => wanted && setState({ loaded, problem: '' }),
      (error: unknown) => wanted && setState({ loaded: null, problem: error instanceof Error ? error.message : String(error) }),
    );
    return () => {
      wanted = false;
    };
  }, [pictures, index]);
  return state;
}
