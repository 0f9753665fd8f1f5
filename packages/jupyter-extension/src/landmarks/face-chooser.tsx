import type { TranslationBundle } from '@jupyterlab/translation';
import { type LandmarksFace, imageUrl } from 'fer-core/views';
import React from 'react';

interface FaceChooserProps {
  faces: readonly LandmarksFace[];
  chosen: number;
  onChoose: (index: number) => void;
  trans: TranslationBundle;
}

/** All faces of the photo as small pictures; the pressed one is shown beside the photo. */
export function FaceChooser({ faces, chosen, onChoose, trans }: FaceChooserProps): React.ReactElement {
  return (
    <div className="fer-face-chooser" role="group" aria-label={trans.__('Faces')}>
      {faces.map(({ before }, index) => (
        <button key={index} className="fer-gallery-image" aria-pressed={chosen === index} title={trans.__('Face %1', index + 1)} onClick={() => onChoose(index)}>
          <img src={imageUrl(before.image)} alt="" />
          <span>{index + 1}</span>
        </button>
      ))}
    </div>
  );
}
