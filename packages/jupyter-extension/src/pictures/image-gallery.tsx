import type { TranslationBundle } from '@jupyterlab/translation';
import { formatPercent, type JudgedImages } from 'fer-core/views';
import React, { useEffect, useRef, useState } from 'react';
import { GrayImage } from './gray-image';
import type { ImageSource } from './image-source';
import { Pages } from './pages';
import { usePixels } from './use-pixels';

/** Images on one page. */
export const PAGE = 48;

interface ImageGalleryProps {
  images: JudgedImages;
  labels: readonly string[];
  /** Which images, in the order in which they stand; the same list as long as they are the same images. */
  indices: readonly number[];
  title: string;
  /** What is said behind their number. */
  order?: string;
  /** What is said where there are none. */
  empty: string;
  /** For those who do not see it. */
  label: string;
  source: ImageSource;
  onClose: () => void;
  trans: TranslationBundle;
}

/** Some of the judged images, page by page; a click enlarges one. */
export function ImageGallery({
  images,
  labels,
  indices,
  title,
  order,
  empty,
  label,
  source,
  onClose,
  trans,
}: ImageGalleryProps): React.ReactElement {
  const [page, setPage] = useState(0);
  const [enlarged, setEnlarged] = useState<number | null>(null);
  useEffect(() => {
    setPage(0);
    setEnlarged(null);
  }, [indices]);
  const shown = indices.slice(page * PAGE, (page + 1) * PAGE);
  const { pixels, problem } = usePixels(source, shown);
  const pages = Math.max(1, Math.ceil(indices.length / PAGE));
  const place = useRef<HTMLElement>(null);
  useEffect(() => {
    place.current?.scrollIntoView({ block: 'nearest' }); // in braces: what newer browsers return is no clean-up
  }, [indices]);

  const step = (by: number): void => {
    const at = (enlarged ?? 0) + by;
    if (at < 0 || at >= indices.length) return;
    setPage(Math.floor(at / PAGE));
    setEnlarged(at);
  };
  const onKeyDown = (event: React.KeyboardEvent): void => {
    if (event.key === 'Escape') {
      if (enlarged === null) onClose();
      else setEnlarged(null);
    } else if (enlarged !== null && event.key === 'ArrowRight') step(1);
    else if (enlarged !== null && event.key === 'ArrowLeft') step(-1);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <section
      ref={place}
      className="fer-gallery"
      data-lm-suppress-shortcuts="true"
      aria-label={label}
      onKeyDown={onKeyDown}
    >
      <header className="fer-header">
        <span className="fer-title">{title}</span>
        <span className="fer-faint">
          {trans._n('%1 image', '%1 images', indices.length)}
          {indices.length > 1 && order}
        </span>
        <span className="fer-spring" />
        {pages > 1 && <Pages page={page} pages={pages} onPage={setPage} trans={trans} />}
        <button className="fer-icon-button" title={trans.__('Close (Esc)')} onClick={onClose}>
          ×
        </button>
      </header>
      {problem && <p className="fer-problem">{problem}</p>}
      {indices.length === 0 && <p className="fer-faint">{empty}</p>}
      <div className="fer-gallery-body">
        <div className="fer-gallery-images">
          {shown.map((index, position) => {
            const at = page * PAGE + position;
            return (
              <button
                key={index}
                className="fer-gallery-image"
                data-fer-id={images.ids[index]}
                aria-pressed={enlarged === at}
                title={caption(images, labels, index, trans)}
                aria-label={caption(images, labels, index, trans)}
                onClick={() => setEnlarged(enlarged === at ? null : at)}
              >
                <GrayImage pixels={pixels[position]} height={images.height} width={images.width} size={64} />
                <span>{formatPercent(images.confidence[index])}</span>
              </button>
            );
          })}
        </div>
        {enlarged !== null && indices[enlarged] !== undefined && (
          <figure className="fer-enlarged">
            <GrayImage
              pixels={pixels[enlarged - page * PAGE]}
              height={images.height}
              width={images.width}
              size={240}
            />
            <figcaption>{caption(images, labels, indices[enlarged], trans)}</figcaption>
          </figure>
        )}
      </div>
    </section>
  );
}

function caption(images: JudgedImages, labels: readonly string[], index: number, trans: TranslationBundle): string {
  return trans.__(
    '%1\ntruth %2, predicted %3\nconfidence %4',
    images.ids[index],
    labels[images.truth[index]],
    labels[images.predicted[index]],
    formatPercent(images.confidence[index]),
  );
}
