import type { TranslationBundle } from '@jupyterlab/translation';
import { formatQuality, imageUrl, type SuperResolutionFace } from 'fer-core/views';
import React, { useState } from 'react';

/** Faces on one page. */
const PAGE = 60;

interface ThumbnailGalleryProps {
  faces: readonly SuperResolutionFace[];
  chosen: number;
  onChoose: (index: number) => void;
  trans: TranslationBundle;
}

/** All faces small, with their PSNR; the pressed one is shown below. Arrow keys go from one to the next. */
export function ThumbnailGallery({ faces, chosen, onChoose, trans }: ThumbnailGalleryProps): React.ReactElement {
  const [page, setPage] = useState(0);
  const pages = Math.ceil(faces.length / PAGE);
  const first = page * PAGE;
  const onKeyDown = (event: React.KeyboardEvent): void => {
    const next = { ArrowLeft: chosen - 1, ArrowRight: chosen + 1 }[event.key];
    if (next === undefined || next < 0 || next >= faces.length) return;
    event.preventDefault();
    event.stopPropagation();
    setPage(Math.floor(next / PAGE));
    onChoose(next);
  };
  return (
    <div className="fer-face-chooser" role="group" aria-label={trans.__('Faces')} data-lm-suppress-shortcuts="true" onKeyDown={onKeyDown}>
      {faces.slice(first, first + PAGE).map(({ name, thumbnail, quality }, position) => {
        const index = first + position;
        return (
          <button
            key={index}
            className="fer-gallery-image"
            aria-pressed={index === chosen}
            title={`${name}\n${formatQuality(quality.final)}`}
            onClick={() => onChoose(index)}
          >
            <img src={imageUrl(thumbnail)} alt={name} />
            {quality.final && <span>{quality.final.psnr === null ? '∞' : quality.final.psnr.toFixed(1)} dB</span>}
          </button>
        );
      })}
      {pages > 1 && (
        <span className="fer-pages">
          <button className="fer-icon-button" title={trans.__('Previous page')} disabled={page === 0} onClick={() => setPage(page - 1)}>
            ‹
          </button>
          {trans.__('page %1 of %2', page + 1, pages)}
          <button className="fer-icon-button" title={trans.__('Next page')} disabled={page === pages - 1} onClick={() => setPage(page + 1)}>
            ›
          </button>
        </span>
      )}
    </div>
  );
}
